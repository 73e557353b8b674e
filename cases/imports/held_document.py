"""A document that the library holds already: which of its awards are read as they stand, which otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Length

from cases.characters import without_blanks
from cases.choices import TAKEN_BACK, ChangeAction, Through
from cases.curation.states import states
from cases.fields import BY_NAME
from cases.imports.proposals import Proposal
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, Revision, Source, StoredChange
from cases.models.intake import problem_at

# What the document itself says of an award; what rules infer, people may have decided otherwise since.
PRINTED = ("tier", "rank", "title", "applicant", "text", "paragraph_starts", "end", "place_then", "locality")


OF_SOURCE = ("title", "title_reason", "publisher", "publisher_reason", "kind", "date_reason", "note")
HELD = "库中已有这份文献。"
EXTENT = "起止位置"


def same_words(text: str) -> Source | None:
    """The document that is held with these words, whatever blanks are between them.

    A copy in GBK has a question mark, another blank or none where that encoding knows no such blank.
    """
    wanted = without_blanks(text)
    room = max(text.count("?") + sum(map(str.isspace, text)), len(text) // 10) + 1
    sized = Source.objects.annotate(size=Length("text"))
    near = sized.filter(size__gte=len(wanted), size__lte=len(wanted) + 2 * room).order_by("pk")
    for pk, known in near.values_list("pk", "text"):
        if wanted in (without_blanks(known), without_blanks(_in_gbk(known))):
            return Source.objects.get(pk=pk)
    return None


def _in_gbk(text: str) -> str:
    """The text with question marks for what GBK does not have."""
    return text.encode("gbk", "replace").decode("gbk")


def facts_of_held(source: Source) -> dict[str, dict[str, Any]]:
    """What the library has of a document that is held: reading it again changes nothing of that."""
    values = {"slug": source.slug, "file_name": source.file_name, "url": source.url_original}
    values |= {name: getattr(source, name) for name in OF_SOURCE}
    for name in ("date_signed", "date_published"):
        day = getattr(source, name)
        values[name] = day.isoformat() if day is not None else ""
    return {name: {"value": value, "reason": HELD} for name, value in values.items() if value}


@dataclass(slots=True)
class HeldDocument:
    """The document with its awards by the beginning of their passages; empty where it is new."""

    source: Source | None = None
    awards: dict[int, Award] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source | None) -> "HeldDocument":
        if source is None:
            return cls()
        rows = Award.objects.filter(source=source)
        awards = {award.start: award for award in rows.order_by("pk")}
        return cls(source, awards, AwardSnapshots().dump_of(rows))

    def compare(self, change: StoredChange) -> None:
        """Say what the change would do to the award that is held, if it is."""
        award = self.awards.get(change.start) if change.start is not None else None
        if award is None:
            return
        there, read = self.snapshots[award.accession], change.proposed
        differs = [name for name in PRINTED if read[name] != there[name]]
        change.thing, change.before = award.pk, states(Award, [award.pk])[award.pk]
        change.proposed = _with_what_is_printed(there, read, differs)
        if not differs:
            change.action, change.problems = ChangeAction.UNCHANGED, []
        elif award.state in TAKEN_BACK:
            change.action = ChangeAction.DOUBTFUL
            withdrawn = f"案例 {award.accession} 已经撤回，请核对。"
            change.problems = [*change.problems, problem_at(withdrawn, change.start, change.end)]
        elif changed := _changed_since(award, differs):
            change.action = ChangeAction.DOUBTFUL
            message = f"案例 {award.accession} 的{'、'.join(changed)}后来改过，与这次读到的不同，请核对。"
            change.problems = [*change.problems, problem_at(message, change.start, change.end)]
        else:
            change.action = ChangeAction.DOUBTFUL if change.problems else ChangeAction.CHANGED

    def unread(self, proposals: Sequence[Proposal]) -> Iterator[dict[str, Any]]:
        """The awards that are held and that were not read this time."""
        read = {each.start for each in proposals}
        for start, award in sorted(self.awards.items()):
            if start not in read:
                message = f"库中的案例 {award.accession} 这次没有在文中读到。"
                yield problem_at(message, award.start, award.end)


def _changed_since(award: Award, names: Sequence[str]) -> list[str]:
    """What of these somebody changed since the award was made, as curators call it; loading is nobody."""
    revisions = Revision.objects.filter(table="award", thing=award.pk).exclude(through=Through.LOADER)
    changed = {
        name
        for before, after in revisions.values_list("before", "after")
        if before and after  # neither made nor deleted
        for name in names
        if any(before.get(column) != after.get(column) for column in (name, f"{name}_id"))
    }
    labels = (BY_NAME[name].label if name in BY_NAME else EXTENT for name in names if name in changed)
    return list(dict.fromkeys(labels))


def _with_what_is_printed(there: Snapshot, read: Snapshot, differs: list[str]) -> Snapshot:
    """The award that is held with what is read otherwise now, and where that is printed."""
    fields = set(differs)
    if fields & {"place_then", "locality"}:
        fields |= {"province", "city", "county", "township", "place_now"}
    kept = [row for row in there["attributions"] if row["field"] not in fields]
    new = [row for row in read["attributions"] if row["field"] in fields]
    values = {name: read[name] for name in fields if name in read}
    return {**there, **values, "attributions": [*kept, *new]}
