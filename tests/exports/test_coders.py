"""How much each coder has of what readers see: codings and key figures, each counted by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.exports.codebook import coders
from tests.factories import FIGURES, TEXT, make_award, make_coder, make_coding, make_figure

pytestmark = pytest.mark.django_db


def test_codings_and_figures_are_counted_each_by_itself():
    award, coder = make_award(text=f"{TEXT}\n{FIGURES}"), make_coder("甲")
    make_coder("乙")
    for _each in range(3):
        make_coding(award, coder=coder.name)
    make_coding(award, coder=coder.name, state="proposed")
    make_figure(award, coder=coder)
    make_figure(award, coder=coder, evidence="1010家", state="proposed")
    counted = {each.name: (each.accepted, each.counted) for each in coders()}
    assert counted == {coder.name: (3, 1)}, "of another there is nothing to be told"


def test_no_coding_is_joined_with_a_figure():
    """100,000 awards of one coder made 28 thousand million pairs: codebook and workbook never came."""
    with CaptureQueriesContext(connection) as queries:
        coders()
    [sql] = (each["sql"] for each in queries)
    assert "cases_coding" in sql
    assert "cases_keyfigure" in sql
    assert not [part for part in sql.split("SELECT") if "cases_coding" in part and "cases_keyfigure" in part]
