"""Lists of an earlier public version as files: the bytes that they had then, but for what is sealed since."""

from collections.abc import MutableMapping
from dataclasses import replace

from django.http import QueryDict

from cases.exports.case_list import CaseList, in_part, of_result_list
from cases.exports.file_format import Format
from cases.listing.earlier import VERSION, list_then, query_at, version_of, withdrawn_among
from cases.parameters import InvalidParameters, about

OF_VERSIONS = ("csv", "json", "jsonl")  # the formats whose lines the index of a version has
OF_CASES_ALONE = (
    "编码表和矩阵只有现在的。要第 {} 版的案例，请用 /cases.csv 或者 /cases.json，或者去掉 version。"
)
NOT_OF_VERSIONS = "这种格式只能导出现在的数据。要第 {} 版的清单，请用 CSV 或者 JSON，或者去掉 version。"


def of_version(data: QueryDict, form: Format, headers: MutableMapping[str, str], address: str) -> CaseList:
    """The list that the parameters ask for at their version; InvalidParameters what is wrong.

    `headers` gets what the file cannot say itself, or its bytes would be others. `address` is that of the
    file without its parameters.
    """
    version = version_of(data.get(VERSION, "").strip())
    if form.extension not in OF_VERSIONS:
        raise InvalidParameters([about(NOT_OF_VERSIONS.format(version.number), VERSION)])
    results = list_then(data, version)
    headers["X-Public-Version"] = str(version.number)
    headers["X-Public-Version-SHA-256"] = version.sha256
    headers["X-Withdrawn-Since"] = str(len(withdrawn_among(results)))
    cases = of_result_list(results)
    cases = replace(
        cases,
        query=query_at(cases.query, version.number),
        stem=f"{cases.stem}-v{version.number}",
        title=f"{cases.title}-第{version.number}版",
        at=version,
    )
    return in_part(cases, results, data, address)
