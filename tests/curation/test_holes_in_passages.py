"""Words that are no passage of this value or of this award, each tried where the shell once took them."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.checks import problems_of
from cases.models import Attestation, Award, Source
from cases.models.writing import writing
from cases.readers.numbered import rank_at
from tests.curation.rows import change
from tests.factories import make_award, make_source
from tests.origins import make_attribution, print_in
from tests.vocabularies import give_issuers, make_edition, make_issuing_body, make_tier

pytestmark = pytest.mark.django_db
LIST = "中国社区治理十大创新成果\n中国社区治理十大创新成果”提名成果\n"


def passage(award: Award, words: str) -> dict[str, int]:
    start = award.source.text.index(words, award.start)
    return {"start": start, "end": start + len(words)}


def quote(award: Award, field: str, words: str, *, last: bool = False) -> None:
    text = award.source.text
    start = text.rindex(words) if last else text.index(words)
    change(award.attributions.get(field=field), start=start, end=start + len(words), rule="")


# --- In whose words ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("field", "label"), [("title", "标题"), ("applicant", "申报单位"), ("rank", "序号")])
def test_what_is_said_of_another_award_is_no_origin(field, label):
    source = make_source()
    first = make_award(title="三社联动", rank=1, applicant="太仓市民政局", source=source)
    second = make_award(title="政社互动", rank=2, applicant="杭州市民政局", source=source)
    there = first.attributions.get(field=field)
    with pytest.raises(ValidationError, match=f"{label}的依据不在案例自己的文字之内"), writing():
        change(second.attributions.get(field=field), start=there.start, end=there.end)
        if field == "rank":
            Award.objects.filter(pk=second.pk).update(rank=1)
        else:
            change(second, **{field: getattr(first, field)})


@pytest.mark.slow
def test_a_year_that_is_printed_in_another_award_is_not_this_ones():
    source = make_source()
    first = make_award(title="二〇一四年", source=source)
    second = make_award(title="三社联动", source=source)
    with pytest.raises(ValidationError, match=f"年度的依据在案例 {first.accession} 的文字之内"):
        quote(second, "year", "二〇一四")


def test_a_further_document_says_the_title_where_it_attests_the_award(award):
    article = make_source(slug="article", text="政社互动的实践\n太仓市民政局获评十大创新成果\n")
    start = article.text.index("太仓")
    with (
        pytest.raises(ValidationError, match="标题的依据不在案例自己的文字之内：article 第 0–4 字"),
        writing(),
    ):
        Attestation.objects.create(award=award, source=article, start=start, end=len(article.text) - 1)
        change(award.attributions.get(field="title"), source=article, start=0, end=4)


@pytest.mark.slow
def test_who_gave_the_honour_was_not_honoured():
    award = make_award(title="民政部确定的实验区")
    with pytest.raises(ValidationError, match="申报单位“民政部”是授予荣誉的机关"), writing():
        change(award, applicant="民政部")
        make_attribution(award, "applicant", **passage(award, "民政部"))


def test_the_passage_of_an_award_does_not_leave_its_words(award):
    with pytest.raises(ValidationError, match="标题的依据不在案例自己的文字之内"):
        change(award, start=0, end=9, text="", paragraph_starts=[])


def test_the_body_of_a_document_does_not_leave_its_awards(award):
    with pytest.raises(ValidationError, match="案例不在来源文献的正文之内"):
        change(award.source, body_start=0, body_end=9)
    with pytest.raises(ValidationError, match="案例不在来源文献的正文之内"), writing():
        Source.objects.update(body_start=award.start + 1)


# --- Parts of a name -----------------------------------------------------------------------------


@pytest.mark.slow
def test_what_stands_behind_the_name_of_a_tier_says_more():
    award = make_award(source=make_source(text=LIST), tier="nominee")
    start = LIST.rindex("十大创新成果")
    said = "等次“十大创新成果”在原文中只是“中国社区治理十大创新成果”提名成果”的一部分"
    with pytest.raises(ValidationError, match=said), writing():
        make_attribution(award, "tier", start=start, end=start + 6)
        change(award, tier=make_tier(), accession="2014-sqzl-w01")


@pytest.mark.slow
def test_the_last_heading_above_an_award_says_its_tier():
    award = make_award(source=make_source(text=LIST), tier="nominee")
    with pytest.raises(ValidationError, match="等次的依据之后、案例之前又印有“提名成果”"), writing():
        quote(award, "tier", "十大创新成果")
        Award.objects.update(tier=make_tier(), accession="2014-sqzl-w01")


@pytest.mark.slow
def test_a_tier_that_a_sentence_names_is_no_heading():
    text = "中国社区治理十大创新成果\n其余的为提名成果，另行公布。\n"
    award = make_award(source=make_source(text=text))
    assert award.attributions.get(field="tier").start < text.index("其余")
    assert not problems_of([award.pk])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        (LIST.split("\n")[0], LIST.split("\n")[1], "等次的依据在案例之后的标题行里或者标题行之后"),
        ("通知", LIST.split("\n")[1], "等次的依据在案例之后的标题行里或者标题行之后"),
        (
            "通知",
            "二、提名成果\n以上各项为提名成果，予以公布。",
            "等次的依据在案例之后的标题行里或者标题行之后",
        ),
        (LIST.split("\n")[0], "其余的为提名成果，另行公布。", "案例上方的标题行印的等次是“十大创新成果”"),
        (f"{LIST.split()[0]}\n其余的为提名成果，另行公布。", "", "案例上方的标题行印的等次是“十大创新成果”"),
    ],
)
def test_no_words_but_the_last_heading_above_an_award_say_its_tier(above, below, said):
    award = make_award(source=make_source(text=f"{above}\n"))
    print_in(award.source, f"{below}\n")
    with pytest.raises(ValidationError, match=said), writing():
        quote(award, "tier", "提名成果", last=True)
        Award.objects.update(tier=make_tier("nominee"), accession="2014-sqzl-n01")


@pytest.mark.slow
def test_where_no_heading_says_the_tier_a_sentence_below_the_award_may():
    award = make_award(source=make_source(text="通知\n"))
    print_in(award.source, "以上各项为十大创新成果，予以公布。\n")
    quote(award, "tier", "十大创新成果", last=True)
    assert not problems_of([award.pk])


@pytest.mark.slow
def test_nor_does_a_further_document_say_another_tier_than_its_heading(award):
    article = make_source(slug="article", text=f"提名成果为十大创新成果之外的，\n{LIST}政社互动\n")
    with pytest.raises(ValidationError, match="等次的依据之后、案例之前又印有“提名成果”：第"), writing():
        start = article.text.index("政社互动")
        Attestation.objects.create(award=award, source=article, start=start, end=start + 4)
        where = {"start": article.text.index("十大"), "end": article.text.index("十大") + 6}
        change(award.attributions.get(field="tier"), source=article, **where)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("printed", "quoted", "bodies"),
    [
        ("中央组织部、民政部办公厅", "中央组织部、民政部", "zz；mca"),
        ("中央组织部、民政部", "民政部", "mca"),
        ("中央组织部、民政部", "中央组织部", "zz"),
    ],
)
def test_an_issuer_is_not_cut_out_of_those_that_are_printed(printed, quoted, bodies):
    make_issuing_body("zz", name="中央组织部")
    make_issuing_body("mca-office")
    edition = make_edition(year=2020, issuing_body=bodies)
    award = make_award(edition=edition, source=make_source(text=f"{printed}关于公布结果的通知\n"))
    with pytest.raises(ValidationError, match="发布机关“.+”在原文中只是“.+”的一部分"):
        quote(award, "issuing_body", quoted)


@pytest.mark.slow
def test_those_who_sign_on_lines_of_their_own_are_each_named():
    make_issuing_body("zz", name="中央组织部")
    award = make_award(source=make_source(text="中央组织部\n民政部\n"))
    quote(award, "issuing_body", "民政部")
    give_issuers(award.edition, "mca")
    assert not problems_of([award.pk])


# --- Ends that nobody sees -----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["200B", "FEFF", "200D", "200E", "180E", "2060", "00AD", "3164", "2800", "3000"]
)
def test_no_passage_begins_or_ends_with_what_nobody_sees(code):
    unseen = chr(int(code, 16))
    award = make_award(source=make_source(text=f"{unseen}2014{unseen}\n"))
    for start, end in ((0, 5), (1, 6)):
        with pytest.raises(ValidationError, match="开头或末尾是空白"):
            make_attribution(award, "year", start=start, end=end)


@pytest.mark.parametrize(("text", "starts"), [("甲。\n", [5, 7]), ("　　甲。", [3]), ("甲。\u200b", [5])])
def test_paragraphs_are_neither_empty_nor_begin_or_end_with_blanks(text, starts):
    source = make_source(text="标题\n　　甲。\u200b\n乙。\n")
    award = Award(
        accession="2014-sqzl-w09",
        edition=make_edition(),
        tier=make_tier(),
        source=source,
        start=0,
        end=11,
        title="标题",
        text=text,
        paragraph_starts=starts,
    )
    with pytest.raises(ValidationError, match="正文的段落不能是空的"):
        award.check_words()


# --- Numbers that count nothing ------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("title", ["“1+10”协商", "1+10 协商", "甲乙1 个协商", "1.5公里协商", "共1、2级协商"])
def test_a_number_within_a_title_is_no_rank(title):
    award = make_award(title=title)
    with pytest.raises(ValidationError, match="序号“1”在原文中只是"), writing():
        make_attribution(award, "rank", **passage(award, "1"))
        Award.objects.update(rank=1)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["引入第3方机构。", "第3批。", "获评第3名。", "3.社区协商", "3\n社区协商"])
def test_a_number_below_the_first_line_of_an_award_is_no_rank(text):
    award = make_award(text=text)
    with pytest.raises(ValidationError, match="序号的依据不在案例的第一行"), writing():
        make_attribution(award, "rank", **passage(award, "3"))
        Award.objects.update(rank=3, accession="2014-sqzl-w03")


@pytest.mark.parametrize("words", ["第1方", "第1书记", "第1时间", "第1届", "第1批", "第1名书记"])
def test_not_every_word_behind_which_a_number_stands_says_which(words):
    assert rank_at(f"{words}评估\n", 1, 2) is None


@pytest.mark.parametrize(
    "line",
    [
        "1.社区协商",
        "1、社区协商",
        "（1）社区协商",
        "1 社区协商",
        "1\t社区协商",
        "①社区协商",
        "获评第1名",
        "第1 社区协商",
    ],
)
def test_a_number_that_opens_a_line_or_says_which_is_one(line):
    number = "①" if "①" in line else "1"
    at = line.index(number)
    assert rank_at(f"甲\n{line}\n", at + 2, at + 3) == 1


@pytest.mark.slow
def test_a_number_before_a_later_sentence_of_the_award_is_no_rank():
    award = make_award(title="政社互动", text="一、总则。\n4.强化协商。人称政社互动。")
    start = award.source.text.index("4.")
    with pytest.raises(ValidationError, match="隔着别的句子，是别的事情的序号"), writing():
        quote(award, "title", "政社互动", last=True)
        make_attribution(award, "rank", start=start, end=start + 1)
        words = {"text": "4.强化协商。人称政社互动。", "paragraph_starts": [start]}
        change(award, start=start, rank=4, accession="2014-sqzl-w04", **words)


@pytest.mark.slow
@pytest.mark.parametrize("line", ["发布日期：2016-05-20", "当前位置：首页 > 2016年会议 > 正文"])
def test_a_year_of_the_page_is_not_that_of_an_award_that_is_made_to_begin_there(line):
    source = make_source(text=f"关于公布结果的通知\n{line}\n")
    award, edition = make_award(source=source), make_edition(year=2016)
    give_issuers(edition, "mca")
    with pytest.raises(ValidationError, match="年度的依据是网页的导航或者发布信息"), writing():
        quote(award, "year", "2016")
        change(award, start=source.text.index(line), edition=edition, accession="2016-sqzl-w01")


@pytest.mark.parametrize(
    ("line", "rank"), [("1.甲区 2.乙区", 2), ("甲区 2.乙区", None), ("1.甲区 3.乙区", None)]
)
def test_a_number_inside_a_line_is_one_where_the_line_counts_to_it(line, rank):
    at = line.rindex(".") - 1
    assert rank_at(line, at, at + 1) == rank
