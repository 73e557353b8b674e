"""What the readers hand over: values that know where they are printed, or why they were inferred.

Offsets are Python string indices of the decoded source, the end exclusive, everywhere.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from cases.places.place import Place

T = TypeVar("T")
SEVERAL = "；"  # between the slugs of bodies that gave an honour together


class Form(StrEnum):
    """The forms of documents that can be read."""

    NOTICE = "notice"
    RANKED_LIST = "ranked-list"
    CASES = "cases"
    ARTICLE = "article"
    REPORT = "report"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Printed(Generic[T]):
    """A value that the source prints in `start` to `end`.

    `value` is those very words, or, for a controlled vocabulary, a number or a date, what they stand for.
    """

    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inferred(Generic[T]):
    """A value that no source prints: `rule` is the id of a rule of `rules.RULES`, `note` the case at hand."""

    value: T
    rule: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at, in Chinese, and the place in the source if there is one.

    `suggestion` is the division that a misprinted name may mean: offered, never taken over by itself.
    """

    message: str
    start: int | None = None
    end: int | None = None
    suggestion: Place | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a document prints about itself; `label` is the usual name of it, printed or not."""

    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: a line of its own, or the first words of a paragraph ("run-in"). Levels start at 1."""

    start: int
    end: int
    level: int
    kind: Literal["line", "run-in"]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many awards of a tier an edition declares."""

    tier: str
    declared: Printed[int] | Inferred[int]


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What a document says about the round of awards that it makes known.

    `dated` is the year in which it is signed, else published; `other_issuers` are offices that issue it
    besides, or instead of, those that the curators' tables have.
    """

    programme: Printed[str] | Inferred[str] | None = None
    year: Printed[int] | Inferred[int] | None = None
    issuing_body: Printed[str] | Inferred[str] | None = None
    theme: Printed[str] | None = None
    procedure: Printed[str] | None = None
    date_signed: Printed[date] | None = None
    date_published: Printed[date] | None = None
    quotas: tuple[Quota, ...] = ()
    dated: int | None = None
    other_issuers: tuple[Printed[str], ...] = ()


@dataclass(frozen=True, slots=True)
class SaidOfEdition:
    """What a person says of the awards of a document: with the reason, or the passage that prints it."""

    programme: Printed[str] | Inferred[str] | None = None
    year: Printed[int] | Inferred[int] | None = None
    issuing_body: Printed[str] | Inferred[str] | None = None
    tier: Printed[str] | Inferred[str] | None = None


@dataclass(frozen=True, slots=True)
class MilestoneRecord:
    """What the source says happened to an award later; `kind` is a value of `choices.MilestoneKind`."""

    kind: str
    year: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """One award as read. `None` is: neither printed nor inferable.

    `start` to `end` covers the heading line and the text. `text` is the paragraphs, each stripped of
    surrounding blanks, joined by a line feed; `paragraph_starts` are their offsets in the source.
    `order` counts the awards of the tier in the document from 1. `place` is the words that name the place,
    `locality` those of them that the gazetteer does not list. In a list `place_above` is the words printed
    elsewhere that an entry has its place from; `division` is what its words and these mean together, as far
    as the gazetteer lists it, and `place_then` the path down to a printed zone or township. `accession` is
    the accession number; None while programme or tier are unknown.
    """

    start: int
    end: int
    order: int
    title: Printed[str] | Inferred[str] | None
    text: str
    paragraph_starts: tuple[int, ...]
    year: Printed[int] | Inferred[int] | None = None
    programme: Printed[str] | Inferred[str] | None = None
    issuing_body: Printed[str] | Inferred[str] | None = None
    tier: Printed[str] | Inferred[str] | None = None
    rank: Printed[int] | None = None
    applicant: Printed[str] | None = None
    place: Printed[str] | None = None
    locality: Printed[str] | None = None
    place_above: Printed[str] | None = None
    division: Place | None = None
    place_then: str = ""
    applicant_level: Inferred[str] | None = None
    applicant_kind: Inferred[str] | None = None
    applicant_organ: Inferred[str] | None = None
    setting: Inferred[str] | None = None
    milestones: tuple[MilestoneRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    accession: str | None = None
    batch: Printed[str] | None = None  # where the list has several, each under its heading


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document as read. Outside `body_start` to `body_end` are title, page facts and page chrome."""

    form: Form | None
    title: Printed[str] | None
    date_signed: Printed[date] | None
    date_published: Printed[date] | None
    body_start: int
    body_end: int
    outline: tuple[Heading, ...]
    facts: tuple[Fact, ...]
    edition: EditionFacts
    awards: tuple[AwardRecord, ...]
    problems: tuple[Problem, ...]
    declared: Printed[int] | None = None
    said: SaidOfEdition = SaidOfEdition()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A row of `fixtures/curated/sources.toml`: what a person says of a source document.

    A `…_reason` says why a value stands here that the document does not print.
    `url_original` is the address where the document was first published, if it is known.
    """

    slug: str
    file: str
    sha256: str
    kind: str
    form: Form
    title: str
    title_reason: str = ""
    publisher: str = ""
    publisher_reason: str = ""
    date_signed: date | None = None
    date_published: date | None = None
    date_reason: str = ""
    url_original: str = ""
    note: str = ""
