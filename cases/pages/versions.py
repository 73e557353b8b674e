"""The public versions: what each brought, as pages, as JSON and as a feed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse

from cases.choices import State
from cases.citations.apa import apa
from cases.citations.dataset import dataset_reference, gbt7714
from cases.citations.gbt7714 import STANDARD
from cases.citations.reference import Reference
from cases.curation.differences import Differences
from cases.listing.earlier import query_at
from cases.models import PublicVersion, PublishedForm
from cases.pages.data_sets import DESCRIPTION, KEPT, DataSet
from cases.pages.data_sets import linked as dataset
from cases.pages.feed import PlainTextFeed
from cases.pages.page import CASES, VERSIONS, Page, absolute, linked_data
from cases.versions.comparison import CaseThen, VersionComparison, comparison
from cases.versions.states_then import published_then, sealed_among, sealed_then

ON_A_PAGE = 50  # versions in the list, the newest first, and in the feed
HANGING = (
    ("编码", "codings-csv"),
    ("关键数字", "figures-csv"),
    ("机制矩阵", "matrix"),
)  # had of a version, too
SEALED_LINE = str(State.SEALED.label)  # in the place of a number
FILES = (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON"))  # of citations


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list: how many cases it added, changed and took away, those sealed today apart."""

    version: PublicVersion
    added: int
    changed: int
    withdrawn: int
    sealed: int

    @property
    def words(self) -> str:
        counted = (
            (self.added, "新增"),
            (self.changed, "修改"),
            (self.withdrawn, "撤回"),
            (self.sealed, "封存"),
        )
        said = [f"{verb} {number} 个案例" for number, verb in counted if number]
        return "，".join(said) or "案例没有变化，词表或文献信息有改动"


def version_lines(versions: Iterable[PublicVersion]) -> list[VersionLine]:
    """In three queries, however many they are."""
    versions = list(versions)
    numbers = [each.number for each in versions]
    begun, ended, sealed = _cases_at("since", numbers), _cases_at("until", numbers), sealed_among(None)
    added, changed = (_by_version(some) for some in (begun - ended, begun & ended))
    gone = ended - begun
    shut = {each for each in gone if each[0] in sealed}
    withdrawn, shut_away = _by_version(gone - shut), _by_version(shut)
    return [
        VersionLine(each, *(counted[each.number] for counted in (added, changed, withdrawn, shut_away)))
        for each in versions
    ]


def _cases_at(end: str, numbers: list[int]) -> set[tuple[int, int]]:
    """(award, version) of the forms that begin or end with these versions; a changed case has both."""
    rows = PublishedForm.objects.filter(**{f"{end}__in": numbers}).order_by()
    return set(rows.values_list("award", end).iterator())


def _by_version(cases: Iterable[tuple[int, int]]) -> Counter[int]:
    return Counter(number for _award, number in cases)


def whole_reference(request: HttpRequest, latest: PublicVersion) -> Reference:
    """What to cite of the library as a whole: the address at which its latest version is found."""
    url = absolute(request, reverse("home"))
    return dataset_reference("casebook", url, latest.day, latest.number)


def whole_citation(request: HttpRequest, latest: PublicVersion | None) -> str:
    """The library as a whole; before anything is published by its name and address."""
    if latest is not None:
        return gbt7714(whole_reference(request, latest))
    return f"{settings.SITE_NAME}[DS/OL]. {absolute(request, reverse('home'))}."


def version_reference(request: HttpRequest, version: PublicVersion) -> Reference:
    """What to cite of a version."""
    url = absolute(request, version.get_absolute_url())
    return dataset_reference(f"casebook-v{version.number}", url, version.day, version.number)


def cited(reference: Reference, path: str) -> dict[str, Any]:
    """The citations of a thing; its files lie at its own path with the extensions of FILES."""
    base = path.rstrip("/")
    return {
        "standard": STANDARD,
        "gbt7714": gbt7714(reference),
        "apa": apa(reference),
        "files": [(label, f"{base}.{extension}") for extension, label in FILES],
    }


def versions_page(request: HttpRequest) -> Page:
    url = absolute(request, VERSIONS.url)
    return Page(VERSIONS.name, VERSIONS, url, VERSIONS.description, feed=reverse("versions-feed"))


