"""Words that another award, a page or a whole document says, each tried as an origin in the shell."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.checks import problems_of
from cases.curation.library import problems_of_library
from cases.models import Attestation, Attribution, Award, Division, Milestone, Source
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_division, make_source
from tests.origins import make_attribution
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
ARTICLE = "两地的实践\n太仓市民政局的政社互动。\n杭州市民政局的三社联动。\n"


def words(source: Source, quoted: str) -> dict[str, int]:
    start = source.text.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def attest(award: Award, article: Source, quoted: str) -> Attestation:
    return Attestation.objects.create(award=award, source=article, **words(article, quoted))


def set_aside(award: Award, article: Source, field: str, quoted: str) -> None:
    values = {"set_aside": True, **words(article, quoted)}
    Attribution.objects.create(award=award, source=article, field=field, **values)


@pytest.fixture
def article(db) -> Source:
    return make_source(slug="article", text=ARTICLE, kind="article")


# --- In further documents ------------------------------------------------------------------------


@pytest.mark.slow
def test_a_further_document_does_not_attest_one_award_by_the_words_of_another(award, article):
    other = make_award(title="三社联动", number=2)
    attest(other, article, "杭州市民政局的三社联动")
    with pytest.raises(ValidationError, match=f"起止位置与案例 {other.accession} 重叠（article）"):
        attest(award, article, ARTICLE.strip())
    attest(award, article, "太仓市民政局的政社互动")


@pytest.mark.slow
def test_nor_by_the_words_that_are_an_award_there(award):
    notice = make_source(slug="notice", text="关于公布政社互动等结果的通知\n")
    other = make_award(title="三社联动", number=2, source=notice)
    with pytest.raises(ValidationError, match=f"起止位置与案例 {other.accession} 重叠（notice）"):
        attest(award, notice, "三社联动")
    attest(award, notice, "关于公布政社互动等结果的通知")
    with pytest.raises(ValidationError, match=f"起止位置与案例 {award.accession} 重叠（notice）"):
        change(other, start=0, text="", paragraph_starts=[])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "quoted", "said"),
    [
        ("title", "三社联动", "标题的依据不在案例自己的文字之内"),
        ("year", "2015", "年度的依据在案例 2014-sqzl-w02 的文字之内：article"),
        ("city", "杭州市", "地级的依据在案例 2014-sqzl-w02 的文字之内：article"),
    ],
)
def test_no_origin_of_a_further_document_stands_in_anothers_words(award, field, quoted, said):
    article = make_source(
        slug="article", text=f"2015\n{ARTICLE.replace('杭州', '2015年杭州')}", kind="article"
    )
    other = make_award(title="三社联动", number=2)
    assert other.accession == "2014-sqzl-w02"
    attest(other, article, "2015年杭州市民政局的三社联动")
    attest(award, article, "太仓市民政局的政社互动")
    start = article.text.rindex(quoted)
    with pytest.raises(ValidationError, match=said):
        Attribution.objects.create(
            award=award, source=article, field=field, set_aside=True, start=start, end=start + len(quoted)
        )


# --- Far from the award --------------------------------------------------------------------------

FAR = "来源：杭州市民政局\n浙江省\n各地都有好办法，江苏省和其他地方都在试。\n"


@pytest.fixture
def ningbo(db) -> Division:
    return make_division("浙江省", code="330000")


@pytest.mark.slow
def test_a_place_is_printed_by_the_award_or_in_a_heading_above_it(ningbo):
    award = make_award(source=make_source(text=FAR), place_then=ningbo)
    source, origin = award.source, award.attributions.get(field="province")
    assert origin.start >= award.start, "it is the award's own"
    change(origin, start=source.text.index("浙江省"), end=source.text.index("浙江省") + 3)
    with (
        pytest.raises(ValidationError, match="省级的依据不在案例自己的文字之内，也不在它上方的标题行里"),
        writing(),
    ):
        jiangsu = make_division("江苏省", code="320000")
        change(award, place_then=jiangsu)
        change(origin, **words(source, "江苏省"))


@pytest.mark.slow
@pytest.mark.parametrize("above", ["来源：浙江省民政厅\n", "浙江省 2015-05-04\n", "浙江省很多地方都在试。\n"])
def test_what_a_page_says_of_itself_or_a_sentence_is_no_heading(ningbo, above):
    award = make_award(source=make_source(text=above), place_then=ningbo)
    with pytest.raises(ValidationError, match="也不在它上方的标题行里"):
        change(award.attributions.get(field="province"), **words(award.source, "浙江省"))


@pytest.mark.slow
def test_what_stands_below_an_award_is_no_heading_of_it(ningbo):
    source = make_source()
    award = make_award(source=source, place_then=ningbo)
    own = award.attributions.get(field="province")
    with pytest.raises(ValidationError, match="也不在它上方的标题行里"):
        change(award, end=own.start - 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("setting", "rural", "农村"),
        ("applicant_level", "county", "县级"),
        ("applicant_kind", "government", "政府"),
        ("applicant_organ", "government", "政府"),
    ],
)
def test_a_kind_is_not_taken_from_a_sentence_about_all(field, value, label):
    text = "各地政府、农村和县级单位，都在试。\n"
    award = make_award(source=make_source(text=text), applicant="太仓市民政局", **{field: value})
    with pytest.raises(ValidationError, match="的依据不在案例自己的文字之内，也不在它上方的标题行里"):
        change(award.attributions.get(field=field), **words(award.source, label), rule="", note="")


@pytest.mark.slow
@pytest.mark.parametrize("page", ["发布时间：2014-05-04\n", "欢迎您！ 2014-05-04 星期五\n"])
def test_a_year_is_not_that_of_the_page(page):
    source = make_source(text=f"{page}关于公布结果的通知\n", body_start=len(page))
    with pytest.raises(ValidationError, match="年度的依据不在文献的正文之内，也不在其标题行里"):
        make_award(source=source)  # which quotes the year where it stands first


@pytest.mark.slow
def test_a_year_is_not_that_in_which_a_document_was_signed():
    award = make_award(source=make_source(text="2014年度的成果\n民政部 2015年4月28日\n"))
    with pytest.raises(ValidationError, match="年度的依据是一个日期的一部分"), writing():
        make_attribution(award, "year", **words(award.source, "2015"))
        change(award, edition=make_edition(year=2015), accession="2015-sqzl-w01")


@pytest.mark.slow
def test_nor_that_of_what_happened_later():
    award = make_award(text="2014年评出，2016年通过验收。")
    later = words(award.source, "2016")
    Milestone.objects.create(award=award, kind="accepted", year=2016, **later)
    with pytest.raises(ValidationError, match="年度的依据说的是后来的事"), writing():
        make_attribution(award, "year", **later)
        change(award, edition=make_edition(year=2016), accession="2016-sqzl-w01")


@pytest.mark.slow
def test_a_title_above_the_body_says_the_year():
    title = "关于公布2014年度结果的通知\n"
    award = make_award(source=make_source(text=title, body_start=len(title) - 1))
    assert award.attributions.get(field="year").start == title.index("2014")


@pytest.mark.slow
def test_the_body_that_gave_an_honour_is_not_the_one_that_published_the_page():
    page = "来源：民政部\n"
    source = make_source(text=f"{page}通知\n", body_start=len(page))
    with pytest.raises(ValidationError, match="发布机关的依据不在文献的正文之内"):
        make_award(source=source)


@pytest.mark.slow
def test_a_withdrawn_awards_words_are_nobody_elses(ningbo):
    source = make_source()
    first = make_award(title="浙江省", source=source)
    second = make_award(title="三社联动", source=source, place_then=ningbo)
    first.withdraw()
    said = f"省级的依据在已撤回的案例 {first.accession} 的文字之内"
    with pytest.raises(ValidationError, match=said):
        change(second.attributions.get(field="province"), start=first.start, end=first.start + 3)


# --- What happened later -------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["发布时间：2016-05-04\n", "2016年5月4日\n", "2016年的情况不同。\n"])
@pytest.mark.slow
def test_what_happened_later_is_not_when_the_page_was_published(page):
    award = make_award(source=make_source(text=f"{page}通知\n", body_start=len(page)))
    where = {"start": page.index("2016"), "end": page.index("2016") + 4}
    with pytest.raises(ValidationError, match="2016 通过验收：所引的话不在案例自己的文字之内"):
        Milestone.objects.create(award=award, kind="accepted", year=2016, **where)


@pytest.mark.slow
def test_nor_what_another_award_says():
    source = make_source()
    first = make_award(title="2016年通过验收", source=source)
    second = make_award(title="三社联动", source=source)
    with pytest.raises(ValidationError, match=f"2016 通过验收所引的话在案例 {first.accession} 的文字之内"):
        Milestone.objects.create(
            award=second, kind="accepted", year=2016, start=first.start, end=first.start + 9
        )


# --- Passages that move --------------------------------------------------------------------------


@pytest.mark.slow
def test_an_award_does_not_grow_over_what_others_quote():
    source = make_source(text="民政部公布2014年的中国社区治理十大创新成果\n")
    first = make_award(source=source)
    second = make_award(title="三社联动", source=source)
    with pytest.raises(ValidationError) as refusal:
        change(first, start=0)
    assert f"案例 {second.accession}：年度的依据在案例 {first.accession} 的文字之内" in str(refusal.value)


@pytest.mark.slow
def test_an_award_does_not_lay_bare_a_heading_of_another_tier():
    source = make_source(text="中国社区治理十大创新成果\n")
    first = make_award(title="社区协商\n提名成果", text="甲。", source=source)
    second = make_award(title="三社联动", source=source)
    assert not problems_of([second.pk])
    with pytest.raises(ValidationError) as refusal:
        change(first, end=first.start + 4, text="", paragraph_starts=[], title="社区协商")
    assert f"案例 {second.accession}：等次的依据之后、案例之前又印有“提名成果”" in str(refusal.value)


@pytest.mark.slow
def test_an_attestation_does_not_grow_over_what_others_quote(award, article):
    other = make_award(title="三社联动", number=2)
    attest(other, article, "杭州市民政局的三社联动")
    passage = attest(award, article, "太仓市民政局的政社互动")
    set_aside(other, article, "title", "三社联动")
    change(passage, **words(article, "两地的实践\n太仓市民政局的政社互动"))
    with pytest.raises(ValidationError, match="重叠（article）"):
        passage.end = len(ARTICLE) - 1
        passage.save()
    assert not problems_of_library()


def test_a_curators_reading_is_not_bound_to_a_place(award):
    make_attribution(award, "setting", rule="curated")
    assert not problems_of([award.pk])
