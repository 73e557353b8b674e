"""One entry of a list inside a line or a sentence: a unit, a unit with a title, a title with its unit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cases.language.word_tables import any_of, words_of_kind
from cases.readers.lists.names import IN_ALL, LONGEST_NAME, NamedPlaces, is_name
from cases.readers.lists.normalised_text import CELL_END, HIDDEN, TextSpan

VERB = re.compile(
    r"(?:也|均|都|先后|相继|陆续|双双|成功|同时|分别|分(?=获)|一并|联合|再次|又|还|共同|最终|光荣|双)*"
    rf"(?:被?(?:省|市|区|县|国家)?[^,。;、“]{{0,12}}?{any_of(words_of_kind('unit_words', 'given-as'))}"
    rf"|{any_of(words_of_kind('unit_words', 'won'))}|创建(?=“))"
)
_HONOUR_NOUN = (
    r"(?:奖|称号|成果|案例|项目|单位|[市县区镇乡村]|社区|街道|集体|品牌|典型|标兵|优胜|提名|经验|做法|模式"
    r"|街区|小区|先进|名单|“|”)"
)
_HONOUR_BEHIND = re.compile(rf"[^\n]{{0,30}}?{_HONOUR_NOUN}")
_ALONE = re.compile(
    r"(?:双双|成功|也|均|都)?(?:榜上有名|上榜|入列|在列|入选|入围|获奖|脱颖而出)(?=[,。;]|$)", re.MULTILINE
)
_CONNECT = re.compile(
    r"(?:联合)?(?:申报|选送|报送|推荐|上报|提交|实施|开展|创新|打造|推出|探索|创建|推行|承担)?(?:实施|开展)?的(?!是|有)"
)
_IN_ALL = re.compile(IN_ALL)
# 甲社区为全省示范社区
_MADE = r"为(?=“|全[国省市区县]|国家|[^,。;]{0,20}(?:示范|先进|优秀|十佳|最美|典型|试点|实验))"
_AND = re.compile(r"以及|和|与|及|、以及")
_BEHIND = re.compile(
    rf"$|[\s,、;:。|()“‘「『\"《—-]|等|以及|和|与|及|{_MADE}|{_CONNECT.pattern}|\d|[一二三四五六七八九十两]+[个家名项]|{VERB.pattern}"
)
_OTHERS_TOO = re.compile(r"等(?![级候待\d一二三四五六七八九十百两])")  # “题名”等入选, “题名”等案例入选
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")"}
_STOPS = ",、;。"
_KIND = re.compile(r"(?:(?<=[”’])(?:的?(?:典型)?案例|做法|经验|项目|工作)|项目)$")
_HONOUR = (
    r"[^、,;:。]{0,30}(?:示范|先进|优秀|十佳|模范|文明|和谐|明星|试点|实验|典型|最美|最佳)[^、,;:。]{0,12}"
    r"|[^、,;:。]{2,30}(?:奖|称号|标兵|品牌|案例)"
)
_HONOURS = re.compile(rf"(?:{_HONOUR})(?:[、,](?:{_HONOUR}))*")
_PARTED_HONOUR = re.compile(
    rf"[^的、,]{{0,12}}{_HONOUR_NOUN}"
)  # which many a title holds, but does not end in
_CELL_END = re.compile(r"\s*" + re.escape(CELL_END) + r"\s*")
_LOCAL_UNIT = re.compile(r"(?:社区|街道|(?<!乡)村|镇|居委会|居民委员会|村民委员会)$")
_IN_BOOK_MARKS = re.compile(r"《(?P<unit>[^《》:\n]{2,30}):(?P<title>[^《》\n]{2,80})》")
# 某街道(一等奖); a title may end in a prize
_PRIZE = re.compile(
    r"[,\s]*(?:\(|(?<=[”》)]),)(?P<prize>(?:特等|[一二三四]等|优秀|优胜|提名|入围|鼓励|[金银铜])奖|(?:优秀|优良|良好)(?=\)$))\)?$"
)
# What is said of a unit, no part of it: (复核合格), (因区划调整), (自愿退出).
_REVIEW = re.compile(
    r"\s*\((?:复[评核审查验检](?:合格|通过)?|合格|不合格|基本合格|通过|未通过"
    r"|因[^()]{2,20}|(?:自愿|主动)(?:退出|放弃|申请退出)|工作停滞|(?:撤销|摘牌|退出|整改|暂缓)[^()]{0,8})\)$"
)
# 题名 95分, 题名(得分:93.5分): behind a sign, as the number of a title (满分100分) does not stand
_SCORE = re.compile(r"\s*(?:[\s,]|[\s,]?\()\s*(?:得分|评分|总分)?\s*:?\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*\)?$")
_AMOUNT = re.compile(
    r"(?:共|约|计)?[\d,.]+\s*[万亿千百]?(?:元|个|名|人|家|户|亩|票|分|项|套|平方米|公里|%)?"
)  # what it got
_QUOTED = re.compile(r"“[^“”\n]{2,80}”")
_TITLES_BEHIND = re.compile(r"(?:(?:[、,]|和|与|及|以及){1,2}[^“”、,;。\n]{2,45}“[^“”\n]{2,80}”)*")
_GIVEN_BEHIND = re.compile(rf"(?:{IN_ALL}[个家名项][^,。;“]{{0,12}}|等[^,。;“]{{0,8}})?\s*“[^“”]{{2,40}}”")
LONGEST_TITLE = 80
SHORTEST_TITLE = 4  # behind or before a wide blank: two or three characters are a person
PARTED_BY_A_BLANK = "题名和单位之间只隔一个空格，请核对两者的起止。"


@dataclass(frozen=True, slots=True)
class Item:
    """What one entry prints, by offsets of the normalised text; `end` is behind the last of it.

    `doubt` is what a person should look at in it.
    """

    start: int
    end: int
    applicant: TextSpan | None
    title: TextSpan | None = None
    honour: TextSpan | None = None
    number: TextSpan | None = None
    group: TextSpan | None = None
    doubt: str = ""
    year: TextSpan | None = None


def name_at(places: NamedPlaces, start: int, end: int) -> TextSpan | None:
    """The longest name that opens the stretch, as far as something may follow it there."""
    for stop in range(min(end, start + LONGEST_NAME), start + 1, -1):
        if (stop == end or _BEHIND.match(places.text, stop, end)) and is_name(places, start, stop):
            return TextSpan(start, stop)
    return None


def item_at(places: NamedPlaces, start: int, end: int, *, is_given: bool = False) -> Item | None:
    """The entry that opens the stretch: a name, and a title joined to it by 的 or by quotation marks.

    `is_given`: of a sentence that gives an honour, 授予甲社区、乙社区“称号”, where this is what is quoted.
    """
    name = name_at(places, start, end)
    if name is None:
        return _title_first(places, start, end)
    joined = _CONNECT.match(places.text, name.end, end)
    behind = joined.end() if joined else name.end
    is_given = is_given or places.text.endswith("授予", 0, start)
    is_quoted_honour = is_given and not _is_title_of_given(places, behind, end)
    if joined is None and (is_quoted_honour or not places.text.startswith(("“", "‘", "《", "「"), behind)):
        return Item(start, name.end, name)
    title = title_at(places, behind, end)
    if title is None:
        return Item(start, name.end, name)
    bare = bare_title(places, title)
    if joined is not None and _is_part_of_unit(places, bare):
        return Item(start, title.end, TextSpan(start, title.end))
    return Item(start, title.end, name, bare)


def _is_title_of_given(places: NamedPlaces, start: int, end: int) -> bool:
    """Whether what is quoted behind a unit that is given an honour is its title: the honour is quoted behind
    all, 授予甲区“题名”、乙区“题名”等2个案例“称号”."""
    text = places.text
    first = _QUOTED.match(text, start, end)
    others = _TITLES_BEHIND.match(text, first.end(), end) if first is not None else None
    if first is None or others is None or not (others[0] or text.startswith("等", others.end())):
        return False
    return _GIVEN_BEHIND.match(text, others.end(), end) is not None


def _is_part_of_unit(places: NamedPlaces, title: TextSpan) -> bool:
    """Whether what stands behind 的 is a unit itself: 福建省的鼓楼区, 罗东镇的银河社区."""
    if not is_name(places, title.start, title.end):
        return False
    return places.at(title.start) is not None or _LOCAL_UNIT.search(places.words(title)) is not None


def _title_first(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`“题名”(单位)`, `《单位:题名》`."""
    named = _IN_BOOK_MARKS.match(places.text, start, end)
    if named is not None and is_name(places, *named.span("unit")):
        return Item(start, named.end(), TextSpan(*named.span("unit")), TextSpan(*named.span("title")))
    close = _CLOSING.get(places.text[start : start + 1])
    at = places.text.find(close, start, end) if close and close != ")" else -1
    if at < 0 or not places.text.startswith("(", at + 1):
        return None
    stop = places.text.find(")", at, end)
    if stop < 0 or not is_name(places, at + 2, stop):
        return None
    return Item(start, stop + 1, TextSpan(at + 2, stop), TextSpan(start + 1, at))


