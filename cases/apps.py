from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The one app of the project: the awarded cases and everything that is known about them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "案例库"
