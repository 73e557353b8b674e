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
# 一、评估结果, (2023年第1号), (2019年3月), (某省民政厅代章), 以上获奖单位由组委会颁发证书。
_PRINTED_WITH = re.compile(
    r"[一二三四五六七八九十]、(?:评估|评选|评审|验收|复核|总体|有关|工作)(?:结果|情况|要求|安排|说明)"
    r"|[（(](?:19|20)\d\d年(?:第\d{1,4}[号號]|\d{1,2}月)[）)]|[（(][^（）()]{2,30}代章[）)]"
    r"|以上[^“”《》\n]{2,30}颁发[^“”《》\n]{0,10}(?:证书|奖牌|牌匾|奖杯)[。.]?"
)
# 填表人:某某  审核:某局; 编辑:某某
_CREDIT = (
    r"(?:填表人?|制表人?|填报人?|审核人?|复核人|经办人|编辑|责编|责任编辑|校对|编审|终审|初审)\s*[:：]"
    r"\s*[^\s:：。，,|]{2,12}?"
)
_CREDITS = re.compile(rf"{_CREDIT}(?:[\s|]*{_CREDIT})*")
# Where a text was taken from, on a line without a label: 江苏省民政厅网站.
_SITE = re.compile(r"[\u3400-\u9fff]{2,20}(?:厅|局|委|部|办|政府|委员会)(?:门户|官方)?(?:网站|官网|公众号)")
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
    forms = (_ATTACHED, _CLOSED, _PASSED_ON, _ADDRESSED, _PRINTED_WITH, _DATE)
    return any(form.fullmatch(words) for form in forms)


def says_who_worked(words: str) -> bool:
    """Whether a line names who filled in, checked or edited what is printed, or the site that it is from."""
    return _CREDITS.fullmatch(words) is not None or _SITE.fullmatch(words) is not None


def closes_list(words: str) -> bool:
    """Whether a line below a list is none of the text of its last entry: 以上案例将…, 特此通知。"""
    return is_formality(words) or asks(words) or _CLOSES.fullmatch(words) is not None