def bare_title(places: NamedPlaces, title: TextSpan) -> TextSpan:
    """The title without the word that says what it is, and without quotation marks around all of it."""
    text, start, end = places.text, title.start, title.end
    behind = _KIND.search(text, start, end)
    if behind is not None and behind.start() - start > 1:
        end = behind.start()
    if text[start] in _CLOSING and text.find(_CLOSING[text[start]], start, end) == end - 1:
        return TextSpan(start + 1, end - 1)
    return TextSpan(start, end)


def title_at(places: NamedPlaces, start: int, end: int) -> TextSpan | None:
    """The title that opens the stretch: up to a stop, a verb of honouring, 等N个, or the next entry."""
    text, at = places.text, start
    while at < end and at - start < LONGEST_TITLE:
        sign = text[at]
        if sign in _CLOSING:
            close = text.find(_CLOSING[sign], at, end)
            at = close + 1 if close > 0 else at + 1
            continue
        if sign in _STOPS or _ends_title(places, at, start, end):
            break
        at += 1
    return TextSpan(start, at) if at > start + 1 else None


def _ends_title(places: NamedPlaces, at: int, start: int, end: int) -> bool:
    text = places.text
    verb = VERB.match(text, at, end) if at > start else None
    if verb is not None and (text[at - 1] in "”’」』》" or _HONOUR_BEHIND.match(text, verb.end())):
        return True
    if at > start and _ALONE.match(text, at):
        return True
    if at > start and text.startswith("等", at) and _OTHERS_TOO.match(text, at, end):
        return text[at - 1] in "”’」』》" or VERB.match(text, at + 1, end) is not None
    if (text.startswith("等", at) or text[at - 1] in "”’」』》") and _IN_ALL.match(text, at, end):
        return True
    joined = _AND.match(text, at, end)
    if joined is None:
        return False
    following = name_at(places, joined.end(), end)
    return following is not None and (
        _CONNECT.match(text, following.end, end) is not None or text.startswith(("“", "《"), following.end)
    )


