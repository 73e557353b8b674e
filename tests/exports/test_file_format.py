"""Formats: their flags, the names of their files, and which there are."""

import pytest
from django.http import QueryDict

from cases.exports.csv_file import CSV
from cases.exports.formats import FORMATS
from cases.exports.json_file import JSON
from cases.exports.word.word_file import WORD
from cases.parameters import InvalidParameters
from tests.exports.listed import listed


def test_flags_have_their_defaults_and_can_be_set():
    assert CSV.options(QueryDict("")) == CSV.options(QueryDict("raw=&bom=")) == {"raw": False, "bom": True}
    assert CSV.options(QueryDict("raw=1&bom=0")) == {"raw": True, "bom": False}


@pytest.mark.parametrize("query", ["bom=2", "raw=yes", "bom=00"])
def test_a_flag_that_is_neither_0_nor_1_is_refused(query):
    with pytest.raises(InvalidParameters, match="只能是 0 或 1"):
        CSV.options(QueryDict(query))


def test_a_file_has_a_plain_name_and_a_chinese_one_where_there_is_one():
    plain = listed([], stem="selection")
    both = listed([], title="甲")
    assert CSV.disposition_of(plain) == 'attachment; filename="selection.csv"'
    assert JSON.disposition_of(both) == "inline; filename=\"cases.json\"; filename*=UTF-8''%E7%94%B2.json"
    assert "filename=" not in WORD.disposition_of(plain)


def test_each_format_has_an_extension_of_its_own():
    assert len({form.extension for form in (*FORMATS, WORD)}) == len(FORMATS) + 1
