"""Whether the numbers that a list prints before its entries follow one another."""

from collections.abc import Sequence
from dataclasses import replace

from cases.readers.records import AwardRecord, Problem

_AGAIN = "序号 {} 与前一条相同，请核对是否印错。"
_BACK = "序号 {} 排在 {} 之后，请核对是否印错。"
_GAP = "序号从 {} 跳到 {}，请核对是否缺漏或者印错。"


def with_doubtful_ranks(records: Sequence[AwardRecord]) -> list[AwardRecord]:
    """The records in the order of print, those whose number does not follow the one before with a problem.

    A list may begin anew with 1. One of which only some entries are printed skips numbers all along:
    there a gap says nothing.
    """
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
