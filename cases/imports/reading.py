"""A document that came in is read into an intake: what it is, and a stored change for each award in it."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.choices import ChangeAction, IntakeKind, IntakeState
from cases.curation.readings import printed_vocabulary
from cases.imports.doubtful_facts import doubtful_facts
from cases.imports.duplicates import name_duplicates
from cases.imports.facts import NOTHING_SAID, Facts, Said, entry_of, facts_of
from cases.imports.files.decoded_file import DecodedFile
from cases.imports.files.decoding import last_part
from cases.imports.held_document import HeldDocument, facts_of_held, same_words
from cases.imports.numbering import number
from cases.imports.proposals import Proposal, editions_of, proposals_of
from cases.imports.receiving import ImportRefused, clean_pasted, decode
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.sheets.reading import read_sheet
from cases.library.document_snapshots import source_snapshot
from cases.library.snapshot import Snapshot
from cases.models import Intake, Source, StoredChange, StoredFile
from cases.models.intake import problem_at
from cases.places.gazetteer import Gazetteer
from cases.readers.reading import read
from cases.readers.records import Document, Form, SourceEntry
from cases.vocabulary import read_gazetteer

Row = dict[str, Any]  # a problem, as `problem_at` makes it
LONGEST_SLUG = 60
NEAR = 20  # rows that overlap one another: those that were left out beside those put in their place


def read_file(
    name: str, content: bytes, said: Said = NOTHING_SAID, *, by: str = "", note: str = ""
) -> Intake:
    """Read a file into an intake, which keeps it; ImportRefused where nothing of it can be read.

    A sheet that the library exported changes the awards of its rows; whatever else is a document.
    """
    if (sheet := open_sheet(name, content)) is not None:
        return read_sheet(last_part(name), content, sheet, by=by, note=note)
    return read_decoded(decode(name, content), content, said, by=by, note=note)


def read_decoded(
    decoded: DecodedFile, content: bytes, said: Said = NOTHING_SAID, *, by: str = "", note: str = ""
) -> Intake:
    """The same of a file whose text is known already; what the text does not have stands in the note."""
    with transaction.atomic():
        file = StoredFile.keep(decoded.name, content)
        return _read_new(
            decoded.text, decoded.name, file, said, by, "\n".join([*decoded.notes, note]).strip()
        )


def read_pasted(text: str, said: Said = NOTHING_SAID, *, by: str = "", note: str = "") -> Intake:
    """Read a text that somebody pasted into an intake; ImportRefused where nothing of it can be read."""
    with transaction.atomic():
        return _read_new(clean_pasted(text), "", None, said, by, note)


def read_again(intake: Intake, lock: int, said: Said, *, by: str = "") -> None:
    """Read the text anew with what a person says now; rows that somebody has decided stay as they are.

    StaleIntake where somebody else was quicker; ImportRefused where it has been taken in already.
    """
    if not intake.is_open:
        raise ImportRefused("这次导入已经收录、撤销或者放弃，不能再改。")
    if intake.kind == IntakeKind.SPREADSHEET:
        raise ImportRefused("表格不能重新读取，请重新上传。")
    with intake.claimed(lock, by):
        decided = list(intake.rows.exclude(decided_by="").order_by("start", "pk"))
        intake.changes.exclude(pk__in=[row.pk for row in decided]).delete()
        _fill(intake, said, decided)


def _read_new(text: str, name: str, file: StoredFile | None, said: Said, by: str, note: str) -> Intake:
    held = same_words(text)
    text = held.text if held is not None else text
    intake = Intake(
        kind=IntakeKind.DOCUMENT, file=file, text=text, text_sha256=sha256_of(text), note=note,
        made_by=by, changed_by=by,
    )  # fmt: skip
    intake.save()
    _fill(intake, said if said.file_name or not name else replace(said, file_name=name), [])
    return intake


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(text: str, said: Said, gazetteer: Gazetteer) -> Document:
    """The one way in: by the curators' vocabularies and divisions, and what a person says."""
    form = None if not said.form else _registered(Form(said.form))
    return read(text, printed_vocabulary(), form, gazetteer, said.of_edition())


def _registered(form: Form) -> SourceEntry:
    return SourceEntry("", "", "", "", form, "")


