"""The facets as a filter set: for forms, the admin or an API."""

import copy

import pytest

from cases.facets.declarations import FACETS
from cases.facets.filters import facet_filters
from cases.models import Award
from cases.vocabulary import read_vocabulary
from tests.factories import make_award, make_coding, make_mechanism
from tests.mixture import make_mixture

pytestmark = pytest.mark.django_db


def found(data: dict[str, list[str]], *, then: bool = False) -> set[str]:
    filters = facet_filters(read_vocabulary(), then=then)(data, queryset=Award.objects.all())
    assert filters.is_valid(), filters.errors
    return set(filters.qs.values_list("accession", flat=True))


def test_there_is_a_labelled_filter_for_every_facet_and_no_other():
    filters = facet_filters(read_vocabulary())({}, queryset=Award.objects.all())
    assert list(filters.filters) == [facet.parameter for facet in FACETS]
    assert [field.label for field in filters.form.fields.values()] == [facet.label for facet in FACETS]
    assert all(field.help_text for field in filters.form.fields.values())


def test_without_values_it_leaves_everything():
    make_mixture(5)
    assert len(found({})) == 5


def test_values_are_or_and_facets_are_and():
    urban, _rural, plain = (make_award(setting=value) for value in ("urban", "rural", ""))
    make_award(setting="urban", tier="nominee")
    wanted = {urban.accession, plain.accession}
    assert found({"setting": ["urban", "none"], "tier": ["winner"]}) == wanted


def test_it_refuses_unknown_values_and_names_them():
    filters = facet_filters(read_vocabulary())({"setting": ["moon"]}, queryset=Award.objects.all())
    assert not filters.is_valid()
    assert "“moon”" in filters.errors["setting"][0]


def test_a_place_has_all_that_lies_in_it_today_or_at_the_time():
    make_mixture(60)
    before, after = found({"place": ["340702"]}, then=True), found({"place": ["340705"]})
    assert before and before == after == found({"place": ["340000"]})


def test_an_award_with_two_narrower_terms_is_found_once():
    award = make_award()
    broad = make_mechanism("居民自治", slug="zizhi")
    for name in ("社区协商", "居民提案"):
        make_coding(award, make_mechanism(name, broader=broad))
    filters = facet_filters(read_vocabulary())({"mechanism": ["zizhi"]}, queryset=Award.objects.all())
    assert list(filters.qs) == [award]


def test_it_filters_any_queryset_of_awards():
    make_award(setting="urban")
    make_award(setting="urban", state="draft")
    data = {"setting": ["urban"]}
    filters = facet_filters(read_vocabulary())(data, queryset=Award.objects.published())
    assert filters.qs.count() == 1


def test_it_is_made_once_for_a_vocabulary_which_no_copy_copies():
    vocabulary = read_vocabulary()
    assert facet_filters(vocabulary) is facet_filters(vocabulary)
    assert copy.deepcopy(vocabulary) is vocabulary
