"""A held award with the values that a row gives it, each with its origin; in memory, nothing is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cases.award_field import Basis
from cases.curation.inferences import inferred_value
from cases.curation.readings import disagreement
from cases.curation.whole_award import WholeAward, misplaced
from cases.fields import BY_NAME
from cases.imports.sheets.cells import shortened
from cases.imports.sheets.forms import EDITABLE, Value
from cases.imports.sheets.printed_words import HeadingWords, held_passages
from cases.library.snapshot import Snapshot
from cases.models import Attribution
from cases.readers.rules import CURATED
from cases.records.record import place_columns, place_parts

Passage = tuple[int, int]
Origin = dict[str, Any]
RULED = tuple(name for name in EDITABLE if BY_NAME[name].basis is Basis.RULE)
IN_ORDER = ("title", "applicant", "locality", "rank")  # a rank is printed beside the others
PRINTED = tuple(filter(EDITABLE.__contains__, IN_ORDER))
NAMING = ("title", "applicant", "locality")
PLACE_PARTS = ("province", "city", "county", "township")
# What each rule reads, of that which a sheet may change.
INFERRED_OF = {name: "title" if name == "setting" else "applicant" for name in RULED}
OTHER = {"title": "applicant", "applicant": "title"}  # what stands beside it, and is easily exchanged
NOT_WHOLE = (
    "“{words}”不是原文印作{label}的话：表格里只能改成这个案例的标题行中完整的一段。"
    "别处的、不完整的文字，请在案例的编辑页面从原文里选中，再设为{label}"
)
_NUMBER = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百]+|[①-⑳]")


class ProposedAward:
    """The award and its snapshot, both of which take the new values."""

    def __init__(self, whole: WholeAward, snapshot: Snapshot) -> None:
        self.whole = whole
        self.snapshot: Snapshot = {**snapshot}
        award = whole.award
        held = held_passages(snapshot["attributions"], (*NAMING, "rank", *PLACE_PARTS))
        self._heading = HeadingWords(award.source.text, (award.start, award.end), held)
        self._held = {name: passage for name in OTHER if (passage := self._passage_of(name)) is not None}
        # What a person emptied though a rule gives it: other words are no reason to fill it again.
        self._emptied = {
            name for name in RULED if not snapshot[name] and inferred_value(name, whole) is not None
        }

    def give(self, values: Mapping[str, Value], note: str) -> list[str]:
        """Give it the values; why it cannot have some, in Chinese. `note` is why a person decided so."""
        wrong = []
        for name in (name for name in PRINTED if name in values):
            if message := self._print(name, values[name]):
                wrong.append(f"“{BY_NAME[name].label}”：{message}。")
        if "locality" in values:
            self._follow_locality()
        for name in RULED:
            if name in values:
                if message := self._decide(name, str(values[name] or ""), note):
                    wrong.append(f"“{BY_NAME[name].label}”：{message}。")
            elif not wrong and INFERRED_OF[name] in values:
                self._infer_again(name)
        return wrong

    # --- What is printed --------------------------------------------------------------------------

    def _print(self, name: str, value: Value) -> str:
        """Give the award printed words; why they cannot be what its source prints, else empty."""
        if value in ("", None):
            if self._is_printed(name):
                return f"原文印有“{shortened(str(self.snapshot[name]))}”，不能清空"
            self._set(name, None if BY_NAME[name].kind == "integer" else "", [])
            return ""
        found, message = self._find(name, value)
        if found is None:
            return message
        others = (row for row in self._origins(name) if "source" in row or row.get("set_aside"))
        aside = [{**row, "set_aside": True} for row in others if _where(row) != (None, found[0])]
        self._set(name, value, [_origin(name, found), *aside])
        return ""

    def _is_printed(self, name: str) -> bool:
        return any(not row["rule"] and not row.get("set_aside") for row in self._origins(name))

    def _find(self, name: str, value: Value) -> tuple[Passage | None, str]:
        """Where the award's own words print the value as such a value is printed, or why nowhere."""
        words = shortened(str(value))
        message = f"“{words}”不是原文，案例在来源文献里的文字中没有印出"
        award, names = self.whole.award, self.whole.names
        for passage in self._candidates(name, value):
            origin = Attribution(award=award, **_origin(name, passage))
            if not disagreement(name, value or "", award.source, passage, names):
                if self._is_of_other(name, passage):
                    message = f"“{words}”是这个案例的{BY_NAME[OTHER[name]].label}"
                    continue
                if name in NAMING and not self._heading.has(passage, is_unit=name != "title"):
                    message = NOT_WHOLE.format(words=words, label=BY_NAME[name].label)
                    continue
                elsewhere = misplaced(origin, self.whole)
                if not elsewhere:
                    return passage, ""
                message = f"“{words}”{elsewhere}"
        return None, message

    def _passage_of(self, name: str) -> Passage | None:
        """Where the award's own source prints the field as it is held."""
        own = (row for row in self._origins(name) if row["start"] is not None and "source" not in row)
        return next(((row["start"], row["end"]) for row in own if not row.get("set_aside")), None)

    def _is_of_other(self, name: str, passage: Passage) -> bool:
        """Whether these are words of the applicant, for a title, or the reverse: two columns exchanged."""
        own, other = self._held.get(name), self._held.get(OTHER.get(name, ""))
        if other is None or (own is not None and _overlap(own, other)):
            return False
        return _overlap(passage, other)

    def _candidates(self, name: str, value: Value) -> Iterator[Passage]:
        award = self.whole.award
        if BY_NAME[name].kind == "integer":
            for match in _NUMBER.finditer(award.source.text, award.start, award.end):
                yield match.span()
            return
        words = str(value)
        at = award.source.text.find(words, award.start, award.end)
        while at >= 0:
            yield at, at + len(words)
            at = award.source.text.find(words, at + 1, award.end)

    def _follow_locality(self) -> None:
        """小营街道 opens the words below the county: what they begin with is printed where they are."""
        whole, locality = self.whole, self.snapshot["locality"]
        whole.components = place_parts(whole.lineage, locality)
        if "township" in place_columns(whole.lineage):
            return  # it is the division itself
        words = whole.components["township"]
        starts = (
            [row["start"] for row in self._origins("locality") if not row.get("set_aside")] if words else []
        )
        self._explain("township", [_origin("township", (start, start + len(words))) for start in starts])

    # --- What is inferred or decided --------------------------------------------------------------

    def _decide(self, name: str, value: str, note: str) -> str:
        if self._is_printed(name):
            return "原文印有这一项，不能在表格里改"
        inferred = inferred_value(name, self.whole)
        if not value:
            self._set(name, "", [])  # the value and its origin; the revision says who emptied it
        elif inferred is not None and inferred.value == value:
            self._set(name, value, [_rule(name, inferred.rule, inferred.note)])
        else:
            self._set(name, value, [_rule(name, CURATED, note)])
        return ""

    def _infer_again(self, name: str) -> None:
        """What rules give of the new words, unless a person decided or emptied it or the source prints it."""
        if (
            name in self._emptied
            or self._is_printed(name)
            or any(row["rule"] == CURATED for row in self._origins(name))
        ):
            return
        inferred = inferred_value(name, self.whole)
        if inferred is None:
            self._set(name, "", [])
        elif (inferred.value, inferred.rule) != (self.snapshot[name], self._rule_of(name)):
            self._set(name, inferred.value, [_rule(name, inferred.rule, inferred.note)])

    def _rule_of(self, name: str) -> str:
        return next((str(row["rule"]) for row in self._origins(name)), "")

    # --- Both forms of the award ------------------------------------------------------------------

    def _origins(self, name: str) -> list[Origin]:
        return [row for row in self.snapshot["attributions"] if row["field"] == name]

    def _set(self, name: str, value: Value, origins: Sequence[Origin]) -> None:
        self.snapshot[name] = value
        setattr(self.whole.award, name, value)
        self._explain(name, origins)

    def _explain(self, name: str, origins: Sequence[Origin]) -> None:
        others = [row for row in self.snapshot["attributions"] if row["field"] != name]
        self.snapshot["attributions"] = sorted([*others, *origins], key=lambda row: str(row["field"]))
        kept = [origin for origin in self.whole.attributions if origin.field != name]
        self.whole.attributions = [*kept, *map(self._attribution, origins)]

    def _attribution(self, row: Origin) -> Attribution:
        own = {name: value for name, value in row.items() if name != "source"}
        if "source" not in row:
            return Attribution(award=self.whole.award, **own)
        attested = {each.source.slug: each.source for each in self.whole.attestations}
        return Attribution(award=self.whole.award, source=attested.get(row["source"]), **own)


def _overlap(one: Passage, other: Passage) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _origin(name: str, passage: Passage) -> Origin:
    return {"field": name, "start": passage[0], "end": passage[1], "rule": "", "note": ""}


def _where(row: Origin) -> tuple[str | None, int | None]:
    """The further document of an origin, None for the main one, and where its passage begins."""
    return row.get("source"), row["start"]


def _rule(name: str, rule: str, note: str) -> Origin:
    return {"field": name, "start": None, "end": None, "rule": rule, "note": note}
