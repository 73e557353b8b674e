"""What a document says of the editions that it announces, and how many of their awards are here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from cases.choices import IssuingBody, Programme, Tier
from cases.facets.declarations import NONE
from cases.listing.state import SearchState
from cases.models import Award, Edition, EditionFact, EditionQuota, Source
from cases.pages.case_values import Part, Value, ValueOrigin
from cases.pages.page import CASES
from cases.readers.rules import ISSUER_OF_PROGRAMME

# The order of the page; what else curators recorded stands behind.
LABELS = ("项目", "年度", "发布机关", "年度主题", "遴选程序", "成文日期", "发布日期")
TIERS = list(Tier.values)
CODED = {"项目": dict(Programme.choices), "发布机关": dict(IssuingBody.choices)}


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as its document tells of it; `url` is the list of its cases."""

    label: str
    url: str
    values: list[Value]


def editions_of(document: Source) -> list[EditionRecord]:
    """The editions that the document announces, in order. Four queries for any number."""
    facts = EditionFact.objects.select_related("source").defer("source__text")
    editions = document.editions.prefetch_related(Prefetch("facts", facts), "quotas")
    awards = Award.objects.published().filter(edition__source=document)
    held = Counter(awards.order_by().values_list("edition", "tier"))
    return [_record(edition, document, held) for edition in editions]


def _record(edition: Edition, document: Source, held: Counter[tuple[int, str]]) -> EditionRecord:
    url = SearchState.of(year=edition.year or NONE, programme=edition.programme).url(CASES.url)
    quotas = sorted(edition.quotas.all(), key=lambda quota: TIERS.index(quota.tier))
    numbers = [_declared(quota, document, held[edition.pk, quota.tier]) for quota in quotas]
    return EditionRecord(str(edition), url, [*_values(edition), *numbers])


def _values(edition: Edition) -> list[Value]:
    """What is printed of it, and the issuing body where that is inferred."""
    parts: dict[str, list[Part]] = {}
    for fact in edition.facts.all():
        text = CODED.get(fact.label, {}).get(fact.value, fact.value)
        parts.setdefault(fact.label, []).append(Part(text, origin=_printed(fact, fact.source)))
    if edition.issuing_body and "发布机关" not in parts:
        parts["发布机关"] = [Part(edition.get_issuing_body_display(), origin=_issuer(edition))]
    labels = [*LABELS, *(label for label in parts if label not in LABELS)]
    return [Value(label, parts[label]) for label in labels if label in parts]


def _declared(quota: EditionQuota, document: Source, here: int) -> Value:
    origin = _inferred(quota.rule) if quota.rule else _printed(quota, document)
    part = Part(f"公布 {quota.declared} 项", origin=origin)
    return Value(quota.get_tier_display(), [part], f"已录入 {here} 项")


def _printed(passage: EditionFact | EditionQuota, source: Source) -> ValueOrigin:
    return ValueOrigin("printed", f"{source.get_absolute_url()}#o{passage.start}")


def _inferred(rule: str) -> ValueOrigin:
    return ValueOrigin("inferred", f"{reverse('codebook')}#rule-{rule}")


def _issuer(edition: Edition) -> ValueOrigin:
    follows = ISSUER_OF_PROGRAMME.get(edition.programme) == edition.issuing_body
    return _inferred("issuer-of-programme") if follows else _inferred("curated")
