"""Studies of awards and of cases: they name many units, and honour none."""

import re
from collections.abc import Sequence

from cases.readers.passages import PrintedLine

_MARKS = re.compile(
    r"[\[［【〔(（]?\s*(?P<mark>摘\s*要|内容提要|关键词|關鍵詞|参考文献|參考文獻|引言|作者简介|作者簡介|基金项目|基金項目"
    r"|中图分类号|中圖分類號|文献标识码|文獻標識碼|文章编号|文章編號|Abstract|Keywords|DOI)"
)
_NUMBER = re.compile(r"(?:[一二三四五六七八九十\d]{1,2}\s*[、.．])?\s*")
FEWEST = 2  # news have 关键词 as well


def is_study(rows: Sequence[PrintedLine]) -> bool:
    """Whether the lines of a document are those of a paper: 摘要, 关键词, 引言, 参考文献."""
    found = set()
    for row in rows:
        number = _NUMBER.match(row.text)
        match = _MARKS.match(row.text, number.end() if number else 0)
        if match is not None:
            found.add(match["mark"])
    return len(found) >= FEWEST
