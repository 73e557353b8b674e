"""The addresses of data, each with its parameters and its answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cases.exports import matrix, tables
from cases.exports.coding_files import CODINGS
from cases.exports.csv_file import CSV
from cases.exports.download import SIDECAR
from cases.exports.earlier import OF_VERSIONS as EXTENSIONS_OF_VERSIONS
from cases.exports.excel.excel_file import EXCEL
from cases.exports.figure_files import FIGURES
from cases.exports.file_format import Format
from cases.exports.formats import FORMATS, OF_CITATIONS
from cases.exports.skos import JSON_LD_TYPE, TURTLE_TYPE
from cases.exports.statistics_forms import FORMS
from cases.exports.word.word_file import WORD
from cases.openapi import parameters as named
from cases.openapi.answers import (
    OF_DOWNLOADS,
    OF_VERSIONS,
    PAGE,
    PLAIN,
    SEALED,
    WHOLE,
    Described,
    bare,
    given,
    refused,
)
from cases.openapi.schemas import many, refer
from cases.vocabulary import Vocabulary

JSON, ATOM = "application/json", "application/atom+xml"
CITED = {form.extension: form for form in OF_CITATIONS}


@dataclass(frozen=True, slots=True)
class Address:
    """An address of data: `path` with its parts in braces, what it gives, and how it refuses.

    `beside` are the media types in which parameters are refused to whoever does not ask for JSON. With
    `is_described` there is a sidecar beside it.
    """

    path: str
    summary: str
    tag: str
    media_type: str
    schema: Described | None = None
    parameters: tuple[Described, ...] = ()
    headers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_described: bool = False

    @property
    def operation_id(self) -> str:
        words = self.path.translate(str.maketrans("/.-", "   ", "{}")).split()
        return "get_" + "_".join(words)

    @property
    def operation(self) -> Described:
        answers = {"200": given(self.media_type, self.schema, *self.headers)}
        answers |= refused(*sorted(self.statuses), beside=self.beside)
        about = {"operationId": self.operation_id, "summary": self.summary, "tags": [self.tag]}
        return {**about, "parameters": list(self.parameters), "responses": answers}

    @property
    def sidecar(self) -> "Address":
        return replace(
            self,
            path=f"{self.path}{SIDECAR}",
            summary=f"{self.summary}：说明文件（行数、字节数、校验值、列、许可、引文）",
            media_type=JSON,
            schema=refer("Sidecar"),
            headers=("ETag",),
            beside=(),
            is_described=False,
        )


def all_addresses(vocabulary: Vocabulary) -> list[Address]:
    """In the order of the document, the sidecars behind what they describe."""
    found: list[Address] = []
    for each in (*_lists(vocabulary), *_of_cases(vocabulary), *_of_versions(), *_others()):
        found += [each, each.sidecar] if each.is_described else [each]
    return found


def _download(path: str, form: Format, summary: str, tag: str, own: Iterable[Described]) -> Address:
    """A file of cases in a format."""
    schema, parts = _SCHEMAS.get(path), form.extension in ("json", "jsonl")
    paged = named.of_parts() if form.is_paged else []
    return Address(
        path=path,
        summary=summary,
        tag=tag,
        media_type=form.content_type,
        schema=schema,
        parameters=(*own, *map(named.of_format, form.flags), *paged),
        headers=(*OF_DOWNLOADS, *(("X-Cursor-Version",) if paged else ())),
        statuses=("304", "400", "503"),
        beside=() if parts or path.endswith(".json") else (PAGE, PLAIN) if form is WORD else (PLAIN,),
        is_described=True,
    )


_SCHEMAS = {
    "/cases.json": refer("CaseList"),
    "/cases.csl.json": refer("References"),
    "/selection.csl.json": refer("References"),
    "/cases.jsonl": {**many(refer("Case")), "description": "每行一个"},
    "/codings.jsonl": {**many(refer("Coding")), "description": "每行一个"},
    "/figures.jsonl": {**many(refer("Figure")), "description": "每行一个"},
}


def _lists(vocabulary: Vocabulary) -> Iterator[Address]:
    asked = named.LISTED
    for form in (*FORMATS, *OF_CITATIONS):
        file = _download(f"/cases.{form.extension}", form, f"案例：{form.label}", "lists", asked)
        if form.extension in EXTENSIONS_OF_VERSIONS:
            file = _at_versions(file)
        yield file
    for rows in (CODINGS, FIGURES):
        for form in rows.formats:
            summary = f"{rows.title}：{form.label}"
            file = _download(f"/{rows.stem}.{form.extension}", form, summary, "lists", asked)
            yield _at_versions(file) if form.extension in EXTENSIONS_OF_VERSIONS else file
    yield _at_versions(_download("/matrix.csv", matrix.MATRIX, matrix.TITLE, "lists", asked))
    chosen = (named.ID,)
    yield _download("/compilation.docx", WORD, "材料汇编：给出 id，或者检索条件", "lists", (*chosen, *asked))
    counted = (*asked, *named.of_tables(vocabulary), *map(named.of_format, FORMS))
    yield replace(_download("/statistics.csv", CSV, "统计", "lists", counted), media_type=tables.TYPE)
    feed = ("304", "400", "503")
    yield Address("/feed.atom", "新增和修改的案例", "lists", ATOM, None, asked, ("ETag",), feed, (PLAIN,))
    for form in (EXCEL, CSV, *OF_CITATIONS):
        path = f"/selection.{form.extension}"
        required = ({**named.ID, "required": True},)
        file = _download(path, form, f"选定的案例：{form.label}", "selection", required)
        yield replace(file, statuses=(*file.statuses, "410"))


def _at_versions(file: Address) -> Address:
    """The same with the parameter by which it is had of an earlier version."""
    return replace(
        file, parameters=(*file.parameters, named.AT_VERSION), headers=(*file.headers, *OF_VERSIONS)
    )


def _of_cases(vocabulary: Vocabulary) -> Iterator[Address]:
    yield Address(
        path="/cases/{accession}.json",
        summary="一个案例：各列、编码、取值依据、出处",
        tag="cases",
        media_type=JSON,
        schema=refer("CaseFile"),
        parameters=(named.ACCESSION,),
        headers=OF_DOWNLOADS,
        statuses=("301", "304", "400", "404", "410", "503"),
        is_described=True,
    )
    yield Address(
        path="/sources/{slug}.txt",
        summary="一份来源文献的正文，偏移量按它计",
        tag="cases",
        media_type=PLAIN,
        parameters=(named.slug(vocabulary),),
        statuses=("301", "400", "404", "410", "503"),
        beside=(PLAIN,),
    )


def _of_versions() -> Iterator[Address]:
    schemas = {
        "/versions": "Versions",
        "/versions/{number}": "ComparedVersion",
        "/lists/{code}": "FrozenList",
    }
    called = {"/versions": "各版", "/versions/{number}": "一版", "/lists/{code}": "一份固定清单"}
    own = {"/versions": (), "/versions/{number}": (named.NUMBER,), "/lists/{code}": (named.LIST_CODE,)}
    for base, schema in schemas.items():
        wrong = ("304", "400", "404", "503") if own[base] else ("304", "400", "503")
        yield Address(f"{base}.json", called[base], "versions", JSON, refer(schema), own[base], WHOLE, wrong)
        if own[base]:
            said = f"{called[base]}：各案例的编号和校验值"
            headers = (*WHOLE, *SEALED)
            yield Address(f"{base}.txt", said, "versions", PLAIN, None, own[base], headers, wrong, (PLAIN,))
        for extension in ("bib", "ris", "csl.json"):
            is_json = extension == "csl.json"
            yield Address(
                f"{base}.{extension}",
                f"{called[base]}：引文 {CITED[extension].label}",
                "versions",
                bare(CITED[extension].content_type),
                refer("References") if is_json else None,
                own[base],
                WHOLE,
                tuple(dict.fromkeys(("404", *wrong))),
                () if is_json else (PLAIN,),
            )
    feed = ("304", "400", "503")
    yield Address("/versions.atom", "最近的各版", "versions", ATOM, None, (), WHOLE, feed, (PLAIN,))


def _others() -> Iterator[Address]:
    book = (*map(named.of_format, CSV.flags), named.AT_VERSION)
    yield replace(
        _download("/codebook.csv", CSV, "编码手册", "about", book), parameters=book, media_type=tables.TYPE
    )
    for extension, media_type in (("ttl", TURTLE_TYPE), ("jsonld", JSON_LD_TYPE)):
        path, statuses = f"/vocabulary.{extension}", ("304", "400", "503")
        said = (
            path,
            f"词表：SKOS，{extension}",
            "about",
            media_type,
            None,
            (named.AT_VERSION,),
            OF_DOWNLOADS,
            statuses,
            (PLAIN,),
        )
        yield Address(*said, is_described=True)
    suggest = (named.TYPED,)
    yield Address(
        "/suggest/", "检索词的建议", "about", JSON, refer("Suggestions"), suggest, statuses=("503",)
    )
    yield Address("/healthz", "能否回答", "about", JSON, refer("Health"))
    yield Address(
        "/openapi.json", "本说明", "about", JSON, refer("Description"), (), WHOLE, ("304", "400", "503")
    )


def unhealthy() -> Described:
    """The answer 503 of /healthz, which monitors read since before there were other problems."""
    return {"description": "不能回答", "content": {JSON: {"schema": refer("Unhealthy")}}}
