"""An accepted key figure as a row: its columns and its cells, made with the index.

Readers see what `KeyFigure.objects.accepted` gives.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cases.characters import printable
from cases.column import Column
from cases.language.quantities import plain
from cases.models import KeyFigure
from cases.records.record import Record
from cases.records.row_lines import Cells, texts_of

COLUMNS = (
    Column("award", "入库编号", "所属案例的入库编号"),
    Column("source", "来源文献", "依据所在来源文献的标识"),
    Column("subject", "事项", "归并以后的名称，可按它筛选（figure）；各种写法归为一项"),
    Column("counted", "所数", "所数的人、物、事，照录原文"),
    Column("value", "数值", "以“个、元”等为单位的数，万、亿已换算；百分数去掉百分号", "number"),
    Column("upper", "上限", "区间的上限；不是区间则空", "number"),
    Column(
        "qualifier", "限定", "about、over、nearly、at_least、at_most 或 under，见 qualifier 的取值；确数则空"
    ),
    Column("unit", "单位", "量词或计量单位；原文没有印出的见说明，没有单位的比例则空"),
    Column("number", "原文数字", "原文所印的数，万、亿未换算"),
    Column("scope", "范围", "这个数说的是哪里、哪一部分，照录原文；原文没有写则空"),
    Column("when", "时间", "这个数是什么时候的，照录原文；原文没有写则空"),
    Column("start", "起", "依据在来源文献中的起点，从 0 起按字符计", "integer"),
    Column("end", "止", "依据在来源文献中的终点，不含该字符", "integer"),
    Column("evidence", "依据", "来源文献从起点到终点的原文"),
    Column("state", "状态", "导出的都是已采纳的：accepted"),
    Column("coder", "编码者", "编码者公开的名称：一位编者或一种方法，说明见编码手册"),
    Column("note", "说明", "编码者的说明；没有则空"),
)
NAMES = tuple(each.name for each in COLUMNS)
OWN = tuple(name for name in NAMES if name not in ("award", "source", "evidence", "coder"))


def figure_rows(records: Sequence[Record]) -> dict[int, list[Cells]]:
    """Primary key → the key figures of the award, in the order of the text; two queries."""
    awards = {record.pk: record for record in records}
    read = KeyFigure.objects.accepted().filter(award__in=awards).order_by("award_id", "pk")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in read.values("award_id", "coder__name", *OWN):
        found[row["award_id"]].append({**row, "coder": row["coder__name"]})
    texts = texts_of({awards[pk].source for pk in found}) if found else {}
    return {
        pk: rows_of_figures(awards[pk], figures, texts[awards[pk].source])
        for pk, figures in found.items()
        if awards[pk].source in texts
    }


def rows_of_figures(award: Record, figures: Iterable[Mapping[str, Any]], text: str) -> list[Cells]:
    """The rows of an award from its figures, in the order of their primary keys, and the text of its source.

    A figure has the values of OWN, and `coder`, by name.
    """
    ordered = sorted(figures, key=lambda each: (each["start"], each["end"]))
    return [_cells(award, each, text[each["start"] : each["end"]]) for each in ordered]


def _cells(award: Record, figure: Mapping[str, Any], evidence: str) -> Cells:
    given = {"award": award.id, "source": award.source, "evidence": evidence}
    return {name: _as_printed(given[name] if name in given else figure[name]) for name in NAMES}


def _as_printed(value: Any) -> Any:  # noqa: ANN401 - of whatever kind a column is
    if isinstance(value, Decimal):
        return number(value)
    return printable(value) if isinstance(value, str) else value


def number(value: Decimal) -> int | float:
    """The same for JSON and CSV: of at most 15 digits, which a float keeps."""
    written = plain(value)
    return float(written) if "." in written else int(written)
