"""Two recordings side by side: how many answers are the same, and where the others differ."""

import difflib
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tests.answers.recording import Answer, Recording

LINES = 24  # of each difference shown
WIDTH = 300  # characters of a line shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of both by the names of their questions; `changed` are the names of those that differ."""

    old: dict[str, Answer]
    new: dict[str, Answer]
    changed: list[str]

    @property
    def lone(self) -> list[str]:
        """What was asked of one alone."""
        return [name for name in self.old | self.new if not (name in self.old and name in self.new)]

    @property
    def differences(self) -> int:
        return len(self.changed) + len(self.lone)

    def lines(self, shown: int) -> Iterator[str]:
        """A table of kinds, and the first differences of each kind."""
        yield from self._table()
        for name in self._first(self.lone, shown):
            yield f"\nasked {'before' if name in self.old else 'after'} only: {name}"
        for name in self._first(self.changed, shown):
            yield f"\n{name}"
            yield from difference(self.old[name], self.new[name])
        yield f"\n{self.differences} differences in {len(self.old | self.new)} answers"

    def _first(self, names: list[str], shown: int) -> list[str]:
        """Of each kind so many."""
        answers, seen = self.old | self.new, Counter[str]()
        kept = []
        for name in names:
            seen[answers[name].kind] += 1
            kept += [name] if seen[answers[name].kind] <= shown else []
        return kept

    def _table(self) -> Iterator[str]:
        answers = self.old | self.new
        of_kind, changed, lone = (
            Counter(answers[name].kind for name in names) for names in (answers, self.changed, self.lone)
        )
        yield f"{'kind':<24}{'answers':>9}{'same':>9}{'different':>11}{'in one only':>13}"
        for kind, number in of_kind.items():
            same = number - changed[kind] - lone[kind]
            yield f"{kind:<24}{number:>9}{same:>9}{changed[kind]:>11}{lone[kind]:>13}"


def compare(
    before: Recording, after: Recording, ignored: frozenset[str] = frozenset(), *, sampled: bool = False
) -> Comparison:
    """Every answer of one with that of the other; without the headers of the `ignored` names, in lower case.

    Where `sampled`, what was not asked of the other is no difference.
    """
    old, new = before.answers(), after.answers()
    if sampled:
        old = {name: answer for name, answer in old.items() if name in new}
    return Comparison(
        old, new, [name for name in old if name in new and differ(old[name], new[name], ignored)]
    )


def differ(old: Answer, new: Answer, ignored: frozenset[str]) -> bool:
    if old.packed == new.packed:
        return False
    return without(old.unpacked, ignored) != without(new.unpacked, ignored)


def without(answer: bytes, ignored: frozenset[str]) -> bytes:
    """The answer without the headers of these names."""
    head, _, body = answer.partition(b"\n\n")
    lines = [line for line in head.split(b"\n") if line.partition(b":")[0].decode().lower() not in ignored]
    return b"\n".join(lines) + b"\n\n" + body


def difference(old: Answer, new: Answer) -> Iterator[str]:
    """The first lines of a unified difference."""
    pair = readable(old.unpacked), readable(new.unpacked)
    lines = difflib.unified_diff(*pair, "before", "after", n=1, lineterm="")
    yield from (line[:WIDTH] for line in islice(lines, LINES))


def readable(answer: bytes) -> list[str]:
    """The answer in lines: each element on its own, the parts of a Word document unpacked."""
    head, _, body = answer.partition(b"\n\n")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(
                f"== {part.date_time} {part}\n".encode() + parts.read(part) for part in parts.infolist()
            )
    text = body.decode("utf-8", "backslashreplace").replace("><", ">\n<")
    return [*head.decode().split("\n"), "", *text.split("\n")]
