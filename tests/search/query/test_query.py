"""A parsed query says how it was understood."""

from cases.search.query.parser import parse


def test_it_says_in_chinese_how_it_understood_the_query():
    assert parse("标题:协商|议事 深圳 -正文:试点").description == (
        "（标题含“协商”或全文含“议事”），且全文含“深圳”，且正文不含“试点”"
    )
