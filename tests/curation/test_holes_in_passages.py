"""Words that are no passage of this value or of this award, each tried where the shell once took them."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.checks import problems_of
from cases.models import Attestation, Award, Source
from cases.models.writing import writing
from tests.factories import make_attribution, make_award, make_source
from tests.vocabularies import give_issuers, make_edition, make_issuing_body, make_tier

pytestmark = pytest.mark.django_db
LIST = "中国社区治理十大创新成果\n中国社区治理十大创新成果”提名成果\n"


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def quote(award: Award, field: str, words: str, *, last: bool = False) -> None:
    text = award.source.text
    start = text.rindex(words) if last else text.index(words)
    change(award.attributions.get(field=field), start=start, end=start + len(words), rule="")


# --- In whose words ------------------------------------------------------------------------------


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


def test_the_passage_of_an_award_does_not_leave_its_words(award):
    with pytest.raises(ValidationError, match="标题的依据不在案例自己的文字之内"):
        change(award, start=0, end=9, text="", paragraph_starts=[])


def test_the_body_of_a_document_does_not_leave_its_awards(award):
    with pytest.raises(ValidationError, match="案例不在来源文献的正文之内"):
        change(award.source, body_start=0, body_end=9)
    with pytest.raises(ValidationError, match="案例不在来源文献的正文之内"), writing():
        Source.objects.update(body_start=award.start + 1)


# --- Parts of a name -----------------------------------------------------------------------------


def test_what_stands_behind_the_name_of_a_tier_says_more():
    award = make_award(source=make_source(text=LIST), tier="nominee")
    start = LIST.rindex("十大创新成果")
    said = "等次“十大创新成果”在原文中只是“中国社区治理十大创新成果”提名成果”的一部分"
    with pytest.raises(ValidationError, match=said), writing():
        make_attribution(award, "tier", start=start, end=start + 6)
        change(award, tier=make_tier(), accession="2014-sqzl-w01")


def test_the_last_heading_above_an_award_says_its_tier():
    award = make_award(source=make_source(text=LIST), tier="nominee")
    with pytest.raises(ValidationError, match="等次的依据之后、案例之前又印有“提名成果”"), writing():
        quote(award, "tier", "十大创新成果")
        Award.objects.update(tier=make_tier(), accession="2014-sqzl-w01")


def test_a_tier_that_a_sentence_names_is_no_heading():
    text = "中国社区治理十大创新成果\n其余的为提名成果，另行公布。\n"
    award = make_award(source=make_source(text=text))
    assert award.attributions.get(field="tier").start < text.index("其余")
    assert not problems_of([award.pk])


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


def test_those_who_sign_on_lines_of_their_own_are_each_named():
    make_issuing_body("zz", name="中央组织部")
    award = make_award(source=make_source(text="中央组织部\n民政部\n"))
    quote(award, "issuing_body", "民政部")
    give_issuers(award.edition, "mca")
    assert not problems_of([award.pk])


# --- Ends that nobody sees -----------------------------------------------------------------------


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
