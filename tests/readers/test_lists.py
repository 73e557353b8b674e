"""Lists of honoured units in every layout that offices use, read against what a person reads in them."""

import random

import pytest

from cases.readers.records import Form
from tests.readers.layouts import LAYOUTS, expected, read, text_of, words
from tests.readers.library import SLUGS, source
from tests.readers.library import read as read_by_form


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_to_the_word(layout: str) -> None:
    awards = read(text_of(layout)).awards

    assert [words(award) for award in awards] == [
        (title, applicant) for title, applicant, _ in expected(layout)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_value_is_what_the_document_prints_there(layout: str) -> None:
    text = text_of(layout)

    for award in read(text).awards:
        printed = (award.title, award.applicant, award.place, award.place_above)
        for value in printed:
            assert value is None or text[value.start : value.end] == value.value
        assert award.start < award.end


def test_a_list_that_stands_twice_is_read_once() -> None:
    listed = text_of("chrome-behind")
    text = listed.replace("我市3个社区入选。", "月华社区、都正街社区、东瓜山社区入选。")

    assert [words(award) for award in read(text).awards] == [words(award) for award in read(listed).awards]


def test_the_title_is_not_the_name_of_the_site_and_only_one_is_no_eleven() -> None:
    document = read(text_of("won-in-the-news"))

    assert document.title is not None and document.title.value == "无锡市新增4个和谐社区"
    assert document.declared is not None and document.declared.value == 4
    assert document.problems == ()


def test_who_signs_is_no_entry_though_a_list_of_offices_has_them() -> None:
    signed = read(text_of("signed-notice"))
    offices = "获奖单位名单\n太仓市民政局\n昆山市民政局\n苏州市民政局\n2020年12月15日\n"

    assert "苏州市民政局" not in [words(award)[1] for award in signed.awards]
    assert [each for each in signed.problems if "文中说" in each.message] == []
    assert [words(award)[1] for award in read(offices).awards] == ["太仓市民政局", "昆山市民政局"]


def test_the_word_attachment_is_no_title() -> None:
    document = read("附件1：\n示范社区名单\n太仓市城厢镇甲社区\n太仓市城厢镇乙社区\n")

    assert document.title is not None and document.title.value == "示范社区名单"


def test_a_list_without_a_title_has_none_and_its_body_holds_all_entries() -> None:
    for layout in ("unit-behind-a-dash-below", "table-of-bars"):
        document = read(text_of(layout))

        assert document.title is None
        assert all(
            document.body_start <= award.start < award.end <= document.body_end for award in document.awards
        )


def test_the_known_forms_are_read_as_before_with_a_gazetteer() -> None:
    for slug in SLUGS:
        assert read(source(slug)).awards == read_by_form(source(slug)).awards
        assert read(source(slug)).form is not Form.LIST


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_no_garbled_document_stops_the_reader(seed: int) -> None:
    chance = random.Random(seed)
    text = text_of(chance.choice(LAYOUTS))
    lines = text.splitlines(keepends=True)
    garbled = [
        "".join(chance.sample(lines, len(lines))),
        text[: chance.randrange(len(text))],
        text.encode("gb18030").decode("utf-8", "replace"),
        "".join(chance.sample(text, len(text))),
        text.replace(chance.choice("，、：；。"), chance.choice(["", "\n", "||", "（"])),
    ]
    for each in garbled:
        for award in read(each).awards:
            assert 0 <= award.start < award.end <= len(each)
            for value in (award.title, award.applicant, award.place):
                assert value is None or each[value.start : value.end] == value.value
