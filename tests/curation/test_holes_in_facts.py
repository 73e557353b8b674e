"""Facts, inferences and places of today that nothing prints or gives, each tried in the shell."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.library import problems_of_library
from cases.models import EditionFact, EditionQuota, Milestone, ProgrammeIssuer, Source, SourceFact, Succession
from cases.models.writing import writing
from tests.factories import make_attribution, make_division, passage_in
from tests.vocabularies import make_tier

pytestmark = pytest.mark.django_db


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


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
    change(award.edition, **{column: "公布结果"})


def test_the_year_of_what_happened_later_is_printed(award):
    where = passage_in(award.source, "二〇一六年通过验收")
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


# --- Places of today -----------------------------------------------------------------------------


@pytest.mark.slow
def test_the_place_of_today_follows_from_the_place_of_then(award):
    elsewhere = make_division("北京市", code="110000")
    with pytest.raises(ValidationError, match="今地区既不是当时地区，也不是它的后继"):
        change(award, place_now=elsewhere)
    with pytest.raises(ValidationError, match="有今地区，却没有当时地区"), writing():
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
    with pytest.raises(ValidationError, match="今地区既不是当时地区，也不是它的后继"):
        link.delete()
