"""Persons, captions of pictures and scores in a list are no awards and no titles, and are named."""

import pytest

from tests.readers.layouts import read, words

TITLE = "2021年全国基层治理创新典型案例名单\n"
UNREAD = "名单中的这一行没有读懂。"


def told(text: str) -> set[tuple[str, str]]:
    """Each problem with its passage, without what every bare list lacks."""
    problems = [each for each in read(text).problems if each.end is not None]
    return {
        (each.message.partition("：")[2] or each.message, text[each.start : each.end])
        for each in problems
        if "没有正文" not in each.message
    }


@pytest.mark.parametrize("score", [" 95分", "（95分）", "（得分：93.5分）", "，92分"])
def test_a_score_behind_an_entry_is_no_part_of_its_title_or_name(score: str) -> None:
    titled = f"{TITLE}北京市东城区：胡同议事会{score}\n天津市和平区：社区三会{score}\n"
    bare = f"{TITLE}北京市东城区东直门街道{score}\n天津市和平区小白楼街道{score}\n"

    assert [words(award)[0] for award in read(titled).awards] == ["胡同议事会", "社区三会"]
    assert [words(award)[1][-4:] for award in read(bare).awards] == ["直门街道", "白楼街道"]
    assert [bare[award.start : award.end][-2:] for award in read(bare).awards] == [score[-2:]] * 2


def test_a_number_that_a_title_holds_stays_in_it() -> None:
    text = f"{TITLE}北京市东城区：服务做到100分\n天津市和平区：社区三会\n"
    assert words(read(text).awards[0])[0] == "服务做到100分"


@pytest.mark.parametrize("caption", ["图1 天津市和平区社区三会现场", "图 2：颁奖现场", "照片1 小白楼街道"])
def test_the_caption_of_a_picture_is_named_and_no_award(caption: str) -> None:
    text = f"{TITLE}一、典型案例（2个）\n北京市东城区：胡同议事会\n{caption}\n天津市和平区：社区三会\n"

    assert [words(award)[0] for award in read(text).awards] == ["胡同议事会", "社区三会"]
    assert told(text) == {(UNREAD, caption)}


def test_a_title_before_what_it_won_is_the_title_of_the_unit_behind_the_colon() -> None:
    text = f"{TITLE}“四步工作法”入选典型案例：北京市东城区\n“议事厅”入选典型案例：天津市和平区\n"
    assert [words(award) for award in read(text).awards] == [
        ("四步工作法", "北京市东城区"), ("议事厅", "天津市和平区"),
    ]  # fmt: skip


def test_a_title_that_won_without_a_unit_is_named() -> None:
    text = (
        "2021年全国基层治理创新典型案例公布\n“四步工作法”入选全国基层治理创新典型案例，"
        "北京市东城区、天津市和平区、重庆市渝中区等3个地区被评为典型案例。\n"
    )
    assert len(read(text).awards) == 3
    assert ("这里写到的名称没有收录，请核对。", "“四步工作法”") in told(text)


def test_a_district_above_persons_is_doubtful_and_the_persons_are_named() -> None:
    text = f"{TITLE}北京市东城区\n张三\n李四\n天津市和平区\n王小五\n赵六\n"
    doubt = "下面一行的“{}”像是人名，请核对这一条是入选的单位，还是个人所在的地方。"

    assert {
        (doubt.format("张三"), "北京市东城区"),
        (doubt.format("王小五"), "天津市和平区"),
        (UNREAD, "张三"),
        (UNREAD, "李四"),
        ("名单末尾的这几行像是人名，没有收录。", "王小五\n赵六"),
    } <= told(text)


@pytest.mark.parametrize("names", ["张三、李四", "王小五", "李小红（女）"])
def test_persons_where_a_title_would_stand_are_doubtful(names: str) -> None:
    text = f"{TITLE}北京市东城区：{names}\n天津市和平区：马扎会\n"
    found = {each for each in told(text) if "人名" in each[0]}
    assert found == {(f"“{names}”像是人名，请核对：个人的荣誉不作案例收录。", f"北京市东城区：{names}")}
