"""Permissions as people read them: “案例：新增” for “Can add 案例”."""

from django.contrib.auth.models import Permission

VERBS = {"view": "查看", "add": "新增", "change": "修改", "delete": "删除"}


def permission_name(permission: Permission) -> str:
    """案例：新增; of a permission of its own, its name: 提出修改."""
    verb, _, table = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if verb not in VERBS or table != permission.content_type.model or model is None:
        return str(permission.name)
    return f"{model._meta.verbose_name}：{VERBS[verb]}"