def _fill(intake: Intake, said: Said, decided: Sequence[StoredChange]) -> None:
    """Everything that reading gives, in place of what was there."""
    gazetteer = read_gazetteer()
    document = document_of(intake.text, said, gazetteer)
    held = HeldDocument.of(_held(intake))
    intake.facts = _with_names(facts_of(document, intake.text, said), intake, held.source)
    proposals = proposals_of(document, intake.text, intake.facts, gazetteer)
    intake.source, intake.state = held.source, IntakeState.READY
    intake.declared = document.declared.value if document.declared is not None else None
    problems = [*_problems_of_document(document), *held.unread(proposals)]
    if held.source is None or any(each.start not in held.awards for each in proposals):
        problems += doubtful_facts(intake.facts, intake.text)
    intake.problems = problems
    intake.save()
    is_decided = {each.start for each in proposals if _overlaps(each, decided)}
    undecided = [each for each in proposals if each.start not in is_decided]
    new = (each.award for each in undecided if each.start not in held.awards)
    number(new, printed_vocabulary(), [row.proposed["accession"] for row in decided])
    rows = [_row(intake, order, each, held) for order, each in enumerate(undecided, 1)]
    name_duplicates(rows, gazetteer)
    changes = [*_changes_beside(intake, document, proposals), *rows]
    StoredChange.objects.bulk_create(changes, batch_size=500)
    _order_by_print(intake)


def _changes_beside(intake: Intake, document: Document, proposals: list[Proposal]) -> Iterator[StoredChange]:
    """The document, where it is new, and the editions of its awards."""
    if intake.source is None:
        sha256 = intake.file.sha256 if intake.file is not None else intake.text_sha256
        snapshot = source_snapshot(entry_of(intake.facts, document.form, sha256), document)
        yield _change(intake, "source", snapshot | {"text": intake.text})
    for edition in editions_of(document, proposals, intake.facts):
        yield _change(intake, "edition", edition)


def _overlaps(proposal: Proposal, decided: Sequence[StoredChange]) -> bool:
    """Whether a person has decided what these words are; `decided` stands in the order of print."""
    before = decided[: bisect_left(decided, proposal.end, key=lambda row: row.start or 0)]
    return any((row.end or 0) > proposal.start for row in before[-NEAR:])


def _order_by_print(intake: Intake) -> None:
    """Number the rows as they stand in the text."""
    moved = []
    for order, row in enumerate(intake.rows.order_by("start", "pk").only("pk", "order", "intake"), 1):
        if row.order != order:
            row.order = order
            moved.append(row)
    StoredChange.objects.bulk_update(moved, ["order"], batch_size=500)


def _change(intake: Intake, table: str, proposed: Snapshot) -> StoredChange:
    return StoredChange(intake=intake, table=table, action=ChangeAction.NEW, proposed=proposed)


def _row(intake: Intake, order: int, each: Proposal, held: HeldDocument) -> StoredChange:
    """One award as it waits to be taken in."""
    change = StoredChange(
        intake=intake, order=order, start=each.start, end=each.end, proposed=each.award,
        problems=each.problems, action=action_of(each.award, each.problems),
    )  # fmt: skip
    held.compare(change)
    return change


def action_of(award: Snapshot, problems: Sequence[Row]) -> str:
    """Whether an award that is not held yet can be taken in as it is."""
    if not award["accession"]:
        return ChangeAction.REFUSED
    return ChangeAction.DOUBTFUL if problems else ChangeAction.NEW


def _held(intake: Intake) -> Source | None:
    """The document of the library with these very words."""
    digests = [intake.text_sha256, *([intake.file.sha256] if intake.file is not None else [])]
    found = Source.objects.filter(Q(sha256__in=digests) | Q(text=intake.text))
    return found.order_by("pk").first()


# --- What is said of the document ----------------------------------------------------------------


def _with_names(facts: Facts, intake: Intake, held: Source | None) -> Facts:
    """With a slug and a file name that no other document has."""
    named = dict(facts)
    if held is not None:
        return named | facts_of_held(held)
    named.setdefault("slug", {"value": _free_slug(facts, intake), "reason": "按项目、年度和校验值起名。"})
    wanted = str(named.get("file_name", {}).get("value", f"{named['slug']['value']}.txt"))
    if Source.objects.filter(file_name=wanted).exists():
        wanted = f"{intake.text_sha256[:8]}-{wanted}"
    named["file_name"] = {**named.get("file_name", {"reason": "导入时起名。"}), "value": wanted[-120:]}
    return named


def _free_slug(facts: Facts, intake: Intake) -> str:
    """`jczl-2021-5f3a9c21`: nobody else's, as the words are nobody else's."""
    programme, year = (facts.get(name, {}).get("value") for name in ("programme", "year"))
    named = [str(each) for each in (programme, year) if each]
    return "-".join([*named, intake.text_sha256[:8]])[-LONGEST_SLUG:].strip("-")


def _problems_of_document(document: Document) -> Iterator[Row]:
    of_awards = Counter(problem for award in document.awards for problem in award.problems)
    for each in document.problems:
        if each not in of_awards:
            yield problem_at(each.message, each.start, each.end)
