"""The fields of an award, each declared once: what the column of every export is called and means.

From a declaration follow the record that pages and exports print, the columns and their order, the origins
that are recorded, the facet, the dimension of the statistics, and the rows of the codebook. The columns are
the published interface (docs/interface.md): new ones go at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType

from cases.award_field import SEPARATOR, AwardField, Basis, FacetOptions, declare
from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    ApplicantOrgan,
    DivisionLevel,
    Region,
    Setting,
)


@dataclass(frozen=True, slots=True)
class AwardFields:
    """The fields in the order of the columns; empty or None means not recorded.

    Values of a vocabulary are its slugs. `url` is the path on this site; exports make it absolute.
    """

    id: str = field(
        metadata=declare(
            "入库编号",
            "永久编号：年度-项目-等次字母和两位以上数字；0000 表示来源未印年度",
            Basis.LIBRARY,
            lookup="accession",
        )
    )
    title: str = field(
        metadata=declare(
            "标题",
            "与原文一致；原文没有标题的按规则拟定或者留空，留空的在网页上以入选者和荣誉为名称",
            Basis.PRINTED,
            lookup="title",
            page_behind="rank",
        )
    )
    year: int | None = field(
        metadata=declare(
            "年度",
            "获得该荣誉的年度；来源未印则空",
            Basis.PRINTED,
            kind="integer",
            lookup="edition__year",
            facet=FacetOptions("year", 1, "获得荣誉的年度"),
        )
    )
    programme: str = field(
        metadata=declare(
            "评选项目",
            "授予荣誉的评选项目",
            Basis.PRINTED,
            lookup="edition__programme__slug",
            is_curated=True,
            facet=FacetOptions("programme", 2, "授予荣誉的评选项目"),
        )
    )
    issuing_body: str = field(
        metadata=declare(
            "发布机关",
            "授予荣誉的机关，不一定是来源文献的刊载者",
            Basis.PRINTED,
            lookup="edition__issuers__body__slug",
            is_curated=True,
            is_many=True,
            facet=FacetOptions("issuer", 4, "授予荣誉的机关"),
        )
    )
    tier: str = field(
        metadata=declare(
            "等次",
            "所获荣誉的等次",
            Basis.PRINTED,
            lookup="tier__slug",
            is_curated=True,
            facet=FacetOptions("tier", 3, "所获荣誉的等次"),
        )
    )
    rank: int | None = field(
        metadata=declare("序号", "来源所印的序号；未印则空", Basis.PRINTED, kind="integer", lookup="rank")
    )
    applicant: str = field(
        metadata=declare(
            "申报单位", "申报或获得荣誉的单位、地方，与原文一致", Basis.PRINTED, lookup="applicant"
        )
    )
    applicant_level: str = field(
        metadata=declare(
            "申报单位层级",
            "申报单位的行政层级，按规则推断",
            Basis.RULE,
            lookup="applicant_level",
            vocabulary=ApplicantLevel,
            meanings={
                "prefecture": "设区的市、州、盟、地区",
                "county": "市辖区、县级市、县、旗",
                "township": "街道、镇、乡",
                "zone": "新区、开发区等，不是一级行政区划",
            },
            facet=FacetOptions("level", 7, "申报单位的行政层级"),
        )
    )
    applicant_kind: str = field(
        metadata=declare(
            "申报单位类型",
            "申报单位是哪类机构，按规则推断",
            Basis.RULE,
            lookup="applicant_kind",
            vocabulary=ApplicantKind,
            meanings={
                "party-government": "党委和政府同列",
                "civil-affairs": "民政厅、民政局",
                "street-town": "街道、镇、乡的党委、政府或办事处",
            },
            facet=FacetOptions("applicant", 8, "申报单位是哪类机构"),
        )
    )
    setting: str = field(
        metadata=declare(
            "城乡类型",
            "案例所涉社区的类型，按规则推断",
            Basis.RULE,
            lookup="setting",
            vocabulary=Setting,
            meanings={
                "urban": "只涉及城市社区",
                "rural": "只涉及农村社区",
                "both": "兼及城市和农村社区",
            },
            facet=FacetOptions("setting", 10, "案例所涉社区的类型"),
        )
    )
    province: str = field(metadata=declare("省级", "获得荣誉当时的省级区划", Basis.PRINTED))
    city: str = field(metadata=declare("地级", "获得荣誉当时的地级区划；直辖市和省直辖县为空", Basis.PRINTED))
    county: str = field(metadata=declare("县级", "获得荣誉当时的县级区划或功能区", Basis.PRINTED))
    township: str = field(
        metadata=declare("乡级", "获得荣誉当时的街道、镇、乡；未列入区划库的照原文", Basis.PRINTED)
    )
    region: str = field(
        metadata=declare(
            "四大区域",
            "国家统计局的四大区域，由省级区划得出",
            Basis.DERIVED,
            vocabulary=Region,
            meanings={
                "east": "北京、天津、河北、上海、江苏、浙江、福建、山东、广东、海南",
                "central": "山西、安徽、江西、河南、湖北、湖南",
                "west": "内蒙古、广西、重庆、四川、贵州、云南、西藏、陕西、甘肃、青海、宁夏、新疆",
                "northeast": "辽宁、吉林、黑龙江",
            },
            facet=FacetOptions("region", 5, "国家统计局划分的东部、中部、西部、东北"),
        )
    )
    # Of the path of the time only the components are recorded; it counts as inferred where one of them is.
    place_then: str = field(metadata=declare("获评时区划", "获评时区划全称，逐级以 / 分隔", Basis.LIBRARY))
    division_code_then: str = field(
        metadata=declare(
            "获评时代码", "该年末有效的 GB/T 2260 代码；乡级取所属县级，功能区为空", Basis.DERIVED
        )
    )
    place_now: str = field(
        metadata=declare(
            "现行区划",
            "现行区划全称，逐级以 / 分隔",
            Basis.DERIVED,
            facet=FacetOptions("place", 6, "今天有效的行政区划，含其下各级", label="地区"),
        )
    )
    division_code_now: str = field(
        metadata=declare("现行代码", "今天有效的 GB/T 2260 代码；乡级取所属县级，功能区为空", Basis.DERIVED)
    )
    mechanisms: tuple[str, ...] = field(
        metadata=declare(
            "治理机制",
            f"已采纳的编码，以“{SEPARATOR}”分隔，按依据在文中出现的先后",
            Basis.DERIVED,
            kind="list",
            facet=FacetOptions("mechanism", 11, "案例采用的治理机制，含其下级机制", page_behind="year"),
        )
    )
    text: str = field(
        metadata=declare("正文", "与原文一致，段落以换行分隔，不含网页附加文字", Basis.LIBRARY, lookup="text")
    )
    source: str = field(
        metadata=declare(
            "来源文献",
            "来源文献的标识",
            Basis.LIBRARY,
            lookup="source__slug",
            facet=FacetOptions("source", 12, "刊载案例的文献"),
        )
    )
    source_start: int = field(
        metadata=declare(
            "起",
            "案例在来源文献中的起点，从 0 起按字符计",
            Basis.LIBRARY,
            kind="integer",
            lookup="start",
        )
    )
    source_end: int = field(
        metadata=declare(
            "止", "案例在来源文献中的终点，不含该字符", Basis.LIBRARY, kind="integer", lookup="end"
        )
    )
    inferred: tuple[str, ...] = field(
        metadata=declare(
            "推断列",
            f"来源未印、由规则或编者推断的列，列名以“{SEPARATOR}”分隔",
            Basis.LIBRARY,
            kind="list",
        )
    )
    url: str = field(metadata=declare("网址", "本案例的网页，永久有效", Basis.LIBRARY))
    applicant_organ: str = field(
        metadata=declare(
            "申报机关",
            "申报单位是哪种机关或组织，不论层级，按规则推断",
            Basis.RULE,
            lookup="applicant_organ",
            vocabulary=ApplicantOrgan,
            meanings={
                "joint": "党委、党工委和政府、办事处、管委会同列",
                "government": "政府、行政公署、街道办事处",
                "party": "党委、党工委",
                "department": "党委或政府的部门，如民政局",
                "committee": "管委会、居民委员会、村民委员会",
                "association": "协会、学会、联合会、互助会等",
                "place-only": "只印出地名，没有写明机关",
            },
            facet=FacetOptions("organ", 9, "申报单位是哪种机关，不论层级"),
            page_behind="applicant_kind",
        )
    )
    locality: str = field(
        metadata=declare(
            "县级以下地名",
            "获得荣誉的街道、乡镇、村、社区等在县级以下的地名，与原文一致；区划库到县级为止",
            Basis.PRINTED,
            lookup="locality",
            page_behind="township",
        )
    )
    other_readings: tuple[str, ...] = field(
        metadata=declare(
            "其他说法",
            "文献的另一种说法，没有采用：每种写作“列名：原文（文献标识）”，"
            f"以“{SEPARATOR}”分隔；采用的在各列",
            Basis.LIBRARY,
            kind="list",
        )
    )
    mechanism_slugs: tuple[str, ...] = field(
        metadata=declare(
            "治理机制代码",
            f"“治理机制”各项的标识，次序相同，以“{SEPARATOR}”分隔；没有写入其上级机制",
            Basis.LIBRARY,
            kind="list",
        )
    )
    mechanism_broader_slugs: tuple[str, ...] = field(
        metadata=declare(
            "上级机制代码",
            f"“治理机制代码”各项的上级机制中，本身没有标注的，以“{SEPARATOR}”分隔",
            Basis.LIBRARY,
            kind="list",
        )
    )


FIELDS: tuple[AwardField, ...] = tuple(
    replace(each.metadata["declaration"], name=each.name) for each in fields(AwardFields)
)
BY_NAME: Mapping[str, AwardField] = MappingProxyType({each.name: each for each in FIELDS})

# The column of each component of a place; a functional zone stands where a county would.
PLACE_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        DivisionLevel.PROVINCE: "province",
        DivisionLevel.PREFECTURE: "city",
        DivisionLevel.COUNTY: "county",
        DivisionLevel.ZONE: "county",
        DivisionLevel.TOWNSHIP: "township",
    }
)


def in_page_order() -> tuple[AwardField, ...]:
    """The fields as the page of a case lists them: the title behind what it was given for."""
    ordered = [each for each in FIELDS if not each.page_behind]
    for moved in (each for each in FIELDS if each.page_behind):
        ordered.insert(ordered.index(BY_NAME[moved.page_behind]) + 1, moved)
    return tuple(ordered)


WITH_ORIGIN = tuple(each for each in in_page_order() if each.is_recorded)
