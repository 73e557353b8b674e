"""What an honoured unit is called in a list: a place, a village, a community, a school, an office."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from cases.language.word_tables import any_of, any_row, rows_of_kind, words_of_kind
from cases.places.resolver import Mention
from cases.readers.lists.normalised_text import TextSpan

_HAN = r"[\u3400-\u9fff\U00020000-\U000323af〇]"
_SIGN = rf"(?:{_HAN}|[A-Za-z0-9·*＊×-])"
BARE_ZONE = r"(?:新区|高新区|经开区|开发区)(?!域)"
_DIVISION = "[省市区县旗州盟师]"
# What names end in, of places below the county and of bodies, and what a name without its place begins with.
_ENDS = re.compile(rf"(?:{_DIVISION}|{any_of(words_of_kind('unit_words', 'end-of-place', 'end-of-body'))})$")
_LOCAL_LED = re.compile(
    rf"(?!{any_of(words_of_kind('unit_words', 'no-beginning'))}|\d)"
    rf"(?:{_SIGN}{{1,14}}?{any_of(words_of_kind('unit_words', 'place-of-a-unit'))}|{BARE_ZONE})"
)
_LOCAL_ONLY = re.compile(rf"{_SIGN}{{1,14}}{any_of(words_of_kind('unit_words', 'end-alone'))}$")
CORPS = re.compile(
    rf"(?:农|兵|第){_HAN}{{1,5}}(?:师|团|直)(?:{_HAN}{{0,8}}|\d{{1,3}}团(?:{_HAN}|\d){{0,12}})(?:师|团|连|市)?$"
)
_SIGNS = re.compile(rf"{_SIGN}+")
# 甲社区和乙社区 are two; 和平社区 is one.
_TWO_NAMES = re.compile(
    rf"(社区|街道|[村镇乡区县市])(?:以及|[与及]|和(?![平谐睦顺美瑞协煦畅悦风园苑庄信融兴])){_HAN}{{1,10}}?\1"
)
_LED_BY = re.compile(
    r"(?:(?:经研究|研究|现|特|兹|拟|并|予以)*(?:同意|决定)?)?(?:将|由|以及|授予|命名|确认|认定|表彰|评选|评出|包括|其中|[和与及在对把向从被给])"
)
# 鄞州区(原江东区)百丈街道
_BRACKET = re.compile(r"\((?:原|含|现|曾用名|今)[^()]{1,20}\)(?=$|[\u3400-\u9fff])")
# Words of sentences; no name holds them, those of the second list only names that begin with their place.
_NO_NAME = re.compile(
    rf"[的了]|被(?!服|装)|{any_row(rows_of_kind('unit_words', 'word-of-a-sentence'))}"
    r"|力争|有更多|记者(?:从|在|获)|\d月\d{1,2}日|已有|已经有|此前|我[省市县区州]|本[省市县]|全[国省市县区](?!市)|[\d一二三四五六七八九十百两几多]+[个家](?!渠)"
    r"|(?:^|[市县区旗村])\d+(?:城区|县区|[县市区村]|街道|乡镇|社区)$|(?:[镇乡]|街道)\d+(?:城区|县区|[县市区村]|街道|乡镇)$|第[\d一二三四五六七八九十]+[批届次]"
    r"|首[批届]|年度?|单位$|干部$|等[\d一二三四五六七八九十两]|示范(?:性|村|社区|单位|街道|乡镇)"
)
# 县委、县政府 apply together, and are one unit.
_JOINT = re.compile(
    r"(?:委|党工委)、(?P<area>[\u3400-\u9fff]{0,9}?)(?:人民政府|政府|管委会|管理委员会|办事处)$"
)
_JOINING = re.compile("[和与及]")
_JOINED_BEHIND = re.compile("(?:社区|街道|[村镇乡区县市旗会])(?:以及|[和与及])")
_NO_BARE_NAME = re.compile(
    r"[是在被把将让各您]|为(?!民|公)|摘牌|新增|撤销|取消|复[核审查验评]|验收|结项|整改|合格|不再|保留"
)
_FORERUNNERS = re.compile(
    r"中共|共青团|中国共产党|(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师(?=.{2,4}市)|(?:新疆生产建设)?兵团(?=第)"
)
_WHOLE_NAME = re.compile(r"[省市区县旗州盟镇乡村道]$")
_LOCAL_NOUN = re.compile(r"街道|[镇乡村路街里]|社区|小区|花园|新村")
LONGEST_NAME = 45
COUNT = r"(?P<count>\d{1,5}|[一二三四五六七八九十百两]{1,4})"
IN_ALL = rf"(?:等)?(?:共计|共|全部)?{COUNT}"  # 等31, 共七


class NamedPlaces:
    """A text with the places that it names, by the offset at which each begins; `mentions` are in order.

    `gaps` are the offsets before which wide blanks were printed that folding dropped, `blanks` single ones.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], gaps: Sequence[int] = (), blanks: Sequence[int] = ()
    ) -> None:
        self.text, self.mentions, self.gaps, self.blanks = text, mentions, gaps, blanks
        self._starts = [mention.start for mention in mentions]
        self._by_start = {each.start: each for each in mentions if not _is_part_of_name(text, each)}

    def words(self, where: TextSpan) -> str:
        """What stands there."""
        return self.text[where.start : where.end]

    def stripped(self, start: int, end: int, around: str | None = None) -> TextSpan | None:
        """The stretch without blanks around it, or without these signs behind it; None if it is empty."""
        words = self.text[start:end].rstrip(around)
        first = start + len(words) - len(words.lstrip())
        return TextSpan(first, start + len(words)) if first < start + len(words) else None

    def at(self, offset: int) -> Mention | None:
        """The mention that begins right here, or behind 中共 or 第八师."""
        found = _FORERUNNERS.match(self.text, offset)
        return self._by_start.get(offset) or (self._by_start.get(found.end()) if found else None)

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in a stretch."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covers(self, start: int, end: int) -> bool:
        """Whether the stretch is nothing but a place of the gazetteer."""
        mention = self.at(start)
        return mention is not None and mention.end >= end


