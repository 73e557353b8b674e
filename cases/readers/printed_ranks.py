"""Whether the numbers that a list prints before its entries follow one another."""

from collections.abc import Sequence
from dataclasses import replace

from cases.readers.records import AwardRecord, Problem

_AGAIN = "序号 {} 与前一条相同，请核对是否印错。"
_BACK = "序号 {} 排在 {} 之后，请核对是否印错。"
_GAP = "序号从 {} 跳到 {}，请核对是否缺漏或者印错。"
_MOST_COLUMNS = 4  # of entries side by side
_FEWEST = 5  # of less one cannot tell columns from numbers that changed places


def with_doubtful_ranks(records: Sequence[AwardRecord], text: str = "") -> list[AwardRecord]:
    """The records in the order of print, those whose number does not follow the one before with a problem.

    A list may begin anew with 1. One of which only some entries are printed skips numbers all along:
    there a gap says nothing. In one of several columns side by side the numbers go down each of them;
    `text`, which the records are of, tells those also of a short list.
    """
    order = _order(records, text)
    checked = dict(zip(order, _checked([records[at] for at in order]), strict=True))
    return [checked[at] for at in range(len(records))]


def _order(records: Sequence[AwardRecord], text: str) -> list[int]:
    """The places of the records in the order of their numbers: of print, or down one column after another."""
    as_printed = list(range(len(records)))
    columns = _beside(records, text)
    if columns > 1:
        downwards = [at for first in range(columns) for at in as_printed[first::columns]]
        is_better = _following(records, downwards) > _following(records, as_printed)
        return downwards if is_better else as_printed
    if len(records) < _FEWEST or _following(records, as_printed):
        return as_printed
    for columns in range(2, _MOST_COLUMNS + 1):
        downwards = [at for first in range(columns) for at in as_printed[first::columns]]
        if _following(records, downwards) * 4 >= 3 * (len(records) - 1):
            return downwards
    return as_printed


def _beside(records: Sequence[AwardRecord], text: str) -> int:
    """How many records each line holds, but for the last, if all hold as many; else 1."""
    lines: list[int] = []
    for before, record in zip([None, *records], records, strict=False):
        if before is not None and text and "\n" not in text[before.end : record.start]:
            lines[-1] += 1
        else:
            lines.append(1)
    is_even = len(lines) > 1 and len({*lines[:-1]}) == 1 and lines[-1] <= lines[0]
    return lines[0] if is_even else 1


def _following(records: Sequence[AwardRecord], order: Sequence[int]) -> int:
    """How many of the numbers follow the one before, in this order."""
    return sum(step == 1 for step in _steps([records[at] for at in order]))


def _checked(records: Sequence[AwardRecord]) -> list[AwardRecord]:
    steps = list(_steps(records))
    is_whole = sum(step == 1 for step in steps) * 2 >= len(steps) or any(step == 0 for step in steps)
    before: int | None = None
    checked = []
    for record in records:
        rank = record.rank.value if record.rank is not None else None
        message = _message(before, rank, is_whole=is_whole)
        if message:
            named = record.title or record.applicant
            words = named.value[:40] if named else ""
            problem = Problem(f"{words}：{message}", record.start, record.end)
            record = replace(record, problems=(*record.problems, problem))
        checked.append(record)
        before = rank if rank is not None else before
    return checked


def _steps(records: Sequence[AwardRecord]) -> list[int]:
    ranks = [record.rank.value for record in records if record.rank is not None]
    return [other - one for one, other in zip(ranks, ranks[1:], strict=False) if other != 1]


def _message(before: int | None, rank: int | None, *, is_whole: bool) -> str:
    if before is None or rank is None or rank in (1, before + 1):
        return _AGAIN.format(rank) if rank == before == 1 else ""
    if rank == before:
        return _AGAIN.format(rank)
    if rank < before:
        return _BACK.format(rank, before)
    return _GAP.format(before, rank) if is_whole else ""
