"""One flat record an award: what every page and export is made of."""

import pytest

from cases.fields import FIELDS
from cases.models import Award
from cases.models.writing import writing
from cases.records.record import Record, records
from cases.vocabulary import read_vocabulary
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.mixture import make_mixture
from tests.origins import make_attribution
from tests.records.made import made
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


def record_of(award: Award) -> Record:
    return next(records(Award.objects.filter(pk=award.pk), read_vocabulary()))


def parts(record: Record) -> tuple[str, ...]:
    return (record.province, record.city, record.county, record.township)


@pytest.fixture
def suzhou():
    return make_division(
        "苏州市", code="320500", level="prefecture", parent=make_division("江苏省", code="320000")
    )


@pytest.mark.slow
def test_the_place_is_told_in_parts_paths_and_codes(suzhou):
    taicang = make_division("太仓市", code="320585", parent=suzhou)
    record = record_of(make_award(place_then=taicang, place_now=taicang))
    assert parts(record) == ("江苏省", "苏州市", "太仓市", "")
    assert (record.place_then, record.division_code_then) == ("江苏省/苏州市/太仓市", "320585")
    assert (record.places_now, record.region) == (("320000", "320500", "320585"), "east")


@pytest.mark.slow
def test_a_municipality_has_no_city_and_a_street_has_the_code_of_its_district():
    jingan = make_division("静安区", code="310106", parent=make_division("上海市", code="310000"))
    street = make_division("曹家渡街道", level="township", parent=jingan, key="310106-caojiadu")
    record = record_of(make_award(place_then=street, place_now=street))
    assert parts(record) == ("上海市", "", "静安区", "曹家渡街道")
    assert record.place_then == "上海市/静安区/曹家渡街道"
    assert (record.division_code_then, record.division_code_now) == ("310106", "310106")


@pytest.mark.slow
def test_a_zone_stands_in_the_county_and_has_no_code(suzhou):
    park = make_division("苏州工业园区", level="zone", parent=suzhou, key="320500-sip")
    record = record_of(make_award(place_then=park, place_now=suzhou))
    assert parts(record) == ("江苏省", "苏州市", "苏州工业园区", "")
    assert (record.division_code_then, record.division_code_now) == ("", "320500")


@pytest.mark.slow
def test_a_zone_inside_a_county_does_not_push_the_county_out(suzhou):
    taicang = make_division("太仓市", code="320585", parent=suzhou)
    port = make_division("太仓港区", level="zone", parent=taicang, key="320585-port")
    assert parts(record_of(make_award(place_then=port, place_now=taicang)))[2:] == ("太仓市", "太仓港区")


@pytest.mark.slow
def test_then_and_now_are_told_apart():
    city = make_division("铜陵市", code="340700", level="prefecture", parent=make_division(code="340000"))
    before = make_division("铜官山区", code="340702", parent=city, last_year=2015)
    after = make_division("铜官区", code="340705", parent=city, first_year=2015)
    record = record_of(make_award(place_then=before, place_now=after))
    assert (record.county, record.division_code_then, record.division_code_now) == (
        "铜官山区",
        "340702",
        "340705",
    )


@pytest.mark.slow
def test_a_place_lies_in_what_held_the_code_of_its_parent_in_the_year():
    hubei = make_division("湖北省", code="420000")
    before = {"key": "420600-2009", "last_year": 2009}
    make_division("襄樊市", code="420600", level="prefecture", parent=hubei, **before)
    city = make_division("襄阳市", code="420600", level="prefecture", parent=hubei, first_year=2010)
    place = make_division("襄城区", code="420602", parent=city)
    early, late = (
        record_of(make_award(year=year, place_then=place, place_now=place)) for year in (2009, 2010)
    )
    assert (early.place_then, early.places_then[1]) == ("湖北省/襄樊市/襄城区", "420600-2009")
    assert (late.place_then, late.city) == ("湖北省/襄阳市/襄城区", "襄阳市")
    assert early.place_now == late.place_now == "湖北省/襄阳市/襄城区"


def test_without_a_place_everything_about_it_is_empty():
    record = record_of(make_award())
    assert parts(record) == ("", "", "", "")
    assert (record.region, record.place_then, record.division_code_now, record.places_now) == ("", "", "", ())