def _is_part_of_name(text: str, mention: Mention) -> bool:
    """Whether the short name of a city begins that of a street or a village: 北海街道, 北京路社区."""
    is_short = _WHOLE_NAME.search(mention.printed) is None
    return is_short and _LOCAL_NOUN.match(text, mention.end) is not None


def is_name(places: NamedPlaces, start: int, end: int) -> bool:
    """Whether the stretch is the name of a unit that a list may honour, from its first sign to its last."""
    words = places.text[start:end]
    if not 2 <= len(words) <= LONGEST_NAME or "\n" in words:
        return False
    core = _joined(_BRACKET.sub("", words))
    if not _SIGNS.fullmatch(core):
        return False
    if places.covers(start, start + len(core)):
        return True
    mention = places.at(start)
    rest = core[_behind_place(mention) - start :] if mention is not None else core
    if _NO_NAME.search(rest) or _TWO_NAMES.search(core):
        return False
    led = _LED_BY.match(core) if mention is None else None
    if led is not None and places.at(start + led.end()) is not None:
        return False
    if mention is not None and _JOINING.match(places.text, mention.end, end) and places.at(mention.end + 1):
        return False  # 甲市乙区和丙市 are two
    if any(_opens_another(places, start + joined.end()) for joined in _JOINED_BEHIND.finditer(core)):
        return False  # 甲市乙社区及丙市丁村
    if mention is not None:
        return _ENDS.search(core) is not None
    if _NO_BARE_NAME.search(core) or any(map(_is_whole_county, places.within(start + 2, end))):
        return False
    return bool(
        (_LOCAL_LED.match(core) and _ENDS.search(core)) or _LOCAL_ONLY.match(core) or CORPS.match(core)
    )


def _behind_place(mention: Mention) -> int:
    """Where the words of a name go on that its place opens, with the sign that a numbered community needs
    before it: 老街街道2社区."""
    ends = ("街道", "镇", "乡")
    return mention.end - next((len(end) for end in ends if mention.printed.endswith(end)), 0)


def _opens_another(places: NamedPlaces, at: int) -> bool:
    """Whether a place begins here that is printed with its city or county, as before a unit of its own."""
    mention = places.at(at)
    return mention is not None and re.search("[市区县旗州盟]", mention.printed[2:]) is not None


def _is_whole_county(mention: Mention) -> bool:
    """Whether a place is named by city and county, so that a name which holds it would begin with it."""
    return mention.division is not None and len(re.findall("[市区县旗]", mention.printed)) > 1


def _joined(words: str) -> str:
    """The words as one name where two bodies of one place stand in them."""
    joint = _JOINT.search(words)
    if joint is None or joint["area"][:-1] not in words[: joint.start()]:
        return words
    return words.replace("、", "", 1) if words.count("、") == 1 else words


def may_be_name(places: NamedPlaces, start: int, end: int) -> bool:
    """Whether the stretch holds only signs that names consist of, and no word of a sentence."""
    words = places.text[start:end]
    return (
        2 <= len(words) <= LONGEST_NAME
        and _SIGNS.fullmatch(words) is not None
        and _NO_NAME.search(words) is None
    )
