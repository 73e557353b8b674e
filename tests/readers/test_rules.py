"""The rules that infer what no source prints, and how far they agree with a careful reading."""

import csv

import pytest

from cases import choices, fields
from cases.readers.award_record import with_place_level
from cases.readers.records import Inferred
from cases.readers.rules import (
    RULES,
    applicant_kind,
    applicant_level,
    applicant_organ,
    issuing_body,
    setting,
)
from tests.readers.library import FIXTURES, NAMES, awards

FIELDS = {
    "issuing_body": set(NAMES.issuers.values()),
    "applicant_level": choices.ApplicantLevel.values,
    "applicant_kind": choices.ApplicantKind.values,
    "applicant_organ": choices.ApplicantOrgan.values,
    "setting": choices.Setting.values,
}


def table(name):
    with (FIXTURES / "curated" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_rule_is_explained_in_chinese_and_keyed_by_its_id():
    derived = [each.name for each in fields.FIELDS if each.basis is fields.Basis.DERIVED]
    for key, rule in RULES.items():
        assert rule.id == key
        assert rule.explanation.endswith("。") and len(rule.explanation) > 20
        assert rule.field in {*FIELDS, "title", "declared", "place", "any", *derived}


def test_every_inferred_value_names_a_rule_of_its_field_and_a_known_code():
    for _, award in awards().values():
        for name, vocabulary in FIELDS.items():
            field = getattr(award, name)
            if isinstance(field, Inferred):
                assert RULES[field.rule].field == name
                assert field.value in vocabulary


def test_milestones_are_of_a_known_kind():
    kinds = {milestone.kind for _, award in awards().values() for milestone in award.milestones}
    assert kinds == {choices.MilestoneKind.ACCEPTED.value}


@pytest.mark.parametrize(
    ("applicant", "kind"),
    [
        ("江苏省南京市民政局", "civil-affairs"),
        ("浙江省民政厅", "civil-affairs"),
        ("广东省深圳市罗湖区区委、区政府", "party-government"),
        ("南京市委市政府", "party-government"),
        ("黑龙江省哈尔滨市市政府", "government"),
        ("北京市朝阳区人民政府", "government"),
        ("北京市朝阳区区委", "party"),
        ("中共宁海县委员会", "party"),
        ("上海市静安区曹家渡街道党工委、办事处", "street-town"),
        ("上海市松江区石湖荡镇镇党委、镇政府", "street-town"),
        ("广东省深圳市光明新区党工委、管委会", "zone-committee"),
        ("江西省南昌市红谷滩新区管理委员会", "zone-committee"),
        ("上海市浦东新区区委、区政府", "party-government"),
        ("江西省景德镇市市委、市政府", "party-government"),
        ("北京市朝阳区委社会工委", "other"),
        ("江苏省南京市雨花台区翠竹园互助会", "other"),
        ("南京市雨花台区", "other"),
        ("上海市静安区曹家渡街道", "street-town"),
    ],
)
def test_the_kind_of_an_applicant_follows_from_its_words(applicant, kind):
    assert applicant_kind(applicant) == Inferred(kind, "kind-from-words")


def test_no_applicant_has_a_kind_or_an_organ():
    assert (applicant_kind(""), applicant_organ("")) == (None, None)


@pytest.mark.parametrize(
    ("applicant", "organ"),
    [
        ("广东省深圳市罗湖区区委、区政府", "joint"),
        ("南京市委市政府", "joint"),
        ("中共宁海县委员会、宁海县人民政府", "joint"),
        ("江西省景德镇市市委、市政府", "joint"),
        ("上海市静安区曹家渡街道党工委、办事处", "joint"),
        ("北京市朝阳区望京街道工委、办事处", "joint"),
        ("上海市松江区石湖荡镇镇党委、镇政府", "joint"),
        ("广东省深圳市光明新区党工委、管委会", "joint"),
        ("黑龙江省哈尔滨市市政府", "government"),
        ("北京市朝阳区人民政府", "government"),
        ("内蒙古自治区阿拉善盟行政公署", "government"),
        ("上海市静安区曹家渡街道办事处", "government"),
        ("北京市朝阳区区委", "party"),
        ("中共宁海县委员会", "party"),
        ("上海市静安区曹家渡街道党工委", "party"),
        ("江苏省南京市民政局", "department"),
        ("浙江省民政厅", "department"),
        ("北京市朝阳区委社会工委", "department"),
        ("浙江省宁海县委组织部", "department"),
        ("浙江省宁海县委政法委", "department"),
        ("江西省南昌市红谷滩新区管理委员会", "committee"),
        ("江苏省南京市雨花台区翠竹园社区居民委员会", "committee"),
        ("浙江省宁海县力洋镇村委会", "committee"),
        ("江苏省南京市雨花台区翠竹园互助会", "association"),
        ("湖南省社会工作协会", "association"),
        ("南京市雨花台区", "place-only"),
        ("吉林省延边州珲春市", "place-only"),
        ("北京市朝阳区望京街道南湖西里社区", "place-only"),
        ("浙江省宁海县下畈村", "place-only"),
        ("江苏省太仓市实验小学", "other"),
    ],
)
def test_the_organ_of_an_applicant_follows_from_its_words(applicant, organ):
    assert applicant_organ(applicant) == Inferred(organ, "organ-from-words")


@pytest.mark.parametrize(
    ("applicant", "place", "place_level", "level"),
    [
        ("上海市静安区曹家渡街道党工委、办事处", "上海市静安区曹家渡街道", "county", "township"),
        ("上海市松江区石湖荡镇镇党委、镇政府", "上海市松江区石湖荡镇", None, "township"),
        ("广东省深圳市坪山新区管理委员会", "广东省深圳市坪山新区", "prefecture", "zone"),
        ("江苏省太仓市市委、市政府", "江苏省太仓市", "county", "county"),
        ("江苏省南京市民政局", "江苏省南京市", "prefecture", "prefecture"),
        ("湖北省武汉市市委、市政府", "湖北省武汉市", "prefecture", "prefecture"),
        ("北京市西城区区委、区政府", "北京市西城区", None, "county"),
        ("上海市浦东新区区委、区政府", "上海市浦东新区", "county", "county"),
        ("江苏省南京市江北新区", "江苏省南京市江北新区", "zone", "zone"),
        ("黑龙江省大兴安岭地区行政公署", "黑龙江省大兴安岭地区", None, "prefecture"),
        ("广西壮族自治区人民政府", "广西壮族自治区", None, "province"),
        ("内蒙古自治区阿拉善盟行政公署", "内蒙古自治区阿拉善盟", None, "prefecture"),
        ("浙江省人民政府", "浙江省", None, "province"),
        ("重庆市市委、市政府", "重庆市", None, "province"),
        ("江西省景德镇市市委、市政府", "江西省景德镇市", "prefecture", "prefecture"),
        ("", "北京市朝阳区", "county", "county"),
    ],
)
def test_the_level_of_an_applicant_follows_from_words_and_gazetteer(applicant, place, place_level, level):
    assert applicant_level(applicant, place, place_level).value == level


def test_a_city_without_gazetteer_has_no_level():
    assert applicant_level("江苏省太仓市市委、市政府", "江苏省太仓市") is None


def test_a_record_learns_its_level_from_the_gazetteer():
    _, award = awards()["2015-sqzl-w01"]
    assert award.applicant_level is None
    assert with_place_level(award, "county").applicant_level == Inferred(
        "county", "level-from-place", "“江苏省太仓市”"
    )


def test_only_a_programme_that_one_body_runs_gives_an_issuer():
    usual = {"sqzl": ("mca",), "xczl": ("moa", "nrra")}
    assert issuing_body("sqzl", usual) == Inferred("mca", "issuer-of-programme")
    assert issuing_body("xczl", usual) == Inferred("moa；nrra", "issuer-of-programme")
    assert issuing_body("jczl", usual) is None
    assert issuing_body(None, usual) is None


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", "推进城乡社区协商。", "both"),
        ("", "街道和村委会、村民小组。", "both"),
        ("", "小区举办“百家村”活动。", "urban"),
        ("", "规范村级权力。", "rural"),
        ("", "服务社区居民。", "urban"),
        ("社区协商“六化”模式", "协商内容丰富化。", "urban"),
    ],
)
def test_the_setting_follows_from_words(title, text, expected):
    assert setting(title, text).value == expected


def test_a_text_without_such_words_has_no_setting():
    assert setting("", "规范行政权力。") is None


def overrides():
    return {(row["accession"], row["field"]): row["value"] for row in table("awards.csv")}


def test_the_setting_of_every_award_is_that_of_the_careful_reading_or_overruled():
    decided = overrides()
    for row in table("setting.csv"):
        _, award = awards()[row["accession"]]
        inferred = award.setting.value if award.setting else ""
        assert decided.get((row["accession"], "setting"), inferred) == row["setting"], row["accession"]


def test_every_override_is_of_a_known_award_and_field_with_a_reason():
    for row in table("awards.csv"):
        assert row["accession"] in awards()
        assert row["field"] in [each.name for each in fields.WITH_ORIGIN]
        assert row["reason"]


def test_words_that_settle_the_level_are_not_overruled_by_the_gazetteer():
    assert applicant_level("", "北京市朝阳区", "county").rule == "level-from-words"
    assert applicant_level("", "吉林省延边州珲春市", "county").rule == "level-from-place"
