"""Accounts in the admin: who wrote is deactivated, never deleted and never called otherwise.

Who manages users gives no right that they lack themselves, and touches nobody who has one.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ManyToManyField, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.http import require_POST

from cases.admin.collisions.accounts import LocksUnrecorded
from cases.admin.permissions import OffersPermissions, PermissionsField, listed
from cases.choices import OfficeKind
from cases.curation.accounts import NOT_DELETED, has_written
from cases.curation.office import acting_as, record_change
from cases.roles import MANAGE_USERS, may

OF_SUPERUSERS = ("is_superuser", "user_permissions")
BY_PROGRAM = ("last_login", "date_joined")
OWN = {"user_permissions": "permitted"}  # where they are only shown
LINK = "生成重设密码的链接"
BY_LINK = "凭重设密码的链接"
NAMES = ("last_name", "first_name")
STAFF = "勾选的可以登录编目后台；能做什么由组决定。新账号默认勾选，不再来的人请停用（去掉“有效”）。"
GROUPS = "编辑：起草、提出修改；审核：另可接受、发布、撤回；管理员：另可维护词表和账号。可以在一个以上的组。"
SET_BY_THEMSELVES = "可以不替人想密码：选“禁用”保存，再在下一页按“生成重设密码的链接”交给本人，由本人设定。"

admin.site.unregister(User)


class NewAccountForm(AdminUserCreationForm[User]):
    """Who is entered is to work here: the account can log in at once."""

    class Meta(AdminUserCreationForm.Meta):
        fields = ("username", *NAMES, "is_staff", "groups")
        help_texts: ClassVar[Any] = {"is_staff": STAFF, "groups": GROUPS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_staff"].initial = True
        self.fields["usable_password"].help_text = SET_BY_THEMSELVES


class AccountForm(OffersPermissions, UserChangeForm[User]):
    of_permissions = "user_permissions"

    class Meta(UserChangeForm.Meta):
        help_texts: ClassVar[Any] = {"is_staff": STAFF, "groups": GROUPS}


def rights_of(user: User) -> set[int]:
    """The primary keys of all that the account may, active or not."""
    own = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return set(own.values_list("pk", flat=True))


@admin.register(User)
class AccountAdmin(LocksUnrecorded[User], UserAdmin[User]):
    """Django's own, without what would take the name off the record, or give more than one has."""

    actions = ("deactivate",)
    form = AccountForm
    filter_horizontal = ()  # see `NamedGroupAdmin`
    add_form = NewAccountForm
    add_fieldsets = (
        (None, {"fields": ("username", *NAMES)}),
        ("密码", {"fields": ("usable_password", "password1", "password2")}),
        ("权限", {"fields": ("is_staff", "groups")}),
    )

    # --- Who may what ---------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, MANAGE_USERS) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = may(request.user, MANAGE_USERS) and super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_within(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = may(request.user, MANAGE_USERS) and super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._is_within(request, obj))

    @staticmethod
    def _is_within(request: HttpRequest, obj: User) -> bool:
        """Whether the account has no right that who asks lacks."""
        user = request.user
        if not isinstance(user, User) or user.is_superuser:
            return isinstance(user, User)
        return not obj.is_superuser and rights_of(obj) <= rights_of(user)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        """The groups that one may put others into."""
        user = request.user
        if db_field.name == "groups":
            options["widget"] = forms.CheckboxSelectMultiple
        if db_field.name == "groups" and isinstance(user, User) and not user.is_superuser:
            lacking = Permission.objects.exclude(pk__in=rights_of(user))
            options["queryset"] = Group.objects.exclude(permissions__in=lacking)
        if db_field.name == "user_permissions":
            options |= {"form_class": PermissionsField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = [*map(str, super().get_readonly_fields(request, obj)), *BY_PROGRAM]
        if not (isinstance(request.user, User) and request.user.is_superuser):
            fixed += [*OF_SUPERUSERS, "permitted"]
        return [*fixed, "username"] if obj is not None and has_written(obj) else fixed

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:  # noqa: ANN401 - as Django has them
        """Single permissions as people read them, for who may not give any."""
        groups = super().get_fieldsets(request, obj)
        if obj is None or (isinstance(request.user, User) and request.user.is_superuser):
            return groups
        return [
            (name, {**of, "fields": [*(OWN.get(str(field), field) for field in of["fields"])]})
            for name, of in groups
        ]

    @admin.display(description="用户权限")
    def permitted(self, user: User) -> str:
        return listed(user.user_permissions.select_related("content_type"))

    # --- A password without mail ----------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        link = self.admin_site.admin_view(require_POST(self.link_view))
        return [
            path("<int:pk>/reset-link/", link, name="auth_user_reset_link"),
            path("reset/<uidb64>/<token>/", self.reset_view, name="auth_user_reset"),
            *super().get_urls(),
        ]

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A link with which the user sets a password once; it is handed over by whoever manages users."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        with transaction.atomic():
            self.log_change(request, user, LINK)
            record_change(OfficeKind.ACCOUNT, user.pk, user.get_username(), LINK)
        key, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
        address = reverse("admin:auth_user_reset", args=[key, token], current_app=self.admin_site.name)
        context = {
            **self.admin_site.each_context(request),
            "title": "重设密码的链接",
            "opts": self.opts,
            "account": user,
            "link": request.build_absolute_uri(address),
        }
        return TemplateResponse(request, "admin/auth/user/reset_link.html", context)

    def reset_view(self, request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
        """For whoever holds the link, without an account."""
        context = {**self.admin_site.each_context(request), "is_nav_sidebar_enabled": False}
        login = reverse_lazy("admin:login")
        view = PasswordResetConfirmView.as_view(success_url=login, extra_context=context)
        with acting_as(PasswordResetConfirmView().get_user(uidb64), note=BY_LINK), transaction.atomic():
            return view(request, uidb64=uidb64, token=token)

    # --- Who wrote stays ------------------------------------------------------------------------

    def get_deleted_objects(
        self, objs: Sequence[User] | QuerySet[User], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [NOT_DELETED.format(user.get_username()) for user in objs if has_written(user)]
        kept += [f"您不能改动账号“{user}”。" for user in objs if not self._is_within(request, user)]
        return listed, counts, lacking, [*protected, *kept]

    @admin.action(description="停用所选账号", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """They can no longer log in; all that they wrote stays under their names."""
        others = queryset.exclude(username=request.user.get_username()).filter(is_active=True)
        within = [user for user in others if self._is_within(request, user)]
        for user in within:
            user.is_active = False
            user.save(update_fields=["is_active"])
            self.log_change(request, user, "停用")
        self.message_user(request, f"停用了 {len(within)} 个账号，自己的账号不在其中。", messages.SUCCESS)
