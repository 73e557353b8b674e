"""A whole intake taken back, and taken in again as it was."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.choices import TAKEN_BACK, ChangeOutcome, IntakeState, State
from cases.curation.clashes import clashes
from cases.curation.states import chunks
from cases.curation.undoing import edited_later, look, undo, undoings, written
from cases.imports.receiving import ImportRefused
from cases.imports.rows import take_up_again
from cases.imports.taking import name_of
from cases.models import Award, Intake, Revision, Source
from cases.roles import PUBLISH, WITHDRAW, may

MOST_TRIED = 300  # things whose undoing a page tries before it asks


def undo_intake(intake: Intake, lock: int, *, by: User | None = None, reason: str = "") -> int:
    """Take back all that the intake made or changed, exactly as before; the data version of it.

    EditedSince (`cases.curation.undoing`) names what was edited since, and nothing is done. StaleIntake where
    somebody else was quicker.
    """
    if intake.state != IntakeState.TAKEN:
        raise ImportRefused("这次导入还没有收录，或者已经撤销。")
    versions = _versions(intake)
    if not versions:
        return _give_up(intake, lock, name_of(by))
    _refuse_public(versions, by)
    looked = look(versions)  # before anything is locked
    with intake.claimed(lock, name_of(by)):
        note = f"撤销导入 {intake.pk}：{reason}"
        intake.undone_version = undo(versions, by=by, note=note, looked=looked)
        intake.state, intake.source = IntakeState.UNDONE, _source_left(intake)
        intake.save(update_fields=["state", "undone_version", "source"])
        taken = intake.changes.filter(outcome=ChangeOutcome.TAKEN)
        taken.update(outcome=ChangeOutcome.UNDONE)
    return intake.undone_version


def _give_up(intake: Intake, lock: int, by: str) -> int:
    """Nothing of it was written: its changes of published awards, which waited, wait no longer."""
    with intake.claimed(lock, by):
        intake.rows.filter(outcome=ChangeOutcome.WAITING).update(outcome=ChangeOutcome.UNDONE)
        intake.state = IntakeState.DROPPED
        intake.save(update_fields=["state"])
    return 0


@dataclass(frozen=True, slots=True)
class Going:
    """What undoing an intake would do, and why it cannot be.

    `is_tried` says whether nothing else can be in the way: what is long is done by a worker, not tried.
    """

    drafts: int
    withdrawn: tuple[Award, ...]
    restored: tuple[Award, ...]
    refusals: tuple[str, ...]
    is_tried: bool


def going_of(intake: Intake, by: User | None = None) -> Going:
    """What would become of what the intake wrote; it is tried and rolled back, unless that takes long."""
    versions = _versions(intake)
    things = written(versions)
    awards = {pk: is_new for (table, pk), is_new in things.items() if table == "award"}
    made = _awards(pk for pk, is_new in awards.items() if is_new)
    is_tried = len(things) <= MOST_TRIED
    return Going(
        sum(award.state == State.DRAFT for award in made),
        tuple(award for award in made if award.state == State.PUBLISHED),
        tuple(_awards(pk for pk, is_new in awards.items() if not is_new)),
        tuple(_refusals(intake, versions, by, is_tried=is_tried)),
        is_tried,
    )


def _awards(ids: Iterable[int]) -> list[Award]:
    """What a page says of them, in the order of their numbers."""
    shown = Award.objects.only("accession", "title", "applicant", "state")
    found = [award for some in chunks(ids) for award in shown.filter(pk__in=some)]
    return sorted(found, key=lambda award: award.accession)


def _refusals(intake: Intake, versions: Collection[int], by: User | None, *, is_tried: bool) -> list[str]:
    if intake.state != IntakeState.TAKEN or not versions:
        return []
    try:
        _refuse_public(versions, by)
        if not is_tried:
            return edited_later(versions)
        with transaction.atomic():
            undo(versions, by=by)
            transaction.set_rollback(True)
    except ValidationError as refusal:
        return refusal.messages
    return []


def redo_intake(intake: Intake, lock: int, *, by: User | None = None) -> int:
    """Undo the undoing: all is in the library as it was; the data version of it.

    An intake that was given up had written nothing: it is open again, and the version is 0.
    """
    if intake.state == IntakeState.DROPPED:
        take_up_again(intake, lock=lock, by=name_of(by))
        return 0
    if intake.state != IntakeState.UNDONE or intake.undone_version is None:
        raise ImportRefused("这次导入没有撤销过。")
    _refuse_public({intake.undone_version}, by)
    _refuse_brought_in_again({intake.undone_version})
    _refuse_given_on({intake.undone_version})
    _refuse_clashes({intake.undone_version})
    looked = look([intake.undone_version])
    with intake.claimed(lock, name_of(by)):
        version = undo([intake.undone_version], by=by, note=f"恢复导入 {intake.pk}", looked=looked)
        undone = intake.changes.filter(outcome=ChangeOutcome.UNDONE)
        undone.update(outcome=ChangeOutcome.TAKEN, version=version)
        intake.state, intake.taken_version, intake.undone_version = IntakeState.TAKEN, version, None
        again = Revision.objects.filter(number=version, table="source").values_list("thing", flat=True)
        intake.source_id = intake.source_id or again.first()
        intake.save(update_fields=["state", "taken_version", "undone_version", "source"])
    return version


def _refuse_public(versions: Collection[int], by: User | None) -> None:
    """What readers see or saw takes back and restores who may withdraw and publish; the shell may."""
    if by is None or (may(by, WITHDRAW) and may(by, PUBLISH)):
        return
    awards = [pk for table, pk in written(versions) if table == "award"]
    public = [State.PUBLISHED, *TAKEN_BACK]
    was_seen = Revision.objects.filter(table="award", number__in=versions, before__state__in=public)
    if was_seen.exists() or any(
        Award.objects.filter(pk__in=some).exclude(state=State.DRAFT).exists() for some in chunks(awards)
    ):
        raise ImportRefused("这次导入的案例有的已经公布或者公布过，要由有发布和撤回权限的人撤销和恢复。")


def _refuse_brought_in_again(versions: Collection[int]) -> None:
    """A document that went may have come again since: no two hold the same words."""
    gone = {
        str(each.before["sha256"]): each.pk
        for each in undoings(versions)
        if each.model is Source and each.before is not None and each.left is None
    }
    again = Source.objects.filter(sha256__in=gone).exclude(pk__in=gone.values()).first()
    if again is None:
        return
    held = Award.objects.filter(source=again).order_by("accession").values_list("accession", flat=True)
    named = "、".join(held[:5]) + ("等" if held[5:].exists() else "")
    who = f"这份文献后来又收录了一次，现在是案例 {named} 的来源" if named else "这份文献后来又收录了一次"
    raise ImportRefused(f"{who}，不能恢复。要恢复这一次的，先整批撤销后来的那次导入；不恢复的，改那些案例。")


def _refuse_given_on(versions: Collection[int]) -> None:
    """The number of a draft that went is free, and another award may have got it since."""
    gone = {
        str(each.before["accession"]): each.pk
        for each in undoings(versions)
        if each.model is Award and each.before is not None and each.left is None
    }
    others = Award.objects.filter(accession__in=gone).exclude(pk__in=gone.values()).order_by("accession")
    if numbers := list(others.values_list("accession", flat=True)[:5]):
        raise ImportRefused(f"编号 {'、'.join(numbers)} 已经给了别的案例，不能恢复。请重新导入，编号接着排。")


def _refuse_clashes(versions: Collection[int]) -> None:
    """What else was there, an edition or a slug, may be another's since; of awards their numbers told."""
    others = [each for each in undoings(versions) if each.model is not Award and each.before is not None]
    if said := [words for each in others for words in clashes(each.model, each.pk, each.before or {})]:
        raise ImportRefused(said)


def _versions(intake: Intake) -> set[int]:
    """The data versions under which anything of it was written."""
    of_rows = intake.changes.filter(outcome=ChangeOutcome.TAKEN).values_list("version", flat=True)
    return {number for number in (*of_rows, intake.taken_version) if number is not None}


def _source_left(intake: Intake) -> Source | None:
    """Its document, unless it went with the awards."""
    return Intake.objects.get(pk=intake.pk).source
