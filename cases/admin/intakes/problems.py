"""What a curator has to look at in an import: problems of the document, rows that wait, alone or alike."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cases.choices import ChangeAction
from cases.models import Intake, StoredChange

FIRST_WORDS = 20  # characters of the line that a problem is about
VARYING = re.compile(r"“[^”]*”|（[^）]*）|[0-9a-z-]*[0-9][0-9a-z-]*|(?<=：)[^：；，。]+(?=。)")
COUNTED = re.compile(r"文中说有 ([0-9]+) 个，读到 [0-9]+ 个。")  # as the readers say it of a document


@dataclass(frozen=True, slots=True)
class ProblemLink:
    """Something to look at, and where on which page it is; `number` of one that can be marked as seen."""

    message: str
    address: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class AlikeRows:
    """Rows that wait for the same reason, which can be decided at once; `key` is that of the reason."""

    key: str
    message: str
    rows: Sequence[StoredChange]

    @property
    def may_be_taken(self) -> bool:
        """Whether all are new honours: what became of an award that is not held makes no award."""
        return all(row.milestone is None for row in self.rows)


def problems_of_rows(rows: Sequence[StoredChange], page_of: Callable[[int], str]) -> Iterator[ProblemLink]:
    """Of the rows that wait for a decision, in their order; `page_of` gives the address by place, from 1."""
    for at, row in enumerate(rows, 1):
        if row.needs_decision:
            for problem in row.problems or [{"message": "请核对。"}]:
                said = f"第 {row.order} 条{row.quoted}：{problem['message']}"
                yield ProblemLink(said, f"{page_of(at)}#row-{row.pk}")


def problems_of_document(
    intake: Intake, rows: Sequence[StoredChange], page_at: Callable[[int | None], str]
) -> Iterator[ProblemLink]:
    """Of the document, as the rows are now: what a row has taken up, and what was seen, is no problem."""
    for number, problem in enumerate(intake.problems):
        start, end = problem.get("start"), problem.get("end")
        message = _counted_again(problem["message"], intake, len(rows))
        fact = problem.get("fact", "")
        if (problem.get("seen") and not fact) or not message or _is_taken_up(start, end, rows):
            continue
        if fact:
            yield ProblemLink(message, f"{page_at(start)}#id_facts_{fact}")
            continue
        words = "" if start is None or COUNTED.fullmatch(message) else intake.text[start:end].strip()
        line = f"{words[:FIRST_WORDS]}……" if len(words) > FIRST_WORDS else words
        said = f"{message}（{line}）" if line and line not in message else message
        yield ProblemLink(said, f"{page_at(start)}#problem-{number}", number)


def _counted_again(message: str, intake: Intake, read: int) -> str:
    """The count of the whole document with the rows of now; empty where it is right."""
    counted = COUNTED.fullmatch(message)
    if counted is None or intake.declared is None or int(counted[1]) != intake.declared:
        return message
    return "" if read == intake.declared else f"文中说有 {intake.declared} 个，读到 {read} 个。"


def _is_taken_up(start: int | None, end: int | None, rows: Sequence[StoredChange]) -> bool:
    """Whether a person made a row of the passage, or of the words in it."""
    if start is None or end is None:
        return False
    made = (row for row in rows if row.decided_by and row.start is not None and row.end is not None)
    return any((row.start or 0) < end and start < (row.end or 0) for row in made)


def alike(rows: Sequence[StoredChange]) -> list[AlikeRows]:
    """Two or more rows that wait for the same reason and could be taken in as they are, or are later news of
    awards that nobody knows, which can only be left out together."""
    groups: dict[str, list[StoredChange]] = {}
    for row in rows:
        is_decided_by_one_word = row.action == ChangeAction.DOUBTFUL or row.milestone is not None
        if row.needs_decision and is_decided_by_one_word and row.problems:
            groups.setdefault(_kind(row), []).append(row)
    return [
        AlikeRows(_key(kind), "".join(each["message"] for each in found[0].problems), found)
        for kind, found in groups.items()
        if len(found) > 1
    ]


def _kind(row: StoredChange) -> str:
    """Why it waits, without the names and numbers in it."""
    return "".join(VARYING.sub("…", each["message"]) for each in row.problems)


def _key(kind: str) -> str:
    return sha256(kind.encode()).hexdigest()[:12]
