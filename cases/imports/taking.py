"""Taking in: the stored changes of an intake become drafts of the library in one room, or nothing does."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome, IntakeKind, IntakeState, State, Through
from cases.curation.keeper import Contradiction
from cases.curation.readings import printed_vocabulary
from cases.curation.states import chunks, states
from cases.imports.bulk_creation import write_new
from cases.imports.checked_before import check_before
from cases.imports.found_since import FoundSince, refuse_found_since
from cases.imports.numbering import number
from cases.imports.proposals import edition_of
from cases.imports.receiving import ImportRefused
from cases.imports.refused_rows import attach as attach_to_rows
from cases.imports.sheets.bulk_changes import write_changes
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots
from cases.library.snapshots.editions import EditionSnapshots
from cases.library.snapshots.renames import UnknownReference
from cases.library.snapshots.sources import SourceSnapshots
from cases.models import Award, Coder, DataVersion, Intake, Source, StaleIntake, StoredChange
from cases.models.former_accession import FormerAccession
from cases.models.writing import writing
from cases.readers.proposed_codings import WORD_RULES_DESCRIPTION
from cases.readers.proposed_figures import FIGURE_RULES, FIGURE_RULES_DESCRIPTION
from cases.roles import ALONE, REVIEW, is_one_person_office, may

CONFLICT = "库中同时写入了与这次导入相同的内容，什么都没有收录：请重新读取后再收录。"
GONE = "{key}：读取之后改了名或者删除了，什么都没有收录。请保存文献信息重新读取。"
ALREADY = "这份文献在读取之后已由另一次导入收录，什么都没有收录：请保存文献信息重新读取。"
SHEET = IntakeKind.SPREADSHEET
HEAVY = ("before", "proposed", "problems")  # of thousands of rows: read again some hundreds at a time
NOTHING = "没有可以收录的条目。"
CONFIRM = "这份文献还有下列问题，什么都没有收录：看过之后请勾选“已核对”，再按“收录为草稿”。"
WITH_AWARDS = {"is_published": False}  # documents and editions are read when an award of them is
DONE = "这次导入已经收录、撤销或者放弃，不能再收录。"


Attach = Callable[[Intake, Contradiction, str], None]


class Unconfirmed(ImportRefused):
    """What is odd about the whole document, and nobody said that it is to be taken in nevertheless."""


class Undecided(ImportRefused):
    """Rows that are doubtful or refused and that nobody has decided on; a sentence for each."""


@dataclass(slots=True)
class Taken:
    """What was done: how many awards are new, changed, as they were, waiting for a reviewer, left out."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0
    dropped: int = 0
    version: int = 0
    renumbered: tuple[
        str, ...
    ] = ()  # 旧编号 → 新编号, of awards whose numbers were given to others meanwhile


@dataclass(slots=True)
class Plan:
    """All that is decided before anything is locked."""

    new: list[StoredChange] = field(default_factory=list)
    changed: list[StoredChange] = field(default_factory=list)
    waiting: list[StoredChange] = field(default_factory=list)
    unchanged: list[StoredChange] = field(default_factory=list)
    sources: list[StoredChange] = field(default_factory=list)
    editions: list[StoredChange] = field(default_factory=list)
    renumbered: dict[str, StoredChange] = field(default_factory=dict)  # of the new ones, by what they had
    version: int = 0  # of the data that the rows were held against
    public: set[int | None] = field(default_factory=set)  # of the awards to change, those that readers saw
    dropped: int = 0

    @property
    def is_sheet(self) -> bool:
        """Whether its changes came in a sheet: thousands of awards, of which few columns differ."""
        return any(row.intake is not None and row.intake.kind == SHEET for row in self.changed[:1])

    @property
    def written(self) -> list[StoredChange]:
        return [*self.sources, *self.editions, *self.new, *self.changed]


def take(intake: Intake, lock: int, *, by: User | None = None, sure: bool = False) -> Taken:
    """Write the rows of the intake as drafts, all or nothing; what is dropped is left out.

    Changed awards that are published wait for a reviewer, unless one person is the whole office.
    Undecided lists what nobody has decided on, Unconfirmed what is odd about the document unless whoever
    takes it in is `sure`.
    StaleIntake where somebody else was quicker. ImportRefused where what was to be written is not in
    order: the reasons then stand at the rows that they are about.
    """
    if not intake.is_open:
        raise ImportRefused(DONE)
    plan = _plan(intake, writes_public=is_reviewer(by) and is_one_person_office())
    if not sure:
        require_sure(intake)
    _refuse_held(plan)
    try:
        refuse_found_since(plan.new)
    except FoundSince as found:
        found.store(intake, lock, name_of(by))
        raise Undecided(found.messages) from found
    reason = ALONE if any(row.thing in plan.public for row in plan.changed) else ""
    return write_plan(intake, lock, plan, by, reason=reason)


