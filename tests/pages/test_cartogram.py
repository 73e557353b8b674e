"""The tiles of the provinces: each in its place, in shades that say what they stand for."""

from cases.pages.cartogram import PROVINCES, cartogram, class_limits


class Library:
    """An index with twelve cases in Beijing and one in Jiangsu."""

    def with_value(self, facet: str, value: str) -> range:
        assert facet == "place"
        return range({"110000": 12, "320000": 1}.get(value, 0))


def test_every_province_has_its_own_tile():
    assert len(PROVINCES) == len({province.code for province in PROVINCES}) == 34
    assert len({(province.row, province.column) for province in PROVINCES}) == 34


def test_the_stylesheet_places_every_tile(settings):
    css = (settings.BASE_DIR / "cases/static/cases/casebook.css").read_text(encoding="utf-8")
    for province in PROVINCES:
        assert f".r{province.row} {{ grid-row: {province.row}; }}" in css
        assert f".c{province.column} {{ grid-column: {province.column}; }}" in css


def test_shades_grow_evenly_and_never_overlap():
    assert class_limits(0) == []
    assert class_limits(1) == [1]
    assert class_limits(5) == [1, 2, 3]
    assert class_limits(10_000) == [1, 10, 100, 1000]


def test_the_legend_names_every_shade_in_use(db):
    drawn = cartogram(Library())
    steps = {tile.step for tile in drawn.tiles}
    assert steps <= {shade.step for shade in drawn.legend}
    assert [shade.words for shade in drawn.legend] == ["暂无", "1 个", "2 个", "3–5 个", "6–12 个"]
