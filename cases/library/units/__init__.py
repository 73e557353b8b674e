"""The kinds of units, in the order in which they refer to each other."""

from cases.library.units.awards import Awards
from cases.library.units.divisions import Divisions
from cases.library.units.editions import Editions
from cases.library.units.kind import Kind, Unit
from cases.library.units.mechanisms import Mechanisms
from cases.library.units.sources import Sources

KINDS: tuple[Kind, ...] = (Divisions(), Sources(), Mechanisms(), Editions(), Awards())

__all__ = ["KINDS", "Kind", "Unit"]
