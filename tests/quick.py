"""Which of many alike `make check` tries: the first few; `make test` tries them all."""

from collections.abc import Iterable
from typing import Any

import pytest


def first_quick(values: Iterable[Any], quick: int = 1) -> list[Any]:
    """The values of `parametrize`, all behind the first few marked slow."""
    return [value if number < quick else _slow(value) for number, value in enumerate(values)]


def _slow(value: Any) -> Any:
    if hasattr(value, "marks"):  # a pytest.param
        return pytest.param(*value.values, marks=[*value.marks, pytest.mark.slow], id=value.id)
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
