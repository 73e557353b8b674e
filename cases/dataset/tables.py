"""The tables of the package: each column follows from what a version publishes (`TOLD`) and from the models.

So nothing that is published can be missing in the package, and nothing else can stand in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.db import models

from cases.curation.states import PARTS, PUBLIC_KEYS
from cases.curation.versions.forms import TOLD
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Source,
    Tier,
)
from cases.models.writing import Public

Kind = Literal["string", "integer", "number", "boolean", "date", "datetime", "array"]

# What a thing is called in the columns that lead to it.
CALLED: Mapping[type[Public], str] = {
    **{Award: "award", Coder: "coder", CodingScheme: "scheme", Division: "place", Edition: "edition"},
    **{IssuingBody: "body", Mechanism: "term", Programme: "programme", Source: "source", Tier: "tier"},
}
RENAMED: Mapping[tuple[type[Public], str, str], str] = {  # (thing, part, name in the form) → column
    (Award, "", "start"): "source_start",
    (Award, "", "end"): "source_end",
    (Award, "codings", "mechanism"): "term",
}
EDITION = ("edition_programme", "edition_year", "edition_round", "edition_batch")  # in the form of an award
KEY_OF_EDITION = "edition"  # the key of its table: no column of the database has it
FORMER = ("former_slugs", "former_accessions")  # parts of one value a row, which stand in the owner's row


@dataclass(frozen=True, slots=True)
class PackageColumn:
    """A column: `form` is its name in the canonical form, `to` the table that it refers to by its key."""

    name: str
    kind: Kind
    title: str
    form: str
    to: str = ""
    is_required: bool = False
    values: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class PackageTable:
    """A file: of things of `model`, or of rows of one `part` of them; `key` are the columns of its key."""

    name: str
    title: str
    model: type[Public]
    part: str
    key: tuple[str, ...]
    columns: tuple[PackageColumn, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def rows_of(self) -> type[Public]:
        """The table of the database that its rows are of."""
        return PARTS[self.model][self.part] if self.part else self.model


POSITION = PackageColumn("position", "integer", "序号", "", is_required=True, meaning="在这个案例里的次序")
# Name, title, thing, part, key; from what is drawn on to what draws on it.
_DECLARED: tuple[tuple[str, str, type[Public], str, tuple[str, ...]], ...] = (
    ("schemes", "编码方案", CodingScheme, "", ("slug",)),
    ("coders", "编码者", Coder, "", ("name",)),
    ("places", "行政区划", Division, "", ("key",)),
    ("place_changes", "区划沿革", Division, "successors", ("place", "successor")),
    ("tiers", "等次", Tier, "", ("slug",)),
    ("tier_names", "等次的其他名称", Tier, "names", ("tier", "name")),
    ("bodies", "发布机关", IssuingBody, "", ("slug",)),
    ("body_names", "发布机关的其他名称", IssuingBody, "names", ("body", "name")),
    ("programmes", "评选项目", Programme, "", ("slug",)),
    ("programme_names", "评选项目的其他名称", Programme, "names", ("programme", "name")),
    ("programme_tiers", "评选项目的等次", Programme, "programme_tiers", ("programme", "tier")),
    ("programme_issuers", "惯常发布机关", Programme, "usual_issuers", ("programme", "body")),
    ("sources", "来源文献", Source, "", ("slug",)),
    ("source_facts", "文献信息", Source, "facts", ("source", "label", "start")),
    ("terms", "编码项（治理机制等）", Mechanism, "", ("slug",)),
    ("term_names", "编码项的其他名称", Mechanism, "names", ("name",)),
    ("term_contrasts", "易混辨析", Mechanism, "contrasts", ("term", "text")),
    ("editions", "届次", Edition, "", (KEY_OF_EDITION,)),
    ("edition_issuers", "届次的发布机关", Edition, "issuers", ("edition", "body")),
    ("edition_facts", "届次信息", Edition, "facts", ("edition", "label", "start")),
    ("edition_quotas", "公布数", Edition, "quotas", ("edition", "tier")),
    ("awards", "案例", Award, "", ("accession",)),
    ("origins", "取值依据", Award, "attributions", ("award", "position")),
    ("witnesses", "其他出处", Award, "attestations", ("award", "source")),
    ("milestones", "后续事项", Award, "milestones", ("award", "kind", "year")),
    ("codings", "编码", Award, "codings", ("award", "term", "start", "end", "coder")),
    ("figures", "关键数字", Award, "figures", ("award", "position")),
)
OF_THINGS: Mapping[type[Public], str] = {model: name for name, _, model, part, _ in _DECLARED if not part}


@cache
def package_tables() -> tuple[PackageTable, ...]:
    """All tables that hold what is published, from what is drawn on to what draws on it."""
    return tuple(
        PackageTable(name, title, model, part, key, tuple(_columns(model, part, key)))
        for name, title, model, part, key in _DECLARED
    )


def key_of_edition(programme: str, year: int | None, *counted: str | None) -> str:
    """2014-sqzl; with round and batch where they count: 2023-syq-第三批."""
    return "-".join([str(year or "0000"), programme, *filter(None, counted)])


def _columns(model: type[Public], part: str, key: tuple[str, ...]) -> list[PackageColumn]:
    own = PARTS[model][part] if part else model
    told = TOLD[model].parts[part] if part else TOLD[model].own
    columns = [_column(model, part, own, name, key) for name in told if name not in EDITION]
    if part:
        of = CALLED[model]
        columns.insert(0, PackageColumn(of, "string", _title(own, own.part_of), "", OF_THINGS[model], True))
        if POSITION.name in key:
            columns.insert(1, POSITION)
        return columns
    if model is Edition:
        meaning = "年度-项目，有届、批的加在后面；年度不详的为 0000"
        columns.insert(
            0, PackageColumn(KEY_OF_EDITION, "string", "届次", "", is_required=True, meaning=meaning)
        )
    if model is Award:
        at = PackageColumn("edition", "string", "届次", "", OF_THINGS[Edition], True)
        columns.insert(1, at)
        meaning = "其他出处与本行取值不同的说法"
        columns.append(
            PackageColumn("other_readings", "array", "其他说法", "other_readings", meaning=meaning)
        )
    for former in TOLD[model].parts.keys() & set(FORMER):
        title = "原编号" if model is Award else "原标识"
        columns.append(PackageColumn("former", "array", title, former, meaning="此前用过的，网址仍然有效"))
    if model is Source:
        meaning = "读者所见全文的文件；偏移量以它的字符计，从 0 起"
        columns.append(PackageColumn("text", "string", "全文", "", is_required=True, meaning=meaning))
    return columns


def _column(
    model: type[Public], part: str, own: type[Public], name: str, key: tuple[str, ...]
) -> PackageColumn:
    field: Any = own._meta.get_field(name)
    called = RENAMED.get((model, part, name), name)
    to = OF_THINGS[field.related_model] if field.is_relation else ""
    is_text = isinstance(field, (models.CharField, models.TextField))
    is_required = (
        called in key or not field.null and not (is_text and field.blank) and not field.has_default()
    )
    return PackageColumn(
        called,
        _kind(field),
        str(field.verbose_name),
        name,
        to,
        is_required or isinstance(field, models.BooleanField),
        tuple(str(value) for value, _label in field.flatchoices if value != ""),
    )


def _kind(field: "models.Field[Any, Any]") -> Kind:
    if field.is_relation or isinstance(field, (models.CharField, models.TextField)):
        return "string"
    if isinstance(field, models.BooleanField):
        return "boolean"
    if isinstance(field, models.JSONField):
        return "array"
    if isinstance(field, models.DecimalField):
        return "number"
    return "date" if isinstance(field, models.DateField) else "integer"


def _title(own: type[Public], name: str) -> str:
    field: Any = own._meta.get_field(name)
    return str(field.verbose_name)


# --- Beside what is published: what keeps its numbers, and the head of each thing's revisions -------------

WITHDRAWN = (
    PackageColumn("accession", "string", "入库编号", "", is_required=True, meaning="不再给别的案例"),
    PackageColumn("state", "string", "状态", "", "", True, ("withdrawn", "sealed"), "已撤回，或者已封存"),
    PackageColumn("edition", "string", "届次", "", OF_THINGS[Edition], True),
    PackageColumn("tier", "string", "等次", "", OF_THINGS[Tier], True),
    PackageColumn("source", "string", "来源文献", "", OF_THINGS[Source], True),
    PackageColumn("source_start", "integer", "起", "", is_required=True),
    PackageColumn("source_end", "integer", "止", "", is_required=True),
    PackageColumn("former", "array", "原编号", ""),
)
REVISIONS = (
    PackageColumn("kind", "string", "表", "", "", True, tuple(OF_THINGS.values()), "所在的表"),
    PackageColumn("key", "string", "主键", "", is_required=True, meaning="在那张表里的主键"),
    PackageColumn("since", "integer", "自版本", "", meaning="案例从第几版起就是这样；其他的空着"),
    PackageColumn("data_version", "integer", "数据版本", "", meaning="最近一次修订的数据版本号"),
    PackageColumn("revised_at", "datetime", "修订时间", "", meaning="最近一次修订的时间，协调世界时"),
    PackageColumn("sha256", "string", "校验值", "", meaning="规范形式的 SHA-256，做法见 README"),
)


@dataclass(frozen=True, slots=True)
class FurtherTable:
    """A table of the package that is none of the published tables."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[PackageColumn, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


FURTHER = (
    FurtherTable("withdrawn", "撤回和封存的编号", ("accession",), WITHDRAWN),
    FurtherTable("revisions", "各条目最近一次修订", ("kind", "key"), REVISIONS),
)
PUBLIC_KEY = {model: names[0] for model, names in PUBLIC_KEYS.items() if model is not Edition}
