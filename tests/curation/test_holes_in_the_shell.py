"""Each way in which a public value was once made false, tried in the shell."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from cases.library.snapshots.awards import AwardSnapshots
from cases.models import (
    Attribution,
    Award,
    DataVersion,
    EditionFact,
    FormerAccession,
    Milestone,
    SourceFact,
)
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_source
from tests.origins import make_attribution
from tests.vocabularies import make_issuing_body, make_tier

pytestmark = pytest.mark.django_db
ELSEWHERE = "杭州市人民政府"


def origin(award: Award, field: str) -> Attribution:
    return award.attributions.get(field=field)


def quote(award: Award, field: str, words: str) -> None:
    """Say that the field is printed where the source has these words."""
    row = origin(award, field)
    row.start = award.source.text.index(words)
    row.end = row.start + len(words)
    row.save()


# What is tried, and what is said of it.
FALSE = {
    "title": (
        lambda award: change(award, title="原文没有的标题"),
        "标题“原文没有的标题”与原文“政社互动”不符",
    ),
    "applicant": (
        lambda award: change(award, applicant=ELSEWHERE),
        "申报单位“杭州市人民政府”与原文“太仓市民政局”不符",
    ),
    "no applicant": (lambda award: change(award, applicant=""), "申报单位没有取值，却有取值依据"),
    "rank": (lambda award: change(award, rank=2, accession="2014-sqzl-w02"), "序号“2”与原文“1”不符"),
    "tier": (
        lambda award: change(award, tier=make_tier("nominee"), accession="2014-sqzl-n01"),
        "等次“提名成果”与原文“十大创新成果”不符",
    ),
    "year quoted": (lambda award: quote(award, "year", "社区协商"), "年度“2014”与原文“社区协商”不符"),
    "programme quoted": (lambda award: quote(award, "programme", "通知"), "与原文“通知”不符"),
    "issuer quoted": (lambda award: quote(award, "issuing_body", "通知"), "发布机关“民政部”与原文“通知”不符"),
    "place quoted": (lambda award: quote(award, "city", "太仓市"), "地级“苏州市”与原文“太仓市”不符"),
    "blank at an end": (lambda award: quote(award, "title", "政社互动\n"), "开头或末尾是空白"),
    "invented rule": (
        lambda award: change(origin(award, "setting"), rule="setting-by-curator"),
        "没有“setting-by-curator”这条推断规则",
    ),
    "rule of another field": (
        lambda award: change(origin(award, "setting"), rule="level-from-words"),
        "规则 level-from-words 不推断这一项",
    ),
    "nobody decided": (lambda award: change(origin(award, "setting"), rule="curated"), "须在说明中写明理由"),
    "value without origin": (
        lambda award: change(award, applicant_kind="civil-affairs"),
        "取值依据：申报单位类型",
    ),
    "origin deleted": (lambda award: origin(award, "year").delete(), "取值依据：年度"),
    "back to draft": (lambda award: change(award, state="draft"), "不能退回草稿"),
    "deleted": (lambda award: award.delete(), "只能撤回，不能删除"),
}


@pytest.mark.parametrize("what", FALSE)
def test_nobody_makes_it_false_in_the_shell(award, what):
    before, revision = DataVersion.current(), AwardSnapshots().dump()
    attempt, said = FALSE[what]
    with pytest.raises(ValidationError, match=said):
        attempt(award)
    assert (DataVersion.current(), AwardSnapshots().dump()) == (before, revision)


@pytest.mark.slow
def test_a_rank_is_not_a_digit_of_a_longer_number():
    award = make_award(title="共评出11个成果", rank=1)
    start = award.source.text.index("11")
    with pytest.raises(ValidationError, match="序号“1”在原文中只是“1、共评出11个成果”的一部分"):
        change(origin(award, "rank"), start=start, end=start + 1)


@pytest.mark.slow
def test_an_issuer_is_not_the_beginning_of_another():
    make_issuing_body("mca-office")
    award = make_award(source=make_source(text="民政部办公厅关于公布结果的通知\n"))
    with pytest.raises(ValidationError, match="发布机关“民政部”在原文中只是“民政部办公厅关于公布结”的一部分"):
        quote(award, "issuing_body", "民政部")


@pytest.mark.slow
@pytest.mark.parametrize(
    "values",
    [{"title": "原文没有的标题"}, {"applicant": ELSEWHERE}, {"setting": ""}, {"rank": None}, {"end": 20}],
)
def test_nobody_makes_it_false_in_bulk(award, values):
    before = AwardSnapshots().dump()
    with pytest.raises(ValidationError), writing():
        Award.objects.filter(pk=award.pk).update(**values)
    with pytest.raises(ValidationError), writing():
        for name, value in values.items():
            setattr(award, name, value)
        Award.objects.bulk_update([award], list(values))
    assert AwardSnapshots().dump() == before


def test_all_origins_of_a_public_award_cannot_go(award):
    with (
        pytest.raises(ValidationError, match="请补充取值依据：年度、评选项目、发布机关、等次、序号、标题"),
        writing(),
    ):
        award.attributions.all().delete()
    assert award.attributions.count() == 12


@pytest.mark.slow
def test_a_true_change_in_bulk_reaches_page_and_csv_alike(client, award):
    with writing():
        make_attribution(award, "setting", rule="curated")
        Award.objects.filter(pk=award.pk).update(setting="rural")
    [row] = csv.DictReader(
        io.StringIO(b"".join(client.get("/cases.csv").streaming_content).decode("utf-8-sig"))
    )
    assert row["setting"] == "rural"
    assert "农村" in client.get(award.get_absolute_url()).content.decode()
    assert client.get(f"{award.get_absolute_url()[:-1]}.json").json()["setting"] == "rural"


# --- Neighbours and numbers ---------------------------------------------------------------------


@pytest.mark.slow
def test_two_awards_do_not_share_words_of_their_source(award):
    other = make_award(title="三社联动", source=award.source)
    with pytest.raises(ValidationError, match=f"起止位置与案例 {award.accession} 重叠"):
        change(other, start=award.end - 1)


def blank_award(award: Award) -> None:
    change(award, end=award.end + 1)


def blank_coding(award: Award) -> None:
    coding = make_coding(award, evidence="社区协商。")
    change(coding, end=coding.end + 1)


def blank_milestone(award: Award) -> None:
    Milestone.objects.create(award=award, kind="accepted", year=2016, start=0, end=10)


def blank_fact_of_source(award: Award) -> None:
    SourceFact.objects.create(source=award.source, label="标题", value="通知", start=7, end=10)


def blank_fact_of_edition(award: Award) -> None:
    EditionFact.objects.create(
        edition=award.edition, source=award.source, label="程序", value="通知", start=7, end=10
    )


def blank_origin(award: Award) -> None:
    quote(award, "title", "政社互动\n")


@pytest.mark.parametrize(
    "attempt",
    [
        blank_award, blank_coding, blank_milestone, blank_origin, blank_fact_of_source, blank_fact_of_edition,
    ],
)  # fmt: skip
def test_no_passage_begins_or_ends_with_a_blank(award, attempt):
    before = AwardSnapshots().dump()
    with pytest.raises(ValidationError, match="开头或末尾是空白"), writing():
        attempt(award)
    assert AwardSnapshots().dump() == before


@pytest.mark.slow
def test_a_withdrawn_award_is_in_nobodys_way(award):
    other = make_award(title="三社联动", source=award.source)
    award.withdraw()
    change(other, start=award.end - 1)
    assert Award.objects.get(pk=other.pk).start == award.end - 1


@pytest.mark.slow
def test_a_former_number_of_what_was_public_is_not_deleted(former):
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"):
        former.delete()
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"), writing():
        FormerAccession.objects.all().delete()


@pytest.mark.slow
def test_a_former_number_of_what_was_public_is_given_to_no_other(former):
    other = make_award(number=8)
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"):
        change(former, award=other)
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"), writing():
        FormerAccession.objects.update(award=other)


def test_a_number_changed_in_bulk_stays_good_or_is_refused(award):
    with pytest.raises(ValidationError, match=f"编号 {award.accession} 永久有效"), writing():
        Award.objects.filter(pk=award.pk).update(accession="2014-sqzl-w09", rank=None)


@pytest.mark.slow
def test_a_former_number_of_a_draft_may_go():
    draft = make_award(state="draft")
    FormerAccession.objects.create(award=draft, accession="2014-sqzl-w09")
    FormerAccession.objects.get().delete()
    assert not FormerAccession.objects.exists()


def test_an_origin_that_names_a_rule_may_do_so(award):
    assert make_attribution(award, "province", rule="place-from-gazetteer").is_inferred
