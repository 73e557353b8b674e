"""The resolver against tables of texts as documents print them."""

from pathlib import Path

import pytest

from cases.places.gazetteer import Gazetteer
from cases.places.resolver import Mention, resolve
from tests.quick import first_quick

TABLES = sorted(Path(__file__).parent.glob("printed_*.txt"))


def read_table(path: Path) -> list[tuple[int | None, str, list[str]]]:
    """(year, text, expected lines) of each block of a table."""
    blocks: list[tuple[int | None, str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("  "):
            blocks[-1][2].append(" ".join(line.split()))
        elif line and not line.startswith("#"):
            year, text = line.split(" ", 1)
            blocks.append((None if year == "-" else int(year), text.replace("⏎", "\n"), []))
    return blocks


def written(mention: Mention) -> str:
    """A mention in the form of the tables."""
    if mention.ambiguous:
        codes = " ".join(candidate["code"] for candidate in mention.ambiguous)
        return " ".join(f"{mention.printed} ? {codes}".split())
    cells = (mention.printed, mention.place_then, mention.code_then, " ".join(sorted(mention.codes_now)))
    return " ".join(" | ".join(cells).replace("\n", "⏎").split())


BLOCKS = {path.stem: read_table(path) for path in TABLES}


@pytest.mark.parametrize("table", first_quick(BLOCKS))
@pytest.mark.slow
def test_it_reads_the_places_as_a_careful_reader_would(gazetteer: Gazetteer, table: str) -> None:
    """All texts of a table in one test: a test of its own for each would take longer than reading does."""
    for year, text, expected in BLOCKS[table]:
        assert [written(mention) for mention in resolve(text, year, gazetteer)] == expected, text


@pytest.mark.slow
@pytest.mark.parametrize("table", BLOCKS)
def test_it_points_to_what_is_printed(gazetteer: Gazetteer, table: str) -> None:
    for year, text, _ in BLOCKS[table]:
        mentions = resolve(text, year, gazetteer)
        assert all(text[m.start : m.end] == m.printed for m in mentions)
        assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))


def test_it_is_tried_on_many_texts() -> None:
    assert sum(map(len, BLOCKS.values())) >= 150
