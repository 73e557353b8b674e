"""The vocabularies inside the side file."""

import pytest

from cases.models import Mechanism, Succession
from cases.places.place import Place
from cases.terms import MechanismTerm
from cases.vocabulary import Vocabulary, read_vocabulary
from tests.factories import make_division, make_mechanism, make_source
from tests.mixture import make_places

pytestmark = pytest.mark.django_db


def test_it_reads_divisions_with_their_lines_and_successors():
    province = make_division("安徽省", code="340000", region="central")
    city = make_division("铜陵市", code="340700", level="prefecture", parent=province)
    before = make_division(
        "铜官山区", code="340702", parent=city, last_year=2015, aliases="铜官山;铜官山 区；老区"
    )
    after = make_division("铜官区", code="340705", parent=city, first_year=2015)
    Succession.objects.create(predecessor=before, successor=after)
    vocabulary = read_vocabulary()
    place = vocabulary.places["340702"]
    assert (place.aliases, place.successors, place.in_force()) == (
        ("铜官山", "铜官山 区", "老区"),
        ("340705",),
        False,
    )
    assert vocabulary.path("340705") == "安徽省/铜陵市/铜官区"
    assert [above.key for above in vocabulary.lineage("340702")] == ["340000", "340700", "340702"]
    assert vocabulary.path("999999") == ""


def test_it_reads_terms_with_their_names_and_sources_with_their_titles():
    broad = make_mechanism("居民自治", slug="zizhi", names=("群众自治", "自治"))
    make_mechanism("社区协商", slug="xieshang", broader=broad, position=3, is_featured=True)
    make_source(slug="notice", title="通知", is_published=True)
    make_source(slug="unseen", title="未公布的通知")
    vocabulary = read_vocabulary()
    assert vocabulary.terms["zizhi"] == MechanismTerm("zizhi", "居民自治", ("群众自治", "自治"), "")
    assert vocabulary.terms["xieshang"] == MechanismTerm("xieshang", "社区协商", (), "zizhi", 3, True)
    assert vocabulary.term_lineage("xieshang") == ("zizhi", "xieshang")
    assert vocabulary.narrower_or_same(["zizhi"]) == {"zizhi", "xieshang"}
    assert vocabulary.narrower_or_same(["xieshang"]) == {"xieshang"}
    assert vocabulary.sources == {"notice": "通知"}


def test_it_takes_nineteen_queries_whatever_the_size(django_assert_num_queries):
    with django_assert_num_queries(19):
        read_vocabulary()
    make_places()
    for number in range(5):
        make_mechanism(f"机制{number}", names=(f"别名{number}",))
    with django_assert_num_queries(19):
        read_vocabulary()


@pytest.mark.slow
def test_it_comes_back_from_the_file_as_it_was():
    make_places()
    make_mechanism("居民自治", slug="zizhi", names=("自治",))
    vocabulary = read_vocabulary()
    again = Vocabulary.load(vocabulary.dump())
    assert (again.places, again.terms, again.sources) == (
        vocabulary.places,
        vocabulary.terms,
        vocabulary.sources,
    )


@pytest.mark.slow
def test_homonyms_are_told_apart_by_what_they_lie_in():
    make_places()
    vocabulary = read_vocabulary()
    assert vocabulary.place_label("320106") == "鼓楼区（江苏省南京市）"
    assert vocabulary.place_label("320302") == "鼓楼区（江苏省徐州市）"
    assert vocabulary.place_label("320100") == "南京市"
    assert vocabulary.place_label("340702") == "铜官山区（至 2015 年）"


@pytest.mark.slow
def test_a_code_names_all_that_held_it_the_one_in_force_first():
    make_places()
    assert read_vocabulary().holders["130502"] == ("130502", "130502-2019")


@pytest.mark.slow
def test_what_stands_in_addresses_is_the_code_or_else_the_key():
    make_places()
    places = read_vocabulary().places
    assert (places["130502-2019"].value, places["320100-jiangbei"].value) == ("130502", "320100-jiangbei")


def test_a_circle_ends_the_climb():
    here = Place("1", "", "甲", (), "county", "2", "", None, None, ())
    there = Place("2", "", "乙", (), "county", "1", "", None, None, ())
    terms = [MechanismTerm("a", "甲", (), "b"), MechanismTerm("b", "乙", (), "a")]
    vocabulary = Vocabulary([here, there], terms, {})
    assert vocabulary.path("1") == "乙/甲"
    assert vocabulary.term_lineage("a") == ("b", "a")


@pytest.mark.slow
def test_every_term_of_the_database_is_there():
    for number in range(30):
        make_mechanism(f"机制{number}")
    assert set(read_vocabulary().terms) == set(Mechanism.objects.values_list("slug", flat=True))
