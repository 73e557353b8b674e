"""The lists of `lists/`: a document in every layout that offices use, and what a person reads in it.

They are written for the tests: real divisions, invented awards. A row of the `.psv` beside each is
`title|applicant|place`, the place as of the document's year, down to what the gazetteer lists.
"""

from functools import cache
from pathlib import Path

from cases.places.gazetteer import Gazetteer
from cases.readers import reading
from cases.readers.records import AwardRecord, Document
from tests.readers.library import FIXTURES, NAMES

FOLDER = Path(__file__).parent / "lists"
LAYOUTS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.from_csv(FIXTURES / "built" / "divisions.csv")


def read(text: str) -> Document:
    return reading.read(text, NAMES, gazetteer=gazetteer())


def text_of(layout: str) -> str:
    return (FOLDER / f"{layout}.txt").read_text("utf-8")


def expected(layout: str) -> list[tuple[str, str, str]]:
    rows = (FOLDER / f"{layout}.psv").read_text("utf-8").splitlines()
    return [(title, applicant, place) for title, applicant, place in (row.split("|") for row in rows)]


def words(award: AwardRecord) -> tuple[str, str]:
    return award.title.value if award.title else "", award.applicant.value if award.applicant else ""
