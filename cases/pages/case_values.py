"""What is recorded of a case, value by value: printed, with its passage, or inferred, with the reason."""

from dataclasses import dataclass, field, replace
from typing import Literal

from django.urls import reverse

from cases.award_field import SEPARATOR, AwardField
from cases.fields import BY_NAME, PLACE_FIELDS, WITH_ORIGIN
from cases.listing.state import SearchState
from cases.models import Attribution, Award
from cases.pages.case_reasons import InferredValue, reason
from cases.pages.page import CASES
from cases.places.place import Place
from cases.quoting import within_quotes
from cases.readers.rules import RULES
from cases.records.inference import inferred_fields
from cases.records.location import Location
from cases.records.record import place_columns, place_parts
from cases.vocabulary import Vocabulary

NOT_RECORDED = "没有记录依据。"
STEP = " › "  # between the places of a path
SAME_PLACE = "与获评时相同"
BY_GAZETTEER = "没有记录这一级的依据，由地名库按隶属关系补足。"


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """Where a value comes from. `url` leads to the printed passage, or to the rule in the codebook."""

    kind: Literal["printed", "inferred"]
    url: str
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OtherWords:
    """What a document prints for a value beside that which counts; `url` leads there.

    `same` when both print the same words; `counted` is the document that counts, empty where a rule does.
    What `differs` says something else; `reason` is why it is not adopted, empty until somebody decides.
    """

    document: str
    words: str
    url: str
    same: bool
    counted: str
    differs: bool
    reason: str

    @property
    def quoted(self) -> str:
        """The words as they stand between the “ ” of the line."""
        return within_quotes(self.words)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the document that counts says both."""
        return self.document == self.counted


@dataclass(frozen=True, slots=True)
class Part:
    """One value, or one step of a path of places; `url` is the list or page of its like.

    `of_facet` is the parameter and the value of the list that it leads to.
    """

    text: str
    url: str = ""
    origin: ValueOrigin | None = None
    of_facet: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A line of the record; without parts the source says nothing and nothing was inferred.

    `reasons_of` is for how many lines its reasons hold: the lines above that leave them out are unexplained.
    """

    label: str
    parts: list[Part] = field(default_factory=list)
    note: str = ""
    others: list[OtherWords] = field(default_factory=list)
    joined_by: str = "、"
    reasons_of: int = 1
    is_unexplained: bool = False

    @property
    def reasons(self) -> list[str]:
        """Why the inferred parts stand there, each reason once."""
        reasons = [part.origin.reason for part in self.parts if part.origin and part.origin.reason]
        return list(dict.fromkeys(reasons))

    @property
    def explanations(self) -> list[str]:
        """The reasons as the line prints them."""
        if self.is_unexplained:
            return []
        above = f"以上 {self.reasons_of} 项：" if self.reasons_of > 1 else ""
        return [above + reason for reason in self.reasons]


