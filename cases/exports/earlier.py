"""Lists of an earlier public version as files: the bytes that they had then, but for what is sealed since."""

from collections.abc import MutableMapping
from dataclasses import replace

from django.http import QueryDict

from cases.exports.case_list import CaseList, in_part, of_result_list
from cases.exports.file_format import Format
from cases.listing.earlier import (
    SEALED_SINCE,
    VERSION,
    index_of,
    list_then,
    query_at,
    refuse_search,
    version_of,
    withdrawn_among,
)
from cases.parameters import InvalidParameters, about
from cases.versions.states_then import sealed_then
from cases.vocabulary import Vocabulary

OF_VERSIONS = ("csv", "json", "jsonl")  # the formats whose lines the index of a version has
NOT_OF_VERSIONS = "这种格式只能导出现在的数据。要第 {} 版的清单，请用 CSV 或者 JSON，或者去掉 version。"


def vocabulary_of(data: QueryDict) -> Vocabulary:
    """That of the version that the parameters ask for; InvalidParameters what is wrong."""
    version = version_of(data.get(VERSION, "").strip())
    refuse_search(data)
    return index_of(version).vocabulary


def of_version(
    data: QueryDict,
    form: Format,
    headers: MutableMapping[str, str],
    address: str,
    stem: str = "",
    title: str = "",
) -> CaseList:
    """The list that the parameters ask for at their version; InvalidParameters what is wrong.

    `headers` gets what the file cannot say itself, or its bytes would be others. `address` is that of the
    file without its parameters, `stem` and `title` name one of other rows than cases.
    """
    version = version_of(data.get(VERSION, "").strip())
    if form.extension not in OF_VERSIONS:
        raise InvalidParameters([about(NOT_OF_VERSIONS.format(version.number), VERSION)])
    results = list_then(data, version)
    headers["X-Public-Version"] = str(version.number)
    headers["X-Public-Version-SHA-256"] = version.sha256
    withdrawn = tuple(withdrawn_among(results))
    headers["X-Withdrawn-Since"] = str(len(withdrawn))
    headers[SEALED_SINCE] = str(sealed := len(sealed_then(version)))
    cases = of_result_list(results)
    cases = replace(
        cases,
        query=query_at(cases.query, version.number),
        stem=f"{stem or cases.stem}-v{version.number}",
        title=f"{title or cases.title}-第{version.number}版",
        at=version,
        sealed=sealed,
        withdrawn=withdrawn,
    )
    return in_part(cases, results, data, address)
