"""Tables as the lines that the readers of lists know: a row a line, a tabulator between its cells."""

import re
from collections.abc import Iterable

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CHINESE = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]"
# A line that a cell or a page breaks goes on in the next: between Chinese characters nothing stands there.
_BREAK = re.compile(rf"(?<={_CHINESE})[ \t]*\r?\n[ \t]*|[ \t]*\r?\n[ \t]*(?={_CHINESE})")

_WORD = re.compile(
    r"[\u3400-\u9fff”’》、，,；;。：:—…]{1}[\u3400-\u9fff”’》]|[\u3400-\u9fff、，,；;：:—…][“‘《]"
)
# How units end, from the province down; a lower one behind a higher is of the same name.
_KINDS = (
    ("省", "自治区", "兵团"),
    ("市", "州", "盟", "地区"),
    ("县", "区", "旗"),
    ("街道", "镇", "乡", "苏木"),
    ("社区", "村", "小区", "居民区", "园区", "居委会", "村委会"),
    ("局", "厅", "委", "办", "部", "会", "院", "政府", "中心", "办公室", "办事处", "支部", "学校", "公司"),
)
_KIND = "|".join(sorted((kind for kinds in _KINDS for kind in kinds), key=len, reverse=True))
_LAST = re.compile(rf"(?P<kind>{_KIND})$")
_FIRST = re.compile(rf"[\u3400-\u9fff]{{1,12}}?(?P<kind>{_KIND})")
_LONGEST_NAME = 4  # of a person


def one_line(words: str) -> str:
    """The words of a cell on one line."""
    return _BLANKS.sub(" ", words).strip()


def cell_line(words: str) -> str:
    """The words of a cell on one line; a name or a title that goes on below is not parted by a blank."""
    first, *below = [line for each in words.splitlines() if (line := one_line(each))] or [""]
    for line in below:
        first = f"{first}{'' if _goes_on(first, line) else ' '}{line}"
    return first


def _goes_on(words: str, below: str) -> bool:
    """Whether a line of a cell goes on with the next: 象山街道⏎文明社区, and not 鼓楼区⏎玄武区."""
    if _WORD.fullmatch(words[-1:] + below[:1]) is None:
        return False
    last, first = _LAST.search(words), _FIRST.match(below)
    if last is None:
        return True
    if first is None:
        return len(below) > _LONGEST_NAME
    return _level(first["kind"]) > _level(last["kind"])


def _level(kind: str) -> int:
    return next(level for level, kinds in enumerate(_KINDS) if kind in kinds)


def rejoined(words: str) -> str:
    """The words of a cell that was too narrow for them."""
    return one_line(_BREAK.sub("", words.strip()))


def row_line(cells: Iterable[str]) -> str:
    """The line of a row; one whose only words are those of a cell over all columns is a line of text."""
    line = "\t".join(map(cell_line, cells))
    words = line.strip("\t")
    return words if "\t" not in words and line.startswith(words) else line.rstrip("\t")


def joined(lines: Iterable[str]) -> str:
    """The text of the lines; of several empty ones together one is left."""
    kept: list[str] = []
    for line in lines:
        words = line.rstrip()
        if words.strip() or (kept and kept[-1]):
            kept.append(words)
    return "\n".join(kept).strip("\n") + "\n" if any(kept) else ""
