"""The kinds of snapshots, in the order in which they refer to each other."""

from cases.library.snapshots.awards import AwardSnapshots
from cases.library.snapshots.divisions import DivisionSnapshots
from cases.library.snapshots.editions import EditionSnapshots
from cases.library.snapshots.kind import Kind
from cases.library.snapshots.mechanisms import MechanismSnapshots
from cases.library.snapshots.named import IssuingBodySnapshots, ProgrammeSnapshots, TierSnapshots
from cases.library.snapshots.problems import ProblemSnapshots
from cases.library.snapshots.schemes import SchemeSnapshots
from cases.library.snapshots.sources import SourceSnapshots

KINDS: tuple[Kind, ...] = (
    DivisionSnapshots(),
    SourceSnapshots(),
    SchemeSnapshots(),
    MechanismSnapshots(),
    TierSnapshots(),
    IssuingBodySnapshots(),
    ProgrammeSnapshots(),
    ProblemSnapshots(),
    EditionSnapshots(),
    AwardSnapshots(),
)

__all__ = ["KINDS", "Kind"]
