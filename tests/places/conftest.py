"""The gazetteer of the repository, read once."""

from pathlib import Path

import pytest

from cases.places.gazetteer import Gazetteer

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_csv(FIXTURES / "built" / "divisions.csv")
