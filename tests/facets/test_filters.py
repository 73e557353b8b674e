"""The facets as a filter set: what an address may say of each."""

import copy

import pytest

from cases.facets.declarations import CONDITIONS
from cases.facets.filters import facet_filters
from cases.models import Award
from cases.vocabulary import read_vocabulary

pytestmark = pytest.mark.django_db


def test_there_is_a_labelled_filter_for_every_facet_and_no_other():
    filters = facet_filters(read_vocabulary())({}, queryset=Award.objects.all())
    assert list(filters.filters) == [facet.parameter for facet in CONDITIONS]
    assert [field.label for field in filters.form.fields.values()] == [facet.label for facet in CONDITIONS]
    assert all(field.help_text for field in filters.form.fields.values())


def test_it_refuses_unknown_values_and_names_them():
    filters = facet_filters(read_vocabulary())({"setting": ["moon"]}, queryset=Award.objects.all())
    assert not filters.is_valid()
    assert "“moon”" in filters.errors["setting"][0]


def test_it_is_made_once_for_a_vocabulary_which_no_copy_copies():
    vocabulary = read_vocabulary()
    assert facet_filters(vocabulary) is facet_filters(vocabulary)
    assert copy.deepcopy(vocabulary) is vocabulary
