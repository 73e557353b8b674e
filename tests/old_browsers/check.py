"""Which features of a file an old browser lacks without there being anything else for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.old_browsers import script, stylesheet
from tests.old_browsers.use import Use

CHROMIUM, FIREFOX = 86, 78
STATIC = Path(__file__).resolve().parents[2] / "cases" / "static" / "cases"
TABLE = Path(__file__).with_name("support.tsv")
READERS = {".css": stylesheet.uses, ".js": script.uses}


@dataclass(frozen=True, slots=True)
class Support:
    """The first versions with a feature, None for never, and what happens `without` it; empty: a fault."""

    chromium: int | None
    firefox: int | None
    without: str

    @property
    def is_everywhere(self) -> bool:
        return (self.chromium or CHROMIUM + 1) <= CHROMIUM and (self.firefox or FIREFOX + 1) <= FIREFOX


def table() -> dict[tuple[str, str], Support]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    _head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {(kind, name): Support(_version(one), _version(two), why) for kind, name, one, two, why in rows}


def problems_of_site() -> list[str]:
    """A sentence for each feature that an old browser would miss, or that nobody has looked up."""
    files = sorted(path for path in STATIC.iterdir() if path.suffix in READERS)
    return [problem for path in files for problem in problems(path.read_text(encoding="utf-8"), path.name)]


def problems(text: str, name: str) -> list[str]:
    """Of one file; its name says whether it is a stylesheet or a script."""
    known = table()
    return list(dict.fromkeys(_problems(READERS[Path(name).suffix](text), name, known)))


def _problems(found: Iterable[Use], name: str, known: dict[tuple[str, str], Support]) -> Iterable[str]:
    for use in found:
        support, what = known.get((use.kind, use.name)), f"{name}: {use.kind} {use.name} ({use.place})"
        if support is None:
            yield f"{what}: look up at MDN since when browsers have it, and enter it in {TABLE.name}"
        elif not support.is_everywhere and not use.has_other:
            if not support.without:
                yield f"{what}: newer than Chromium {CHROMIUM} or Firefox {FIREFOX}: write it otherwise"
            elif not use.can_skip and use.kind == "selector":
                yield f"{what}: without it browsers drop the whole list of selectors: make it a rule"


def _version(written: str) -> int | None:
    return None if written == "-" else int(written)
