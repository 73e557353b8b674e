"""The small library, with an index of its own for every test."""

import pytest

from tests.replay import with_index
from tests.small_library import Library, make_small_library


@pytest.fixture
def library(index_dir, db) -> Library:
    return with_index(make_small_library())
