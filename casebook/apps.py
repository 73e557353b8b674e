"""Apps of others under the names that curators read."""

from axes.apps import AppConfig as Axes


class LoginAttempts(Axes):
    """django-axes, whose own title is its English package name."""

    verbose_name = "登录安全"
