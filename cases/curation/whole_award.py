"""An award with all that hangs on it, as the statements about it ask for it."""

from dataclasses import dataclass, field
from typing import Any

from cases.fields import BY_NAME
from cases.models import Attestation, Attribution, Award, Coding, Milestone
from cases.models.award import Letters
from cases.readers.printed_vocabulary import PrintedVocabulary

OWN = frozenset({"title", "applicant", "rank"})  # what no heading prints for several awards together


@dataclass(slots=True)
class WholeAward:
    """An award with all that hangs on it, and the names of its place in its year by field.

    `names` are those by which its sources are read, `letters` those of accession numbers.
    """

    award: Award
    components: dict[str, str]
    names: PrintedVocabulary
    letters: Letters
    attestations: list[Attestation] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    def value(self, name: str) -> Any:  # noqa: ANN401 - text or number, as the field is
        """The value of a recorded field."""
        return BY_NAME[name].value_in(self.award) if BY_NAME[name].lookup else self.components[name]


def stands_in_award(origin: Attribution, whole: WholeAward) -> bool:
    """Whether a title, an applicant or a rank is quoted from the award's own words in that document."""
    if origin.field not in OWN or origin.start is None or origin.end is None:
        return True
    passages: list[Award | Attestation] = [whole.award]
    if origin.source_id is not None:
        passages = [each for each in whole.attestations if each.source_id == origin.source_id]
    return any(each.start <= origin.start and origin.end <= each.end for each in passages)


def where(origin: Attribution) -> str:
    """Where the passage of an origin stands, in Chinese."""
    slug = origin.document.slug if origin.document is not None else ""
    return f"{slug} 第 {origin.start}–{origin.end} 字"
