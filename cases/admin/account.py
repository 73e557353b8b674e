"""Accounts in the admin: who wrote is deactivated, never deleted and never called otherwise."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.curation.accounts import NOT_DELETED, has_written

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin[User]):
    """Django's own, without what would take the name off the record."""

    actions = ("deactivate",)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = [str(name) for name in super().get_readonly_fields(request, obj)]
        return [*fixed, "username"] if obj is not None and has_written(obj) else fixed

    def get_deleted_objects(
        self, objs: Sequence[User] | QuerySet[User], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [NOT_DELETED.format(user.get_username()) for user in objs if has_written(user)]
        return listed, counts, lacking, [*protected, *kept]

    @admin.action(description="停用所选账号", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """They can no longer log in; all that they wrote stays under their names."""
        others = queryset.exclude(username=request.user.get_username()).filter(is_active=True)
        for user in others:
            user.is_active = False
            user.save(update_fields=["is_active"])
            self.log_change(request, user, "停用")
        self.message_user(request, f"停用了 {len(others)} 个账号，自己的账号不在其中。", messages.SUCCESS)