class Origins:
    """The origins of one award's values, inferred where its CSV says so."""

    def __init__(self, award: Award, attributions: list[Attribution], location: Location) -> None:
        self.award = award
        values = {each.name: each.value_in(award) for each in WITH_ORIGIN if each.lookup}
        counting = [each for each in attributions if each.counts]
        printed = {each.field for each in counting if not each.is_inferred}
        parts = place_parts(location.then, award.locality)
        self.inferred = inferred_fields({**values, **parts}, printed)
        self.by_field = {attribution.field: attribution for attribution in counting}
        self.beside = [each for each in attributions if not each.counts]

    def of(self, name: str, label: str) -> ValueOrigin:
        """Of a value that is there, as readers are shown it."""
        attribution = self.by_field.get(name)
        if attribution is None:
            return self._unknown(name)
        if name not in self.inferred:
            words, url = self._printed(attribution)
            return ValueOrigin("printed", url, quote=words)
        why = reason(attribution.rule, InferredValue(self.award, label, attribution.note))
        anchor = f"#rule-{attribution.rule}" if attribution.rule in RULES else "#rules"
        return ValueOrigin("inferred", reverse("codebook") + anchor, reason=why)

    def others(self, *names: str) -> list[OtherWords]:
        """What is printed elsewhere for these fields, and does not count."""
        return [self._other(each) for each in self.beside if each.field in names]

    def _other(self, attribution: Attribution) -> OtherWords:
        words, url = self._printed(attribution)
        document = attribution.source or self.award.source
        counting, counted, same = self.by_field.get(attribution.field), "", False
        if counting is not None and not counting.is_inferred:
            counted = (counting.source or self.award.source).marked_title
            same = self._printed(counting)[0] == words
        title, reason = document.marked_title, attribution.note.strip() if attribution.differs else ""
        return OtherWords(title, words, url, same, counted, attribution.differs, reason)

    def _printed(self, attribution: Attribution) -> tuple[str, str]:
        """The words of the passage, and where they stand."""
        document = attribution.source or self.award.source
        words = document.text[attribution.start : attribution.end]
        return words, f"{document.get_absolute_url()}#o{attribution.start}"

    @staticmethod
    def _unknown(name: str) -> ValueOrigin:
        """Of what was written past the checks, or is a draft's."""
        of_place = name in PLACE_FIELDS.values()
        anchor, reason = (
            ("#rule-place-from-gazetteer", BY_GAZETTEER) if of_place else ("#rules", NOT_RECORDED)
        )
        return ValueOrigin("inferred", reverse("codebook") + anchor, reason=reason)


def case_values(
    award: Award, attributions: list[Attribution], location: Location, vocabulary: Vocabulary
) -> list[Value]:
    """The record of a case in the order of the page. Edition, its issuers and source must be fetched."""
    origins = Origins(award, attributions, location)
    stored = [each for each in WITH_ORIGIN if each.lookup and each.name != "locality"]
    values = [_value(each, each.value_in(award), origins, vocabulary) for each in stored]
    return [*values, _place_then(location.then, origins, award.locality), _place_now(location)]


def _value(declared: AwardField, value: str | int | None, origins: Origins, vocabulary: Vocabulary) -> Value:
    """A value as its page shows it, linked to the list of all cases that have it where it is a facet.

    Several values of one field have one origin, which stands behind the last.
    """
    if value in (None, ""):
        return Value(declared.label)
    slugs = str(value).split(SEPARATOR) if declared.is_many else [str(value)]
    parts = [_part(declared, slug, vocabulary) for slug in slugs]
    label = "、".join(part.text for part in parts)
    parts[-1] = replace(parts[-1], origin=origins.of(declared.name, label))
    return Value(declared.label, parts, others=origins.others(declared.name))


def _part(declared: AwardField, value: str, vocabulary: Vocabulary) -> Part:
    label = vocabulary.label(declared.name, value) if declared.is_curated else declared.label_of(value)
    if declared.facet is None:
        return Part(label or value)
    of_facet = (declared.facet.parameter, value)
    return Part(label or value, SearchState().add(*of_facet).url(CASES.url), of_facet=of_facet)


def _division(place: Place, origin: ValueOrigin | None = None) -> Part:
    return Part(place.name, reverse("place", args=[place.key]), origin)


def _place_then(path: tuple[Place, ...], origins: Origins, locality: str) -> Value:
    """What the gazetteer lists has a page; what lies below is only printed."""
    parts = []
    for column, division in zip(place_columns(path), path, strict=True):
        parts.append(_division(division, origins.of(column, division.name)))
    if locality:
        parts.append(Part(locality, origin=origins.of("locality", locality)))
    others = origins.others(*PLACE_FIELDS.values(), "locality")
    return Value(BY_NAME["place_then"].label, parts, others=others, joined_by=STEP)


def _place_now(location: Location) -> Value:
    path = location.now
    if not path:
        return Value(BY_NAME["place_now"].label)
    kept = path == location.then
    why = "" if kept else f"由获评时的{location.then[-1].name}按区划沿革推到今天。" if location.then else ""
    origin = ValueOrigin("inferred", reverse("codebook") + "#rule-place-today", reason=why)
    parts = [*map(_division, path[:-1]), _division(path[-1], origin)]
    note = SAME_PLACE if kept else ""
    return Value(BY_NAME["place_now"].label, parts, note, joined_by=STEP)
