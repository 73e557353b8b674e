"""The values of a row that a person corrects, each with its origin: the words that print it, or the decision.

These functions change `StoredChange.proposed` in memory. ValidationError says what is not printed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from cases.curation.inferences import named_before
from cases.language.numerals import PRINTED_SIGNS
from cases.models import Division, StoredChange
from cases.readers import rules
from cases.readers.numbered import place_words, rank_at
from cases.readers.rules import CURATED
from cases.records.record import place_columns, place_parts
from cases.vocabulary import read_gazetteer

Passage = tuple[int, int]
Value = str | int | None
PRINTED = {"title": "标题", "applicant": "申报单位", "locality": "县级以下地名", "rank": "序号"}
PLACES = ("province", "city", "county", "township")
CHOSEN = {"rule": CURATED, "note": "编目人员核对原文后选定。"}
OTHER_PLACE = (
    "原文印作“{}”，与所选的“{}”不符，请改选印出的地区；"
    "确实印错的，先照印出的收录，再在案例页面由人判定，并写明理由。"
)
NO_RANK = (
    "序号“{}”不是这一条开头印着的编号，或者它连着别的字：请选中这一条开头的编号（如“9.”“九、”“⑨”）；"
    "编号不在这一条的起止之内的，先选中连同编号的整条，按“本条起止”；原文没有编号的，序号留空。"
)
NUMERAL = re.compile(rf"\d+|[①-⑳]|[{PRINTED_SIGNS}]+")
MOST_WORDS = 20  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A division of the time of the award, what it is today, and by field the names of all it lies in."""

    then: str
    now: str | None
    lineage: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowCorrection:
    """New values of a row; `passages` say where printed ones stand, `bounds` where the whole row does.

    `mechanisms`: which of the proposed mechanisms are kept, by `coding_key`; None leaves them as they are.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    tier: str | None = None
    place: ChosenPlace | None = None
    bounds: Passage | None = None
    mechanisms: frozenset[str] | None = None

    def apply(self, text: str, change: StoredChange) -> None:
        """Give the row the values, of which those that are printed must stand in the text."""
        if self.bounds is not None:
            change.start, change.end = self.bounds
            change.proposed |= {"start": change.start, "end": change.end}
            set_text(text, change)
        for name, value in self.values.items():
            _set_printed(text, change, name, value, self.passages.get(name))
        if self.tier is not None:
            _set_tier(text, change, self.tier, self.passages.get("tier"))
        if self.place is not None:
            _refuse_other_place(change, self.place)
            _set_place(text, change, self.place)
        if self.place is not None or "locality" in self.values:
            _set_township(text, change)
        if self.mechanisms is not None and change.thing is None:
            change.proposed["codings"] = [
                each for each in proposed_mechanisms(change) if coding_key(each) in self.mechanisms
            ]


def proposed_mechanisms(change: StoredChange) -> list[dict[str, Any]]:
    """The mechanisms that its words propose of a new award, those that a person left out included."""
    if change.thing is not None:
        return []
    kept = list(change.proposed.get("codings", []))
    known = {coding_key(each) for each in kept}
    left_out = [each for each in change.as_read.get("codings", []) if coding_key(each) not in known]
    return sorted([*kept, *left_out], key=lambda each: (each["start"], each["mechanism"]))


def coding_key(coding: Mapping[str, Any]) -> str:
    """What tells a proposed coding from the others of its row."""
    return f"{coding['mechanism']}-{coding['start']}-{coding['end']}"


def _set_printed(text: str, change: StoredChange, name: str, value: Value, passage: Passage | None) -> None:
    words = "" if value is None else str(value)
    change.proposed[name] = value
    if name == "rank" and isinstance(value, int):
        attribute(change, name, _rank_at(text, change, value, passage))
        return
    attribute(change, name, _printed_at(text, change, words, passage, PRINTED[name]) if words else None)


def _rank_at(text: str, change: StoredChange, rank: int, passage: Passage | None) -> Passage:
    """Where the number that opens the row is printed: in the words that were selected, else in the row."""
    low, high = bounds(text, change)
    for start, end in filter(None, (passage, (low, high))):
        for found in NUMERAL.finditer(text, start, end):
            at = found.span()
            if low <= at[0] and at[1] <= high and rank_at(text, *at) == rank:
                return at
    raise ValidationError(NO_RANK.format(rank))


def _printed_at(text: str, change: StoredChange, words: str, passage: Passage | None, label: str) -> Passage:
    """Where the words are printed: as selected, in the row's own passage, or else where they stand once."""
    if passage is not None and text[slice(*passage)] == words:
        return passage
    is_place = label == PRINTED["locality"]
    stretches = _searched_for_places(text, change) if is_place else [bounds(text, change)]
    start = _first(text, words, stretches)
    if start < 0 and text.count(words) == 1:
        start = text.find(words)
        title = _span(change, "title")
        if is_place and title is not None and title[0] <= start < title[1]:
            start = -1  # 桃村 of a title is no village where the unit lies
    if start < 0:
        shown = words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}……"
        raise ValidationError(f"{label}“{shown}”不是原文，或者原文中不止一处：请在原文中选取。")
    return start, start + len(words)


def _searched_for_places(text: str, change: StoredChange) -> list[Passage]:
    """Where a row prints a place: in its applicant, else before or behind its title; not in the title."""
    low, high = bounds(text, change)
    applicant, title = _span(change, "applicant"), _span(change, "title")
    around = [(low, title[0]), (title[1], high)] if title is not None else [(low, high)]
    return [*([applicant] if applicant is not None else []), *around]


def _span(change: StoredChange, name: str) -> Passage | None:
    """Where the value is printed; None where it is not."""
    row = next((row for row in origins(change) if row["field"] == name), None)
    return (row["start"], row["end"]) if row is not None and row["start"] is not None else None