def whole_item(places: NamedPlaces, start: int, end: int) -> Item | None:
    """The entry that a line is, number and bullet already taken off; None where it is none."""
    review = _REVIEW.search(places.text, start, end)
    if review is not None and (before := places.stripped(start, review.start())) is not None:
        return whole_item(places, before.start, before.end)
    prize = _PRIZE.search(places.text, start, end)
    if prize is not None and (before := places.stripped(start, prize.start())) is not None:
        item = whole_item(places, before.start, before.end)
        if item is not None and item.honour is None:
            return replace(item, end=end, honour=TextSpan(*prize.span("prize")))
    score = _SCORE.search(places.text, start, end)
    core = places.stripped(start, score.start()) if score is not None else None
    item = _whole_item(places, start, core.end if core is not None else end)
    if item is not None and core is not None:
        item = replace(item, end=end)
    is_amount = item is not None and item.title and _AMOUNT.fullmatch(places.words(item.title))
    if item is None or is_amount:
        return None
    return replace(item, title=without_book_marks(places, item.title)) if item.title else item


def without_book_marks(places: NamedPlaces, title: TextSpan) -> TextSpan:
    """The title that 《》 enclose."""
    words = places.words(title)
    is_whole = words[0] == "《" and words.find("》") == len(words) - 1
    is_whole |= len(words) > 2 and not words.strip(HIDDEN)  # as it is where it names nothing
    return TextSpan(title.start + 1, title.end - 1) if is_whole else title


def _whole_item(places: NamedPlaces, start: int, end: int) -> Item | None:
    if (parted := _parted(places, start, end)) is not None:
        return parted
    if is_name(places, start, end) and not _has_unit_behind_blank(places, start, end):
        return Item(start, end, TextSpan(start, end))
    forms: tuple[Callable[[], Item | None], ...] = (
        lambda: _by_sign(places, start, end, ":"),
        lambda: _by_bracket(places, start, end),
        lambda: _before_quotes(places, start, end),
        lambda: _by_sign(places, start, end, " · "),
        lambda: _by_sign(places, start, end, "——"),
        lambda: _by_sign(places, start, end, "—"),
        lambda: _quoted(places, start, end),
        lambda: _spaced(places, start, end),
        lambda: _by_single_blank(places, start, end),
    )
    found = [item for form in forms if (item := form()) is not None]
    # 家园:题名——某市某社区: a unit that begins with its place is sure to be one
    placed = (item for item in found if item.applicant and places.at(item.applicant.start) is not None)
    return next(placed, found[0] if found else None)


