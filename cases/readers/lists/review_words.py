"""The words by which documents say that what was honoured before was accepted, reviewed or withdrawn."""

import re

ACCEPTED, REVIEWED, WITHDRAWN = "accepted", "reviewed", "withdrawn"
NEW, FAILED, RESULT, ASSESSED = "", "failed", "result", "assessed"
_OBJECT = r"[^。；;\r\n]{0,400}?"
_HONOUR = r"(?:称号|资格|命名|名单|单位|试点|荣誉|牌匾|实验区|示范区)"
TAKEN_AWAY = r"(?:撤销|取消|收回|摘除|终止|不再保留|不予保留|不再确认|不再列为|不再作为|摘牌|除名)"
_GIVEN = r"(?:命名|授予|认定|评为|确认|确定|入选|表彰)"
OPENS = rf"(?:{TAKEN_AWAY}|(?:继续|决定)?保留|新?(?:命名|授予|认定|增补|确认)|新增|暂缓|限期)"
_REVIEW = r"(?:复核|复审|复查|复验|复评|复检)"
_ACCEPTANCE = r"(?:验收|结项)"
_GOOD = r"(?:基本)?(?:优秀|优良|良好|合格|达标|通过)"
_MARK = r"(?:等次|等级|档次)?"
# What is said of a unit before it is named: 对2015年确认为实验区的…, 已通过验收的….
ATTRIBUTES = re.compile(
    rf"(?:(?:已|曾|此前|原)[^，,。；;〓]{{0,20}}(?:{_GIVEN}|通过[^，,。；;〓]{{0,8}}(?:{_ACCEPTANCE}|{_REVIEW}))"
    rf"|\d{{4}}年(?:度)?[^，,。；;〓]{{0,20}}{_GIVEN})[^，,。；;〓]{{0,30}}?的(?=[^，,。；;]{{0,16}}(?:〓|进行|开展))"
)
# In this order, each without the words of those before it: what is withdrawn or kept was reviewed, what is
# named after an acceptance is new.
PASSED = (
    (
        WITHDRAWN,
        re.compile(
            rf"(?<!建议)(?:撤销|取消|收回|摘除|终止){_OBJECT}{_HONOUR}|不(?:再|予)(?:保留|确认|列为|作为|认定|命名|授予){_OBJECT}(?:{_HONOUR}|$)"
            r"|摘牌|撤牌|除名|退出[^，,。；;]{0,20}(?:名单|行列|序列|试点|实验|创建)|(?:^|[|\t])\s*(?:撤销|取消)\s*(?=$|[|\t])|(?:予以|被)(?:撤销|取消)|(?:自动|自愿|主动)退出"
        ),
    ),
    (
        FAILED,
        re.compile(
            rf"建议(?:予以)?(?:取消|撤销)|(?:另行|择期|另期){_ACCEPTANCE}|不合格|不达标|未达标|不通过|不予(?:通过|{_ACCEPTANCE})|暂缓|延长|延期|(?:予以|给予|黄牌|红牌)警告|黄牌"
            rf"|(?:未|没有|没能)[^，,。；;]{{0,6}}?(?:通过|完成)(?:[^，,。；;]{{0,12}}?(?:{_ACCEPTANCE}|{_REVIEW}|评估|考核)|的?$|的?[:：])"
            rf"|(?:推迟|延期|暂不|延缓|未)[^，,。；;]{{0,8}}(?:{_ACCEPTANCE}|{_REVIEW}|通过)|(?:限期|责令|要求|督促|予以)[^，,。；;]{{0,8}}整改|整改(?:单位|名单|实验区|社区|街道)"
        ),
    ),
    (
        REVIEWED,
        re.compile(
            rf"保留{_OBJECT}{_HONOUR}|(?:^|[|\t])\s*(?:继续)?保留\s*(?=$|[|\t])|(?:予以|继续|同意|准予|拟)保留|{_REVIEW}(?:结果)?(?:为|均为|全部)?[“\"]?{_GOOD}|{_GOOD}{_REVIEW}"
            rf"|(?:通过|完成)[^，,。；;]{{0,8}}{_REVIEW}|(?:继续|重新)(?:{_GIVEN})"
        ),
    ),
    (
        RESULT,
        re.compile(
            rf"(?<!不)予以通过|(?:均|都|全部)?获(?:得)?通过|(?:评为|评定为|确定为|认定为|确认为|结果均?为|列为|为|^|均|全部|(?:下列|以下|上述)[^，,。；;]{{0,12}}?|[、,，:：|\t）).．])\s*[“\"]?{_GOOD}[”\"]?{_MARK}(?=的?(?:有|是|为|单位|实验区|地区|名单)?\s*(?:[（(][^（）()]*[）)])?\s*(?:[:：|\t]|$))"
        ),
    ),
    (
        ACCEPTED,
        re.compile(
            rf"通过[^，,。；;]{{0,16}}{_ACCEPTANCE}|{_ACCEPTANCE}{{1,2}}(?:评估)?(?:结果|成绩|等次)?(?:均|都|全部)?(?:被?(?:评|认|确)?定?为|是)?[“\"]?{_GOOD}"
            rf"|(?:准予|同意|如期|顺利|圆满|予以|按期){_ACCEPTANCE}|{_GOOD}{_ACCEPTANCE}"
        ),
    ),
    (NEW, re.compile(r"命名|授予|认定|评为|入选|荣获|获评|获得|新增|增补|(?:确认|确定)[^。；;]{0,400}?为")),
)
# A review without what came of it.
_ASSESSMENT = r"(?:(?:中期|期末|末期|终期|年度)(?:评估|考核)|(?:评估|考核|抽查)(?:结果|等次|情况))"
CALLED_SO = (
    (ACCEPTED, re.compile(_ACCEPTANCE)),
    (REVIEWED, re.compile(_REVIEW)),
    (ASSESSED, re.compile(_ASSESSMENT)),
)
# What a clause says of others than the entries before it: 撤销2个单位称号.
OTHERS = re.compile(
    rf"\s*(?:同时|并)?(?:对|将)?(?:(?:其余|其他)|{OPENS}(?:其余|其他|不合格|未通过|[一二两三四五六七八九十\d]+[个家名]))"
)
# A unit of which no entry was read: what is said there is said of it, not of the entries before it.
OWN_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{2,}(?<!实验)(?<!示范)(?<!试点)(?<!试验)(?<!上述)(?<!以上)(?<!各个)(?:[村镇县区市旗]|街道|社区)"
    r"(?=[^\u4e00-\u9fff]*(?:[则却因未被也将已仅须暂尚应经不]|通过|验收|复[核审查]|实验|延|限期))"
)
# A unit on a line of its own, and in brackets what is said of it alone: 某街道某社区（复评）.
REMARK_ON_UNIT = re.compile(
    r"(?!.*(?:星|示范|先进|和谐|优秀|模范|文明|最美|名单|单位|以下|下列)|[（(]?[一二三四五六七八九十]{1,3}[、）)])"
    rf"[^，,：:。（()）]{{2,40}}(?:社区|街道|居委会|居民区|[村镇乡区县市])[（(][^（()）]{{0,6}}{_REVIEW}[^（()）]{{0,6}}[）)]"
)
# Between entries, and behind the last of those that one clause names.
ENUMERATED = re.compile(
    r"[\s、，,和及与以对将由]*(?:(?:等|[一二两三四五六七八九十百\d]+[个家名])[一二两三四五六七八九十百\d]*[个家名]?"
    r"(?:[\u4e00-\u9fff]{0,12}?(?:[区县市镇乡村道]|单位|集体|项目|案例|地))?)?"
)
# A sentence that leads to what stands below it, though it ends with a full stop.
BELOW = re.compile(r"下列|以下|如下|名单|[:：]\s*$")
WORDS = re.compile(
    "|".join(form.pattern for kind, form in PASSED if kind in (WITHDRAWN, REVIEWED))
    + f"|{_ACCEPTANCE}|{_REVIEW}|{_ASSESSMENT}|黄牌"
)
# A line that may say it, of what a heading or the title says that it was reviewed.
MAY_SAY = re.compile("|".join(form.pattern for kind, form in PASSED if kind) + f"|{WORDS.pattern}")


def says_plainly(words: str) -> bool:
    """Whether words say what became of a unit, and no more: 通过验收，评定为优秀."""
    return any(form.search(words) is not None for kind, form in PASSED if kind not in (NEW, RESULT))


def kind_of_review(kind: str) -> re.Pattern[str]:
    """The words that say that something was of this kind, surely or not."""
    return re.compile("|".join(form.pattern for of_kind, form in (*PASSED, *CALLED_SO) if of_kind == kind))
