"""The real library, asked as a librarian would."""

import pytest

from cases.index.index import Index
from tests.search.real import RealLibrary


@pytest.fixture(scope="module")
def real(real_index: Index) -> RealLibrary:
    return RealLibrary(real_index)