def version_page(request: HttpRequest, version: PublicVersion) -> Page:
    url = absolute(request, version.get_absolute_url())
    title = f"{version}（{version.day}）"
    data = DataSet(
        url=url,
        name=f"{settings.SITE_NAME}：{version}",
        description=f"{DESCRIPTION}公布的{version}，共 {version.awards} 个案例。",
        version=version.number,
        day=version.day,
        query=query_at("", version.number),
        formats=KEPT,
        sha256=version.sha256,
        citation=gbt7714(version_reference(request, version)),
    )
    linked = linked_data(**dataset(request, data))
    return Page(title, VERSIONS, url, trail=[(VERSIONS.name, VERSIONS.url)], data=linked)


def then_page(request: HttpRequest, version: PublicVersion, words: str, query: str) -> Page:
    """Of a list as it was."""
    url = absolute(request, f"{CASES.url}?{query}")
    return Page(f"{words}（{version}）", CASES, url, trail=[(CASES.name, CASES.url)])


def files_then(query: str) -> list[tuple[str, str]]:
    """(label, address) of the formats of which versions are kept."""
    formats = (("csv", "CSV"), ("json", "JSON"))
    return [(label, f"{reverse(f'cases-{extension}')}?{query}") for extension, label in formats]


def version_json(version: PublicVersion, found: VersionComparison, citation: str) -> dict[str, Any]:
    """A version with what differs from the one before, and how many of its cases are sealed by now."""
    own = {"parts": version.parts, "citation": citation, "sealed_since": len(sealed_then(version))}
    return {**summary(version), **own, **compared_json(found)}


def hashes_of(version: PublicVersion) -> str:
    """Number and SHA-256 of each case, a line each, by the numbers.

    Of one that is sealed by now the number is left out, as from every list; its hash stays, behind the others
    and marked, for that of the version is made of it.
    """
    forms, sealed = published_then(version), sealed_then(version)
    told = sorted((form.accession, form.sha256) for pk, form in forms.items() if pk not in sealed)
    kept = ((SEALED_LINE, digest) for digest in sorted(forms[pk].sha256 for pk in sealed))
    return "".join(f"{first} {digest}\n" for first, digest in (*told, *kept))


def summary(version: PublicVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "date": version.day.isoformat(),
        "format": version.format,
        "sha256": version.sha256,
        "awards": version.awards,
        "data_version": version.data_version,
    }


def compared_json(found: VersionComparison) -> dict[str, Any]:
    """What differs, by accession numbers; of what changed field by field."""
    return {
        "added": _named(found.added),
        "changed": [
            {"id": each.accession, "title": each.name, "changes": changes_json(each.differences)}
            for each in found.changed
        ],
        "further_changed": found.further,
        "withdrawn": _named(found.withdrawn),
        "sealed": found.sealed,
        "vocabularies": [
            {
                "label": label,
                "things": [
                    {"name": each.name, "verb": each.verb, "changes": changes_json(each.differences)}
                    for each in things
                ],
            }
            for label, things in found.vocabularies
        ],
    }


def _named(cases: Iterable[CaseThen]) -> list[dict[str, str]]:
    return [{"id": each.accession, "title": each.name} for each in cases]


def changes_json(found: Differences) -> list[dict[str, str]]:
    """Each value: its field, its label, old and new; of rows behind what they are and what became of them."""
    own = [(each, "") for each in found.fields]
    rows = [(each, f"{row.verb}{row.label}：{row.called}") for row in found.rows for each in row.fields]
    return [
        {"field": each.name, "label": each.label, "of": of, "old": each.old, "new": each.new}
        for each, of in (*own, *rows)
    ]


class VersionFeed(Feed[VersionLine, None]):
    """The latest versions, each with what it brought."""

    feed_type = PlainTextFeed
    language = "zh-Hans"

    def title(self) -> str:
        return f"{settings.SITE_NAME}：{VERSIONS.name}"

    def subtitle(self) -> str:
        return "公布内容每有变动，即有新的一版"

    def author_name(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return VERSIONS.url

    def feed_url(self) -> str:
        return reverse("versions-feed")

    def items(self) -> list[VersionLine]:
        return version_lines(PublicVersion.objects.all()[:ON_A_PAGE])

    def item_title(self, line: VersionLine) -> str:
        return f"{line.version}（{line.version.day}）"

    def item_link(self, line: VersionLine) -> str:
        return line.version.get_absolute_url()

    def item_description(self, line: VersionLine) -> str:
        return f"{line.words}。共 {line.version.awards} 个案例。SHA-256：{line.version.sha256}"

    def item_pubdate(self, line: VersionLine) -> datetime:
        return line.version.made_at

    def item_updateddate(self, line: VersionLine) -> datetime:
        return line.version.made_at


def whole_comparison(version: PublicVersion) -> VersionComparison:
    """From the version before to this one."""
    return comparison(version.before, version)
