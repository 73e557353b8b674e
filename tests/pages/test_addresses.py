"""Every address of a list is written by the search state, in code and templates alike."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cases.facets.declarations import FACETS
from cases.listing.state import SearchState

ROOT = Path(settings.BASE_DIR)
PARAMETERS = "|".join(["q", *(facet.parameter for facet in FACETS)])
# A question mark or an ampersand, a parameter of lists and what is put in behind it.
BY_HAND = re.compile(rf"[?&](?:amp;)?({PARAMETERS})=\{{")
ITS_OWN = ROOT / "cases" / "listing" / "state.py"


@pytest.mark.parametrize("folder", ["cases", "templates"])
def test_no_address_of_a_list_is_written_by_hand(folder):
    files = [file for kind in ("*.py", "*.html", "*.jinja") for file in (ROOT / folder).rglob(kind)]
    matches = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in files
        if file != ITS_OWN
        for match in BY_HAND.finditer(file.read_text(encoding="utf-8"))
    ]
    assert len(files) > 50 and matches == []


def test_a_state_of_known_values_writes_its_canonical_address():
    state = SearchState.of(programme="sqzl", year=2014)
    assert state.url("/cases/") == state.list_url("/cases/") == "/cases/?year=2014&programme=sqzl"
    assert SearchState.of(q="村规 民约").url("/cases/") == "/cases/?q=%E6%9D%91%E8%A7%84+%E6%B0%91%E7%BA%A6"
    assert SearchState.of(place="441302-1988", place_at="then").url("") == "?place=441302-1988&place_at=then"


def test_one_condition_more_stands_behind_the_others():
    state = SearchState.of(mechanism="sanshe-liandong")
    assert state.url_with("year", "2014", "/cases/") == "/cases/?mechanism=sanshe-liandong&year=2014"
