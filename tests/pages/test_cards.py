"""What a card prints is escaped, and marked where it was searched for."""

from cases.pages.cards import lit
from cases.search.ranking.highlight import Fragment


def test_what_was_searched_for_is_marked_and_nothing_else():
    assert lit([Fragment("社区", True), Fragment("治理", False)]) == "<mark>社区</mark>治理"


def test_printed_characters_that_html_reads_are_escaped():
    fragments = [Fragment("<b>", True), Fragment("\"&'", False)]
    assert lit(fragments) == "<mark>&lt;b&gt;</mark>&#34;&amp;&#39;"
