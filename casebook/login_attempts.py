"""How failed logins are counted: as django-axes does, but never by a clock that was wrong."""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

SKEW = timedelta(minutes=1)  # by which the clocks of several servers may differ


class Attempts(AxesDatabaseHandler):
    """Attempts of the future do not count: a clock that was set back would lock people out until then."""

    def get_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> list[QuerySet[AccessAttempt]]:
        latest = timezone.now() + SKEW
        return [
            attempts.filter(attempt_time__lte=latest)
            for attempts in super().get_user_attempts(request, credentials)
        ]

    def clean_expired_user_attempts(
        self, request: HttpRequest | None = None, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget them, else the next failure would be added to theirs and stand in the present."""
        forgotten, _ = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() + SKEW).delete()
        count: int = super().clean_expired_user_attempts(request, credentials)
        return count + forgotten
