"""The one rule for characters of what people write: which are kept, and which no output could carry."""

import re

# Control characters but the tab and the line feed, what is no character at all, halves of a pair: XML forbids
# them, so that one in a published text would break each feed and Word file with it.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
AROUND = 10  # characters before a wrong one that a message repeats


def with_line_feeds(text: str) -> str:
    """The text with the line ends of Windows and of old Macs turned into line feeds."""
    return LINE_END.sub("\n", text)


def printable(text: str) -> str:
    """The text with a blank for each character that no output can carry."""
    return UNPRINTABLE.sub(" ", with_line_feeds(text)) if UNPRINTABLE.search(text) else text


def problem_of(text: str) -> str:
    """Which characters cannot be kept and where the first stands, in Chinese; empty when all can."""
    wrong = list(UNPRINTABLE.finditer(text))
    if not wrong:
        return ""
    at, line = wrong[0].start(), text.count("\n", 0, wrong[0].start()) + 1
    before = text[max(0, at - AROUND) : at].rpartition("\n")[2]
    where = f"第 {line} 行“{before}”之后" if before else f"第 {line} 行开头"
    more = f"，共 {len(wrong)} 处" if len(wrong) > 1 else ""
    return f"{where}有不能印出的控制字符 U+{ord(text[at]):04X}{more}，请删去。"
