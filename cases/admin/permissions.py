"""Permissions as people read them, and groups that are made of these: “案例：新增” for “Can add 案例”."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.admin.collisions.accounts import LocksUnrecorded
from cases.admin.curated import ReadOnly
from cases.curation.permission_names import permission_name

# No page of the admin asks for these: what they are about is kept by programs alone.
OF_PROGRAMS = ("contenttypes", "sessions", "django_tasks_database")

WITHOUT_PAGES = ("permission", "logentry")

admin.site.unregister(Group)


def offered() -> QuerySet[Permission]:
    """The permissions that something asks for; of tables that only the machine writes, those to look at."""
    of_no_use = Q(content_type__app_label__in=OF_PROGRAMS) | Q(content_type__model__in=WITHOUT_PAGES)
    for model, of_table in admin.site._registry.items():
        if isinstance(of_table, ReadOnly):
            name = model._meta.model_name
            of_no_use |= Q(content_type__app_label=model._meta.app_label, content_type__model=name) & ~Q(
                codename=f"view_{name}"
            )
    return Permission.objects.exclude(of_no_use).select_related("content_type")


class PermissionsField(forms.ModelMultipleChoiceField[Permission]):
    """A choice among permissions by what they are called here."""

    def label_from_instance(self, obj: Permission) -> str:
        return permission_name(obj)


class OffersPermissions(forms.ModelForm[Any]):
    """Offers what is of use, and what is held already, so that saving takes nothing away."""

    of_permissions = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.of_permissions)
        if isinstance(field, forms.ModelMultipleChoiceField):
            held = getattr(self.instance, self.of_permissions).values("pk") if self.instance.pk else ()
            useful = offered().values("pk")
            rows = Permission.objects.filter(Q(pk__in=useful) | Q(pk__in=held))
            field.queryset = rows.select_related("content_type")


class GroupForm(OffersPermissions):
    of_permissions = "permissions"


def listed(permissions: Iterable[Permission]) -> SafeString | str:
    """For who may only look."""
    return format_html_join("、", "{}", ((permission_name(each),) for each in permissions)) or "—"


@admin.register(Group)
class NamedGroupAdmin(LocksUnrecorded[Group], GroupAdmin):
    """Django's own, with the permissions in Chinese."""

    form = GroupForm
    filter_horizontal = ()  # whose two lists have labels that are no labels to those who hear the page

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest | None = None, **options: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        if db_field.name == "permissions":
            options |= {"form_class": PermissionsField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> list[Any]:
        may = self.has_change_permission if obj is not None else self.has_add_permission
        return ["name", "permissions" if may(request) else "permitted"]

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        return ["permitted"]

    @admin.display(description="权限")
    def permitted(self, group: Group) -> str:
        return listed(group.permissions.select_related("content_type"))
