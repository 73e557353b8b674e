"""Facts, inferences and places of today that nothing prints or gives, each tried in the shell."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.inferences import COMPONENTS
from cases.curation.library import problems_of_library
from cases.models import (
    Attestation,
    Award,
    Division,
    Edition,
    EditionFact,
    EditionQuota,
    Milestone,
    ProgrammeIssuer,
    Source,
    SourceFact,
    Succession,
)
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_division, make_source
from tests.origins import make_attribution, passage_in, said_of
from tests.vocabularies import give_issuers, make_edition, make_tier

pytestmark = pytest.mark.django_db


# --- Facts and numbers ---------------------------------------------------------------------------


def test_a_fact_of_a_document_is_printed_there(award):
    with pytest.raises(ValidationError, match="“伪造”与原文“通知”不符"):
        SourceFact.objects.create(
            source=award.source, label="文种", value="伪造", **passage_in(award.source, "通知")
        )


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("年度主题", "伪造", "通知"),
        ("年度", "2015", "2014"),
        ("项目", "jczl", "中国社区治理十大创新成果"),
        ("发布机关", "mca-office", "民政部"),
        ("成文日期", "2015-04-29", "2015年4月28日"),
    ],
)
def test_a_fact_of_an_edition_is_what_its_passage_stands_for(award, label, value, words):
    where = passage_in(award.source, words)
    with pytest.raises(ValidationError, match=f"“{value}”与原文“{words}”不符"):
        EditionFact.objects.create(
            edition=award.edition, source=award.source, label=label, value=value, **where
        )


@pytest.mark.slow
def test_a_fact_keeps_the_slug_under_which_it_was_read(award):
    where = passage_in(award.source, "民政部")
    EditionFact.objects.create(
        edition=award.edition, source=award.source, label="发布机关", value="mca", **where
    )
    change(award.edition.issuers.get().body, slug="ministry")
    change(award.edition, theme="通知")
    assert not problems_of_library()


@pytest.mark.parametrize(("words", "said"), [("27", "“99”与原文“27”"), ("民政部", "“99”与原文“民政部”")])
def test_a_declared_number_is_the_printed_one(award, words, said):
    change(award.edition, source=award.source)
    where = passage_in(award.source, words)
    with pytest.raises(ValidationError, match=f"公布数{said}不符"):
        EditionQuota.objects.create(edition=award.edition, tier=make_tier(), declared=99, **where)
    with pytest.raises(ValidationError, match=f"公布数{said}不符"), writing():
        EditionQuota.objects.bulk_create(
            [EditionQuota(edition=award.edition, tier=make_tier(), declared=99, **where)]
        )


@pytest.mark.parametrize("column", ["batch", "round", "theme", "procedure"])
@pytest.mark.slow
def test_what_an_edition_prints_stands_in_one_of_its_documents(award, column):
    with pytest.raises(ValidationError, match="“第九十九”在它的文献中没有印出"):
        change(award.edition, **{column: "第九十九"})
    award.edition.refresh_from_db()
    notice = make_source(slug="third", text="关于公布第三批结果的通知\n")
    change(award.edition, source=notice, **{column: "第三批"})


@pytest.mark.parametrize("column", ["batch", "round", "theme", "procedure"])
@pytest.mark.slow
def test_no_award_comes_into_an_edition_of_which_its_documents_do_not_print_that(award, column):
    of_programme = {"programme": award.edition.programme, "year": award.edition.year}
    invented = Edition.objects.create(**of_programme, **{"batch": "第九批", column: "第九十九"})
    give_issuers(invented, "mca")
    with pytest.raises(ValidationError, match="“第九十九”在它的文献中没有印出"):
        change(award, edition=invented)


@pytest.mark.slow
def test_nor_does_the_document_go_that_prints_it(award):
    edition, other = award.edition, make_source(text="主题是和美乡村：政社互动\n")
    attested = Attestation.objects.create(award=award, source=other, start=8, end=12)
    change(edition, theme="和美乡村")
    elsewhere = make_source(text="主题是城市社区：政社互动\n")
    for attempt in (lambda: change(attested, source=elsewhere), attested.delete):
        with pytest.raises(ValidationError, match="年度主题“和美乡村”在它的文献中没有印出"):
            attempt()
    unquoted = make_source(text="通知\n第三批\n")
    change(make_edition(year=2019), source=unquoted, batch="第三批")
    with pytest.raises(ValidationError, match="批次“第三批”在它的文献中没有印出"):
        change(unquoted, text="通知\n第四批\n")


@pytest.mark.slow
def test_the_year_of_what_happened_later_is_printed(award):
    where = said_of(award, "二〇一六年通过验收")
    with pytest.raises(ValidationError, match="没有印出 2030 年"):
        Milestone.objects.create(award=award, kind="accepted", year=2030, **where)
    Milestone.objects.create(award=award, kind="accepted", year=2016, **where)


@pytest.mark.parametrize("values", [{"sha256": "0" * 64}, {"text": "伪造"}])
def test_a_quoted_document_keeps_its_words_and_what_proves_them(award, values):
    changed = {"text": award.source.text + "伪造\n"} if "text" in values else values
    with pytest.raises(ValidationError, match="全文不能改动，校验值也不能"):
        change(award.source, **changed)
    with pytest.raises(ValidationError, match="全文不能改动，校验值也不能"), writing():
        Source.objects.filter(pk=award.source_id).update(**changed)


# --- Inferences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("setting", "rural", "按规则推得的是“城市”，不是“农村”（setting-from-words）"),
        ("applicant_level", "province", "按规则推得的是“县级”，不是“省级”（level-from-place）"),
    ],
)
@pytest.mark.slow
def test_what_a_rule_infers_is_not_another_value(award, field, value, said):
    with pytest.raises(ValidationError, match=said):
        change(award, **{field: value})
    with writing():
        make_attribution(award, field, rule="curated")
        change(award, **{field: value})
    assert not problems_of_library()


def test_a_value_names_the_rule_that_gives_it(award):
    with pytest.raises(ValidationError, match="按规则推得的是“县级”（level-from-place）"):
        make_attribution(award, "applicant_level", rule="level-from-words")


@pytest.mark.slow
def test_the_issuer_of_another_programme_is_not_inferred(award):
    make_attribution(award, "issuing_body", rule="issuer-of-programme")
    with pytest.raises(ValidationError, match="发布机关：按规则推不出取值"), writing():
        ProgrammeIssuer.objects.all().delete()


@pytest.mark.parametrize("rule", ["place-from-gazetteer", "place-as-printed"])
@pytest.mark.slow
def test_the_last_component_of_a_place_is_printed(award, rule):
    make_attribution(award, "province", rule=rule)
    with pytest.raises(ValidationError, match="地名的最末一级须有原文"):
        make_attribution(award, "county", rule=rule)


def move(award: Award, place: Division, **rules: str) -> None:
    """Say that the award was there, with these rules for the components that are not printed."""
    with writing():
        award.attributions.filter(field__in=COMPONENTS).exclude(field="county").delete()
        change(award, place_then=place, place_now=place)
        for field, rule in rules.items():
            make_attribution(award, field, rule=rule)


FROM_ABOVE = {"province": "place-from-gazetteer", "city": "place-from-gazetteer"}


@pytest.fixture
def nanjing(db) -> Division:
    jiangsu = make_division("江苏省", code="320000")
    return make_division("南京市", code="320100", level="prefecture", parent=jiangsu)


@pytest.fixture
def fuzhou(db) -> Division:
    fujian = make_division("福建省", code="350000")
    return make_division("福州市", code="350100", level="prefecture", parent=fujian)


@pytest.mark.slow
@pytest.mark.parametrize("applicant", ["江苏省南京市鼓楼区区委", "中共南京鼓楼区委", ""])
def test_a_place_is_not_that_of_another_city_which_the_award_prints(nanjing, fuzhou, applicant):
    here, there = (make_division("鼓楼区", parent=city) for city in (nanjing, fuzhou))
    award = make_award(
        title="政社互动", applicant=applicant, text="近年来，江苏省南京市鼓楼区不断探索。", place_then=here
    )
    with pytest.raises(ValidationError, match="原文印作“.*南京市?”，与获评时区划不符"):
        move(award, there, **FROM_ABOVE)
    award.refresh_from_db()
    if applicant:
        move(award, here, **FROM_ABOVE)
    assert not problems_of_library()


@pytest.mark.slow
def test_a_county_is_not_printed_where_the_words_before_it_name_the_city_of_another(nanjing, fuzhou):
    here, there = (make_division("鼓楼区", parent=city) for city in (nanjing, fuzhou))
    award = make_award(title="政社互动", applicant="福建省福州市鼓楼区", place_then=there)
    by_hand = {"province": "curated", "city": "curated"}
    with pytest.raises(ValidationError, match="前面印的是“福州市”，说的是另一处地方"):
        move(award, here, **by_hand)
    with writing():
        award.refresh_from_db()
        award.attributions.filter(field="county").delete()
        move(award, here, **by_hand, county="curated")
    assert not problems_of_library()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("applicant", "said"),
    [
        ("南京市雨花台区区委", "原文印作“南京市”，与获评时区划不符"),
        ("雨花台区区委", "原文没有印出这个地名的简称"),
        ("江苏省民政厅", "原文印作“江苏省”，与获评时区划不符"),
    ],
)
def test_the_short_name_of_a_place_is_not_part_of_another(nanjing, fuzhou, applicant, said):
    award = make_award(title="政社互动", applicant=applicant, place_then=nanjing)
    yuhua = make_division("雨花区", parent=fuzhou)
    with pytest.raises(ValidationError, match=said):
        move(award, yuhua, **FROM_ABOVE, county="full-name-of-place")


@pytest.mark.slow
def test_of_several_divisions_of_one_name_none_is_inferred(nanjing, fuzhou):
    gulou = make_division("鼓楼区", parent=nanjing)
    award = make_award(title="政社互动", applicant="鼓楼区民政局", place_then=gulou)
    move(award, gulou, **FROM_ABOVE)
    with pytest.raises(ValidationError, match="同名的区划不止一个"):
        make_division("鼓楼区", parent=fuzhou)
    make_division("鼓楼区", parent=fuzhou, last_year=2013)
    move(award, gulou, province="place-from-gazetteer", city="curated")
    make_division("鼓楼区", parent=fuzhou)
    assert not problems_of_library()


# --- Places of today -----------------------------------------------------------------------------


@pytest.mark.slow
def test_the_place_of_today_follows_from_the_place_of_then(award):
    elsewhere = make_division("北京市", code="110000")
    with pytest.raises(ValidationError, match="现行区划既不是获评时区划，也不是它的后继"):
        change(award, place_now=elsewhere)
    with pytest.raises(ValidationError, match="有现行区划，却没有获评时区划"), writing():
        award.attributions.filter(field__in=("province", "prefecture", "county")).delete()
        change(award, place_now=award.place_then, place_then=None)
    award.refresh_from_db()
    then = award.place_then
    with writing():
        change(then, last_year=2015)
        between = make_division("娄东市", key="between", parent=then.parent, last_year=2018)
        today = make_division("娄江市", key="today", parent=then.parent)
        Succession.objects.create(predecessor=then, successor=between)
        link = Succession.objects.create(predecessor=between, successor=today)
        change(award, place_now=today)
    change(award, place_now=None)
    change(award, place_now=today)
    with pytest.raises(ValidationError, match="现行区划既不是获评时区划，也不是它的后继"):
        link.delete()


# --- Facts of documents that change --------------------------------------------------------------


@pytest.mark.slow
def test_the_words_of_a_fact_stay_in_its_document():
    source = make_source(text="关于公布结果的通知\n", title="公布结果")
    SourceFact.objects.create(source=source, label="文种", value="通知", start=7, end=9)
    change(source, text="关于公布结果的通知。\n", body_end=10)
    with pytest.raises(ValidationError, match="“通知”与原文“公告”不符"):
        change(source, text="关于公布结果的公告\n")
    with pytest.raises(ValidationError, match="“通知”与原文“公告”不符"), writing():
        Source.objects.update(text="关于公布结果的公告\n")


@pytest.mark.slow
@pytest.mark.parametrize("how", ["half of the row", "words in memory"])
def test_a_fact_is_checked_as_it_is_written(how):
    source = make_source(text="关于公布结果的通知\n")
    fact = SourceFact.objects.create(source=source, label="文种", value="通知", start=7, end=9)
    with pytest.raises(ValidationError, match="“结果”与原文“通知”不符"):
        fact.value = "结果"
        if how == "half of the row":
            fact.start, fact.end = 4, 6
            fact.save(update_fields=["value"])
        else:
            fact.source.text = "伪造文献里写的结果"
            fact.save()


@pytest.mark.slow
def test_so_do_those_of_a_fact_of_an_edition():
    source = make_source(text="民政部评出11项\n", title="评出")
    edition = make_edition(source=make_source(text="民政部评出11项，\n", title="评出"))
    EditionFact.objects.create(edition=edition, source=source, label="发布机关", value="mca", start=0, end=3)
    with pytest.raises(ValidationError, match="发布机关：“mca”与原文“甲乙丙”不符"):
        change(source, text="甲乙丙评出11项\n")
    EditionQuota.objects.create(edition=edition, tier=make_tier(), declared=11, start=5, end=7)
    with pytest.raises(ValidationError, match="公布数“11”与原文“12”不符"):
        change(edition.source, text="民政部评出12项，\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "value", "words"), [("项目", "sqzl", "中国社区治理十大创新成果"), ("发布机关", "mca", "民政部")]
)
def test_a_name_that_a_fact_was_read_by_stays(label, value, words):
    source = make_source(text=f"{words}\n")
    edition = make_edition()
    EditionFact.objects.create(
        edition=edition, source=source, label=label, value=value, start=0, end=len(words)
    )
    thing = edition.programme if label == "项目" else edition.issuers.get().body
    with pytest.raises(ValidationError, match=f"“{value}”与原文“{words}”不符"):
        change(thing, name="改了名称")
    with writing():
        thing.names.create(name=words)
        change(thing, name="改了名称")
