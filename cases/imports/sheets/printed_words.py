"""Which words a document prints as the title, applicant or locality of an award: whole ones of its heading.

What a reader could have offered instead of what is held: other bounds in the same lines. Words from the text
below, or a piece of a word, are chosen in the award's form, where a person sees what stands around them.
"""

from collections.abc import Iterable, Iterator, Sequence

Passage = tuple[int, int]
STOPS = "。！？!?"
UNIT_ENDS = (
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "盟",
    "乡",
    "镇",
    "街道",
    "村",
    "社区",
)  # 太仓市 of 太仓市人民政府


class HeadingWords:
    """The lines of an award that name it, and where its words begin and end in them."""

    def __init__(self, text: str, award: Passage, held: Iterable[Passage]) -> None:
        """`held`: where the values of the award that name it or its place are printed in its document."""
        start, end = award
        inside = sorted(each for each in held if start <= each[0] < each[1] <= end)
        self._text = text
        self._edges = {edge for each in inside for edge in each}
        first = [each for each in inside if each[1] <= _line_end(text, start, end)]
        self._spans = [_sentence(text, award, first or [(start, start)])]
        self._spans += [_sentence(text, award, [each]) for each in inside if each not in first]

    def has(self, passage: Passage, *, is_unit: bool = False) -> bool:
        """Whether the passage is one of whole words in a line that names the award.

        A body or a place (`is_unit`) may begin and end where the name of a place ends.
        """
        start, end = passage
        if self._text[start:end] in UNIT_ENDS:
            return False  # 社区 names none
        return any(
            low <= start and end <= high and all(self._is_edge(at, low, high, is_unit) for at in passage)
            for low, high in self._spans
        )

    def _is_edge(self, at: int, low: int, high: int, is_unit: bool) -> bool:
        if at in (low, high) or at in self._edges:
            return True
        if is_unit and self._text.endswith(UNIT_ENDS, low, at):
            return True
        return not (self._text[at - 1].isalnum() and self._text[at].isalnum())


def held_passages(origins: Iterable[dict[str, object]], names: Sequence[str]) -> Iterator[Passage]:
    """Where the award's own document prints these fields."""
    for row in origins:
        start, end = row["start"], row["end"]
        is_own = row["field"] in names and "source" not in row and not row.get("set_aside")
        if is_own and isinstance(start, int) and isinstance(end, int):
            yield start, end


def _sentence(text: str, award: Passage, held: Sequence[Passage]) -> Passage:
    """The line of what is printed there, up to the end of the sentence in which it stands."""
    start, end = award
    low = max(start, text.rfind("\n", start, held[0][0]) + 1)
    last = held[-1][1]
    high = _line_end(text, last, end)
    stops = (at for at in range(last, high) if text[at] in STOPS)
    return low, next(stops, high)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found
