"""The awards of a document as they would stand in the library: with origins, places, and what is doubtful."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cases.choices import CodingState, Confidence, State
from cases.curation.readings import coding_proposer
from cases.curation.still_open import is_about_place
from cases.imports.milestones import milestone_of
from cases.language.quantities import plain
from cases.library.award_builder import AwardBuilder, UnknownPlace
from cases.library.document_snapshots import edition_snapshot
from cases.library.snapshot import Snapshot
from cases.library.snapshots.editions import COUNTED, EditionSnapshots
from cases.models import Edition
from cases.models.intake import problem_at
from cases.places.gazetteer import Gazetteer
from cases.progress import with_progress
from cases.readers.lists.reviews import reviews
from cases.readers.proposed_codings import WORD_RULES, ProposedCoding, lines_of_text, proposed_codings
from cases.readers.proposed_figures import FIGURE_RULES, ProposedFigure, proposed_figures
from cases.readers.records import SEVERAL, AwardRecord, Document, Printed

NOT_YET = "还不是最终结果"  # in what the reader says of candidates
NO_PROGRAMME = "没有读到评选项目，无法编号：请写明项目。"
NO_TIER = "没有读到等次，无法编号：请写明等次。"
NO_UNIT = "没有读到申报单位，别的条目都有：请核对。"
NO_PLACE = "没有读到地区：请核对，印有的选定地区。"
# What only asks which place is meant.
WHICH_PLACE = ("”无法确定：请选定地区", "：地名有几种可能：", "：没有读出所在的行政区划。")
OTHER_BATCH = (
    "上方的标题印作“{}”，与这次导入的批次“{}”不同：这一条将收在标题所印的批次；不属于这一次的，按“不收录”。"
)
NO_NAME = "既没有标题，也没有申报单位和地名。"


@dataclass(slots=True)
class Proposal:
    """An award that is proposed, its passage, and what a person should look at.

    `milestone` is what became of it, where the document says that it was honoured before.
    """

    start: int
    end: int
    award: Snapshot
    problems: list[dict[str, Any]]
    milestone: Snapshot | None = None


def proposals_of(
    document: Document, text: str, facts: Mapping[str, Mapping[str, Any]], gazetteer: Gazetteer
) -> list[Proposal]:
    """The awards in the order of print, not numbered yet."""
    builder, proposer = AwardBuilder(gazetteer, state=State.DRAFT), coding_proposer()
    passages = [(award.start, award.end) for award in document.awards]
    counted = {name: facts[name]["value"] for name in COUNTED if name in facts}
    of_all = [each.message for each in document.problems if NOT_YET in each.message]
    found, editions, batch = [], _HeldEditions(), str(counted.get("batch", ""))
    for record, review in zip(with_progress(document.awards), reviews(text, document.awards), strict=True):
        award, problems = _built(builder, record, str(facts["slug"]["value"]), text, passages)
        award |= counted | ({"batch": record.batch.value} if record.batch is not None else {})
        beside = list(_other_issuers(record, award, editions.of(award)))
        beside = beside if review is None else []
        problems = [*_asked_once(problems, record), *_problems(record, award), *beside, *of_all]
        milestone = None
        if review is not None and review.kind:
            milestone = milestone_of(review, text, facts, document)
        elif review is not None:
            problems.append(review.doubt)
        award["codings"] = [_coding(each) for each in proposed_codings(record, proposer)]
        award["figures"] = [_figure(each) for each in proposed_figures(lines_of_text(record))]
        rows = [problem_at(each, record.start, record.end) for each in problems]
        rows += _other_batch(record, batch)
        found.append(Proposal(record.start, record.end, award, rows, milestone))
    _name_overlaps(found)
    name_what_lacks(found)
    return found


def name_what_lacks(proposals: list[Proposal]) -> None:
    """Rows without a unit where most others have one, and rows without a place: an entry was read wrong."""
    with_unit = sum(bool(each.award["applicant"]) for each in proposals)
    for each in proposals:
        if not each.award["applicant"] and 2 * with_unit > len(proposals):
            each.problems.append(problem_at(NO_UNIT, each.start, each.end))
        asked = any(is_about_place(row["message"]) for row in each.problems)
        if not each.award["place_then"] and not asked:
            each.problems.append(problem_at(NO_PLACE, each.start, each.end))


def _coding(proposed: ProposedCoding) -> dict[str, Any]:
    """A mechanism that counts for nothing until a person accepts it."""
    return {
        "mechanism": proposed.mechanism,
        "start": proposed.start,
        "end": proposed.end,
        "confidence": Confidence.LOW,
        "state": CodingState.PROPOSED,
        "coder": WORD_RULES,
        "note": proposed.reason,
    }


def _figure(proposed: ProposedFigure) -> Snapshot:
    """A key figure that counts for nothing until a person accepts it."""
    return {
        **{name: value for name, value in asdict(proposed).items() if value not in ("", None)},
        **{
            name: plain(value)
            for name in ("value", "upper")
            if (value := getattr(proposed, name)) is not None
        },
        "state": CodingState.PROPOSED,
        "coder": FIGURE_RULES,
    }


def _built(
    builder: AwardBuilder, record: AwardRecord, source: str, text: str, passages: list[tuple[int, int]]
) -> tuple[Snapshot, list[str]]:
    """The award with its place, or without it and why."""
    record = replace(record, accession="")
    try:
        return builder.snapshot(record, source, text, passages), []
    except UnknownPlace as error:
        without = replace(record, place=None, place_above=None, division=None)
        return builder.snapshot(without, source, text, passages), [str(error).lstrip("：")]


def _asked_once(problems: list[str], record: AwardRecord) -> list[str]:
    """Without the question which place is meant, where the reader asks it and says which are possible."""
    is_asked = any(words in each.message for each in record.problems for words in WHICH_PLACE)
    return [each for each in problems if not (is_asked and any(words in each for words in WHICH_PLACE))]


def _problems(record: AwardRecord, award: Snapshot) -> Iterator[str]:
    yield from (each.message for each in record.problems)
    if not award["programme"]:
        yield NO_PROGRAMME
    if not award["tier"]:
        yield NO_TIER
    if not (award["title"] or award["applicant"] or award["place_then"]):
        yield NO_NAME
    if len(award["title"]) > 200 or len(award["applicant"]) > 200:
        yield "标题或申报单位超过 200 字，请核对起止。"


def _other_batch(record: AwardRecord, batch: str) -> Iterator[dict[str, Any]]:
    """That the heading above names another batch than title or person: the row is of that of its heading."""
    if record.batch is not None and batch and batch != record.batch.value:
        message = OTHER_BATCH.format(record.batch.value, batch)
        yield problem_at(message, record.batch.start, record.batch.end)


def _other_issuers(record: AwardRecord, award: Snapshot, edition: Edition | None) -> Iterator[str]:
    """Where the edition is held with other bodies the award says nothing of its own; a person decides."""
    bodies = [body.slug for body in edition.bodies] if edition is not None else []
    if record.issuing_body is None or not bodies or bodies == record.issuing_body.value.split(SEVERAL):
        return
    rows = award["attributions"]
    rows[:] = [row for row in rows if row["field"] != "issuing_body"]
    if isinstance(record.issuing_body, Printed):
        held = "、".join(map(str, edition.bodies)) if edition is not None else ""
        yield f"库中这一届次的发布机关是{held}，与文中印的不同。"


class _HeldEditions:
    """The editions that the library holds, each asked for once: thousands of awards are of one."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Edition | None] = {}

    def of(self, award: Snapshot) -> Edition | None:
        key = award["programme"], award["year"], *(award.get(name, "") for name in COUNTED)
        if key not in self._known:
            self._known[key] = edition_of(award)
        return self._known[key]


