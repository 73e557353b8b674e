"""Frozen lists: the cases of a query at a public version, whether it gives them still, what differs."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from cases.choices import State
from cases.citations.dataset import dataset_reference
from cases.citations.reference import Reference
from cases.curation.versions.cutting import hash_of_list
from cases.facets.declarations import SOURCE
from cases.listing.earlier import list_then, query_at, version_of, withdrawn_among
from cases.listing.result_list import ResultList
from cases.models import Award, FrozenList, PublicVersion, PublishedForm
from cases.models.frozen_list import LONGEST_QUERY, key_of
from cases.pages.data_sets import DESCRIPTION, KEPT, DataSet, linked
from cases.pages.page import VERSIONS, Page, absolute, linked_data
from cases.pages.versions import compared_json, files_then, summary
from cases.parameters import InvalidParameters
from cases.records.record import Record
from cases.versions.comparison import CaseThen, VersionComparison, compared
from cases.versions.states_then import names_then, published_then

ON_A_PAGE = 100  # cases that the page of a list names
TOO_LONG = "检索条件太长，不能固定：请减少条件。"
SEALED = "其中 {} 个案例此后封存，不再提供。"
UNSEALED = "其中 {} 个案例固定时已封存，此后解除了封存。"
SEALED_AND_UNSEALED = "此后有案例封存，也有案例解除了封存。"
NOT_HERE = "# {}所以这份文件的校验值不同于清单的校验值 {}。\n"


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case of a frozen list; `since` says what became of it, empty while it is published."""

    record: Record
    since: str


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A frozen list asked again: at its version, and now.

    `sha256` is that of its cases at its version now; `why` it differs from the one that was kept, empty where
    it does not. `found` is what differs between then and the latest version, of which the list has `total`
    cases: `left` are in the library and fit the query no more, `joined` were in it and did not fit then.
    Where the query has no meaning any more, `refused` says why, and `total` and `now_sha256` are None.
    """

    results: ResultList
    sha256: str
    why: str
    latest: PublicVersion
    total: int | None
    now_sha256: str | None
    found: VersionComparison
    left: list[CaseThen]
    joined: list[CaseThen]
    refused: tuple[str, ...]

    @property
    def is_reproduced(self) -> bool:
        return not self.why

    @property
    def is_as_now(self) -> bool:
        return not (self.found or self.left or self.joined or self.refused)


def freeze(data: QueryDict, version: PublicVersion, sender: str) -> FrozenList:
    """The frozen list of these parameters at this version, made where nobody has yet; not saved then.

    InvalidParameters for parameters that make no list, a search text among them.
    """
    results = list_then(data, version)
    query = results.state.list_query_string
    if len(query) > LONGEST_QUERY:
        raise InvalidParameters([TOO_LONG])
    key = key_of(query, version.number)
    found = FrozenList.objects.filter(key=key).first()
    return found or FrozenList(
        key=key,
        query=query,
        version=version.number,
        words=results.words,
        total=results.total,
        sha256=hash_of(results, published_then(version)),
        sender=sender,
    )


def hash_of(results: ResultList, forms: dict[int, PublishedForm]) -> str:
    return hash_of_list((forms[pk].accession, forms[pk].sha256) for pk in map(int, results.order))


def lines_of(results: ResultList, forms: dict[int, PublishedForm]) -> str:
    """The lines whose SHA-256 is that of the list."""
    return "".join(f"{forms[pk].accession} {forms[pk].sha256}\n" for pk in map(int, results.order))


def why_not_reproduced(frozen: FrozenList, results: ResultList) -> str:
    """Why it has another hash than when it was frozen: sealing and unsealing alone change a version."""
    missing = frozen.total - results.total
    if not missing:
        return SEALED_AND_UNSEALED
    return SEALED.format(missing) if missing > 0 else UNSEALED.format(-missing)


def hashes_of_list(frozen: FrozenList) -> str:
    """The lines whose SHA-256 is that of the list; where it is another by now, a last one that says why."""
    version, results = list_of(frozen)
    there = published_then(version)
    if hash_of(results, there) == frozen.sha256:
        return lines_of(results, there)
    return lines_of(results, there) + NOT_HERE.format(why_not_reproduced(frozen, results), frozen.sha256)


def list_of(frozen: FrozenList) -> tuple[PublicVersion, ResultList]:
    """Its version, and its cases as far as they are not sealed."""
    version = version_of(str(frozen.version))
    return version, list_then(QueryDict(frozen.query), version)


def sealed_since(frozen: FrozenList, results: ResultList) -> int:
    """How many cases it has lost."""
    return max(0, frozen.total - results.total)


def ask_again(frozen: FrozenList) -> AskedAgain:
    """What it is now; InvalidParameters where not even its own version has it."""
    version, results = list_of(frozen)
    there = published_then(version)
    digest = hash_of(results, there)
    latest = PublicVersion.objects.all()[0]
    today, refused = _asked_at(latest, frozen)
    here = published_then(latest)
    old = set(map(int, results.order))
    new = set(map(int, today.order)) if today is not None else old & here.keys()
    found = compared(
        version,
        latest,
        {pk: there[pk] for pk in old},
        {pk: here[pk] for pk in (old | new) & here.keys()},
    )
    joined = sorted(pk for pk in new - old if pk in there)
    left = sorted(pk for pk in old - new if pk in here)
    names = {each.accession: each for each in found.added}
    named = names_then(latest.revision, left)
    return AskedAgain(
        results=results,
        sha256=digest,
        why="" if digest == frozen.sha256 else why_not_reproduced(frozen, results),
        latest=latest,
        total=today.total if today is not None else None,
        now_sha256=hash_of(today, here) if today is not None else None,
        found=replace(
            found,
            added=[
                each for each in found.added if each.accession not in {here[pk].accession for pk in joined}
            ],
            sealed=sealed_since(frozen, results),
        ),
        left=[CaseThen(here[pk].accession, named[pk]) for pk in left],
        joined=[names[here[pk].accession] for pk in joined],
        refused=refused,
    )


def _asked_at(version: PublicVersion, frozen: FrozenList) -> tuple[ResultList | None, tuple[str, ...]]:
    """Its list at another version; None and the reasons where that does not know what it asks for."""
    try:
        return list_then(QueryDict(frozen.query), version), ()
    except InvalidParameters as invalid:
        return None, invalid.messages


def words_of(frozen: FrozenList) -> str:
    """Its conditions in Chinese: as they were kept, but without titles that readers see no more."""
    names_documents = SOURCE.parameter in QueryDict(frozen.query)
    return list_of(frozen)[1].words if names_documents else frozen.words


def listed(results: ResultList) -> list[ListedCase]:
    """The first of its cases, and what became of each."""
    ids = [int(pk) for pk in results.order[:ON_A_PAGE]]
    gone = dict(Award.objects.filter(pk__in=ids).exclude(state=State.PUBLISHED).values_list("pk", "state"))
    labels = dict(State.choices)
    return [
        ListedCase(each, str(labels.get(gone.get(each.pk, ""), ""))) for each in results.index.records(ids)
    ]


def downloads(frozen: FrozenList) -> list[tuple[str, str]]:
    """(label, address) of the list in the formats of which versions are kept."""
    return [
        *files_then(query_at(frozen.query, frozen.version)),
        ("校验清单", reverse("frozen-list-txt", args=[frozen.key])),
    ]


def list_reference(request: HttpRequest, frozen: FrozenList, version: PublicVersion) -> Reference:
    """What to cite of a frozen list."""
    url = absolute(request, frozen.get_absolute_url())
    words = words_of(frozen)
    return dataset_reference(f"casebook-list-{frozen.key}", url, version.day, version.number, words)


def frozen_page(
    request: HttpRequest, frozen: FrozenList, version: PublicVersion, words: str, citation: str
) -> Page:
    """`words` are its conditions in Chinese, `citation` what to cite of it."""
    url = absolute(request, frozen.get_absolute_url())
    data = DataSet(
        url=url,
        name=f"{settings.SITE_NAME}：{words}",
        description=f"{DESCRIPTION}固定清单：{version}中{words}，共 {frozen.total} 个。",
        version=version.number,
        day=version.day,
        query=query_at(frozen.query, frozen.version),
        formats=KEPT,
        sha256=frozen.sha256,
        citation=citation,
    )
    title, trail = f"固定清单：{words}", [(VERSIONS.name, VERSIONS.url)]
    return Page(title, VERSIONS, url, trail=trail, data=linked_data(**linked(request, data)))


def frozen_json(
    request: HttpRequest, frozen: FrozenList, version: PublicVersion, again: AskedAgain, citation: str
) -> dict[str, Any]:
    """The list, whether it is reproduced, and what differs since."""
    return {
        "list": frozen.key,
        "url": absolute(request, frozen.get_absolute_url()),
        "words": words_of(frozen),
        "query": frozen.query,
        "total": frozen.total,
        "sha256": frozen.sha256,
        "version": summary(version),
        "citation": citation,
        "withdrawn_since": withdrawn_among(again.results),
        "sealed_since": sealed_since(frozen, again.results),
        "reproduced": {"sha256": again.sha256, "same": again.is_reproduced, "why": again.why},
        "now": {
            "version": again.latest.number,
            "total": again.total,
            "sha256": again.now_sha256,
            "refused": list(again.refused),
            "changes": compared_json(again.found)
            | {
                "left": [each.accession for each in again.left],
                "joined": [each.accession for each in again.joined],
            },
        },
    }
