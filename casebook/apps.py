"""Apps of others as curators see them."""

from axes.apps import AppConfig as Axes
from django.contrib.admin.apps import AdminConfig
from django_tasks_db.apps import TasksAppConfig


class LoginAttempts(Axes):
    """django-axes, whose own title is its English package name."""

    verbose_name = "登录安全"


class Curation(AdminConfig):
    """Django's admin with the titles and the index of this library."""

    default_site = "cases.curators_site.CuratorsSite"


class Tasks(TasksAppConfig):
    """django-tasks-db, whose own title is English; what it keeps, the pages of the intakes tell."""

    verbose_name = "后台任务"
