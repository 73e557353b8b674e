"""The admin as curators see it: what it calls itself, and its index in the order of their work."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest

# What belongs to one of these, a name or an origin, is edited on its page and not listed by itself.
GROUPS = (
    ("案例与文献", ("Award", "Edition", "Source", "Coding", "Report")),
    ("词表", ("Programme", "Tier", "IssuingBody", "Mechanism", "WorkProblem", "Coder")),
    ("地区", ("Division",)),
    ("记录", ("Revision", "DataVersion", "LoadedUnit")),
)
APP = "cases"


class CuratorsSite(AdminSite):
    """Not within `cases.admin`, which registers with it while it is imported."""

    site_header = f"{settings.SITE_NAME} · 编目"
    site_title = settings.SITE_NAME
    index_title = "编目与维护"
    empty_value_display = "—"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups in place of the one list of the app; those of others stand behind."""
        found: list[Any] = super().get_app_list(request, app_label)
        groups = [group for app in found if app["app_label"] == APP for group in grouped(app)]
        return [*groups, *(app for app in found if app["app_label"] != APP)]


def grouped(app: dict[str, Any]) -> list[dict[str, Any]]:
    """The app as several; a group none of whose tables the user may see is left out."""
    models = {model["object_name"]: model for model in app["models"]}
    groups = [
        {**app, "name": label, "models": [models[name] for name in names if name in models]}
        for label, names in GROUPS
    ]
    return [group for group in groups if group["models"]]
