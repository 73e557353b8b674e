"""Slugs, keys, codes, numbers and addresses have a form, names are seen, whoever writes them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.core.exceptions import ValidationError

from cases.characters import has_blank_end, has_unseen, is_blank, printable, problem_of
from cases.curation.changes import Change
from cases.curation.states import PARTS
from cases.models.printable import text_columns
from cases.models.slugs import RESERVED
from cases.models.writing import Public, State

IN_ADDRESSES = frozenset({"slug", "key"})
NAMES = frozenset({"name", "short_name"})


def malformed(changes: Iterable[Change]) -> Iterator[str]:
    """What was written in a form that its column does not take, in Chinese; what stood there before stays."""
    for change in changes:
        if change.after is None:
            continue
        before = change.before or {}
        found = [_wrong(change.model, [change.after], [before] if before else [])]
        for name, part in PARTS[change.model].items():
            found.append(_wrong(part, change.after[name], before.get(name, ())))
        where = f"{change.model._meta.verbose_name} {change.key}"
        yield from (f"{where}的{message}" for message in chain.from_iterable(found))


def _wrong(model: type[Public], rows: Sequence[State], known: Sequence[State]) -> Iterator[str]:
    for column in text_columns(model):
        values = dict.fromkeys(row.get(column.name) for row in rows)
        for row in known:
            values.pop(row.get(column.name), None)
        for value in filter(None, values):
            if wrong := _wrong_characters(column.name, value):
                yield f"{column.verbose_name}“{printable(value)}”：{wrong}"
                continue
            try:
                column.run_validators(value)
            except ValidationError as error:
                yield f"{column.verbose_name}“{value}”：{''.join(error.messages)}"


def _wrong_characters(column: str, value: str) -> str:
    """What is wrong with what is written, whatever the column takes; in Chinese, mostly nothing."""
    if column in IN_ADDRESSES and value == RESERVED:
        return f"不能是 {RESERVED}：网址中用它表示“原文未注明”。"
    if wrong := problem_of(value):
        return wrong
    if column in NAMES and (has_blank_end(value) or has_unseen(value)):
        return "开头和末尾不能是空白，中间也不能有看不见的字符。"
    return "全是空白，什么也看不见。" if all(map(is_blank, value)) else ""
