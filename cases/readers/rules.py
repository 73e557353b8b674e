"""The rules by which values are inferred that no source prints; the codebook page shows them all.

Each rule is simple enough to be said in one sentence. Where a careful reading differs, curators overrule
it in `fixtures/curated/awards.csv`, with a reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases.language.word_tables import any_of, words_of_kind
from cases.places.naming import MUNICIPALITIES
from cases.readers.records import SEVERAL, Inferred

CURATED = "curated"  # what a person decided


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, the field it fills, and its explanation for readers."""

    id: str
    field: str
    explanation: str


_ALL = (
    Rule(
        "title-of-recognition",
        "title",
        "文献只写明某地获得某项目的称号、没有印出案例标题的，以称号的名称为标题。",
    ),
    Rule(
        "issuer-of-programme",
        "issuing_body",
        "文献没有印出发布机关时，按项目推断为该项目惯常的发布机关（编目人员在项目中登记；没有登记的不填）。",
    ),
    Rule(
        "level-from-words",
        "applicant_level",
        "申报单位是街道、乡、镇的为乡级；是新区、开发区等功能区管委会的为功能区；其余按单位所在地名的末级："
        "区、县、旗为县级，州、盟、地区为地级，省、自治区和直辖市为省级。没有印出申报单位的，看所在地区的地名。",
    ),
    Rule(
        "level-from-place",
        "applicant_level",
        "地名以“市”为末级的，单凭字面分不清地级市和县级市，以“新区”“园区”等为末级的分不清市辖区和功能区：按地名库中该地名当年的层级。",
    ),
    Rule(
        "kind-from-words",
        "applicant_kind",
        "按申报单位的字面判断，依次为：街道、乡、镇的党委、政府或办事处为街镇；新区、开发区等的管委会为功能区管委会；"
        "民政厅、民政局为民政部门；同时列出党委和政府的为党委政府联合；只有政府的为政府；只有党委的为党委；"
        "其余为其他，只印出地名的也归入其他。没有印出申报单位的不填。",
    ),
    Rule(
        "organ-from-words",
        "applicant_organ",
        "按申报单位的字面判断，不论层级，依次为：以局、厅、部、办公室和部门的“委”结尾的为部门；"
        "党委或党工委与政府、办事处或管委会同列的为党政联合；只有政府、行政公署或办事处的为政府；只有党委或党工委的为党委；"
        "管委会、居民委员会、村民委员会等为委员会；协会、学会、联合会、互助会等以“会”结尾的为社会团体；"
        "以地名结尾、没有写明机关的为仅列地名；其余为其他。没有印出申报单位的不填。",
    ),
    Rule(
        "setting-from-words",
        "setting",
        "看标题和正文里的字样：农村字样是“村”“三留守”“乡镇”（按出现次数计），城市字样是“街道”“小区”“楼院”“楼栋”“楼宇”"
        "“居民委员会”“居委会”“城市社区”“物业”。依次判断：写有“城乡”，或者有城市字样又有两处以上农村字样的，为城乡兼有；"
        "有农村字样而没有城市字样的，为农村；有城市字样或者写到“社区”的，为城市；都没有的不填。",
    ),
    Rule(
        "place-as-printed",
        "place",
        "地名从申报单位读出，没有印出申报单位的从标题或正文的授奖句读出，"
        "按该年 12 月 31 日的区划认定，年度不详的按现行区划。"
        "重名的依印出的上级地名判断。新区、开发区等功能区记在县级一栏，街道、镇、乡记在乡级一栏。",
    ),
    Rule(
        "place-from-gazetteer",
        "place",
        "申报单位没有印出的上级地名（如“浙江省宁海县”未印宁波市），按区划沿革库中该地名当年的隶属补出。",
    ),
    Rule(
        "place-from-above",
        "place",
        "名单里没有随条目印出的上级地名，承前文印出的地名（小标题、同一句里前面的条目等），所承的字样见该条说明。",
    ),
    Rule(
        "full-name-of-place",
        "place",
        "原文印的是简称（如“内蒙古”“延边州”），按区划沿革库写出全称。",
    ),
    Rule(
        "place-today",
        "place_now",
        "由获评时区划按区划沿革推到今天：更名、改设、并入的取其后继；后继不止一个、原文不足以判断的不填。",
    ),
    Rule(
        "code-of-place",
        "division_code_then",
        "取该年 12 月 31 日有效的 GB/T 2260 六位代码（现行代码取今天有效的）；"
        "街道、镇、乡取所属县级的代码，功能区没有代码的为空。",
    ),
    Rule(
        "region-of-province",
        "region",
        "按国家统计局《东西中部和东北地区划分方法》（2011 年）由省级区划得出；"
        "香港、澳门、台湾不在四个地区之内，不填。",
    ),
    Rule(
        "mechanisms-by-reading",
        "mechanisms",
        "由编者通读原文，按治理机制词表标注，每项都指明原文中的依据。只标最贴切的机制：标了下级机制的不再重复标上级机制，检索和统计时计入上级机制。",
    ),
    Rule(
        CURATED,
        "any",
        "由编目人员通读原文后改定，与规则推得的不同，理由见该条说明。",
    ),
    Rule(
        "declared-counted",
        "declared",
        "名单没有写明公布数时，以完整名单实际列出的项数为公布数。",
    ),
)
RULES = {rule.id: rule for rule in _ALL}
# Whose sentence for readers (`cases.pages.case_reasons`) does not quote what curators noted beside them.
NOTE_UNSEEN = frozenset(
    {
        *("issuer-of-programme", "title-of-recognition", "level-from-words", "kind-from-words"),
        *("organ-from-words", "setting-from-words", "place-from-gazetteer"),
    }
)

