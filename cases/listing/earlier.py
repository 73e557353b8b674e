"""Lists as they were at a public version: `version=<n>` beside the parameters of a list."""

import re

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from cases.choices import State
from cases.index.current import current_index
from cases.index.index import Index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.models import Award, PublicVersion, PublishedForm
from cases.parameters import InvalidParameters, about, refuse_repeated, shown
from cases.versions.index_then import index_then

VERSION = "version"
SEALED_SINCE = "X-Sealed-Since"  # header: how many cases of a version are sealed by now
NO_SEARCH = "检索词（q）只能查现在的数据，不能用于公布版本（version）和固定清单：请去掉 q；筛选条件可以用。"
NO_VERSION = "没有第“{}”版数据（参数 version）。现有的版本见 /versions/。"
_NUMBER = re.compile("0*[1-9][0-9]{0,8}", re.ASCII)


def version_of(typed: str) -> PublicVersion:
    """The version of that number; InvalidParameters where there is none."""
    is_number = _NUMBER.fullmatch(typed) is not None
    found: PublicVersion | None = (
        PublicVersion.objects.filter(number=int(typed)).first() if is_number else None
    )
    if found is None:
        raise InvalidParameters([about(NO_VERSION.format(shown(typed)), VERSION)])
    return found


def asked_version(data: QueryDict) -> PublicVersion | None:
    """The version that an address asks for, None where it asks for none; InvalidParameters what is wrong."""
    refuse_repeated(data.lists(), (VERSION,))
    typed = data.get(VERSION, "").strip()
    return version_of(typed) if typed else None


def index_of(version: PublicVersion) -> Index:
    """What readers could see with that version: the index of now where it is that, else one of its own."""
    index = current_index()
    return index if version_of_data(index.version.number) == version else index_then(version)


def version_of_data(number: int) -> PublicVersion | None:
    """The public version that the data of this data version are exactly; None where something differs.

    Ask for the data first: what they hold of later than the version read behind them, that has a number.
    Nor is it where something that readers see already waits for the version behind. One query, as every
    download asks it.
    """
    behind = OuterRef("number") + 1
    waits = PublishedForm.objects.filter(Q(since=behind) | Q(until=behind)).order_by()
    latest: PublicVersion | None = PublicVersion.objects.annotate(waits=Exists(waits)).first()
    is_that = latest is not None and latest.data_version <= number and not vars(latest)["waits"]
    return latest if is_that else None


def list_then(data: QueryDict, version: PublicVersion, path: str = "") -> ResultList:
    """The list that the parameters ask for at a version, by the vocabulary of then; without a search text."""
    refuse_search(data)
    index = index_of(version)
    return ResultList(SearchState.from_querydict(data, index.vocabulary), index, path)


def refuse_search(data: QueryDict) -> None:
    """Raise InvalidParameters for a search text: how it ranks is kept of no version."""
    if data.get("q", "").strip():
        raise InvalidParameters([about(NO_SEARCH, "q", VERSION)])


def query_at(query: str, version: int) -> str:
    """The query string of a list at a version."""
    return f"{query}&{VERSION}={version}" if query else f"{VERSION}={version}"


def withdrawn_among(results: ResultList) -> list[str]:
    """The numbers of those of its cases that were withdrawn since."""
    ids = set(map(int, results.order))
    gone = Award.objects.filter(state=State.WITHDRAWN).order_by("accession").values_list("pk", "accession")
    return [accession for pk, accession in gone if pk in ids]
