"""Every field that declares a facet has one, and every facet is of such a field."""

from dataclasses import replace

import pytest

from cases.award_field import FacetOptions
from cases.facets.declarations import FACETS, FIGURE, complete
from cases.fields import BY_NAME, FIELDS


def test_every_field_with_a_facet_has_exactly_one():
    names = [facet.field.name for facet in FACETS if facet is not FIGURE]  # of which there is no column
    assert sorted(names) == sorted(each.name for each in FIELDS if each.facet)


def test_they_stand_in_the_order_of_their_positions():
    positions = [facet.options.position for facet in FACETS]
    assert positions == sorted(set(positions))


def test_a_field_whose_facet_no_object_serves_is_refused():
    applicant = replace(BY_NAME["applicant"], facet=FacetOptions("by", 13, "申报单位"))
    with pytest.raises(ValueError, match="applicant"):
        complete(FACETS, (*FIELDS, applicant))
