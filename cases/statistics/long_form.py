"""The counts of a table one a row, as programs of statistics read them: slugs and labels apart, no totals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from pyroaring import AbstractBitMap, BitMap

from cases.choices import Region
from cases.column import Column
from cases.facets.declarations import PLACE, PLACE_THEN
from cases.fields import BY_NAME
from cases.index.index import Index
from cases.index.store import DIRECT
from cases.listing.result_list import ResultList
from cases.statistics.crosstab import Head, heads
from cases.statistics.dimensions import Dimension
from cases.statistics.layout import Layout
from cases.terms import BETWEEN

REGIONS = BY_NAME["region"].label
LIAONING = "210000"  # the one province of the Northeast that is of the East among three regions
WITH_NARROWER, DIRECT_ALONE = "with-narrower", "direct"
FOUR, THREE = "4", "3"


@dataclass(frozen=True, slots=True)
class CountOptions:
    """How values are counted: terms with their narrower ones or alone, regions as four or as three."""

    terms: str = WITH_NARROWER
    regions: str = FOUR

    def told(self, words: str) -> str:
        """Words of a layout, with the name of the regions that are counted."""
        return words.replace(REGIONS, "三大地带") if self.regions == THREE else words

    def heads_of(self, results: ResultList, dimension: Dimension) -> list[Head]:
        """The values that cases of the list have, with their cases."""
        found = heads(results, dimension)
        if dimension.is_of_terms and self.terms == DIRECT_ALONE:
            return list(_coded_themselves(found, results, dimension.facet.none))
        if dimension.parameter == "region" and self.regions == THREE:
            return three_regions(found, results.index)
        return found


def three_regions(found: Iterable[Head], index: Index) -> list[Head]:
    """东部, 中部 and 西部 in the place of four regions: 辽宁 is 东部, 吉林 and 黑龙江 are 中部.

    These are the 11, 8 and 12 provinces by which statistics and studies count that keep to three regions:
    三大地带 of the Seventh Five-Year Plan (1986), with 重庆 a municipality since 1997, and 内蒙古 and 广西 in
    the West since 国发〔2000〕33号. 东部: 北京、天津、河北、辽宁、上海、
    江苏、浙江、福建、山东、广东、海南. 中部: 山西、吉林、黑龙江、安徽、江西、河南、湖北、湖南.
    """
    liaoning = BitMap().union(*(index.with_value(each.name, LIAONING) for each in (PLACE, PLACE_THEN)))
    kept: dict[str, Head] = {}
    for head in found:
        if head.value != Region.NORTHEAST:
            parts = [(head.value, head.label, head.ids)]
        else:
            parts = [
                (Region.EAST.value, Region.EAST.label, head.ids & liaoning),
                (Region.CENTRAL.value, Region.CENTRAL.label, head.ids - liaoning),
            ]
        for value, label, ids in parts:
            before: AbstractBitMap = kept[value].ids if value in kept else BitMap()
            kept[value] = Head(value, str(label), before | ids, "")
    ordered = [*(each.value for each in Region), *(value for value in kept if value not in Region.values)]
    return [kept[value] for value in ordered if value in kept and kept[value].ids]


def _coded_themselves(found: Iterable[Head], results: ResultList, none: str) -> Iterator[Head]:
    """What is not recorded has no term, and stays."""
    for head in found:
        ids = head.ids & results.index.with_value(DIRECT, head.value) if head.value != none else head.ids
        if ids:
            yield replace(head, ids=ids)


def columns(layout: Layout, form: CountOptions) -> list[Column]:
    """Of each dimension the slug and the label, then the number."""
    named = []
    for each in layout.dimensions:
        label = form.told(each.label)
        named.append(Column(each.column, label, f"{label}的代码；none 表示没有记录"))
        named.append(Column(f"{each.column}_label", label, f"{label}的中文名称"))
    return [*named, Column("n", "案例数", "同时符合各列的案例数", "integer")]


def rows(results: ResultList, layout: Layout, form: CountOptions) -> list[list[str]]:
    """The header row, then every combination of values, those without a case with 0."""
    axes = [form.heads_of(results, dimension) for dimension in layout.dimensions]
    lines = [[*_texts(layout, combined), str(_number(combined))] for combined in product(*axes)]
    return [[each.name for each in columns(layout, form)], *lines]


def _texts(layout: Layout, combined: tuple[Head, ...]) -> Iterator[str]:
    """Slug and label of each value; of a term without its scheme, which the column names."""
    for each, head in zip(layout.dimensions, combined, strict=True):
        yield head.value.rpartition(BETWEEN)[2] if each.facet.scheme else head.value
        yield head.label


def _number(combined: tuple[Head, ...]) -> int:
    return len(BitMap.intersection(*(head.ids for head in combined)))
