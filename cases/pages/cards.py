"""Result cards: one record each, as lists of cases show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from markupsafe import Markup, escape

from cases.pages.reasons import sentence
from cases.records.record import Record
from cases.search.ranking.highlight import Fragment, highlight, snippet
from cases.search.ranking.matches import HighlightTerm
from cases.search.text.document import Field

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
        return "" if said else path.replace("/", " › ")

    @property
    def url(self) -> str:
        return get_script_prefix()[:-1] + self.record.url

    @property
    def tier(self) -> str:
        """The tier, with the number that the source prints in it."""
        rank = self.record.rank
        return self.record.tier_label if rank is None else f"{self.record.tier_label} {rank}"

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
        return slug in self.asked or any(name in reason for reason in self.reasons)


@lru_cache(maxsize=1024)
def mechanism_url(slug: str, prefix: str) -> str:
    """The address of a mechanism's page below the site's path; kept, for a list has a hundred of them."""
    return reverse("mechanism", args=[slug])


def card(
    record: Record,
    marks: Iterable[HighlightTerm] = (),
    reasons: Sequence[str] = (),
    asked: frozenset[str] = frozenset(),
) -> Card:
    """The card of a record; without marks nothing is lit up and the text is shown from its beginning."""
    marks = tuple(marks)
    return Card(
        record,
        lit(highlight(record.name, marks, Field.TITLE if record.title else Field.APPLICANT)),
        lit(highlight(record.applicant, marks, Field.APPLICANT)) if record.title else Markup(""),
        lit(snippet(record.text, marks, size=LENGTH)),
        reasons,
        asked,
    )


def lit(fragments: Iterable[Fragment]) -> Markup:
    """Printed text as HTML, what was searched for in <mark>. Not a template's work: a list has hundreds."""
    parts = [f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in fragments]
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped
