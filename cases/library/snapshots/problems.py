"""How the problems of everyday work stand in the fixtures and in the database."""

from pathlib import Path

from django.core.exceptions import ValidationError

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built
from cases.library.snapshots.renames import NO_RENAMES, Renames
from cases.models import WorkProblem

COLUMNS = ("words", "query", "reason", "position", "is_published")


class ProblemSnapshots(Kind):
    """A query that curators keep under other words is the same problem."""

    name, label = "problem", "工作难题"
    model, key_field, identity = WorkProblem, "words", ("query",)

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["words"]: row for row in built(fixtures, "problems")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        return {row["words"]: row for row in WorkProblem.objects.values(*COLUMNS)}

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["words"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        """All are checked at once, which reads the vocabularies once."""
        refusals = WorkProblem.refusals([snapshot["query"] for snapshot in snapshots.values()])
        if wrong := [refusal for refusal in refusals if refusal]:
            raise ValidationError(wrong)
        there = set(WorkProblem.objects.filter(words__in=snapshots).values_list("words", flat=True))
        for words in there:
            WorkProblem.objects.filter(words=words).update(**snapshots[words])
        WorkProblem.objects.bulk_create(
            WorkProblem(**snapshot) for words, snapshot in snapshots.items() if words not in there
        )
