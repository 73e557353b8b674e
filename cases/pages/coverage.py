"""Which editions of a programme are held and how completely, with where each published number stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet
from django.db.models.functions import Substr

from cases.facets.facet import NONE
from cases.index.index import Index
from cases.listing.state import SearchState
from cases.models import Award, Edition, EditionFact, EditionIssuer, EditionQuota
from cases.pages.case_values import ValueOrigin
from cases.pages.page import CASES
from cases.pages.source_editions import inferred, printed
from cases.readers.rules import RULES
from cases.years import year_label


@dataclass(frozen=True, slots=True)
class TierCoverage:
    """How many awards of a tier are here, and how many were declared: None where no document says so.

    `origin` says where the declared number comes from; `url` is the list of the awards, empty where no list
    has just these.
    """

    label: str
    here: int
    declared: int | None = None
    url: str = ""
    origin: ValueOrigin | None = None

    @property
    def share(self) -> float:
        """What is here of what was declared, 0 to 100."""
        return min(100, round(100 * self.here / self.declared, 1)) if self.declared else 0

    @property
    def words(self) -> str:
        """Whether all of them are here."""
        if self.declared is None:
            return "公布总数不详"
        if self.here >= self.declared:
            return "已收全"
        return "选登" if self.here else "暂未收录"


@dataclass(frozen=True, slots=True)
class EditionCoverage:
    """An edition with what is here of each of its tiers; without any, nothing is."""

    edition: Edition
    tiers: list[TierCoverage]

    @property
    def when(self) -> str:
        """The year, with batch and round."""
        return " · ".join(filter(None, [year_label(self.edition.year, " 年度"), self.edition.count]))


def coverage(editions: QuerySet[Edition], index: Index) -> list[EditionCoverage]:
    """The editions, the latest first, those without a year last. Five queries for any number."""
    words = Substr("edition__source__text", F("start") + 1, F("end") - F("start"))
    quotas = EditionQuota.objects.select_related("tier").annotate(words=words)
    facts = EditionFact.objects.select_related("source").defer("source__text")
    bodies = EditionIssuer.objects.select_related("body")
    rows = editions.select_related("source", "programme").defer("source__text")
    rows = rows.prefetch_related(Prefetch("quotas", quotas), "programme__usual_issuers")
    rows = rows.prefetch_related(Prefetch("facts", facts))
    rows = rows.prefetch_related(Prefetch("issuers", bodies))
    held = _held(editions)
    covered = [EditionCoverage(each, list(_tiers(each, held.get(each.pk, {}), index))) for each in rows]
    return sorted(covered, key=lambda each: _latest_first(each.edition))


def _latest_first(edition: Edition) -> tuple[bool, int, int]:
    """Not by the database: two of them disagree on where what is empty stands, and on the order of 第三批."""
    return (edition.year is None, -(edition.year or 0), edition.pk)


def _held(editions: QuerySet[Edition]) -> dict[int, dict[str, int]]:
    """Edition → tier → number of published awards."""
    awards = Award.objects.published().filter(edition__in=editions.order_by()).order_by()
    held: dict[int, dict[str, int]] = {}
    for edition, tier, number in awards.values_list("edition", "tier__slug").annotate(number=Count("pk")):
        held.setdefault(edition, {})[tier] = number
    return held


def _tiers(edition: Edition, here: dict[str, int], index: Index) -> Iterable[TierCoverage]:
    """Those of the programme of which something is here or declared, in its order."""
    quotas = {quota.tier.slug: quota for quota in edition.quotas.all()}
    for slug in index.vocabulary.tiers_of.get(edition.programme.slug, ()):
        if slug not in here and slug not in quotas:
            continue
        label, number = index.vocabulary.label("tier", slug) or slug, here.get(slug, 0)
        url, quota = _list_of(edition, slug, number, index), quotas.get(slug)
        if quota is None:
            yield TierCoverage(label, number, None, url)
        else:
            yield TierCoverage(label, number, quota.declared, url, _origin(edition, quota))


def _list_of(edition: Edition, tier: str, number: int, index: Index) -> str:
    """The list of the year has other batches, too: an address only where it has just these."""
    year, programme = str(edition.year or NONE), edition.programme.slug
    ids = index.with_value("year", year) & index.with_value("programme", programme)
    if not number or len(ids & index.with_value("tier", tier)) != number:
        return ""
    return SearchState.of(year=year, programme=programme, tier=tier).url(CASES.url)


def _origin(edition: Edition, quota: EditionQuota) -> ValueOrigin | None:
    """The passage with its words, or the rule with its sentence."""
    if quota.rule:
        return inferred(quota.rule, RULES[quota.rule].explanation if quota.rule in RULES else "")
    words: str = getattr(quota, "words", "")  # annotated
    return printed(quota, edition.source, words) if edition.source is not None else None
