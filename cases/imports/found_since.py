"""What was taken in since a document was read, and is like what it is to give: looked for again at taking."""

from collections.abc import Sequence

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports.duplicates import compared, held_awards, held_numbers
from cases.imports.matching import AwardMatcher, Likeness
from cases.models import Intake, StoredChange
from cases.models.intake import problem_at
from cases.vocabulary import read_gazetteer

FOUND_SINCE = "读取之后，库中又有了与下列条目相像的案例，什么都没有收录：请逐条核对后再收录。"


class FoundSince(Exception):
    """Rows to be new awards that the library has by now, or seems to have."""

    def __init__(self, rows: Sequence[StoredChange]) -> None:
        super().__init__(FOUND_SINCE)
        self.rows = rows

    @property
    def messages(self) -> list[str]:
        """What is said of them, in Chinese."""
        said = (f"第 {row.order} 条{row.quoted}：{row.problems[-1]['message']}" for row in self.rows)
        return [FOUND_SINCE, *said]

    def store(self, intake: Intake, lock: int, by: str) -> None:
        """Put it at the rows: a person has to decide them."""
        with intake.claimed(lock, by):
            StoredChange.objects.bulk_update(self.rows, ["problems", "action", "outcome"], batch_size=500)


def refuse_found_since(rows: Sequence[StoredChange]) -> None:
    """FoundSince with those of the new rows that are like an award that nobody was told of at reading."""
    asked = [row for row in rows if row.thing is None and row.milestone is None]
    if not asked:
        return
    gazetteer = read_gazetteer()
    read = [compared(row.proposed, gazetteer) for row in asked]
    matcher = AwardMatcher(held_awards({each.programme for each in read}, gazetteer))
    found = []
    for row, award in zip(asked, read, strict=True):
        match = matcher.match(award)
        numbers = [each.number for each in match.held]
        if match.likeness is Likeness.NEW or set(numbers) <= set(held_numbers(row)):
            continue
        row.problems = [*row.problems, problem_at(match.reason, row.start, row.end) | {"held": numbers}]
        row.action, row.outcome = ChangeAction.DOUBTFUL, ChangeOutcome.PENDING
        found.append(row)
    if found:
        raise FoundSince(found)
