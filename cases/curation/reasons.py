"""What may be chosen as the reason of a change, and what was written beside it."""

CHOICES = ("改正录入错误", "与原文核对后更正", "补充内容", "调整机制编码", "统一用词")
TYPING_ERROR = CHOICES[0]
OF_NEW_TERM = ("案例里有、词表里没有的做法", "从一个机制中分出来", "充实编码方案")
OF_NEW_THING = ("录入案例时要用", "补全词表", "单独公开")
_ALL = frozenset((*CHOICES, *OF_NEW_TERM, *OF_NEW_THING))
_SIGN = "："


def joined(chosen: str, said: str) -> str:
    """The note of both: 改正录入错误, 补充内容：第二段."""
    return _SIGN.join(filter(None, [chosen if chosen in _ALL else "", said]))


def parted(note: str) -> tuple[str, str]:
    """What was chosen and what was written, of a note that `joined` made."""
    chosen, _sign, said = note.partition(_SIGN)
    return (chosen, said) if chosen in _ALL else ("", note)
