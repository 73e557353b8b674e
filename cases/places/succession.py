"""Which divisions a former division became.

In this order: what a curator wrote, the same name under a new code, the same code under a new
name, what upstream recorded, the same stem with another kind (溧水县 -> 溧水区).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cases.places.lists import Event, Name, Run, read_rows
from cases.places.naming import short_name


@dataclass(frozen=True)
class Decision:
    """What a curator wrote about the successors of a former division."""

    old: Name
    successors: tuple[Name, ...]
    reason: str


def read_decisions(curated: Path) -> dict[Name, Decision]:
    """{former: decision}; successors are written `code name`, separated by semicolons."""
    decisions = {}
    for row in read_rows(curated / "division_successions.csv"):
        names = tuple(_name(text) for text in row["successors"].split(";") if text)
        old = (row["code"], row["name"])
        decisions[old] = Decision(old, names, row["reason"])
    return decisions


def _name(text: str) -> Name:
    code, name = text.split(" ", 1)
    return code, name


def level(code: str) -> str:
    """province, prefecture or county, as the digits of a GB/T 2260 code say."""
    if code[2:] == "0000":
        return "province"
    return "prefecture" if code[4:] == "00" else "county"


def alike(one: Run, other: Run) -> bool:
    """Whether two divisions are of the same province and level."""
    return one.code[:2] == other.code[:2] and level(one.code) == level(other.code)


class Successions:
    """Finds successors among runs that were in force right after the former one.

    The rules are asked for the year after the former one's last.
    """

    def __init__(self, runs: list[Run], events: Iterable[Event], decisions: dict[Name, Decision]) -> None:
        self.decisions = decisions
        self.by_name = {(run.code, run.name): run for run in runs}
        self.by_code: dict[str, list[Run]] = defaultdict(list)
        self.begun: dict[int | None, list[Run]] = defaultdict(list)
        self.events: dict[Name, list[Event]] = defaultdict(list)
        for run in runs:
            self.by_code[run.code].append(run)
            self.begun[run.first_year].append(run)
        for event in events:
            self.events[event.old].append(event)

    def of(self, run: Run) -> list[Run]:
        """The successors of a division, best known first; empty where none is known or it is in force."""
        if run.last_year is None:
            return []
        decision = self.decisions.get((run.code, run.name))
        if decision:
            return [self.by_name[name] for name in decision.successors]
        for rule in (self.same_name, self.recorded, self.same_code, self.same_stem):
            successors = rule(run, run.last_year + 1)
            if successors:
                return successors
        return []

    def newcomers(self, run: Run, year: int) -> list[Run]:
        """Divisions of the same province and level that began when this one ended."""
        return [new for new in self.begun[year] if alike(new, run)]

    def same_name(self, run: Run, year: int) -> list[Run]:
        successors = [new for new in self.newcomers(run, year) if new.name == run.name]
        return successors if len(successors) == 1 else []

    def same_code(self, run: Run, year: int) -> list[Run]:
        return [new for new in self.by_code[run.code] if new.first_year == year]

    def same_stem(self, run: Run, year: int) -> list[Run]:
        stem = short_name(run.name)
        successors = [new for new in self.newcomers(run, year) if short_name(new.name) == stem]
        return successors if len(successors) == 1 and len(stem) > 1 else []

    def recorded(self, run: Run, year: int) -> list[Run]:
        """What upstream recorded, as far as it was in force right afterwards."""
        events = (event for event in self.events[(run.code, run.name)] if abs(event.year - year) <= 1)
        successors = (self.by_name.get(event.new) for event in events)
        return list(dict.fromkeys(new for new in successors if new and self.follows(new, run, year)))

    @staticmethod
    def follows(new: Run, run: Run, year: int) -> bool:
        """Whether another one, alike, was in force when the former one had ended."""
        return new != run and alike(new, run) and new.in_force(year)
