"""What the room refuses of an intake stands at the rows that it is about."""

from collections.abc import Iterable, Iterator

from cases.choices import ChangeAction, ChangeOutcome, IntakeKind
from cases.curation.keeper import Contradiction
from cases.fields import BY_NAME
from cases.library.snapshot import Snapshot
from cases.models import Intake, StoredChange
from cases.models.intake import problem_at


def attach(intake: Intake, refusal: Contradiction, user: str) -> None:
    """Put what the room refused at the rows that it is about; a person has to decide them."""
    wrong = refusal.awards
    with intake.claimed(intake.lock, user):
        rows = [row for row in intake.rows if row.proposed.get("accession") in wrong]
        for row in rows:
            row.problems = [*row.problems, *problems_at(row, wrong[row.proposed["accession"]])]
            row.action, row.outcome = ChangeAction.DOUBTFUL, ChangeOutcome.PENDING
            if intake.kind == IntakeKind.SPREADSHEET:  # what its source does not print is never accepted
                row.action = ChangeAction.REFUSED
            else:
                row.proposed = _without_refused_origins(row.proposed, wrong[row.proposed["accession"]])
        StoredChange.objects.bulk_update(rows, ["problems", "action", "outcome", "proposed"], batch_size=500)


def _without_refused_origins(award: Snapshot, messages: Iterable[str]) -> Snapshot:
    """The award without the origins that are not true: a draft may lack some, and a person gives them."""
    labels = {row["field"]: BY_NAME[row["field"]].label for row in award["attributions"]}
    refused = {name for name, label in labels.items() if any(_is_about(each, label) for each in messages)}
    return award | {"attributions": [row for row in award["attributions"] if row["field"] not in refused]}


def _is_about(message: str, label: str) -> bool:
    return message.startswith((f"{label}：", f"{label}的依据", f"{label}“", f"{label}读不出"))


def problems_at(row: StoredChange, messages: Iterable[str]) -> Iterator[dict[str, object]]:
    """The messages as problems of the row, without those that it has already."""
    known = {each["message"] for each in row.problems}
    for message in messages:
        if message not in known:
            yield problem_at(message, row.start, row.end)
