"""How good the figures are that the rules propose, against those that a person recorded of the library.

python -m tests.readers.score_figures          # the two shares
python -m tests.readers.score_figures --list   # and each that differs
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.readers.passages import PrintedLine
from cases.readers.proposed_figures import ProposedFigure, proposed_figures

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@dataclass
class Score:
    """`number`: number, unit and qualifier right in an overlapping passage; `whole`: what is counted, too."""

    recorded: int = 0
    proposed: int = 0
    number: int = 0
    whole: int = 0
    differing: list[str] = field(default_factory=list)


def lines_of(award: dict[str, Any]) -> list[PrintedLine]:
    starts = zip(award["paragraph_starts"], award["text"].split("\n"), strict=False)
    return [PrintedLine(start, start + len(text), text) for start, text in starts]


def score() -> Score:
    """Of all awards of the fixtures, the rules knowing no subject."""
    found = Score()
    for award in json.loads((FIXTURES / "built" / "awards.json").read_text(encoding="utf-8")):
        rest = list(award.get("figures", ()))
        proposed = proposed_figures(lines_of(award))
        found.recorded, found.proposed = found.recorded + len(rest), found.proposed + len(proposed)
        for each in proposed:
            same = next((row for row in rest if is_same_number(row, each)), None)
            if same is None:
                found.differing.append(f"{award['accession']} 多出 {said(each)}")
                continue
            rest.remove(same)
            found.number += 1
            is_whole = same["counted"] == each.counted
            found.whole += is_whole
            if not is_whole:
                found.differing.append(f"{award['accession']} 所数应为“{same['counted']}” {said(each)}")
        found.differing += [f"{award['accession']} 漏掉 {row['counted']} {row['number']}" for row in rest]
    return found


def is_same_number(row: dict[str, Any], proposed: ProposedFigure) -> bool:
    overlaps = row["start"] < proposed.end and proposed.start < row["end"]
    words = (row["number"], row.get("unit", ""), row.get("qualifier", ""))
    return overlaps and words == (proposed.number, proposed.unit, proposed.qualifier)


def said(each: ProposedFigure) -> str:
    return f"{each.counted}|{each.qualifier} {each.number} {each.unit}|{each.scope}|{each.when}"


def main() -> None:
    found = score()
    lines = [f"recorded {found.recorded}, proposed {found.proposed}"]
    for name in ("number", "whole"):
        right = getattr(found, name)
        shares = f"precision {right / found.proposed:.0%}, recall {right / found.recorded:.0%}"
        lines.append(f"{name}: {shares} ({right})")
    differing = found.differing if "--list" in sys.argv else []
    sys.stdout.write("\n".join([*lines, *differing]) + "\n")


if __name__ == "__main__":
    main()