def _has_unit_behind_blank(places: NamedPlaces, start: int, end: int) -> bool:
    """Whether what does not begin with a place has one behind a blank: 小板凳议事会 徐州市云龙区民政局."""
    if places.at(start) is not None:
        return False
    return any(start < gap < end and places.at(gap) is not None for gap in places.blanks)


def _by_single_blank(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`题名 单位` by one ordinary blank, which names also have inside: doubtful."""
    for gap in places.blanks:
        if not start < gap < end:
            continue
        left, right = places.stripped(start, gap), places.stripped(gap, end)
        if left is None or right is None:
            continue
        for unit, title in ((right, left), (left, right)):
            is_unit = places.at(unit.start) is not None and is_name(places, unit.start, unit.end)
            if is_unit and title.end - title.start >= SHORTEST_TITLE and places.at(title.start) is None:
                return Item(start, end, unit, title, doubt=PARTED_BY_A_BLANK)
    return None


def _by_sign(places: NamedPlaces, start: int, end: int, sign: str) -> Item | None:
    """`地名:题名`, `题名——单位`, `单位——荣誉`: the side that is a name is the unit."""
    at = places.text.find(sign, start, end)
    while at > 0:
        left, right = places.stripped(start, at), places.stripped(at + len(sign), end)
        if left is None or right is None:
            return None
        if is_name(places, left.start, left.end):
            if sign != ":" and _HONOURS.fullmatch(places.text, right.start, right.end):
                return Item(start, end, left, honour=right)
            return Item(start, end, left, right)
        if is_name(places, right.start, right.end):
            return Item(start, end, right, left)
        at = places.text.find(sign, at + len(sign), end)
    return None


def _before_quotes(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`单位,“题名”`."""
    at = places.text.find(",", start, end)
    quoted = TextSpan(at + 1, end) if at > start else None
    if quoted is None or _CLOSING.get(places.text[quoted.start]) != places.text[end - 1]:
        return None
    return Item(start, end, TextSpan(start, at), quoted) if is_name(places, start, at) else None


def _by_bracket(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`题名(单位)`."""
    text = places.text
    if not text.endswith(")", start, end):
        return None
    at = text.rfind("(", start, end)
    inside, before = places.stripped(at + 1, end - 1), places.stripped(start, at)
    if at <= start or inside is None or before is None or not is_name(places, inside.start, inside.end):
        return None
    return Item(start, end, inside, before)


def _quoted(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`单位“题名”…`, `单位申报的“题名”`."""
    item = item_at(places, start, end)
    if item is None or item.title is None or item.applicant is None:
        return None
    behind = _CONNECT.match(places.text, item.applicant.end, end)
    title = TextSpan(behind.end() if behind else item.applicant.end, end)
    return replace(item, end=end, title=bare_title(places, title))


def _parted(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`题名　　单位`, `单位　　题名`: one wide blank or tabulator, and one side of it a name."""
    cuts = [(gap, gap) for gap in places.gaps if start < gap < end]
    cuts += [match.span() for match in _CELL_END.finditer(places.text, start, end)]
    if len(cuts) != 1:
        return None
    left, right = places.stripped(start, cuts[0][0]), places.stripped(cuts[0][1], end)
    if left is None or right is None:
        return None
    units = [side for side in (left, right) if is_name(places, side.start, side.end)]
    if len(units) != 1:
        return None
    (unit,) = units
    title = right if unit == left else left
    honours = (_HONOURS, _PARTED_HONOUR)
    if all(form.fullmatch(places.text, title.start, title.end) for form in honours):
        return Item(start, end, unit, honour=title)
    return Item(start, end, unit, title) if title.end - title.start >= SHORTEST_TITLE else None


def _spaced(places: NamedPlaces, start: int, end: int) -> Item | None:
    """`单位 题名`, `题名 单位`, parted by a blank that folding kept."""
    for blank in re.compile(r"\s+").finditer(places.text, start, end):
        left, right = TextSpan(start, blank.start()), TextSpan(blank.end(), end)
        if is_name(places, left.start, left.end):
            return Item(start, end, left, right)
        if is_name(places, right.start, right.end):
            return Item(start, end, right, left)
    return None
