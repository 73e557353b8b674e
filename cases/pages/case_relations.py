"""What stands around a case: its neighbours in the edition, the other awards of its place, similar ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from pyroaring import BitMap

from cases import accessions
from cases.choices import DivisionLevel
from cases.index.index import Index
from cases.index.orders import IN_EDITION
from cases.index.store import DIRECT
from cases.models import Award, Division
from cases.pages.case_text import CodedMechanism
from cases.pages.compare import compare_url
from cases.records.record import Record
from cases.search.text.normalisation import fold_text
from cases.similar import Feature, Similar, balanced, own_words, similar

TIME_LINE = 30  # awards of one place; more are a list of their own
SIMILAR = 3  # similar cases shown
CANDIDATES = 60  # among which they are selected
NAMED = 5  # shared mechanisms or words that a reason names


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another case with the reason why it stands here, and to both side by side."""

    title: str
    url: str
    line: str
    reason: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class SimilarCases:
    """Similar cases; `shared` names the mechanisms that all of several have in common with the case."""

    cases: list[Relation]
    shared: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The cases before and after one in its edition, where there are such."""

    before: Record | None
    after: Record | None


def in_edition(award: Award, index: Index) -> Neighbours:
    """What stands before and after the award in its edition: tiers in order, then accession."""
    before, after = index.beside(award.pk, IN_EDITION)
    beside = index.records([pk for pk in (before, after) if pk is not None])
    fellows = {record.pk: record for record in beside if record.edition == award.edition_id}
    return Neighbours(fellows.get(before or 0), fellows.get(after or 0))


def home_of(award: Award) -> Division | None:
    """The county (or what stands for one) that the award belongs to today, for a time line of the place."""
    place = award.place_now
    if place is not None and place.level == DivisionLevel.TOWNSHIP:
        return place.parent
    return place


def time_line(home: Division | None, index: Index) -> list[Record]:
    """The awards of a county and its townships, the newest of many, by year; without a year at the end."""
    if home is None:
        return []
    shown = index.records(index.page(index.with_value("place", home.key), "newest", 0, TIME_LINE))
    return sorted(
        shown, key=lambda record: (record.year is None, record.year or 0, accessions.sort_key(record.id))
    )


def similar_cases(
    award: Award,
    mechanisms: list[CodedMechanism],
    home: Division | None,
    index: Index,
    listed_above: Iterable[Record] = (),
) -> SimilarCases:
    """Without those that the page has listed already."""
    listed_already = {record.pk for record in listed_above}
    names = {coded.mechanism.slug: coded.mechanism.name for coded in mechanisms}
    near = similar(award.pk, features(award, list(names), home, index), index.all, CANDIDATES)
    near = [each for each in near if each.pk not in listed_already]
    best = balanced(near, term_counts([each.pk for each in near], index), SIMILAR)
    records = {record.pk: record for record in index.records([each.pk for each in best])}
    selected = [each for each in best if each.pk in records]
    of_all = in_all(selected)
    related = [
        Relation(
            title=(record := records[near.pk]).name,
            url=reverse("case", args=[record.id]),
            line=" · ".join([record.year_label, record.tier_label, record.applicant or _place(record)]),
            reason="；".join(reasons(near, names, home, of_all)),
            compare_url=compare_url([award.accession, record.id]),
        )
        for near in selected
    ]
    return SimilarCases(related, listed([names[term] for term in of_all]))


def term_counts(ids: Iterable[int], index: Index) -> Counter[int]:
    """How many mechanisms each of the awards is coded with."""
    among = BitMap(ids)
    coded = (index.with_value(DIRECT, slug) & among for slug in index.vocabulary.terms)
    return Counter(pk for each in coded for pk in each)


def in_all(selected: Sequence[Similar]) -> list[str]:
    """The mechanisms that every one of several similar cases shares: said once, for all of them."""
    if len(selected) < 2:
        return []
    first, *others = (near.values("mechanism") for near in selected)
    return [term for term in first if all(term in terms for terms in others)]


def _place(record: Record) -> str:
    """北京市朝阳区, for a case whose source prints no applicant."""
    return (record.place_now or record.place_then).replace("/", "")


def features(award: Award, terms: list[str], home: Division | None, index: Index) -> list[Feature]:
    """What other cases may share with this one."""
    shared = [Feature("mechanism", term, index.with_value("mechanism", term)) for term in terms]
    if home is not None:
        shared.append(Feature("place", home.value, index.with_value("place", home.key)))
    documents_with = index.searcher.matcher.documents_with
    words = own_words(award.title, award.text)
    return shared + [Feature("word", word, documents_with(fold_text(word))) for word in words]


def reasons(near: Similar, names: dict[str, str], home: Division | None, said: Sequence[str]) -> list[str]:
    """Why a case is similar, in words: without the mechanisms `said` already, and words that name one."""
    shared = near.values("mechanism")
    terms = [names[term] for term in shared if term not in said]
    words = [word for word in near.values("word") if not any(word == names[term] for term in shared)]
    why = [f"{'另有' if said else ''}共同机制：{listed(terms)}"] if terms else []
    why += [f"均提到{listed([f'“{word}”' for word in words])}"] if words else []
    return why + ([f"同在{home.name}"] if near.values("place") and home is not None else [])


def listed(names: list[str]) -> str:
    """The first few by name, and how many there are."""
    more = f"等 {len(names)} 项" if len(names) > NAMED else ""
    return f"{'、'.join(names[:NAMED])}{more}"
