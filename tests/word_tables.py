"""Reading the tables of words with a row left out, to see what the row is for."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from cases.language import word_tables
from cases.language.word_tables import Row, read_table


@contextmanager
def without_row(table: str, row: Row, module: ModuleType) -> Iterator[None]:
    """A module as it would be without one row of a table."""
    complete, fewer = dict(vars(module)), tuple(other for other in read_table(table) if other is not row)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                word_tables, "read_table", lambda name: fewer if name == table else read_table(name)
            )
            importlib.reload(module)
        yield
    finally:
        vars(module).update(complete)
