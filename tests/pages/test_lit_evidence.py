"""A case that is in a list for a mechanism shows and lights up what the coding took for its evidence."""

import re
from html import unescape
from pathlib import Path

import pytest

from cases.index.index import Index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.pages.browse import cards
from cases.pages.cards import Card
from cases.records.evidence import EvidencePlace
from tests.records.made import made
from tests.search.held_out import HELD_OUT
from tests.search.held_out_second import HELD_OUT_SECOND
from tests.search.held_out_third import HELD_OUT_THIRD

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

JUDGED = Path(__file__).parents[1] / "search" / "judged.tsv"
BEGINNING = 4  # characters of the evidence: the rest may lie beyond what a card shows


def queries() -> list[str]:
    judged = JUDGED.read_text(encoding="utf-8").splitlines()
    held_out = (*HELD_OUT, *HELD_OUT_SECOND, *HELD_OUT_THIRD)
    return [*(line.split("\t")[0] for line in judged), *(wanted.typed for wanted in held_out)]


def all_cards(state: SearchState, index: Index) -> list[Card]:
    return cards(ResultList(state.with_per_page(100), index))


def marked(card: Card) -> str:
    return unescape(
        " ".join(re.findall("<mark>(.*?)</mark>", f"{card.title} {card.applicant} {card.snippet}"))
    )


def evidence(card: Card, slugs: list[str]) -> list[str]:
    """The beginnings of what shows these mechanisms."""
    places = [place for slug, place in card.record.evidence_of_terms.items() if slug in slugs]
    texts = {"title": card.record.title, "text": card.record.text}
    return [texts[place.field][place.start :][:BEGINNING] for place in places]


def test_every_case_that_is_there_for_a_mechanism_shows_its_evidence(real_index):
    dark, tried = [], 0
    for typed in queries():
        for card in all_cards(SearchState(q=typed), real_index):
            terms = card.record.mechanism_terms
            named = [
                slug
                for slug, name in terms
                if any(f"机制:{name}" in re.split(r"[()]| \+ ", reason) for reason in card.reasons)
            ]
            if named:
                tried += 1
                if not any(shown in marked(card) for shown in evidence(card, named)):
                    dark.append((typed, card.record.id, card.reasons))
    assert (tried > 500, dark) == (True, [])


@pytest.mark.parametrize("parameter", ["mechanism", "mechanism_all"])
def test_a_mechanism_that_is_selected_shows_its_evidence(real_index, parameter):
    for slug in real_index.vocabulary.terms:
        below = list(real_index.vocabulary.narrower_or_same([slug]))
        for card in all_cards(SearchState.of(**{parameter: slug}), real_index):
            assert any(shown in marked(card) for shown in evidence(card, below)), (slug, card.record.id)


def test_hits_that_ignore_punctuation_are_lit(real_index):
    for typed, accession, lit in (
        ("一分两统三定四变", "2014-sqzl-n09", "一分、两统、三定、四变"),
        ("共谋共建共管共评共享", "2014-sqzl-w06", "共谋、共建、共管、共评、共享"),
    ):
        [card] = [c for c in all_cards(SearchState(q=typed), real_index) if c.record.id == accession]
        assert list(card.sentences) == ["忽略标点后匹配"]
        assert lit in marked(card)


def test_a_record_says_where_what_is_printed_shows_a_mechanism():
    record = made(
        terms=("a", "b", "c"), mechanisms=("甲", "乙", "丙"), evidence=("text 3 9", "", "title 0 2")
    )
    assert record.evidence_of_terms == {"a": EvidencePlace("text", 3, 9), "c": EvidencePlace("title", 0, 2)}
