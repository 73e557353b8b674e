"""The tile grid of the 34 province-level units: a sketch (示意图) without boundaries, not a map.

Each unit is one tile; rows and columns keep neighbours near each other as well as a grid can.
"""

from dataclasses import dataclass
from typing import NamedTuple

from cases.index.index import Index
from cases.listing.state import SearchState
from cases.pages.page import CASES

STEPS = 4  # shades above the empty one


class Province(NamedTuple):
    """A unit: its GB/T 2260 code, its name and short name, and its place on the grid (from 1)."""

    code: str
    name: str
    short: str
    row: int
    column: int


PROVINCES = (
    Province("110000", "北京市", "北京", 3, 6),
    Province("120000", "天津市", "天津", 4, 6),
    Province("130000", "河北省", "河北", 3, 5),
    Province("140000", "山西省", "山西", 3, 4),
    Province("150000", "内蒙古自治区", "内蒙古", 2, 4),
    Province("210000", "辽宁省", "辽宁", 3, 7),
    Province("220000", "吉林省", "吉林", 2, 7),
    Province("230000", "黑龙江省", "黑龙江", 1, 7),
    Province("310000", "上海市", "上海", 6, 7),
    Province("320000", "江苏省", "江苏", 5, 6),
    Province("330000", "浙江省", "浙江", 6, 6),
    Province("340000", "安徽省", "安徽", 5, 5),
    Province("350000", "福建省", "福建", 7, 5),
    Province("360000", "江西省", "江西", 6, 5),
    Province("370000", "山东省", "山东", 4, 5),
    Province("410000", "河南省", "河南", 4, 4),
    Province("420000", "湖北省", "湖北", 5, 4),
    Province("430000", "湖南省", "湖南", 6, 4),
    Province("440000", "广东省", "广东", 7, 4),
    Province("450000", "广西壮族自治区", "广西", 7, 3),
    Province("460000", "海南省", "海南", 8, 3),
    Province("500000", "重庆市", "重庆", 5, 3),
    Province("510000", "四川省", "四川", 5, 2),
    Province("520000", "贵州省", "贵州", 6, 3),
    Province("530000", "云南省", "云南", 6, 2),
    Province("540000", "西藏自治区", "西藏", 5, 1),
    Province("610000", "陕西省", "陕西", 4, 3),
    Province("620000", "甘肃省", "甘肃", 3, 2),
    Province("630000", "青海省", "青海", 4, 2),
    Province("640000", "宁夏回族自治区", "宁夏", 3, 3),
    Province("650000", "新疆维吾尔自治区", "新疆", 3, 1),
    Province("710000", "台湾省", "台湾", 7, 6),
    Province("810000", "香港特别行政区", "香港", 8, 5),
    Province("820000", "澳门特别行政区", "澳门", 8, 4),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province with its number of cases; `step` is its shade, 0 for none."""

    province: Province
    count: int
    step: int
    url: str


@dataclass(frozen=True, slots=True)
class Shade:
    """An entry of the legend: the shade and the numbers it stands for, in words."""

    step: int
    words: str


@dataclass(frozen=True, slots=True)
class Cartogram:
    """The tiles from north-east to south in reading order of the codes, and the legend."""

    tiles: list[Tile]
    legend: list[Shade]

    @property
    def ranked(self) -> list[Tile]:
        """The same figures by number, for the table."""
        return sorted(self.tiles, key=lambda tile: (-tile.count, tile.province.code))


def cartogram(index: Index) -> Cartogram:
    """The library by province of today."""
    counts = {province.code: len(index.with_value("place", province.code)) for province in PROVINCES}
    limits = class_limits(max(counts.values()))
    tiles = [
        Tile(
            province,
            counts[province.code],
            sum(counts[province.code] >= limit for limit in limits),
            SearchState.of(place=province.code).url(CASES.url),
        )
        for province in PROVINCES
    ]
    return Cartogram(tiles, _legend(limits, max(counts.values())))


def class_limits(most: int) -> list[int]:
    """The least number of each shade: at most STEPS, from 1, growing evenly on a log scale."""
    if most < 1:
        return []
    grown = [round(most ** (step / STEPS)) for step in range(STEPS)]
    return list(dict.fromkeys(max(limit, 1) for limit in grown))


def _legend(limits: list[int], most: int) -> list[Shade]:
    ends = [*(limit - 1 for limit in limits[1:]), most][: len(limits)]
    words = [f"{a}" if a == b else f"{a}–{b}" for a, b in zip(limits, ends, strict=True)]
    return [Shade(0, "暂无"), *(Shade(step, f"{said} 个") for step, said in enumerate(words, start=1))]