def require_sure(intake: Intake) -> None:
    """Unconfirmed with what a person has to have seen before the document is taken in."""
    if questions := open_questions(intake):
        raise Unconfirmed([CONFIRM, *questions])


def open_questions(intake: Intake) -> list[str]:
    """What is odd about the document as a whole: numbers that differ, passages that were not read."""
    return [] if intake.kind == SHEET else [str(each["message"]) for each in intake.open_problems]


def is_reviewer(user: User | None) -> bool:
    """Whether the user may accept what an intake changes of published awards."""
    return may(user, REVIEW)


def name_of(user: User | None) -> str:
    """The name to log in with; the shell has none."""
    return user.get_username() if user is not None else ""


def write_plan(
    intake: Intake,
    lock: int,
    plan: Plan,
    by: User | None,
    *,
    reason: str = "",
    attach: Attach | None = None,
) -> Taken:
    """Write what was planned in one room, or nothing; `attach` puts what the room refuses at its rows."""
    user, note = name_of(by), f"导入 {intake.pk}：{intake}"
    note = f"{note}（{reason}）" if reason else note
    _make_coders(plan)
    checked = check_before(
        [*plan.new, *plan.changed], sources=plan.sources, editions=plan.editions, is_sheet=plan.is_sheet
    )
    try:
        with intake.claimed(lock, user):
            before = DataVersion.current()
            with writing(Through.IMPORT, by=by, note=note) as room:
                if plan.written:  # what only waits moves no version
                    number = room.advance(everything=bool(plan.sources or plan.editions))
                    if number == before.number + 1 and checked.is_true_at(before):
                        room.checked = checked.holds
                    if number != plan.version + 1:
                        refuse_found_since(plan.new)
                _write(plan)
                version = room.number
            _remember(intake, plan, version, user)
    except Contradiction as refusal:
        (attach or attach_to_rows)(intake, refusal, user)
        raise ImportRefused(refusal.messages) from refusal
    except FoundSince as found:
        found.store(intake, lock, user)
        raise Undecided(found.messages) from found
    except (ImportRefused, StaleIntake):
        raise
    except ValidationError as refusal:
        raise ImportRefused(refusal.messages) from refusal
    except IntegrityError as error:
        raise ImportRefused(CONFLICT) from error
    except UnknownReference as error:
        raise ImportRefused(GONE.format(key=error.args[0])) from error
    renumbered = tuple(f"{old} → {row.proposed['accession']}" for old, row in plan.renumbered.items())
    return Taken(
        len(plan.new), len(plan.changed), len(plan.unchanged), len(plan.waiting), plan.dropped, version,
        renumbered,
    )  # fmt: skip


def _make_coders(plan: Plan) -> None:
    """The methods that proposed, in a version of their own: no undo of an intake takes them away."""
    new = [row.proposed for row in plan.new]
    named = {row["coder"] for each in new for row in (*each["codings"], *each.get("figures", ()))}
    for name in sorted(named - set(Coder.objects.filter(name__in=named).values_list("name", flat=True))):
        said = FIGURE_RULES_DESCRIPTION if name == FIGURE_RULES else WORD_RULES_DESCRIPTION
        Coder.objects.create(name=name, description=said)


def undecided(intake: Intake) -> list[str]:
    """The rows that are in the way, each with what is doubtful about it."""
    rows = intake.rows.filter(StoredChange.NEEDS_DECISION)
    return [f"第 {row.order} 条{row.quoted}：{_problems(row)}" for row in rows]


def _problems(row: StoredChange) -> str:
    return "".join(each["message"] for each in row.problems) or row.get_action_display()


def _plan(intake: Intake, *, writes_public: bool) -> Plan:
    if in_the_way := undecided(intake):
        raise Undecided(in_the_way)
    plan = Plan(version=DataVersion.current().number, public=_changing_public(intake))
    for row in intake.rows.defer(*HEAVY) if intake.kind == SHEET else intake.rows:
        if row.outcome == ChangeOutcome.DROPPED:
            plan.dropped += 1
        elif row.action == ChangeAction.UNCHANGED:
            plan.unchanged.append(row)
        elif row.thing is None:
            plan.new.append(row)
        else:
            (plan.changed if writes_public or row.thing not in plan.public else plan.waiting).append(row)
    _refuse_twice([*plan.changed, *plan.waiting])
    if not (plan.new or plan.changed or plan.unchanged or plan.waiting):
        raise ImportRefused(NOTHING)
    _number_again(plan)
    plan.sources = sources_of(intake, plan)
    if plan.new:
        wanted = {EditionSnapshots.key(row.proposed) for row in plan.new}
        editions = intake.changes.filter(table="edition")
        plan.editions = [row for row in editions if EditionSnapshots.key(row.proposed) in wanted]
        plan.editions = [row for row in plan.editions if not _is_there(row.proposed)]
    return plan


