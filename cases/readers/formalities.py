"""Lines of a document that are of its form and name nobody: 附件2, 特此通知。, 各市民政局：, its date."""

import re

from cases.readers.dates import DATE

_ATTACHED = re.compile(r"附[件表]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?")
_CLOSED = re.compile(
    r"特此(?:通知|通報|通报|公告|公示|公布|批复|批復|函[复告復]|决定|決定|说明|說明|报告|報告|奉告|致函)[。.]?"
    r"|(?:现|現|特)?(?:予以?|将其)?(?:公布|公告|通报|通報|公示)(?:如下)?[。.]"
    r"|此[致复復]|敬[礼禮]|[（(](?:此件|此頁|此页|本件|本页|本頁|以下|信息公开|信息公開)[^（）()]{0,30}[）)]|[（(]?共印\d+份[）)]?"
)
_PASSED_ON = re.compile(
    r"(?:抄[送报報]|主送|分送|印送|发送|發送|信息公[开開](?:选项|形式|方式|類別|类别)|公[开開](?:方式|形式|选项))\s*[:：].{0,200}"
)
_BODIES = (
    r"(?:局|厅|廳|委|办|辦|部|处|處|会|會|政府|单位|單位|组织|組織|公司"
    r"|院校|学校|學校|人员|人員|同志|街道|机关|機關)"
)
_ADDRESSED = re.compile(
    rf"(?:各|有关|有關|相关|相關|[省市县縣区區](?:直|委)各?)[^。；;“”《》]{{0,120}}?{_BODIES}(?:[（(][^（）()]{{1,20}}[）)])?\s*[:：]"
    rf"|(?:各|有关|有關|相关|相關)[^。:：；;“”《》\d]{{0,60}}{_BODIES}(?:[（(][^（）()]{{1,20}}[）)])?"
)
# Asks of those who are honoured, or of others; names none of them.
_ASKS = re.compile(
    r"(?:希望|望|请|請|各地|各级|各級|各[省市县縣区區]|全[省市县縣区區]各?)[^“”《》\n]{6,400}[。.]"
)
_CLOSES = re.compile(r"(?:以上|上述|获奖|獲獎|入选的|受表彰|希望|特此|下一步|请各|請各|各地)[^\n]*")
_DATE = re.compile(rf"[（(]?{DATE.pattern}\s*(?:印[发發])?[）)]?")


def is_attached(words: str) -> bool:
    """附件2."""
    return _ATTACHED.fullmatch(words) is not None


def is_addressed(words: str) -> bool:
    """Whether a line names to whom a document goes: 各省、自治区、直辖市民政厅（局）：."""
    return _ADDRESSED.fullmatch(words) is not None


def asks(words: str) -> bool:
    """Whether a line is a sentence that asks something of its readers: 希望…再接再厉。"""
    return _ASKS.fullmatch(words) is not None


def is_formality(words: str) -> bool:
    """Whether a line names nobody by its form; what it `asks` may name somebody."""
    forms = (_ATTACHED, _CLOSED, _PASSED_ON, _ADDRESSED, _DATE)
    return any(form.fullmatch(words) for form in forms)


def closes_list(words: str) -> bool:
    """Whether a line below a list is none of the text of its last entry: 以上案例将…, 特此通知。"""
    return is_formality(words) or asks(words) or _CLOSES.fullmatch(words) is not None
