"""The paragraphs of an award in its source: whether they are printed where their offsets say."""

from bisect import bisect_right

from django.core.exceptions import ValidationError

from cases.characters import has_blank_end
from cases.models.source import Source, refuse_outside


def are_offsets(starts: object) -> bool:
    """Whether these are the beginnings of paragraphs: the column takes any JSON."""
    return isinstance(starts, list) and all(type(start) is int and start >= 0 for start in starts)


def is_in_paragraphs(source_offset: int, text: str, starts: list[int]) -> bool:
    """Whether the character at this offset of the source is in front of the paragraphs or in one of them."""
    if not are_offsets(starts):
        return False
    line, lines = bisect_right(starts, source_offset) - 1, text.split("\n")
    if line >= len(lines):  # a form has another text, but not where it stands
        return False
    return line < 0 or source_offset < starts[line] + len(lines[line])


def refuse_outside_body(source: Source, start: int, end: int) -> None:
    """Refuse a passage that does not lie in the body of its source."""
    refuse_outside(start, end, source)
    if not source.body_start <= start < end <= source.body_end:
        raise ValidationError("案例不在来源文献的正文之内：请核对案例的起止位置和文献的正文起止。")


def refuse_unprinted(text: str, starts: list[int], source: Source, start: int, end: int) -> None:
    """Refuse paragraphs that the source does not print from these offsets on, within the passage."""
    if not are_offsets(starts):
        raise ValidationError("段落起点应是一列不小于 0 的整数。")
    lines = text.split("\n") if text else []
    if len(lines) != len(starts):
        raise ValidationError("段落起点的个数与正文段落数不符。")
    printed = start
    for line, at in zip(lines, starts, strict=True):
        if not line or has_blank_end(line):
            raise ValidationError(f"正文的段落不能是空的，开头和末尾不能是空白：“{line[:20]}”")
        if at < printed or source.text[at : at + len(line)] != line:
            raise ValidationError(f"正文与来源文献不一致：“{line[:20]}…”")
        printed = at + len(line)
    if printed > end:
        raise ValidationError("正文超出了案例的起止位置。")