def _refuse_twice(rows: Iterable[StoredChange]) -> None:
    """Two rows that change one award: the second would write over what the first says."""
    changing = Counter(row.thing for row in rows if row.thing is not None)  # of sheets little else is fetched
    if twice := [thing for thing, times in changing.items() if times > 1]:
        numbers = Award.objects.filter(pk__in=twice).order_by("accession").values_list("accession", flat=True)
        raise ImportRefused([f"有几条都要改案例 {number}，请只留一条。" for number in numbers])


def sources_of(intake: Intake, plan: Plan) -> list[StoredChange]:
    """The document as a change, where it is new and something that is written says that it stands there."""
    if intake.source_id is not None or plan.is_sheet:
        return []
    slug = intake.fact("slug")
    quoted = {
        each.get("source")
        for row in plan.changed
        for each in (*row.proposed["attestations"], *row.proposed["milestones"])
    }
    return list(intake.changes.filter(table="source")) if plan.new or slug in quoted else []


def _changing_public(intake: Intake) -> set[int | None]:
    """The awards among those to be changed that readers see or have seen."""
    changing = intake.rows.filter(thing__isnull=False).exclude(action=ChangeAction.UNCHANGED)
    return set(changing.exclude(before__state=State.DRAFT).values_list("thing", flat=True))


def _number_again(plan: Plan) -> None:
    """What was given to other awards meanwhile is given anew."""
    numbers = [row.proposed["accession"] for row in plan.new]
    taken = set(Award.objects.filter(accession__in=numbers).values_list("accession", flat=True))
    former = FormerAccession.objects.filter(accession__in=numbers)
    taken |= set(former.values_list("accession", flat=True))
    plan.renumbered = {given: row for given, row in zip(numbers, plan.new, strict=True) if given in taken}
    if plan.renumbered:
        again = [row.proposed for row in plan.renumbered.values()]
        number(again, printed_vocabulary(), [each for each in numbers if each not in taken])


def _is_there(edition: Snapshot) -> bool:
    return edition_of(edition) is not None


# --- Within the room -----------------------------------------------------------------------------


def _write(plan: Plan) -> None:
    _refuse_held(plan)
    for row in plan.sources:
        SourceSnapshots().write({row.proposed["slug"]: {**row.proposed, **WITH_AWARDS}})
    for row in plan.editions:
        EditionSnapshots().write({EditionSnapshots.key(row.proposed): {**row.proposed, **WITH_AWARDS}})
    write_new([row.proposed for row in plan.new])
    if plan.is_sheet:
        for chunk in chunks(row.pk for row in plan.changed):  # all would be each award twice in memory
            rows = list(StoredChange.objects.filter(pk__in=chunk))
            _refuse_moved(rows)
            write_changes(rows)
    elif plan.changed:
        _refuse_moved(plan.changed)
        AwardSnapshots().write({row.proposed["accession"]: row.proposed for row in plan.changed})


def _refuse_held(plan: Plan) -> None:
    """These very words came in since they were read."""
    slugs = [row.proposed["slug"] for row in plan.sources]
    if Source.objects.filter(slug__in=slugs).exists():
        raise ImportRefused(ALREADY)


def _refuse_moved(rows: Iterable[StoredChange]) -> None:
    """What was changed since it was read is not overwritten."""
    changing = {row.thing: row for row in rows if row.thing is not None}
    now = states(Award, changing)
    moved = [row.called for pk, row in changing.items() if now.get(pk) != row.before]
    if moved:
        raise ImportRefused([f"“{name}”在读取之后又改动过，请重新读取。" for name in moved])


def _remember(intake: Intake, plan: Plan, version: int, user: str) -> None:
    """What became of the intake and of each of its rows."""
    now = timezone.now()
    new = [row.proposed["accession"] for row in plan.new]
    numbers = dict(Award.objects.filter(accession__in=new).values_list("accession", "pk"))
    for row in (*plan.sources, *plan.editions, *plan.new):
        row.thing = numbers[row.proposed["accession"]] if row.table == "award" else _thing(row)
    for row in plan.written:
        row.outcome, row.version = ChangeOutcome.TAKEN, version
    for row in plan.waiting:
        row.outcome = ChangeOutcome.WAITING
    changed = [*plan.written, *plan.waiting]
    for row in changed:
        row.decided_by, row.decided_at = row.decided_by or user, row.decided_at or now
    StoredChange.record_outcomes(changed)
    StoredChange.objects.bulk_update(plan.renumbered.values(), ["proposed"], batch_size=500)
    intake.state, intake.taken_version = IntakeState.TAKEN, intake.taken_version or version or None
    intake.source = intake.source or Source.objects.filter(slug=intake.fact("slug")).first()
    intake.save(update_fields=["state", "taken_version", "source"])


def _thing(row: StoredChange) -> int | None:
    if row.table == "source":
        return Source.objects.filter(slug=row.proposed["slug"]).values_list("pk", flat=True).first()
    edition = edition_of(row.proposed)
    return edition.pk if edition is not None else None
