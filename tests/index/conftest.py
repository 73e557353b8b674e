"""What the tests of the index start from: one award, and a process that has nothing loaded."""

import pytest

from cases.index import current
from cases.models import Award
from tests.factories import make_award


@pytest.fixture
def award() -> Award:
    return make_award(title="宁海36条", rank=1)


@pytest.fixture
def forget():
    """Make this process forget the loaded index, as a new server process would start."""

    def how() -> None:
        current.holder.index = None

    return how
