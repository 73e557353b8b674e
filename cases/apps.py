from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_delete, pre_migrate, pre_save


class CasesConfig(AppConfig):
    """The one app of the project: the awarded cases and everything that is known about them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "案例库"

    def ready(self) -> None:
        """Give to the models what they need and cannot import: it is made of them."""
        from cases.curation import append_only
        from cases.curation.accounts import refuse_deletion, refuse_renaming
        from cases.curation.first_revisions import after_migrating
        from cases.curation.keeper import LibraryKeeper
        from cases.curation.office_watch import watch
        from cases.listing.saved_query import refusals
        from cases.models import WorkProblem
        from cases.models.writing import Room

        Room.keeper = LibraryKeeper()
        WorkProblem.refusals = staticmethod(refusals)
        pre_migrate.connect(append_only.before_migrating, sender=self)
        watch()
        post_migrate.connect(after_migrating, sender=self)
        post_migrate.connect(append_only.after_migrating, sender=self)
        pre_delete.connect(refuse_deletion, sender=settings.AUTH_USER_MODEL)
        pre_save.connect(refuse_renaming, sender=settings.AUTH_USER_MODEL)
