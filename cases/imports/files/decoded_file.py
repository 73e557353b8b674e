"""What becomes of a file that somebody brings in: its text, or a sentence that says why there is none."""

from dataclasses import dataclass


class FileRefused(Exception):
    """Why a file is not read and what to do about it, in Chinese sentences without its name."""


@dataclass(frozen=True, slots=True)
class FileText:
    """The text in a file's content; `encoding` is empty where the kind of file fixes it."""

    text: str
    encoding: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file as the rows of its cells, blank rows among them, as a program shows the values.

    A cell is None where its value is not known: a formula whose result was not saved. Rows of a CSV file
    are as long as they stand there.
    """

    name: str
    rows: list[list[str | None]]


@dataclass(frozen=True, slots=True)
class FileGrids:
    """The sheets in a file's content that are shown; `encoding` is empty where the kind of file fixes it."""

    grids: tuple[Grid, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """A file and its text, with line feeds between lines and no character that no output could carry.

    `name` is the last part of the name that it came with, `kind` the ending that its content deserves, `size`
    the number of its bytes. `notes` say in Chinese what a reader of the file sees and the text does not have.
    """

    name: str
    sha256: str
    size: int
    kind: str
    encoding: str
    text: str
    notes: tuple[str, ...]