_STREET = re.compile(r"(?:街道|镇|乡)(?:镇|乡)?(?:党工委|工委|党委|人民政府|政府|办事处|$)")
_ZONE = re.compile(
    r"(?:新区|开发区|高新区|园区|试验区|示范区|经开区|合作区|度假区|风景区)区?[^区县市]*(?:管委会|管理委员会)"
)
# A committee itself, not one of its offices (区委社会工委, 县委办公室).
_PARTY = re.compile(
    r"(?:[省市区县旗州盟乡镇]委(?:员会)?|党委|党工委)(?=$|[、，,和及与\s省市区县旗州盟乡镇]|人民政府)"
)
_GOVERNMENT = re.compile(r"政府|行政公署")
# The committee of a division or a street is the Party's (区委, 街道工委), any other 委 a department (政法委).
# Of the organs that are named the first of the list counts.
_DEPARTMENT = re.compile(r"(?:[局厅部]|办公室|(?<![省市区县旗州盟乡镇党])(?<!党工)(?<!街道工)委)$")
_MANAGEMENT = re.compile(r"管委会|管理委员会")
_ORGANS = (
    ("party", re.compile(rf"{_PARTY.pattern}|工委(?=$|[、，,和及与])")),
    ("government", re.compile(rf"{_GOVERNMENT.pattern}|办事处")),
    ("committee", re.compile(r"[管居村]委会|[^省市区县旗州盟乡镇]委员会")),
    ("association", re.compile(r"会$")),
    ("place-only", re.compile(r"(?:[省市区县旗州盟乡镇村]|街道|社区)$")),
)
_LEVEL_OF_UNIT = (
    (re.compile(r"(?:街道|镇|乡)$"), "township"),
    (re.compile(r"(?:州|盟|地区)$"), "prefecture"),
    (re.compile(r"(?:省|自治区)$"), "province"),
    (re.compile(r"(?:(?<![新园发验作])区|县|旗)$"), "county"),
)

BOTH = "城乡"
_RURAL = re.compile(any_of(words_of_kind("setting_words", "rural")))
_URBAN = re.compile(any_of(words_of_kind("setting_words", "urban")))
_NEUTRAL = "社区"
RURAL_BESIDE_URBAN = 2


def issuing_body(programme: str | None, usual: Mapping[str, tuple[str, ...]]) -> Inferred[str] | None:
    """The body that usually gives a programme's awards, for a source that prints none."""
    bodies = usual.get(programme or "", ())
    return Inferred(SEVERAL.join(bodies), "issuer-of-programme") if bodies else None


def applicant_level(applicant: str, place: str, place_level: str | None = None) -> Inferred[str] | None:
    """The level of an applicant, as a value of `choices.ApplicantLevel`.

    `applicant` and `place` are the printed words (`applicant` may be empty), `place_level` the level of
    the place in the gazetteer; without it an applicant of a 市 that is no municipality has no level.
    """
    if _STREET.search(applicant):
        return Inferred("township", "level-from-words")
    if _ZONE.search(applicant):
        return Inferred("zone", "level-from-words")
    if place in MUNICIPALITIES.values():
        return Inferred("province", "level-from-words")
    for form, level in _LEVEL_OF_UNIT:
        if form.search(place):
            return Inferred(level, "level-from-words")
    if place_level is not None:
        return Inferred(place_level, "level-from-place", f"“{place}”" if place else "")
    return None


def applicant_kind(applicant: str) -> Inferred[str] | None:
    """The kind of an applicant, as a value of `choices.ApplicantKind`; None where none is printed."""
    if not applicant:
        return None
    party, government = _PARTY.search(applicant), _GOVERNMENT.search(applicant)
    if _STREET.search(applicant):
        kind = "street-town"
    elif _ZONE.search(applicant):
        kind = "zone-committee"
    elif re.search(r"民政[厅局]", applicant):
        kind = "civil-affairs"
    elif party and government:
        kind = "party-government"
    elif government:
        kind = "government"
    elif party:
        kind = "party"
    else:
        kind = "other"
    return Inferred(kind, "kind-from-words")


def applicant_organ(applicant: str) -> Inferred[str] | None:
    """The organ of an applicant, as a value of `choices.ApplicantOrgan`; None where none is printed."""
    if not applicant:
        return None
    named = [organ for organ, words in _ORGANS if words.search(applicant)]
    if _DEPARTMENT.search(applicant):
        organ = "department"
    elif "party" in named and ("government" in named or _MANAGEMENT.search(applicant)):
        organ = "joint"
    else:
        organ = next(iter(named), "other")
    return Inferred(organ, "organ-from-words")


def setting_words(title: str, text: str) -> tuple[list[str], list[str]]:
    """The rural and the urban words of a case by which `setting` goes, each once, in printed order."""
    words = f"{title}\n{text}"
    rural, urban = (dict.fromkeys(kind.findall(words)) for kind in (_RURAL, _URBAN))
    return list(rural), list(urban)


def setting(title: str, text: str) -> Inferred[str] | None:
    """Whether a case is about urban or rural communities or both, as a value of `choices.Setting`.

    The rule and its limits are set out in `docs/coding-guide.md`.
    """
    words = f"{title}\n{text}"
    rural, urban = len(_RURAL.findall(words)), _URBAN.search(words) is not None
    if BOTH in words or (urban and rural >= RURAL_BESIDE_URBAN):
        return Inferred("both", "setting-from-words")
    if rural and not urban:
        return Inferred("rural", "setting-from-words")
    if urban or _NEUTRAL in words:
        return Inferred("urban", "setting-from-words")
    return None