@pytest.mark.slow
def test_mechanisms_come_once_each_in_the_order_of_their_evidence():
    award = make_award(text="培育社会组织。\n推动社区协商。\n培育社会组织。")
    late, early = make_mechanism("社区协商", slug="b"), make_mechanism("社会组织培育", slug="a")
    make_coding(award, late, evidence="推动社区协商")
    make_coding(award, early, evidence="培育社会组织")
    make_coding(award, early, evidence="社会组织")
    record = record_of(award)
    assert record.mechanisms == ("社会组织培育", "社区协商")
    assert record.mechanism_terms == (("a", "社会组织培育"), ("b", "社区协商"))


@pytest.mark.slow
def test_only_accepted_codings_count():
    award = make_award()
    make_coding(award, make_mechanism("甲"), state="proposed")
    make_coding(award, make_mechanism("乙"), state="rejected")
    assert record_of(award).mechanisms == ()


def test_broader_terms_are_known_but_not_named():
    award = make_award()
    broad = make_mechanism("居民自治", slug="zizhi")
    make_coding(award, make_mechanism("社区协商", slug="xieshang", broader=broad))
    record = record_of(award)
    assert (record.terms, record.all_terms, record.mechanisms) == (
        ("xieshang",),
        ("zizhi", "xieshang"),
        ("社区协商",),
    )


@pytest.mark.slow
def test_it_lists_the_columns_that_no_source_prints_in_their_order(suzhou):
    award = make_award(applicant_level="county", setting="urban", place_then=suzhou, place_now=suzhou)
    make_coding(award)
    assert record_of(award).inferred == (
        "applicant_level", "setting", "region", "division_code_then", "place_now", "division_code_now",
        "mechanisms",
    )  # fmt: skip


@pytest.mark.slow
def test_the_path_is_inferred_when_any_part_of_it_is(suzhou):
    award = make_award(place_then=suzhou)
    assert "place_then" not in record_of(award).inferred
    make_attribution(award, "province", rule="place-from-gazetteer")
    assert record_of(award).inferred[:1] == ("province",)
    assert "place_then" in record_of(award).inferred


def test_what_is_empty_is_not_inferred():
    award = make_award()
    assert record_of(award).inferred == ()


@pytest.mark.slow
def test_it_labels_its_values_in_chinese():
    record = record_of(make_award(applicant_level="zone", applicant_kind="zone-committee", setting="both"))
    assert (record.programme_label, record.tier_label) == ("中国社区治理十大创新成果", "十大创新成果")
    assert record.year_label == "2014 年"


@pytest.mark.slow
def test_bodies_that_gave_it_together_stand_in_their_order():
    make_edition(issuing_body="mca-office；mca")
    record = record_of(make_award())
    assert (record.issuing_body, record.issuers) == ("mca-office；mca", ("mca-office", "mca"))


@pytest.mark.slow
def test_a_year_that_no_source_prints_says_so():
    assert record_of(make_award(year=None)).year_label == "年度不详"


@pytest.mark.slow
def test_records_come_in_the_order_of_their_keys_and_as_many_as_asked_for():
    awards = make_mixture(10)
    assert [record.pk for record in records(Award.objects.all(), read_vocabulary())] == [a.pk for a in awards]
    some = Award.objects.filter(pk__in=[awards[3].pk, awards[1].pk])
    assert [record.id for record in records(some, read_vocabulary())] == [
        awards[1].accession,
        awards[3].accession,
    ]
    assert list(records(Award.objects.none(), read_vocabulary())) == []


def test_it_takes_eight_queries_whatever_the_size(django_assert_num_queries):
    make_mixture(10)
    vocabulary = read_vocabulary()
    with django_assert_num_queries(8):
        list(records(Award.objects.all(), vocabulary))
    with writing():
        for _ in range(20):
            make_coding(make_award())
    vocabulary = read_vocabulary()
    with django_assert_num_queries(8):
        list(records(Award.objects.all(), vocabulary))


def test_every_column_is_a_field_of_the_record():
    assert [column.name for column in FIELDS] == list(Record.__match_args__)[: len(FIELDS)]


def test_the_number_that_the_source_prints_in_a_tier_stands_behind_it():
    assert made(tier_label="提名成果", rank=3).numbered_tier == "提名成果 3"
    assert made(tier_label="提名成果", rank=None).numbered_tier == "提名成果"
