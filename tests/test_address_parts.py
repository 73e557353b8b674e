"""Slugs and batches as parts of addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.address_parts import Stored


@given(st.text(st.characters(exclude_characters="\0"), min_size=1))
def test_whatever_stands_in_a_column_has_a_part_without_a_slash_that_leads_back_to_it(word):
    part = Stored().to_url(word)
    assert "/" not in part
    assert Stored().to_python(part) == word


@pytest.mark.parametrize("slug", ["sanshe-liandong", "第九届第三批", "第三批（2023 年）"])
def test_what_is_written_today_stands_there_as_it_is(slug):
    assert Stored().to_url(slug) == slug


def test_an_address_with_nul_leads_nowhere(client):
    assert client.get("/mechanisms/a%00b/").status_code == 404