def _first(text: str, words: str, stretches: Sequence[Passage]) -> int:
    """Where the words stand in the first stretch that has them; -1 where none has."""
    found = (text.find(words, *stretch) for stretch in stretches)
    return next((start for start in found if start >= 0), -1)


def _set_tier(text: str, change: StoredChange, tier: str, passage: Passage | None) -> None:
    was = change.proposed.get("tier")
    change.proposed["tier"] = tier
    if passage is not None and 0 <= passage[0] < passage[1] <= len(text):
        attribute(change, "tier", passage)
    elif was != tier or "tier" not in {row["field"] for row in origins(change)}:
        attribute(change, "tier", None, CHOSEN)


def _refuse_other_place(change: StoredChange, place: ChosenPlace) -> None:
    """Raise ValidationError where the applicant prints another place before or instead of the chosen one."""
    applicant = change.proposed.get("applicant") or change.proposed.get("title") or ""
    if printed := named_before(applicant, list(place.lineage.values())):
        raise ValidationError(
            OTHER_PLACE.format(printed, "".join(names[0] for names in place.lineage.values()))
        )


def _set_place(text: str, change: StoredChange, place: ChosenPlace) -> None:
    change.proposed |= {"place_then": place.then, "place_now": place.now}
    for name in PLACES:
        attribute(change, name, None)
    for name, names in place.lineage.items():
        attribute(change, name, *_origin_of_place(text, change, names))


def _origin_of_place(
    text: str, change: StoredChange, names: tuple[str, ...]
) -> tuple[Passage | None, Mapping[str, str]]:
    """Printed in full within the row, else decided by the person, who may have been led by a short name."""
    stretches = [*_searched_for_places(text, change), bounds(text, change)]
    if (start := _first(text, names[0], stretches)) >= 0:
        return (start, start + len(names[0])), {}
    short = next((name for name in names[1:] if _first(text, name, stretches) >= 0), "")
    return None, {**CHOSEN, "note": f"原文印作“{short}”。{CHOSEN['note']}"} if short else CHOSEN


def _set_township(text: str, change: StoredChange) -> None:
    """小营街道 opens the words below the county: what they begin with is printed where they are."""
    gazetteer, key = read_gazetteer(), change.proposed.get("place_then") or ""
    place = gazetteer.by_key.get(key)
    lineage = gazetteer.lineage(place, change.proposed.get("year")) if place is not None else ()
    if "township" in place_columns(lineage):
        return  # it is the division itself
    words = place_parts(lineage, change.proposed.get("locality") or "")["township"]
    start = next((row["start"] for row in origins(change) if row["field"] == "locality"), None)
    attribute(change, "township", (start, start + len(words)) if words and start is not None else None)


def infer(change: StoredChange) -> None:
    """What rules infer of the new values; what a person decided stays."""
    proposed = change.proposed
    applicant, title = proposed.get("applicant") or "", proposed.get("title") or ""
    place = Division.objects.filter(key=proposed.get("place_then") or "").first()
    inferred = {
        "applicant_kind": rules.applicant_kind(applicant),
        "applicant_organ": rules.applicant_organ(applicant),
        "setting": rules.setting(title, proposed.get("text") or ""),
        "applicant_level": rules.applicant_level(
            applicant, place_words(applicant), place.level if place is not None else None
        ),
    }
    decided = {row["field"] for row in origins(change) if row["rule"] == CURATED}
    for name, value in inferred.items():
        if name not in decided:
            proposed[name] = value.value if value is not None else ""
            attribute(change, name, None, {"rule": value.rule, "note": value.note} if value else None)


def set_text(text: str, change: StoredChange) -> None:
    """The paragraphs of the row behind the line that names the award."""
    low, high = bounds(text, change)
    own = [
        row["end"] for row in origins(change) if row["field"] in PRINTED and low <= (row["start"] or 0) < high
    ]
    named = text.find("\n", max(own, default=low), high)
    position, lines, starts = high if named < 0 else named, [], []
    while position < high:
        stop = text.find("\n", position + 1, high)
        stop = high if stop < 0 else stop
        if line := text[position:stop].strip():
            lines.append(line)
            starts.append(text.index(line, position))
        position = stop
    change.proposed |= {"text": "\n".join(lines), "paragraph_starts": starts}
    if "figures" in change.proposed:
        within = [range(start, start + len(line) + 1) for start, line in zip(starts, lines, strict=True)]
        change.proposed["figures"] = [
            row
            for row in change.proposed["figures"]
            if any(row["start"] in line and row["end"] in line for line in within)
        ]


def clear(change: StoredChange, names: Sequence[str]) -> None:
    """Take these values and their origins away."""
    for name in names:
        if name in PRINTED:
            change.proposed[name] = None if name == "rank" else ""
        attribute(change, name, None)


def attribute(
    change: StoredChange, name: str, passage: Passage | None, rule: Mapping[str, str] | None = None
) -> None:
    """The one origin of the value: a passage, a rule, or none, where there is no value."""
    rows = [row for row in origins(change) if row["field"] != name]
    if passage is not None:
        rows.append({"field": name, "start": passage[0], "end": passage[1], "rule": "", "note": ""})
    elif rule:
        rows.append({"field": name, "start": None, "end": None, **rule})
    change.proposed["attributions"] = sorted(rows, key=lambda row: str(row["field"]))


def origins(change: StoredChange) -> list[dict[str, Any]]:
    """Where its values come from, as snapshots of awards say it."""
    return list(change.proposed.get("attributions", []))


def bounds(text: str, change: StoredChange) -> Passage:
    """Where the row is printed; anywhere, where that is not known."""
    return change.start or 0, len(text) if change.end is None else change.end
