"""500 generated queries over the real library: exact matches as brute force has them, the order as recorded.

The record, `golden.tsv`, was written once and is the same for both databases. When the library, the
vocabularies or the search change on purpose, write it anew and read the difference:

    GOLDEN=write pytest tests/search/test_same_everywhere.py
"""

import hashlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.search.query.parser import parse
from cases.search.query.query import QueryTerm
from cases.search.text.normalisation import fold_text
from tests.search.librarian import plain, printed
from tests.search.memory import built
from tests.search.real import RealLibrary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

GOLDEN = Path(__file__).with_name("golden.tsv")
COUNT, SEED = 500, 20210714
NAMES = (
    *("三社互动", "微自治", "接诉即办", "苏州", "坪山区", "铜官区", "宁波", "延边", "郊区"),
    *("提名", "2015", "十大", "sanshe", "wgh", "taicang", "三十六条"),
)
SIGNS = ("", "", "", "-", "标题:", "正文：", "申报单位:", "地区:")


def generated() -> Iterator[str]:
    """Words that occur in the cases and names that need not, alone and together; always the same."""
    chance = random.Random(SEED)
    texts = [f"{award['title']}\n{award['applicant']}\n{award['text']}" for award in built("awards.json")]
    for _ in range(COUNT):
        words = [_word(chance, chance.choice(texts)) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
        yield chance.choice((" ", " ", "|", " OR ", "，标题:")).join(words)


def _word(chance: random.Random, text: str) -> str:
    if chance.random() < 0.2:
        return chance.choice(NAMES)
    start = chance.randrange(len(text) - 12)
    word = "".join(text[start : start + chance.choice((1, 2, 2, 2, 3, 4, 6, 10))].split())
    return f'{chance.choice(SIGNS)}"{word}"' if chance.random() < 0.3 else chance.choice(SIGNS) + word


def line(real: RealLibrary, typed: str) -> str:
    """The query, how many exact matches and cases in all, the first ones, a digest of the whole order."""
    ranked = real.ranked(typed)
    digest = hashlib.sha256(" ".join(ranked).encode()).hexdigest()[:12]
    counts = (str(len(real.exact(typed))), str(len(ranked)))
    return "\t".join([typed, *counts, " ".join(ranked[:3]), digest])


def test_all_results_are_those_on_record_in_their_order(real):
    lines = [line(real, typed) for typed in generated()]
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()
    assert len(lines) == COUNT


def test_the_exact_matches_are_what_a_patient_reader_finds(real):
    for typed in generated():
        assert real.exact(typed) == real.named(real.reader.exact(typed)), typed


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_run_of_a_text_finds_every_case_that_prints_it(real, length):
    chance = random.Random(length)
    for award in built("awards.json"):
        lines = [line for line in plain(award["text"]).split("\n") if len(line) > length]
        for _ in range(8):
            text = chance.choice(lines)
            start = chance.randrange(len(text) - length)
            word = text[start : start + length]
            if parse(word).groups == (
                (QueryTerm(word, fold_text(word)),),
            ):  # not one with signs of the query
                assert printed(word) <= real.hits(word), word
