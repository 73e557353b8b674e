"""The one rule for characters of what people write: which are kept, and which no output could carry."""

import re
import unicodedata
from functools import lru_cache

# Control characters but the tab and the line feed, what is no character at all, halves of a pair: XML forbids
# them, so that one in a published text would break each feed and Word file with it.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
# What shows nothing though Unicode has it among letters, marks and signs.
_EMPTY = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
TYPED_SPACES = " \u3000"
SIGN = "■"  # one for each character of a document that is not shown: the offsets stay
_MASKED = re.compile(f"{SIGN}{{2}}|\\A{SIGN}\\Z")  # a single one within words is a sign of lists
AROUND = 10  # characters before a wrong one that a message repeats


def with_line_feeds(text: str) -> str:
    """The text with the line ends of Windows and of old Macs turned into line feeds."""
    return LINE_END.sub("\n", text)


def is_masked(words: str) -> bool:
    """Whether some of it was sealed before the library was filled with it: nobody can read it here."""
    return _MASKED.search(words) is not None


def printable(text: str) -> str:
    """The text with a blank for each character that no output can carry."""
    return UNPRINTABLE.sub(" ", with_line_feeds(text)) if UNPRINTABLE.search(text) else text


@lru_cache(maxsize=8192)  # the characters of a library are few, and most are asked for a hundred times
def is_blank(character: str) -> bool:
    """Whether readers see nothing of it: a blank of any width, a control or a format character."""
    kind = unicodedata.category(character)
    return character.isspace() or kind in {"Cc", "Cf"} or _EMPTY.match(character) is not None


def without_blanks(text: str) -> str:
    """What readers see of the text, without what stands between its characters."""
    return text.translate({ord(character): None for character in set(text) if is_blank(character)})


def has_unseen(words: str) -> bool:
    """Whether the words hold a character that readers do not see and that makes no room either."""
    return any(is_blank(character) and not character.isspace() for character in words)


def is_unreadable(character: str) -> bool:
    """Whether readers may not see that it came or went: a blank that is no space that one types, a surrogate,
    or of private use."""
    if character in TYPED_SPACES:
        return False
    return is_blank(character) or unicodedata.category(character) in {"Co", "Cs"}


def without_unseen(words: str) -> str:
    """The words without characters that readers do not see and that make no room either."""
    return "".join(each for each in words if each.isspace() or not is_blank(each))


def has_blank_end(words: str) -> bool:
    """Whether the first or last character of the words, if there is one, is a blank."""
    return words != "" and (is_blank(words[0]) or is_blank(words[-1]))


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
