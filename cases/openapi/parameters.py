"""The parameters of addresses: of the facets, the search state, the formats."""

from collections.abc import Iterable
from typing import Any

from cases import accessions
from cases.basket import MOST as MOST_CHOSEN
from cases.exports.file_format import MOST_CHARACTERS, Enumerated, Flag, Words
from cases.exports.scheme_option import SchemeOption
from cases.facets.declarations import CODING, CODING_ALL, CONDITIONS, FACET_LABELS, UNCODED
from cases.facets.facet import NONE, Facet
from cases.listing.earlier import VERSION
from cases.listing.paging import CURSOR, LIMIT
from cases.listing.paging import MOST as MOST_OF_A_PART
from cases.listing.state import PAGE_SIZES, PARAMETERS, PLACE_READINGS, SORTS, VIEWS
from cases.models.frozen_list import KEY
from cases.parameters import MOST_OF_ONE
from cases.statistics.dimensions import dimensions_by_name
from cases.statistics.layout import MOST_COLUMNS_NESTED, PERCENTS
from cases.vocabulary import Vocabulary

Described = dict[str, Any]
OF_SCHEMES = {CODING.parameter, CODING_ALL.parameter}
PATTERNS = {
    "place": rf"^({NONE}|[0-9]{{6}}(-[0-9a-z-]+)?)$",
    "year": rf"^({NONE}|[0-9]{{4}})$",
}
WHOLE_NUMBER = {"type": "integer", "minimum": 1, "maximum": 999_999_999}


def of_query(name: str, schema: Described, description: str, **more: object) -> Described:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def of_path(name: str, schema: Described, description: str) -> Described:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


ACCESSION = of_path("accession", {"type": "string", "pattern": f"^{accessions.PATTERN}$"}, "入库编号")
NUMBER = of_path("number", WHOLE_NUMBER, "公布版本的编号")
LIST_CODE = of_path("code", {"type": "string", "pattern": f"^{KEY}$"}, "固定清单的标识")
ID = of_query(
    "id",
    {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{accessions.PATTERN}$"},
        "minItems": 1,
        "maxItems": MOST_CHOSEN,
    },
    "入库编号，可以重复；其他写法也能识别",
    style="form",
    explode=True,
)
AT_VERSION = of_query(VERSION, WHOLE_NUMBER, "公布版本的编号：给出那一版的数据，不能与 q 同用")
TYPED = of_query("q", {"type": "string"}, "输入的文字")


def slug(vocabulary: Vocabulary) -> Described:
    """A document in the path."""
    known = (
        {"type": "string", "enum": sorted(vocabulary.sources)} if vocabulary.sources else {"type": "string"}
    )
    return of_path("slug", known, "来源文献的标识")


def values_of(facet: Facet, vocabulary: Vocabulary) -> dict[str, str]:
    """Value → label, of a facet whose values are listed; empty where a pattern says more."""
    if facet.choices is not None:
        return facet.fixed_labels
    if facet.field.is_curated:
        return dict(vocabulary.labels(facet.field.name))
    listed = {
        "mechanism": {slug: term.name for slug, term in vocabulary.terms.items()},
        "source": dict(vocabulary.sources),
        "figure": {subject: subject for subject in vocabulary.subjects},
    }
    listed["mechanism_all"] = listed["mechanism"]
    others = {
        term.value: term.name for slug, term in vocabulary.all_terms.items() if slug not in vocabulary.terms
    }
    uncoded = {scheme.uncoded: f"{scheme.name}：{UNCODED}" for scheme in vocabulary.schemes.values()}
    listed["coding"] = listed["coding_all"] = others | uncoded
    return dict(sorted(listed.get(facet.parameter, {}).items()))


def of_facet(facet: Facet, vocabulary: Vocabulary) -> Described:
    """Any number of its values; `none` selects what is not recorded."""
    values = values_of(facet, vocabulary)
    item: Described = {"type": "string"}
    is_of_schemes = facet.parameter in OF_SCHEMES
    if values:
        known = values if is_of_schemes else {**values, NONE: facet.missing}
        item |= {"enum": [*known], "x-labels": known}
    elif facet.parameter in PATTERNS:
        item["pattern"] = PATTERNS[facet.parameter]
    joined = "各项都要符合" if facet.is_joint else "可以重复，符合其一即可"
    return of_query(
        facet.parameter,
        {"type": "array", "items": item, "maxItems": 0 if is_of_schemes and not values else MOST_OF_ONE},
        f"{facet.label}：{facet.help}；{joined}",
        style="form",
        explode=True,
    )


# The parameters of every list, which stand once in the document (`of_lists`).
LISTED = tuple({"$ref": f"#/components/parameters/{name}"} for name in PARAMETERS)


def _chosen(name: str, values: Iterable[str | int], default: str | int | None, description: str) -> Described:
    known = list(values)
    schema: Described = {"type": "integer" if isinstance(known[0], int) else "string", "enum": known}
    if default is not None:
        schema["default"] = default
    return of_query(name, schema, description)


def of_lists(vocabulary: Vocabulary) -> list[Described]:
    """The parameters of /cases/ and of every file of its list, in the order of addresses."""
    said = {
        "q": of_query("q", {"type": "string"}, "检索词，写法见帮助"),
        "place_at": _chosen("place_at", PLACE_READINGS, "now", "place 按现行区划还是获评时区划"),
        "sort": _chosen("sort", SORTS, None, "次序；有 q 时默认 relevance，否则 newest"),
        "per_page": _chosen("per_page", PAGE_SIZES, PAGE_SIZES[0], "网页每页的案例数，对文件没有影响"),
        "view": _chosen("view", VIEWS, "cards", "网页的样式，对文件没有影响"),
        "page": of_query("page", WHOLE_NUMBER, "网页的页码，对文件没有影响"),
    }
    said |= {facet.parameter: of_facet(facet, vocabulary) for facet in CONDITIONS}
    return [said[name] for name in PARAMETERS]


def of_format(flag: Flag | Words | Enumerated | SchemeOption) -> Described:
    """A parameter of a file format."""
    if isinstance(flag, SchemeOption):
        return _chosen(flag.name, flag.values, flag.default or None, "编码方案的标识，见 docs/interface.md")
    if isinstance(flag, Flag):
        return _chosen(flag.name, (0, 1), int(flag.default), "0 或 1，见 docs/interface.md")
    if isinstance(flag, Enumerated):
        return _chosen(flag.name, flag.values, flag.default, "见 docs/interface.md")
    return of_query(flag.name, {"type": "string", "maxLength": MOST_CHARACTERS}, flag.label)


def of_parts() -> list[Described]:
    """Of the formats that can be had in parts."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST_OF_A_PART}
    return [
        of_query(LIMIT, limit, "一次取多少个案例；不写则整份给出"),
        of_query(CURSOR, {"type": "string", "minLength": 1}, "从哪里接着取：照抄上一部分给出的 next"),
    ]


def of_tables(vocabulary: Vocabulary) -> list[Described]:
    """Which table the statistics count."""
    known = dimensions_by_name(vocabulary)
    schemes = {name: each.label for name, each in known.items() if each.facet.scheme}
    dimensions = {"type": "string", "enum": list(known), "x-labels": FACET_LABELS | schemes}
    columns = {"type": "array", "items": dimensions, "maxItems": MOST_COLUMNS_NESTED}
    return [
        of_query("rows", dimensions, "行：按什么分类"),
        of_query("cols", columns, "列：按什么分类，最多两项", style="form", explode=True),
        _chosen("percent", [name for name in PERCENTS if name], None, "百分比以什么为全部"),
    ]
