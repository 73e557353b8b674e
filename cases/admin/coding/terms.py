"""The terms as the desk shows them: a tree with definitions, and by what letters each is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cases.language.pinyin import every_reading
from cases.models import CodingScheme, Mechanism, MechanismContrast


@dataclass(frozen=True, slots=True)
class DeskTerm:
    """A term with those below it; `others` are its other names."""

    term: Mechanism
    others: Sequence[str]
    contrasts: Sequence[MechanismContrast]
    narrower: "list[DeskTerm]" = field(default_factory=list)

    @property
    def names(self) -> str:
        """For the script: each name, and behind it how it is read, syllable by syllable."""
        return "|".join(
            "=".join([name, *(" ".join(parts) for parts in readings_of(name))])
            for name in (self.term.name, *self.others)
        )


def term_tree(scheme: CodingScheme) -> list[DeskTerm]:
    """The broadest terms of the scheme in use, in the curators' order, with all below them; three queries."""
    rows = Mechanism.objects.filter(scheme=scheme, is_retired=False).order_by("position", "slug")
    found = {
        each.pk: DeskTerm(each, [other.name for other in each.names.all()], list(each.contrasts.all()))
        for each in rows.prefetch_related("names", "contrasts")
    }
    roots: list[DeskTerm] = []
    for each in found.values():
        above = found.get(each.term.broader_id or 0)
        (above.narrower if above is not None else roots).append(each)
    return roots


def flat(tree: Sequence[DeskTerm]) -> Iterator[DeskTerm]:
    """The terms with all below them, each behind its broader one."""
    for each in tree:
        yield each
        yield from flat(each.narrower)


@lru_cache(maxsize=4096)
def readings_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name, and those with one polyphone read otherwise."""
    return tuple(every_reading(name.lower()).spellings())
