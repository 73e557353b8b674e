"""Public versions with known dates, which datestamps follow from."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.curation.versions.cutting import rows_of
from cases.models import PublicVersion

FIRST = datetime(2026, 11, 1, 8, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def dated():
    """Dates version 1 at 2026-11-01 08:00 UTC, and each later one a day after the one before."""

    def date_all() -> None:
        for version in PublicVersion.objects.order_by("number"):
            made_at = FIRST + timedelta(days=version.number - 1)
            rows_of(PublicVersion).filter(pk=version.pk).update(made_at=made_at)

    return date_all
