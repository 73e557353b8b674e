"""Two states of a thing become differences that people read, row by row and word by word."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.choices import CodingState
from cases.curation.differences import REORDERED, Differences, RowChange, differences
from cases.curation.known_names import KnownNames
from cases.curation.states import PARTS, states
from cases.curation.text_changes import LEFT_OUT, Mark, shortened, stretches
from cases.models import Award, Mechanism, Revision
from cases.models.writing import State, writing
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_division, make_mechanism


def state(row: Any) -> State:
    return states(type(row), [row.pk])[row.pk]


def told(row: Any, before: State | None, after: State | None) -> Differences:
    model = type(row)
    return differences(model, before, after, KnownNames([(model, before), (model, after)]))


def lines(found: Differences) -> list[str]:
    return [
        *(f"{each.label}：{each.old}→{each.new}" for each in found.fields),
        *(
            f"{row.verb}{row.label} {row.called}：{each.label} {each.old}→{each.new}"
            for row in found.rows
            for each in row.fields
        ),
    ]


# --- Texts ---------------------------------------------------------------------------------------

TEXTS = st.text(alphabet="共治建，。\n村", max_size=60)


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new_one(old, new):
    found = stretches(old, new)
    assert "".join(each.text for each in found if each.mark is not Mark.ADDED) == old
    assert "".join(each.text for each in found if each.mark is not Mark.REMOVED) == new
    assert all(each.text for each in found)


def test_one_word_in_a_long_text_is_all_that_is_marked():
    before = "建立居民议事会。" * 50 + "多元共治格局初步形成。" + "由政府购买服务。" * 50
    found = stretches(before, before.replace("共治", "共建"))
    assert [(each.mark, each.text) for each in found if each.mark is not Mark.SAME] == [
        (Mark.REMOVED, "治"),
        (Mark.ADDED, "建"),
    ]
    brief = "".join(each.text for each in shortened(found))
    assert LEFT_OUT in brief
    assert "多元共治建格局" in brief
    assert len(brief) < 80


def test_another_sentence_is_not_torn_into_characters():
    found = stretches("甲乙丙丁戊己庚辛。留下的。", "一二三四五六七八九十！留下的。")
    assert [each.text for each in found] == ["甲乙丙丁戊己庚辛。", "一二三四五六七八九十！", "留下的。"]


def test_a_text_of_a_hundred_thousand_lines_is_compared_in_time():
    old, new = "\n甲" * 40_000, "\n乙" * 40_000
    assert {each.mark for each in stretches(old, new)} >= {Mark.REMOVED, Mark.ADDED}


# --- Things --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_field_is_told_by_its_chinese_name_and_the_names_of_its_values():
    award = make_award(applicant="太仓市人民政府", setting="urban")
    before = state(award)
    after = {**before, "setting": "rural", "title": "新的标题"}
    assert lines(told(award, before, after)) == [
        f"标题：{before['title']}→新的标题",
        "城乡类型：城市→农村",
    ]


@pytest.mark.django_db
def test_a_reference_is_told_by_its_name_of_today():
    old, new = make_division("太仓市", code="320585"), make_division("昆山市", code="320583")
    award = make_award(place_then=None, place_now=None, applicant="某市")
    before = {**state(award), "place_now_id": old.pk, "place_now": "320585"}
    after = {**before, "place_now_id": new.pk, "place_now": "320583"}
    assert lines(told(award, before, after)) == ["现行区划：太仓市→昆山市"]


@pytest.mark.django_db
def test_what_a_reference_is_called_elsewhere_is_no_difference():
    award = make_award()
    before = state(award)
    assert not told(award, before, {**before, "source": "renamed"})


@pytest.mark.django_db
def test_what_is_no_more_is_told_by_its_key_of_then():
    term = make_mechanism("协商", slug="xieshang")
    coding = make_coding(make_award(), mechanism=term)
    before = state(coding.award)
    coding.delete()
    term.delete()
    [row] = told(coding.award, before, state(coding.award)).rows
    assert (row.change, row.called.split()[0]) == (RowChange.REMOVED, "xieshang")


@pytest.mark.django_db
def test_a_coding_is_told_with_the_words_that_it_quotes():
    coding = make_coding(make_award(), evidence="推动社区协商")
    after = state(coding.award)
    [row] = told(coding.award, {**after, "codings": []}, after).rows
    assert (row.change, row.label) == (RowChange.ADDED, "机制编码")
    assert [each.new for each in row.fields if each.label == "原文"] == ["推动社区协商"]


@pytest.mark.django_db
def test_a_changed_coding_is_one_row_with_what_changed_in_it():
    award = make_award()
    coding = make_coding(award, make_mechanism(), state=CodingState.PROPOSED)
    make_coding(award, mechanism=make_mechanism("政府购买服务"), evidence="由政府购买服务")
    before = state(award)
    change(coding, state=CodingState.ACCEPTED)
    [row] = told(award, before, state(award)).rows
    assert row.change is RowChange.CHANGED
    assert row.called.startswith("社区协商")
    assert [(each.label, each.old, each.new) for each in row.fields] == [("状态", "待审", "采纳")]


@pytest.mark.django_db
def test_the_passage_of_a_changed_coding_is_old_beside_new():
    award = make_award()
    coding = make_coding(award, make_mechanism(), evidence="推动社区协商")
    before = state(award)
    start = award.source.text.index("建立居民议事会")
    change(coding, start=start, end=start + len("建立居民议事会"))
    [row] = told(award, before, state(award)).rows
    assert [(each.label, each.old, each.new) for each in row.fields] == [
        ("原文", "推动社区协商", "建立居民议事会")
    ]


@pytest.mark.django_db
def test_passages_are_read_in_the_document_as_it_was_then():
    award = make_award()
    before = state(award)
    award.withdraw()
    revision = Revision.objects.first()
    names = KnownNames([(Award, before)], revision.pk)
    row = before["attributions"][0]
    words = names.words(award.source_id, row["start"] or 0, row["end"] or 4)
    source = state(award.source)
    Revision.record(
        [
            Revision(
                number=revision.number + 1, through="shell", table="source", thing=award.source_id, key="s",
                before={**source, "text": "甲" * 5000, "sha256": "0"}, after=source,
            )
        ]
    )  # fmt: skip
    assert words == award.source.text[row["start"] or 0 : row["end"] or 4]
    then = KnownNames([(Award, before)], revision.pk)
    assert then.words(award.source_id, 0, 3) == "甲甲甲"
    assert KnownNames([(Award, before)]).words(award.source_id, 0, 3) == award.source.text[:3]


@pytest.mark.django_db
def test_other_names_in_another_order_are_told_as_that():
    term = make_mechanism("协商", names=("议事", "商议"))
    before = state(term)
    after = {**before, "names": before["names"][::-1]}
    [row] = told(term, before, after).rows
    assert (row.change, row.called) == (RowChange.REORDERED, REORDERED)
    assert (row.fields[0].old, row.fields[0].new) == ("议事、商议", "商议、议事")


@pytest.mark.django_db
def test_a_column_that_came_later_is_no_difference():
    award = make_award()
    after = state(award)
    before = {name: value for name, value in after.items() if name not in {"locality", "milestones"}}
    assert not told(award, before, after)
    assert not told(award, after, before)


@pytest.mark.django_db
def test_states_without_primary_keys_are_compared_by_public_ones():
    term = make_mechanism("议事", broader=make_mechanism("协商", slug="xieshang"))
    after = {name: value for name, value in state(term).items() if name != "broader_id"}
    assert lines(told(term, {**after, "broader": None}, after)) == ["上级机制：→xieshang"]


@pytest.mark.django_db
def test_what_is_new_is_told_whole_and_what_is_gone_too():
    term = make_mechanism("协商", names=("议事",))
    after = state(term)
    new = told(term, None, after)
    assert ("名称", "", "协商") in [(each.label, each.old, each.new) for each in new.fields]
    assert [row.change for row in new.rows] == [RowChange.ADDED]
    assert [row.change for row in told(term, after, None).rows] == [RowChange.REMOVED]


@pytest.mark.django_db
def test_every_label_is_chinese():
    for model, parts in PARTS.items():
        for table in (model, *parts.values()):
            for column in table._meta.concrete_fields:
                if column.name != "id":
                    label = str(column.verbose_name)
                    assert any("一" <= sign <= "鿿" for sign in label) or label == "SHA-256", (table, label)


@pytest.mark.django_db
def test_a_caller_can_leave_columns_and_tables_out():
    coding = make_coding(make_award(), note="内部的话")
    after = state(coding.award)
    found = differences(
        Award, {**after, "codings": []}, after, KnownNames([(Award, after)]),
        wanted=lambda table, name: name not in {"coder", "note"} and table._meta.model_name != "milestone",
    )  # fmt: skip
    assert {each.name for each in found.rows[0].fields} == {"mechanism", "confidence", "state", "start"}


@pytest.mark.django_db
def test_names_take_one_query_a_table(django_assert_max_num_queries):
    award = make_award()
    for number in range(5):
        make_coding(award, mechanism=make_mechanism(f"机制{number}"))
    after = state(award)
    with django_assert_max_num_queries(10):
        told(award, None, after)


@pytest.mark.django_db
def test_a_term_that_is_broader_now_is_told():
    with writing():
        broad, term = make_mechanism("协商"), make_mechanism("议事")
    before = states(Mechanism, [term.pk])[term.pk]
    change(term, broader=broad)
    assert lines(told(term, before, state(term))) == ["上级机制：→协商"]
