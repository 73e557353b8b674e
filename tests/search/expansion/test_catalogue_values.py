"""Values of the catalogue, asked for by the names that the page has for its facets."""

import pytest

from tests.search.asked import accessions, reasons
from tests.search.memory import built


def awarded(**values) -> set[str]:
    return {
        award["accession"]
        for award in built("awards.json")
        if all(award[name] == value for name, value in values.items())
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("年度:2014", {"year": 2014}),
        ("年度：二〇一五年", {"year": 2015}),
        ("项目:实验区", {"programme": "syq"}),
        ("项目:十大", {"programme": "sqzl"}),
        ("等次:提名", {"tier": "nominee"}),
        ("等次:提名 年度:2015", {"tier": "nominee", "year": 2015}),
        ("編號:2014sqzln3", {"accession": "2014-sqzl-n03"}),
        ("年度:火星", {"year": 1900}),
    ],
)
def test_a_facet_finds_the_awards_that_have_the_value(typed, values):
    assert set(accessions(typed)) == awarded(**values)


def test_what_texts_print_is_not_what_the_catalogue_says():
    printing = set(accessions("2015")) - awarded(year=2015)
    assert printing
    assert not printing & set(accessions("年度:2015"))


def test_a_mechanism_is_named_whole_or_in_part():
    assert set(accessions("机制:三社联动")) == set(accessions("机制:三社联"))
    assert reasons("机制:三社联动", "2014-sqzl-w07") == ["机制:四社联动(三社联动的下位词)"]


def test_an_excluded_value_is_left_out():
    assert set(accessions("协商 -年度:2015")) == set(accessions("协商")) - awarded(year=2015)
