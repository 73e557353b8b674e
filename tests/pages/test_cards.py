"""What a card prints is escaped, and marked where it was searched for."""

from cases.pages.cards import TAGS, card, lit
from cases.search.ranking.highlight import Fragment
from cases.search.ranking.matches import HighlightTerm
from tests.records.made import made


def test_what_was_searched_for_is_marked_and_nothing_else():
    assert lit([Fragment("社区", True), Fragment("治理", False)]) == "<mark>社区</mark>治理"


def test_printed_characters_that_html_reads_are_escaped():
    fragments = [Fragment("<b>", True), Fragment("\"&'", False)]
    assert lit(fragments) == "<mark>&lt;b&gt;</mark>&#34;&amp;&#39;"


TERMS = [f"term-{number}" for number in range(1, 29)]
WITH_MANY = made(
    title="五化协同",
    terms=tuple(TERMS),
    mechanisms=tuple(f"机制{slug[5:]}号" for slug in TERMS),
    evidence=("",) * 28,
)


def shown(**options: object) -> list[tuple[str, bool]]:
    return [(name, matched) for _url, name, matched in card(WITH_MANY, **options).tags]


def test_of_many_mechanisms_the_first_are_shown():
    assert shown() == [(f"机制{number}号", False) for number in range(1, TAGS + 1)]


def test_the_mechanism_that_was_asked_for_is_always_shown_and_marked():
    first = [(f"机制{number}号", False) for number in range(1, TAGS)]
    assert shown(asked=frozenset({"term-28"})) == [*first, ("机制28号", True)]
    assert shown(reasons=["机制:机制27号(近义:它名)"]) == [*first, ("机制27号", True)]
    assert [matched for _name, matched in shown(asked=frozenset(TERMS[:9]))] == [True] * 9


CODED = made(
    title="甲",
    text="居民每月议事。老人有食堂。",
    terms=("a", "b"),
    mechanisms=("社区协商", "为老服务"),
    evidence=("text 0 6", "text 7 12"),
)


def test_a_reason_lights_the_evidence_of_its_mechanism_alone():
    for reason in ("机制:为老服务(近义:老人)", "老人（机制：为老服务）", "机制:为老服务(社区协商的下位词)"):
        assert card(CODED, reasons=[reason]).snippet == "居民每月议事。<mark>老人有食堂</mark>。"
    assert (
        card(CODED, reasons=["首字母:sqxs → 社区协商"]).snippet == "<mark>居民每月议事</mark>。老人有食堂。"
    )


def test_a_selected_mechanism_lights_its_evidence_where_no_word_is_lit():
    selected = frozenset({"a"})
    assert card(CODED, selected=selected).snippet == "<mark>居民每月议事</mark>。老人有食堂。"
    assert card(CODED, [HighlightTerm("老人")], selected=selected).snippet == (
        "居民每月议事。<mark>老人</mark>有食堂。"
    )
