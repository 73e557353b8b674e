"""What a file format is: one object, by which one view serves it and the pages offer it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict

from cases.exports.case_list import CaseList
from cases.exports.delivery import disposition
from cases.parameters import InvalidParameters, refuse_unknown
from cases.refusals import Refusal, as_lines

Options = Mapping[str, Any]  # by the name of the parameter: of a Flag a bool, of Words a text
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
            raise InvalidParameters([f"参数 {self.name} 只能是 0 或 1。"])
        return value == "1"


@dataclass(frozen=True, slots=True)
class Words:
    """A parameter of a format that is a text on one line; `read_as` raises ValueError for a wrong one."""

    name: str
    label: str
    read_as: Callable[[str], object] = str
    form: str = ""

    def read(self, data: QueryDict) -> str:
        """What the address says, empty if nothing; InvalidParameters for what cannot be printed so."""
        value = data.get(self.name, "").strip()
        if len(value) > MOST_CHARACTERS or not value.isprintable():
            raise InvalidParameters([f"{self.label}（{self.name}）最多 {MOST_CHARACTERS} 字，不能换行。"])
        try:
            if value:
                self.read_as(value)
        except ValueError:
            raise InvalidParameters([f"{self.label}（{self.name}）{self.form}。"]) from None
        return value


def _no_dependencies() -> tuple[object, ...]:
    return ()


def _no_limit(total: int) -> None:
    """As many cases as there are."""


def _names(cases: CaseList) -> tuple[str, str]:
    return cases.stem, cases.title


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which cases can be taken away.

    `label` and `meaning` stand on the button. `write` gives the file in pieces; `origin` is scheme, host
    and the path of the site, without a slash at the end. `check_size` raises InvalidParameters for more
    cases than one file can hold. `depends_on` gives what the content depends on besides the cases as
    the index has them, the origin and the options. `names` gives the plain file name and the Chinese one,
    without extension. `is_streamed`: the first pieces go out while the rest is written.
    """

    extension: str
    label: str
    meaning: str
    content_type: str
    write: Callable[[CaseList, str, Options], Iterable[bytes]]
    disposition: Literal["attachment", "inline"] = "attachment"
    flags: tuple[Flag | Words, ...] = ()
    is_streamed: bool = True
    refusal: Refusal = as_lines
    check_size: Callable[[int], None] = _no_limit
    depends_on: Callable[[], tuple[object, ...]] = _no_dependencies
    names: Callable[[CaseList], tuple[str, str]] = _names

    def options(self, data: QueryDict, *others: str) -> Options:
        """The flags that an address sets; InvalidParameters for a wrong one, and for what is none.

        `others` are the parameters that say what the file holds.
        """
        refuse_unknown(data, (*others, *(flag.name for flag in self.flags)))
        return {flag.name: flag.read(data) for flag in self.flags}

    def disposition_of(self, cases: CaseList) -> str:
        """The Content-Disposition of the file with these cases."""
        plain, chinese = (f"{name}.{self.extension}" if name else "" for name in self.names(cases))
        return disposition(self.disposition, plain, chinese)
