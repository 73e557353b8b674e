"""The page of a comparison: the records of the cases line by line, and the mechanisms they share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from cases.basket import Basket, query_of
from cases.fields import BY_NAME
from cases.models import Attribution, Award, Coding, EditionIssuer, Mechanism
from cases.pages.case_text import CaseText, CodedMechanism, case_text
from cases.pages.case_values import Value, case_values
from cases.pages.page import CASES, Page, absolute
from cases.parameters import InvalidParameters
from cases.records.award_name import name_of
from cases.records.location import location_of
from cases.vocabulary import Vocabulary

LEAST, MOST = 2, 4
TITLE = "案例比较"


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the cases: a column of the page. `without_url` is the page without it."""

    award: Award
    name: str
    text: CaseText
    values: dict[str, Value]
    without_url: str

    @property
    def source_url(self) -> str:
        return f"{self.award.source.get_absolute_url()}#{self.award.accession}"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One line of the record, a value for each case. `same` when all say the same."""

    label: str
    values: list[Value]

    @property
    def same(self) -> bool:
        said = {tuple(part.text for part in value.parts) for value in self.values}
        return len(said) == 1


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A term of more than one case; for each case its coding, None where it has none."""

    mechanism: Mechanism
    url: str
    codings: list[CodedMechanism | None]

    @property
    def count(self) -> int:
        return sum(coded is not None for coded in self.codings)


@dataclass(slots=True)
class ComparedCodings:
    """What all the cases are coded with of one scheme: what they share, and what each case has alone.

    `noun` is what a term is called: 机制, or 项.
    """

    title: str
    noun: str
    shared: list[SharedRow] = field(default_factory=list)
    own: list[list[CodedMechanism]] = field(default_factory=list)


def check_number(basket: Basket) -> None:
    """Raise InvalidParameters unless these cases can be set side by side."""
    if len(basket.given) > MOST:
        raise InvalidParameters([f"一次最多比较 {MOST} 个案例，这个网址里有 {len(basket.given)} 个。"])
    if basket.problems:
        basket.check()
    if len(basket.accessions) < LEAST:
        message = f"至少要选 {LEAST} 个案例才能比较，现有 {len(basket.accessions)} 个。"
        raise InvalidParameters([message])


def awards(basket: Basket) -> list[Award]:
    """The awards with all that is compared, in the order of the basket; a fixed number of queries."""
    accepted = Coding.objects.accepted().select_related("mechanism__scheme", "coder")
    origins = Attribution.objects.select_related("source").order_by("id")
    by_pk = (
        Award.objects.published()
        .with_related()
        .prefetch_related(Prefetch("edition__issuers", EditionIssuer.objects.select_related("body")))
        .prefetch_related(Prefetch("codings", accepted))
        .prefetch_related(Prefetch("attributions", origins))
        .in_bulk(basket.ids)
    )
    return [by_pk[pk] for pk in basket.ids if pk in by_pk]


def compared(award: Award, accessions: Sequence[str], vocabulary: Vocabulary) -> Compared:
    location = location_of(award, vocabulary)
    values = case_values(award, list(award.attributions.all()), location, vocabulary)
    others = [accession for accession in accessions if accession != award.accession]
    return Compared(
        award=award,
        name=name_of(award, location),
        text=case_text(award, award.codings.all()),
        values={value.label: value for value in values},
        without_url=compare_url(others) if len(others) >= LEAST else "",
    )


def value_rows(cases: Sequence[Compared]) -> list[ValueRow]:
    """The record line by line; titles stand at the head of the columns unless documents differ about one."""
    title = BY_NAME["title"].label
    is_told = any(other.differs for case in cases for other in case.values[title].others)
    labels = [label for label in cases[0].values if label != title or is_told]
    return [ValueRow(label, [case.values[label] for case in cases]) for label in labels]


def codings(cases: Sequence[Compared]) -> list[ComparedCodings]:
    """The mechanisms, then each other scheme that a case is coded with."""
    schemes = {each.scheme.pk: each.scheme for case in cases for each in case.text.further_schemes}
    parts = [_compared("治理机制与依据", "机制", [case.text.mechanisms for case in cases])]
    for pk, scheme in sorted(schemes.items()):
        coded = [
            [term for each in case.text.further_schemes if each.scheme.pk == pk for term in each.terms]
            for case in cases
        ]
        parts.append(_compared(f"{scheme.name}与依据", "项", coded))
    return parts


def _compared(title: str, noun: str, of_cases: Sequence[Sequence[CodedMechanism]]) -> ComparedCodings:
    """Shared terms by number of cases, then in the order of the first case that has them."""
    coded = [{item.mechanism.pk: item for item in items} for items in of_cases]
    terms = {pk: item for one in coded for pk, item in one.items()}
    rows = [SharedRow(item.mechanism, item.url, [one.get(pk) for one in coded]) for pk, item in terms.items()]
    shared = sorted((row for row in rows if row.count > 1), key=lambda row: -row.count)
    common = {row.mechanism.pk for row in shared}
    own = [[item for pk, item in one.items() if pk not in common] for one in coded]
    return ComparedCodings(title, noun, shared, own)


def compare_url(accessions: Sequence[str]) -> str:
    return f"{reverse('compare')}?{query_of(accessions)}"


def compare_page(request: HttpRequest, path: str) -> Page:
    return Page(
        TITLE,
        CASES,
        absolute(request, path),
        description="案例的基本信息、治理机制和提纲逐项并列，便于比较",
        trail=[(CASES.name, CASES.url)],
    )
