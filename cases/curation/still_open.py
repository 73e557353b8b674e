"""What somebody should look at before readers see an award: none of it stands against publishing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Q
from django.db.models.fields.json import KT

from cases.choices import TAKEN_BACK, ChangeAction, ChangeOutcome, CodingState, Confidence
from cases.fields import BY_NAME
from cases.models import Attestation, Attribution, Award, Mechanism, StoredChange
from cases.models.writing import State
from cases.readers.rules import CURATED

NO_PLACE = "没有地区：文献印有地名的，请选定获评时区划。"
NO_PLACE_TODAY = "没有现行区划：获评时区划已经撤销，请核对它的后继。"
DOUBTED = "导入时对地区存疑：{}"
DISPUTED = "说法不同、还没有核定：{}。"
NO_CODING = "没有机制编码。"
COMPONENTS = frozenset({"province", "city", "county", "township"})


class Subject(IntEnum):
    """What a question is about, the weightiest first."""

    PLACE = 0
    CODING = 1
    CONFLICT = 2
    INFERENCE = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody should look at, in Chinese."""

    subject: Subject
    words: str


Taken = tuple[str, list[str]]  # the place that an award was taken in with, and what was doubtful about it


def is_about_place(message: str) -> bool:
    """Whether what a reader of lists asks is asked of a place."""
    return any(word in message for word in ("区划", "地名", "地区"))


def still_open(awards: Mapping[int, State]) -> dict[int, list[Question]]:
    """By primary key what is open of these awards, each in the form of a revision; the weightiest first.

    As many queries for hundreds as for one.
    """
    names, disputed = dict(Mechanism.objects.values_list("slug", "name")), _disputed(awards)
    taken = _taken_with_doubts(awards)
    return {
        pk: [
            *(Question(Subject.PLACE, words) for words in _of_place(state, taken.get(pk))),
            *(Question(Subject.CODING, words) for words in _of_codings(state, names)),
            *(Question(Subject.CONFLICT, DISPUTED.format(label)) for label in disputed.get(pk, ())),
            *(Question(Subject.INFERENCE, words) for words in _of_inferences(state)),
        ]
        for pk, state in awards.items()
    }


def _disputed(awards: Mapping[int, State]) -> dict[int, list[str]]:
    """What documents say differently of these awards, as they are written, and nobody has decided."""
    found: dict[int, list[str]] = {}
    rows = Attribution.objects.filter(award__in=list(awards), differs=True, set_aside=True, note="")
    for pk, field in rows.order_by("pk").values_list("award_id", "field"):
        label = BY_NAME[field].label
        if label not in found.setdefault(pk, []):
            found[pk].append(label)
    return found


def overlaps(pk: int | None, award: State) -> list[str]:
    """The awards that are not withdrawn whose words in its document are partly its own, too."""
    there = Q(source=award["source_id"], start__lt=award["end"], end__gt=award["start"])
    awards = Award.objects.filter(there).exclude(pk=pk or 0).exclude(state__in=TAKEN_BACK)
    rows = Attestation.objects.filter(there).exclude(award=pk or 0)
    further = rows.exclude(award__state__in=TAKEN_BACK).values_list("award__accession", flat=True)
    numbers = sorted({*awards.values_list("accession", flat=True), *further})
    return [f"起止位置与案例 {number} 重叠。" for number in numbers]


def _taken_with_doubts(awards: Mapping[int, State]) -> dict[int, Taken]:
    """Those that an import took in though it was doubtful where they lie."""
    rows = StoredChange.objects.filter(
        table="award",
        thing__in=list(awards),
        intake__isnull=False,
        action=ChangeAction.DOUBTFUL,
        outcome=ChangeOutcome.TAKEN,
    )
    place_as_text = KT("proposed__place_then")  # SQLite would read the key 330102 as a number
    return {
        thing: (place or "", doubts)
        for thing, place, problems in rows.order_by("pk").values_list("thing", place_as_text, "problems")
        if (doubts := [each["message"] for each in problems if is_about_place(each["message"])])
    }


def _of_place(award: State, taken: Taken | None) -> Iterator[str]:
    place, today = award["place_then"], award["place_now"]
    if place is None:
        yield NO_PLACE
    elif today is None:
        yield NO_PLACE_TODAY
    decided = any(row["field"] in COMPONENTS and row["rule"] == CURATED for row in award["attributions"])
    if place is not None and taken is not None and taken[0] == place and not decided:
        yield from (DOUBTED.format(doubt) for doubt in taken[1])


def _of_codings(award: State, names: Mapping[str, str]) -> Iterator[str]:
    codings = award["codings"]
    undecided = [row for row in codings if row["state"] == CodingState.PROPOSED]
    if undecided:
        yield f"还没有审定的编码：{_mechanisms(undecided, names)}。"
    counted = [row for row in codings if row["state"] == CodingState.ACCEPTED]
    unsure = [row for row in counted if row["confidence"] == Confidence.LOW]
    if unsure:
        yield f"把握不大的编码：{_mechanisms(unsure, names)}。"
    if not codings:
        yield NO_CODING
    waiting = [row for row in award.get("figures", ()) if row["state"] == CodingState.PROPOSED]
    if waiting:
        yield f"还没有核对的关键数字：{len(waiting)} 个。"


def _mechanisms(codings: list[State], names: Mapping[str, str]) -> str:
    return "、".join(dict.fromkeys(names.get(row["mechanism"], row["mechanism"]) for row in codings))


def _of_inferences(award: State) -> Iterator[str]:
    inferred = [row["field"] for row in award["attributions"] if row["rule"] and not row["set_aside"]]
    if inferred:
        yield f"推断的取值：{'、'.join(dict.fromkeys(BY_NAME[name].label for name in inferred))}。"
