"""Every word that the readers are told: its line is read as its row says, and otherwise without the word."""

import pytest

from cases.language.word_tables import Row, read_table, rows_of_kind, words_of_kind
from cases.readers import chrome, facts, rules
from cases.readers.passages import lines
from tests.quick import first_quick
from tests.word_tables import without_row

OF_FACTS = ("label", "label-of-publication", "counter", "control")
OF_CHROME = ("credit", "counter-of-chrome", "button-in-brackets", "closing-button", "button-on-a-line")
NOTHING = "nothing"


def rows(table: str, *kinds: str) -> list:
    selected = rows_of_kind(table, *kinds) if kinds else read_table(table)
    return [pytest.param(row, id=f"{row['word']}-{row['kind']}") for row in selected]


def facts_of(line: str) -> str:
    """The facts of a line outside a body: 来源=民政部; 作者=王某."""
    printed = facts.facts(line, [(0, len(line))])
    return "; ".join(f"{fact.label}={fact.value}" for fact in printed) or NOTHING


def rest_of(line: str) -> str:
    """What is left of a line without the chrome of its page."""
    [printed] = lines(line)
    left = chrome.cut(line, printed).line
    return left.text if left else NOTHING


def setting_of(text: str) -> str:
    """Whether a text is about urban or rural communities."""
    setting = rules.setting("", text)
    return setting.value if setting else NOTHING


def test_each_kind_is_tried() -> None:
    assert {row["kind"] for row in read_table("page_words")} == {*OF_FACTS, *OF_CHROME}


@pytest.mark.parametrize("row", first_quick(rows("page_words", *OF_FACTS), 3))
def test_a_label_opens_a_fact_and_a_counter_ends_it(row: Row) -> None:
    assert facts_of(row["example"]) == row["expected"]
    with without_row("page_words", row, facts):
        assert facts_of(row["example"]) == row["without"]


@pytest.mark.parametrize("row", first_quick(rows("page_words", *OF_CHROME), 3))
def test_what_a_page_prints_around_a_text_is_cut_off(row: Row) -> None:
    assert rest_of(row["example"]) == row["expected"]
    with without_row("page_words", row, chrome):
        assert rest_of(row["example"]) == row["without"]


@pytest.mark.parametrize("word", words_of_kind("page_words", "counter"))
def test_a_counter_behind_a_sentence_is_cut_off_as_well(word: str) -> None:
    assert rest_of(f"正文到此为止。{word}：1024次") == "正文到此为止。"


@pytest.mark.parametrize("row", rows("page_words", "label-of-publication"))
def test_a_day_of_publication_is_read_behind_its_label(row: Row) -> None:
    printed = facts.facts(row["example"], [(0, len(row["example"]))])
    assert facts.published(row["example"], printed)[0] is not None


@pytest.mark.parametrize("row", rows("setting_words"))
def test_a_setting_is_told_by_its_words(row: Row) -> None:
    assert setting_of(row["example"]) == row["expected"]
    with without_row("setting_words", row, rules):
        assert setting_of(row["example"]) == row["without"]
