"""What a file format is: one object, by which one view serves it and the pages offer it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.http import QueryDict

from cases.column import Column
from cases.exports.case_list import CaseList
from cases.exports.download import Download
from cases.exports.file_names import file_names
from cases.exports.scheme_option import SchemeOption, vocabulary_now
from cases.listing.earlier import version_of_data
from cases.listing.paging import CURSOR, LIMIT
from cases.listing.paging import PARAMETERS as OF_PARTS
from cases.listing.state import OF_SEVERAL
from cases.parameters import InvalidParameters, about, refuse_repeated, refuse_unknown
from cases.refusals import Refusal, as_lines
from cases.vocabulary import Vocabulary

Options = Mapping[str, Any]  # by the name of the parameter: of a Flag a bool, of Words a text
WHOLE_ALONE = "这种文件只能整份取得，不能用 limit 或 cursor 分批取；要分批请用 JSON 或 JSON Lines。"
SEVERAL = OF_SEVERAL | {"id", "cols"}  # parameters of files that take any number of values
MOST_CHARACTERS = 60  # of words that a reader has printed on a cover


@dataclass(frozen=True, slots=True)
class Flag:
    """A parameter of a format that is 0 or 1."""

    name: str
    default: bool

    def read(self, data: QueryDict) -> bool:
        """What the address says; InvalidParameters for anything but 0 and 1."""
        value = data.get(self.name, "") or str(int(self.default))
        if value not in {"0", "1"}:
            raise InvalidParameters([about(f"参数 {self.name} 只能是 0 或 1。", self.name)])
        return value == "1"


@dataclass(frozen=True, slots=True)
class Enumerated:
    """A parameter of a format that is one of some words; the first is the default."""

    name: str
    values: tuple[str, ...]

    @property
    def default(self) -> str:
        return self.values[0]

    def read(self, data: QueryDict) -> str:
        """What the address says; InvalidParameters for any other word."""
        value = data.get(self.name, "").strip() or self.default
        if value not in self.values:
            said = f"参数 {self.name} 只能是 {' 或 '.join(self.values)}。"
            raise InvalidParameters([about(said, self.name)])
        return value


@dataclass(frozen=True, slots=True)
class Words:
    """A parameter of a format that is a text on one line; `read_as` raises ValueError for a wrong one."""

    name: str
    label: str
    read_as: Callable[[str], object] = str
    form: str = ""
    default: str = ""

    def read(self, data: QueryDict) -> str:
        """What the address says, empty if nothing; InvalidParameters for what cannot be printed so."""
        value = data.get(self.name, "").strip()
        if len(value) > MOST_CHARACTERS or not value.isprintable():
            said = f"{self.label}（{self.name}）最多 {MOST_CHARACTERS} 字，不能换行。"
            raise InvalidParameters([about(said, self.name)])
        try:
            if value:
                self.read_as(value)
        except ValueError:
            said = f"{self.label}（{self.name}）{self.form}。"
            raise InvalidParameters([about(said, self.name)]) from None
        return value


def _no_dependencies() -> tuple[object, ...]:
    return ()


def _no_limit(total: int) -> None:
    """As many cases as there are."""


def _no_columns(cases: CaseList, options: Options) -> tuple[Column, ...]:
    return ()


def names_by_content(cases: CaseList, set_options: Options) -> tuple[str, str]:
    """By what the file holds; `set_options` are those that differ from their defaults."""
    return file_names(
        cases.stem,
        cases.title,
        cases.words,
        cases.query,
        cases.total,
        cases.day,
        cases.data_version,
        set_options,
    )


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which cases can be taken away.

    `label` and `meaning` stand on the button. `write` gives the file in pieces; `origin` is scheme, host
    and the path of the site, without a slash at the end. `check_size` raises InvalidParameters for more
    cases than one file can hold. `depends_on` gives what the content depends on besides the cases as
    the index has them, the origin and the options. `names` gives the plain file name and the Chinese one,
    without extension. `is_streamed`: the first pieces go out while the rest is written. `columns` are those
    of a table; none where the file is no table. `is_paged`: it can be had in parts.
    """

    extension: str
    label: str
    meaning: str
    content_type: str
    write: Callable[[CaseList, str, Options], Iterable[bytes]]
    disposition: Literal["attachment", "inline"] = "attachment"
    flags: tuple[Flag | Words | Enumerated | SchemeOption, ...] = ()
    is_streamed: bool = True
    refusal: Refusal = as_lines
    check_size: Callable[[int], None] = _no_limit
    depends_on: Callable[[], tuple[object, ...]] = _no_dependencies
    names: Callable[[CaseList, Options], tuple[str, str]] = names_by_content
    columns: Callable[[CaseList, Options], Sequence[Column]] = _no_columns
    is_paged: bool = False

    def options(
        self, data: QueryDict, *others: str, vocabulary: Callable[[], Vocabulary] = vocabulary_now
    ) -> Options:
        """The flags that an address sets; InvalidParameters for a wrong one, and for what is none.

        `others` are the parameters that say what the file holds, `vocabulary` knows its coding schemes.
        """
        if not self.is_paged and (given := [name for name in OF_PARTS if name in data]):
            raise InvalidParameters([about(WHOLE_ALONE, *given)])
        of_parts = OF_PARTS if self.is_paged else ()
        known = (*others, *(flag.name for flag in self.flags), *of_parts)
        refuse_unknown(data, known)
        refuse_repeated(data.lists(), {*known} - SEVERAL)
        return {
            flag.name: flag.read(data, vocabulary) if isinstance(flag, SchemeOption) else flag.read(data)
            for flag in self.flags
        }

    def names_of(self, cases: CaseList, options: Options) -> tuple[str, str]:
        """The plain file name and the Chinese one, with extension; empty where there is none."""
        defaults = {flag.name: flag.default for flag in self.flags}
        differing = {name: value for name, value in options.items() if value != defaults[name]}
        if cases.part is not None:
            differing |= {LIMIT: cases.part.limit, CURSOR: cases.part.cursor}
        plain, chinese = self.names(cases, differing)
        return (plain and f"{plain}.{self.extension}", chinese and f"{chinese}.{self.extension}")

    def download(self, cases: CaseList, origin: str, options: Options) -> Download:
        """The file with these cases."""
        token, number = cases.index.version.token, cases.data_version
        cases = replace(cases, public=cases.at or version_of_data(number))
        variant = (self.extension, *options.values(), *self.depends_on())
        if cases.part is not None:
            variant = (*variant, cases.part.limit, cases.part.cursor)
        return Download(
            names=self.names_of(cases, options),
            content_type=self.content_type,
            decides=(cases.stem, token, cases.query, variant),
            version=number,
            day=cases.day,
            public=cases.public,
            sealed=cases.sealed,
            withdrawn=cases.withdrawn,
            words=cases.words,
            query=cases.query,
            page=cases.path,
            columns=lambda: self.columns(cases, options),
            make=lambda: self.write(cases, origin, options),
            kind=self.disposition,
            is_streamed=self.is_streamed,
            next_url=cases.next_url,
            begun=cases.part.begun if cases.part is not None else None,
        )
