"""What a document says of the editions that it announces, and how many of their awards are here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from cases.award_field import SEPARATOR
from cases.facets.facet import NONE
from cases.listing.state import SearchState
from cases.models import Award, Edition, EditionFact, EditionIssuer, EditionQuota, Source
from cases.pages.case_values import Part, Value, ValueOrigin
from cases.pages.page import CASES
from cases.readers.rules import CURATED
from cases.vocabulary import Vocabulary

# The order of the page; what else curators recorded stands behind.
LABELS = ("项目", "年度", "发布机关", "年度主题", "遴选程序", "成文日期", "发布日期")
SHOWN = {"项目": "评选项目"}  # as pages say it
# The facts whose value is a slug: the field of an award that has it, and its parameter in addresses.
CODED = {"项目": ("programme", "programme"), "发布机关": ("issuing_body", "issuer")}


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as its document tells of it; `url` is its page, `cases_url` the list of its cases."""

    label: str
    url: str
    cases_url: str
    values: list[Value]


def editions_of(document: Source, vocabulary: Vocabulary) -> list[EditionRecord]:
    """The editions that the document announces, in order. Six queries for any number."""
    facts = EditionFact.objects.select_related("source").defer("source__text")
    quotas = EditionQuota.objects.select_related("tier")
    editions = (
        Edition.objects.shown()
        .filter(source=document)
        .select_related("programme")
        .prefetch_related(Prefetch("facts", facts), "programme__usual_issuers")
    )
    bodies = EditionIssuer.objects.select_related("body")
    editions = editions.prefetch_related(Prefetch("quotas", quotas))
    editions = editions.prefetch_related(Prefetch("issuers", bodies))
    awards = Award.objects.published().filter(edition__source=document)
    held = Counter(awards.order_by().values_list("edition", "tier"))
    return [_record(edition, document, held, vocabulary) for edition in editions]


def _record(
    edition: Edition, document: Source, held: Counter[tuple[int, int]], vocabulary: Vocabulary
) -> EditionRecord:
    programme = edition.programme.slug
    url = SearchState.of(year=edition.year or NONE, programme=programme).url(CASES.url)
    in_order = sorted(
        edition.quotas.all(), key=lambda quota: vocabulary.tier_position(programme, quota.tier.slug)
    )
    numbers = [_declared(quota, document, held[edition.pk, quota.tier_id]) for quota in in_order]
    return EditionRecord(
        str(edition), edition.get_absolute_url(), url, [*edition_values(edition, vocabulary), *numbers]
    )


def edition_values(edition: Edition, vocabulary: Vocabulary) -> list[Value]:
    """What is printed of it, and the issuing body where that is inferred."""
    parts: dict[str, list[Part]] = {}
    for fact in edition.facts.all():
        text = _named(fact, vocabulary)
        parts.setdefault(fact.label, []).append(Part(text, origin=printed(fact, fact.source)))
    if edition.bodies and "发布机关" not in parts:
        parts["发布机关"] = [Part("、".join(map(str, edition.bodies)), origin=_issuer(edition))]
    labels = [*LABELS, *(label for label in parts if label not in LABELS)]
    return [Value(SHOWN.get(label, label), parts[label]) for label in labels if label in parts]


def _named(fact: EditionFact, vocabulary: Vocabulary) -> str:
    """What the fact says, in words; slugs may have been changed since."""
    if fact.label not in CODED:
        return fact.value
    field, parameter = CODED[fact.label]
    slugs = (vocabulary.slug_of_today(parameter, slug) for slug in fact.value.split(SEPARATOR))
    return "、".join(vocabulary.label(field, slug) or slug for slug in slugs)


def _declared(quota: EditionQuota, document: Source, here: int) -> Value:
    origin = inferred(quota.rule) if quota.rule else printed(quota, document)
    part = Part(f"公布 {quota.declared} 项", origin=origin)
    return Value(quota.tier.name, [part], f"已收录 {here} 项")


def printed(passage: EditionFact | EditionQuota, source: Source, words: str = "") -> ValueOrigin:
    return ValueOrigin("printed", f"{source.get_absolute_url()}#o{passage.start}", quote=words)


def inferred(rule: str, reason: str = "") -> ValueOrigin:
    return ValueOrigin("inferred", f"{reverse('codebook')}#rule-{rule}", reason=reason)


def _issuer(edition: Edition) -> ValueOrigin:
    usual = [issuer.body_id for issuer in edition.programme.usual_issuers.all()]
    follows = usual == [body.pk for body in edition.bodies]
    return inferred("issuer-of-programme") if follows else inferred(CURATED)
