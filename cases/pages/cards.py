"""Result cards: one record each, as lists of cases show it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from markupsafe import Markup, escape

from cases.pages.reasons import sentence
from cases.records.record import Record
from cases.search.ranking.highlight import Fragment, highlight, occurrences, snippet
from cases.search.ranking.matches import HighlightTerm
from cases.search.text.document import Field

# Of a reason the mechanism itself, not the broader one that its note names.
_OF_MECHANISM = re.compile(r"机制[:：]([^()（）]+)")
LENGTH = 110  # characters of the text on a card
TAGS = 6  # mechanisms shown, those that were asked for among them; the case page has them all


@dataclass(frozen=True, slots=True)
class Card:
    """A record with what it prints, the hits of the search highlighted, and why it matches.

    `asked` are the slugs of the mechanisms that the reader selected or searched for.

    Where no title is printed, the name says who and where, and is not followed by the same once more.
    """

    record: Record
    title: Markup
    applicant: Markup
    snippet: Markup
    reasons: Sequence[str] = ()
    asked: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """The place of the time, unless the applicant's name or that of the case says all of it."""
        path = self.record.place_path
        said = not self.record.title or path.replace("/", "") in self.record.applicant
        return "" if said else self.record.place_in_words

    @property
    def url(self) -> str:
        return get_script_prefix()[:-1] + self.record.url

    @property
    def tags(self) -> list[tuple[str, str, bool]]:
        """(address, name, whether the case is there for it) of the first mechanisms, and of all such."""
        prefix, terms = get_script_prefix(), self.record.mechanism_terms
        matched = [slug for slug, name in terms if self._is_matched(slug, name)]
        others = [slug for slug, _name in terms if slug not in matched]
        shown = {*matched, *others[: max(0, TAGS - len(matched))]}
        return [(mechanism_url(slug, prefix), name, slug in matched) for slug, name in terms if slug in shown]

    @property
    def sentences(self) -> list[str]:
        return [sentence(reason) for reason in self.reasons]

    def _is_matched(self, slug: str, name: str) -> bool:
        return slug in self.asked or _is_named(name, self.reasons)


@lru_cache(maxsize=1024)
def mechanism_url(slug: str, prefix: str) -> str:
    """The address of a mechanism's page below the site's path; kept, for a list has a hundred of them."""
    return reverse("mechanism", args=[slug])


def card(
    record: Record,
    marks: Iterable[HighlightTerm] = (),
    reasons: Sequence[str] = (),
    asked: frozenset[str] = frozenset(),
    selected: frozenset[str] = frozenset(),
) -> Card:
    """The card of a record; without marks nothing is lit up and the text is shown from its beginning.

    What shows the mechanisms by which a case is there is lit up: those that its reasons name, and where
    nothing else is lit in the text those that are `selected`.
    """
    marks = tuple(marks)
    title = _evidence(record, "title", selected, reasons)
    passages = _evidence(record, "text", frozenset(), reasons)
    if not passages and not occurrences(record.text, marks, Field.TEXT):
        passages = _evidence(record, "text", selected)
    return Card(
        record,
        lit(highlight(record.name, marks, *((Field.TITLE, title) if record.title else (Field.APPLICANT,)))),
        lit(highlight(record.applicant, marks, Field.APPLICANT)) if record.title else Markup(""),
        lit(snippet(record.text, marks, size=LENGTH, passages=passages)),
        reasons,
        asked,
    )


def _evidence(
    record: Record, field: str, selected: frozenset[str], reasons: Sequence[str] = ()
) -> list[tuple[int, int]]:
    """Where the evidence of the mechanisms stands by which the case is there."""
    if not selected and not reasons:
        return []
    names, places = dict(record.mechanism_terms), record.evidence_of_terms
    said = {name for reason in reasons for name in _OF_MECHANISM.findall(reason)}
    slugs = {slug for slug in names if slug in places and names[slug] in said}
    slugs = slugs or {slug for slug in names if slug in places and _is_named(names[slug], reasons)}
    shown = (place for slug, place in places.items() if slug in slugs | selected)
    return [(place.start, place.end) for place in shown if place.field == field]


def _is_named(mechanism: str, reasons: Sequence[str]) -> bool:
    return any(mechanism in reason for reason in reasons)


def lit(fragments: Iterable[Fragment]) -> Markup:
    """Printed text as HTML, what was searched for in <mark>. Not a template's work: a list has hundreds."""
    parts = [f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in fragments]
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped
