"""The offices that head a document, and its title: lines that are no entries of a list."""

import re
from collections.abc import Sequence

from cases.readers.passages import PrintedLine

_OFFICE = re.compile(
    r"[\u3400-\u9fff]{1,24}(?:部|委|厅|廳|局|司|处|處|办|辦|办公室|辦公室|委员会|委員會|政府|总工会|總工會|妇联|婦聯|联合会|聯合會"
    r"|协会|協會|学会|學會|研究院|法院|检察院|檢察院|组委会|组织委员会|中心|领导小组|領導小組|新华社|新華社)"
)
_PARTED = re.compile(r"[\s、，,·]+")
_ENDS = re.compile(
    r"(?:的(?:通知|通報|通报|公告|公示|决定|決定|批复|批復|函|意见|意見|名单|名單)"
    r"|(?:单位|名单|结果|案例|社区|候选|项目|情况|对象)的?(?:公示|公告|通报|通知))(?:[(（][^()（）]{0,12}[)）])?$"
)
# 民政部文件, 民 政 部 文 件, a file number, how urgent or secret it is, who signs, numbers of copies.
_SHEET = re.compile(r"(?P<offices>[\u3400-\u9fff]{2,60})文件")
_FILE_NUMBER = re.compile(
    r"[\u3400-\u9fff]{1,16}[〔\[［【(（]\s*(?:19|20)\d\d\s*年?[〕\]］】)）]\s*(?:第\s*)?\d{1,5}\s*[号號]"
    r"|[(（]?(?:19|20)\d\d年?[)）]?第?\d{1,5}[号號]|第\d{1,5}[号號]|№?\d{5,8}"
)
_MARK = re.compile(
    r"(?:特急|加急|急件|平急|特提|内部(?:资料|文件)?|(?:绝密|机密|秘密)(?:★.{0,6})?|签发人[:：].{0,20}|份号[:：]?\d*)"
)
_BLANKS = re.compile(r"[\s　]+")
_OPENS = re.compile(r"关于|關於")
_PAIRS = re.compile(r"[:：]|——")
_TOP = 8  # so many lines of a document may stand above the end of its title


def ends_title(words: str) -> bool:
    """Whether a line ends as titles of documents do (…的通知), and is no pair of a unit with its title."""
    return _ENDS.search(words) is not None and _PAIRS.search(words) is None


def names_offices(words: str) -> bool:
    """Whether a line is nothing but the names of offices."""
    return all(_OFFICE.fullmatch(part) for part in _PARTED.split(words.strip()))


def is_letterhead(words: str) -> bool:
    """Whether a line heads a document and is no title: 民 政 部 文 件, 民发〔2022〕5号, 特急."""
    bare = _BLANKS.sub("", words)
    if bare == "文件" or _FILE_NUMBER.fullmatch(bare) or _MARK.fullmatch(bare):
        return True
    sheet = _SHEET.fullmatch(bare)
    return sheet is not None and names_offices(sheet["offices"])


def letterhead(rows: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """The lines right above the title of a document that name who issues it, or number it."""
    for at, row in enumerate(rows[:_TOP]):
        if ends_title(row.text) or (_OPENS.match(row.text) and "。" not in row.text):
            first = at
            while first and _heads(rows[first - 1].text):
                first -= 1
            return rows[first:at]
    return ()


def _heads(words: str) -> bool:
    return names_offices(words) or is_letterhead(words)
