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
        names = tuple(tuple(text.split(" ", 1)) for text in row["successors"].split(";") if text)
        old = (row["code"], row["name"])
        decisions[old] = Decision(old, names, row["reason"])
    return decisions


def level(code: str) -> str:
    """province, prefecture or county, as the digits of a GB/T 2260 code say."""
    if code[2:] == "0000":
        return "province"
    return "prefecture" if code[4:] == "00" else "county"


class Successions:
    """Finds successors among runs that were in force right after the former one."""

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
        """The successors of a former division, best known first; empty where none is known."""
        decision = self.decisions.get((run.code, run.name))
        if decision:
            return [self.by_name[name] for name in decision.successors]
        for rule in (self.same_name, self.recorded, self.same_code, self.same_stem):
            found = rule(run)
            if found:
                return found
        return []

    def newcomers(self, run: Run) -> list[Run]:
        """Divisions of the same province and level that began when this one ended."""
        return [
            new
            for new in self.begun[run.last_year + 1]
            if new.code[:2] == run.code[:2] and level(new.code) == level(run.code)
        ]

    def same_name(self, run: Run) -> list[Run]:
        found = [new for new in self.newcomers(run) if new.name == run.name]
        return found if len(found) == 1 else []

    def same_code(self, run: Run) -> list[Run]:
        return [new for new in self.by_code[run.code] if new.first_year == run.last_year + 1]

    def same_stem(self, run: Run) -> list[Run]:
        stem = short_name(run.name)
        found = [new for new in self.newcomers(run) if short_name(new.name) == stem and len(stem) > 1]
        return found if len(found) == 1 else []

    def recorded(self, run: Run) -> list[Run]:
        """What upstream recorded, as far as it was in force right afterwards."""
        found = []
        for event in self.events[(run.code, run.name)]:
            new = self.by_name.get(event.new)
            if new and self.plausible(run, new) and abs(event.year - run.last_year - 1) <= 1:
                found.append(new)
        return list(dict.fromkeys(found))

    def plausible(self, run: Run, new: Run) -> bool:
        """Same province and level, and in force when the former one had ended."""
        alike = new.code[:2] == run.code[:2] and level(new.code) == level(run.code)
        return alike and new != run and self.in_force(new, run.last_year + 1)

    @staticmethod
    def in_force(run: Run, year: int) -> bool:
        """Whether the run holds on 31 December of the year."""
        return (run.first_year or 0) <= year <= (run.last_year or 9999)
