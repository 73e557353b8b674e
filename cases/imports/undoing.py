"""A whole intake taken back, and taken in again as it was."""

from collections.abc import Collection

from django.contrib.auth.models import User

from cases.choices import ChangeOutcome, IntakeState, State
from cases.curation.undoing import undo, undoings
from cases.imports.receiving import ImportRefused
from cases.imports.taking import is_reviewer, name_of
from cases.models import Award, Intake, Revision, Source


def undo_intake(intake: Intake, lock: int, *, by: User | None = None, reason: str = "") -> int:
    """Take back all that the intake made or changed, exactly as before; the data version of it.

    EditedSince (`cases.curation.undoing`) names what was edited since, and nothing is done. StaleIntake where
    somebody else was quicker.
    """
    if intake.state != IntakeState.TAKEN:
        raise ImportRefused("这次导入还没有收录，或者已经撤销。")
    _refuse_public(_versions(intake), by)
    with intake.claimed(lock, name_of(by)):
        intake.undone_version = undo(_versions(intake), by=by, note=f"撤销导入 {intake.pk}：{reason}")
        intake.state, intake.source = IntakeState.UNDONE, _source_left(intake)
        intake.save(update_fields=["state", "undone_version", "source"])
        taken = intake.changes.filter(outcome=ChangeOutcome.TAKEN)
        taken.update(outcome=ChangeOutcome.UNDONE)
    return intake.undone_version


def redo_intake(intake: Intake, lock: int, *, by: User | None = None) -> int:
    """Undo the undoing: all is in the library as it was; the data version of it."""
    if intake.state != IntakeState.UNDONE or intake.undone_version is None:
        raise ImportRefused("这次导入没有撤销过。")
    _refuse_public({intake.undone_version}, by)
    with intake.claimed(lock, name_of(by)):
        version = undo([intake.undone_version], by=by, note=f"恢复导入 {intake.pk}")
        undone = intake.changes.filter(outcome=ChangeOutcome.UNDONE)
        undone.update(outcome=ChangeOutcome.TAKEN, version=version)
        intake.state, intake.taken_version, intake.undone_version = IntakeState.TAKEN, version, None
        again = Revision.objects.filter(number=version, table="source").values_list("thing", flat=True)
        intake.source_id = intake.source_id or again.first()
        intake.save(update_fields=["state", "taken_version", "undone_version", "source"])
    return version


def _refuse_public(versions: Collection[int], by: User | None) -> None:
    """What readers see or have seen a reviewer alone takes back or restores; the shell may."""
    if by is None or is_reviewer(by):
        return
    awards = [each.pk for each in undoings(versions) if each.model is Award]
    seen = Award.objects.filter(pk__in=awards).exclude(state=State.DRAFT)
    was_seen = Revision.objects.filter(
        table="award",
        thing__in=awards,
        number__in=versions,
        before__state__in=[State.PUBLISHED, State.WITHDRAWN],
    )
    if seen.exists() or was_seen.exists():
        raise ImportRefused("这次导入的案例有的已经公布或者公布过，要由超级用户撤销和恢复。")


def _versions(intake: Intake) -> set[int]:
    """The data versions under which anything of it was written."""
    of_rows = intake.changes.filter(outcome=ChangeOutcome.TAKEN).values_list("version", flat=True)
    return {number for number in (*of_rows, intake.taken_version) if number is not None}


def _source_left(intake: Intake) -> Source | None:
    """Its document, unless it went with the awards."""
    return Intake.objects.get(pk=intake.pk).source
