"""How far a long work is: whoever does it counts, whoever started it may listen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[int, int], None]  # how many are done, of how many
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell this listener of everything that is counted within."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def with_progress(things: Sequence[T]) -> Iterator[T]:
    """The things, each told to the listener when it is done."""
    listener = _listener.get()
    for number, thing in enumerate(things, 1):
        yield thing
        if listener is not None:
            listener(number, len(things))
