"""What is wrong with the parameters of an address: one exception, and one way to repeat a wrong value."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

MOST_SHOWN = 40  # characters of a wrong value that a message repeats


class InvalidParameters(Exception):
    """The address asks for something that does not exist; `messages` say in Chinese what, and what to do.

    `status` is 410 when all that is asked for existed once, else 400.
    """

    def __init__(self, messages: Iterable[str], status: int = 400) -> None:
        self.messages = tuple(messages)
        self.status = status
        super().__init__(" ".join(self.messages))


def shown(value: str) -> str:
    """What a message repeats of a value: its beginning, characters that cannot be printed as �."""
    text = "".join(character if character.isprintable() else "�" for character in value[:MOST_SHOWN])
    return text + "…" if len(value) > MOST_SHOWN else text


def collect(problems: list[str], read: Callable[[], T]) -> T | None:
    """What `read` gives; None when the address is wrong, with the reasons added to `problems`."""
    try:
        return read()
    except InvalidParameters as invalid:
        problems.extend(invalid.messages)
        return None
