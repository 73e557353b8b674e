"""Apps of others as curators see them."""

from axes.apps import AppConfig as Axes
from django.contrib.admin.apps import AdminConfig


class LoginAttempts(Axes):
    """django-axes, whose own title is its English package name."""

    verbose_name = "登录安全"


class Curation(AdminConfig):
    """Django's admin with the titles and the index of this library."""

    default_site = "cases.curators_site.CuratorsSite"