def edition_of(snapshot: Snapshot) -> Edition | None:
    """The edition that a snapshot of an edition or of an award names, if it is held."""
    counted = {name: snapshot.get(name, "") for name in COUNTED}
    held = Edition.objects.filter(programme__slug=snapshot["programme"], year=snapshot["year"], **counted)
    return held.prefetch_related("issuers__body").first()


def _name_overlaps(proposals: list[Proposal]) -> None:
    """Two awards of which each has words of the other: one of them was read wrong."""
    ordered = sorted(proposals, key=lambda each: (each.start, each.end))
    for one, other in zip(ordered, ordered[1:], strict=False):
        if other.start < one.end:
            other.problems.append(problem_at("起止位置与另一条重叠，请核对。", other.start, other.end))


def editions_of(
    document: Document, awards: Iterable[Snapshot], facts: Mapping[str, Mapping[str, Any]]
) -> list[Snapshot]:
    """The rounds that the awards are of; of that which the document is about also what it prints of it."""
    slug = str(facts["slug"]["value"])
    about = edition_snapshot(slug, document)
    about |= {name: facts[name]["value"] for name in COUNTED if name in facts}
    found: dict[str, Snapshot] = {}
    for award in awards:
        if award["programme"]:
            key = EditionSnapshots.key(award)
            is_it = key == EditionSnapshots.key(about)
            found.setdefault(key, about if is_it else _other_edition(award, about, slug))
    return [found[key] for key in sorted(found)]


def _other_edition(award: Snapshot, about: Snapshot, slug: str) -> Snapshot:
    """An edition of which nothing is known but that this award is of it."""
    same = award["programme"] == about["programme"]
    return {
        "programme": award["programme"],
        "year": award["year"],
        **{name: award[name] for name in COUNTED if name in award},
        "issuing_body": about["issuing_body"] if same else "",
        **{"theme": "", "procedure": "", "source": slug, "facts": [], "quotas": []},
    }
