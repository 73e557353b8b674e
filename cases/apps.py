from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The one app of the project: the awarded cases and everything that is known about them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "案例库"

    def ready(self) -> None:
        """Give the room its keeper, which knows the tables that the room itself cannot import."""
        from cases.curation.keeper import LibraryKeeper
        from cases.models.writing import Room

        Room.keeper = LibraryKeeper()
