"""A document that came in is read into an intake: what it is, and a stored change for each award in it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.choices import ChangeAction, IntakeKind, IntakeState
from cases.curation.readings import printed_vocabulary
from cases.imports.carrying import Carrying, ReadAgain
from cases.imports.doubtful_facts import asks_for_issuer, asks_for_year, doubtful_facts
from cases.imports.dropped_before import name_dropped_before
from cases.imports.duplicates import name_duplicates
from cases.imports.facts import NOTHING_SAID, Facts, Said, entry_of, facts_of
from cases.imports.files.decoded_file import DecodedFile
from cases.imports.files.decoding import last_part
from cases.imports.held_document import HeldDocument, facts_of_held, same_words
from cases.imports.honoured_before import match_earlier
from cases.imports.proposals import Proposal, editions_of, proposals_of
from cases.imports.receiving import ImportRefused, clean_pasted, decode
from cases.imports.said_columns import fact_of_columns, known_columns
from cases.imports.settling import number_new
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.sheets.reading import COLUMNS, read_sheet
from cases.library.document_snapshots import source_snapshot
from cases.library.snapshot import Snapshot
from cases.models import Intake, Source, StoredChange, StoredFile
from cases.models.intake import problem_at
from cases.places.gazetteer import Gazetteer
from cases.readers.lists.column_roles import KnownColumns
from cases.readers.lists.listed_awards import REVIEWED
from cases.readers.reading import read
from cases.readers.records import Document, Form, SourceEntry
from cases.vocabulary import read_gazetteer

Row = dict[str, Any]  # a problem, as `problem_at` makes it
LONGEST_SLUG = 60
LONGEST_FILE_NAME = 120  # characters, as the table of documents has it


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
    return read_whole(decoded, content, said, by=by, note=note).keep()


def read_whole(
    decoded: DecodedFile, content: bytes, said: Said = NOTHING_SAID, *, by: str = "", note: str = ""
) -> "ReadDocument":
    """The same, with the document as the readers gave it; nothing of it is kept yet."""
    note = "\n".join([*decoded.notes, note]).strip()
    return _read(_new(decoded.text, StoredFile.of(decoded.name, content), by, note), said)


def read_pasted(text: str, said: Said = NOTHING_SAID, *, by: str = "", note: str = "") -> Intake:
    """Read a text that somebody pasted into an intake; ImportRefused where nothing of it can be read."""
    return _read(_new(clean_pasted(text), None, by, note), said).keep()


def read_ahead(intake: Intake, said: Said) -> "ReadAhead":
    """Read the text anew with what a person says now, for `read_again`, before anything is locked.

    ImportRefused where it has been taken in already.
    """
    if not intake.is_open:
        raise ImportRefused("这次导入已经收录、撤销或者放弃，不能再改。")
    if intake.kind == IntakeKind.SPREADSHEET:
        raise ImportRefused("表格不能重新读取，请重新上传。")
    return _read_text(intake, said)


def read_again(
    intake: Intake, lock: int, said: Said, *, by: str = "", ahead: "ReadAhead | None" = None
) -> ReadAgain:
    """Read the text anew with what a person says now; what somebody decided or corrected is carried over.

    `ahead` is what has been read so already: who calls this within a transaction has to read before it.
    StaleIntake where somebody else was quicker; ImportRefused where it has been taken in already.
    """
    found = ahead if ahead is not None else read_ahead(intake, said)
    reading = _carried(intake, found, list(intake.rows.order_by("start", "pk")))
    with intake.claimed(lock, by):  # what somebody decided meanwhile has moved the lock
        intake.changes.exclude(table="award").delete()
        _store(intake, reading)
    return reading.report


def keep_decoded(decoded: DecodedFile, content: bytes, *, by: str = "") -> Intake:
    """A file whose text is known, to be read by `read_kept`."""
    file, note = StoredFile.of(decoded.name, content), "\n".join(decoded.notes)
    return _keep(_new(decoded.text, file, by, note))


def keep_pasted(text: str, *, by: str = "") -> Intake:
    """A text that somebody pasted, to be read by `read_kept`."""
    return _keep(_new(clean_pasted(text), None, by, ""))


def read_kept(intake: Intake, lock: int, said: Said, *, by: str = "") -> None:
    """Read a document that was kept; StaleIntake where somebody else was quicker."""
    reading = _read(intake, said)
    with intake.claimed(lock, by):
        _store(intake, reading)


def _read(intake: Intake, said: Said) -> "ReadDocument":
    """What is read in a document for the first time."""
    named = _with_name(said, intake.file.name if intake.file is not None else "")
    return _carried(intake, _read_text(intake, named), [])


def _keep(intake: Intake) -> Intake:
    """Store a new intake with its file."""
    with transaction.atomic():
        if intake.file is not None:
            intake.file = StoredFile.keep(intake.file.name, bytes(intake.file.content))
        intake.save()
    return intake


def _new(text: str, file: StoredFile | None, by: str, note: str) -> Intake:
    """An intake that is not stored yet."""
    text = text if (held := same_words(text)) is None else held.text
    return Intake(
        kind=IntakeKind.DOCUMENT, file=file, text=text, text_sha256=sha256_of(text), note=note,
        made_by=by, changed_by=by,
    )  # fmt: skip


def read_as_document(intake: Intake, lock: int, said: Said, *, by: str = "") -> None:
    """Read it again, a sheet that is none as well, by what a person says of its columns.

    StaleIntake where somebody else was quicker; ImportRefused where it has been taken in already.
    """
    if intake.kind != IntakeKind.SPREADSHEET or intake.file is None:
        read_again(intake, lock, said, by=by)
        return
    decoded = decode(intake.file.name, bytes(intake.file.content))
    held = same_words(decoded.text)
    intake.kind, intake.text = IntakeKind.DOCUMENT, held.text if held is not None else decoded.text
    intake.text_sha256, intake.note = sha256_of(intake.text), "\n".join(decoded.notes)
    ahead = read_ahead(intake, said)
    with transaction.atomic():
        intake.save(update_fields=["kind", "text", "text_sha256", "note"])
        read_again(intake, lock, said, by=by, ahead=ahead)


def _with_name(said: Said, name: str) -> Said:
    return said if said.file_name or not name else replace(said, file_name=name)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(text: str, said: Said, gazetteer: Gazetteer, columns: KnownColumns | None = None) -> Document:
    """The one way in: by the curators' vocabularies and divisions, what a person says, and what is remembered
    of the columns of tables."""
    form = None if not said.form else _registered(Form(said.form))
    known = known_columns() if columns is None else columns
    return read(text, printed_vocabulary(), form, gazetteer, said.of_edition(), known)


def _registered(form: Form) -> SourceEntry:
    return SourceEntry("", "", "", "", form, "")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What reading gives, before any of it is written: the document, a row for each of its awards, in this
    order, and what stands beside them."""

    intake: Intake
    rows: Sequence[StoredChange]
    beside: Sequence[StoredChange]
    report: ReadAgain
    document: Document

    def keep(self) -> Intake:
        """Store the intake with its rows."""
        with transaction.atomic():
            _keep(self.intake)
            _store(self.intake, self)
        return self.intake


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """What is read in a text, whatever persons made of it before; none of it is in the intake yet."""

    document: Document
    facts: Facts
    source: Source | None
    problems: Sequence[Row]
    rows: Sequence[StoredChange]


def _read_text(intake: Intake, said: Said) -> ReadAhead:
    """Everything that reading gives; the intake stays as it is."""
    gazetteer, columns = read_gazetteer(), known_columns()
    document = document_of(intake.text, said, gazetteer, columns)
    held = HeldDocument.of(_held(intake))
    facts = _with_names(facts_of(document, intake.text, said), intake, held.source)
    if (by_columns := fact_of_columns(intake.text, columns)) is not None:
        facts[COLUMNS] = by_columns
    proposals = proposals_of(document, intake.text, facts, gazetteer)
    problems = [*_problems_of_document(document), *held.unread(proposals)]
    if "no_year" in facts:
        problems = [each for each in problems if not asks_for_year(each)]
    if held.source is None or any(each.start not in held.awards for each in proposals):
        problems += doubtful_facts(facts, intake.text, tuple(problems))
    rows = [_row(intake, order, each, held) for order, each in enumerate(proposals, 1)]
    match_earlier(rows, str(facts["slug"]["value"]), gazetteer)
    name_duplicates(rows, gazetteer)
    name_dropped_before(intake, rows)
    return ReadAhead(document, facts, held.source, problems, rows)


def _carried(intake: Intake, found: ReadAhead, before: Sequence[StoredChange]) -> ReadDocument:
    """What was read, in the intake, which is not stored; of the rows that were there, what persons made."""
    slug, document = str(intake.fact("slug") or ""), found.document
    intake.facts, intake.source, intake.state = found.facts, found.source, IntakeState.READY
    intake.declared = document.declared.value if document.declared is not None else None
    seen = {(each["message"], each["start"]) for each in intake.problems if each.get("seen")}
    problems = [
        {**each, "seen": True} if (each["message"], each["start"]) in seen else each
        for each in found.problems
    ]
    carrying = Carrying(before, found.rows, (slug, str(intake.fact("slug"))))
    number_new(carrying.rows)
    answered = _answered(carrying.rows)
    intake.problems = [each for each in problems if not answered(each)]
    beside = list(_changes_beside(intake, document, carrying.rows))
    return ReadDocument(intake, carrying.rows, beside, carrying.report(), document)


def _answered(rows: Sequence[StoredChange]) -> Callable[[Row], bool]:
    """What of the document no longer asks: each row says by itself what became of its award, and when."""
    are_reviews = any(row.milestone is not None for row in rows)
    are_held = are_reviews and all(row.thing is not None for row in rows)
    return lambda each: (
        (are_reviews and each["message"] == REVIEWED)
        or (are_held and (asks_for_year(each) or asks_for_issuer(each)))
    )


def _store(intake: Intake, reading: ReadDocument) -> None:
    """Keep what was read, in place of what was there: these rows are the intake's, in the order of print."""
    intake.save(update_fields=["facts", "source", "state", "declared", "problems"])
    for order, row in enumerate(reading.rows, 1):
        row.order = order
    intake.rows.delete()
    # What was there comes back under its key.
    StoredChange.objects.bulk_create([*reading.beside, *reading.rows], batch_size=500)


def _changes_beside(
    intake: Intake, document: Document, rows: Sequence[StoredChange]
) -> Iterator[StoredChange]:
    """The document, where it is new, and the editions of its awards."""
    if intake.source is None:
        sha256 = intake.file.sha256 if intake.file is not None else intake.text_sha256
        snapshot = source_snapshot(entry_of(intake.facts, document.form, sha256), document)
        yield _change(intake, "source", snapshot | {"text": intake.text})
    awards = [row.proposed for row in rows if not row.adds_to_held]
    for edition in editions_of(document, awards, intake.facts):
        yield _change(intake, "edition", edition)


def _change(intake: Intake, table: str, proposed: Snapshot) -> StoredChange:
    return StoredChange(intake=intake, table=table, action=ChangeAction.NEW, proposed=proposed)


def _row(intake: Intake, order: int, each: Proposal, held: HeldDocument) -> StoredChange:
    """One award as it waits to be taken in."""
    change = StoredChange(
        intake=intake, order=order, start=each.start, end=each.end, proposed=each.award,
        problems=each.problems, action=ChangeAction.NEW, milestone=each.milestone,
    )  # fmt: skip
    held.compare(change)
    return change


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
    wanted = wanted[-LONGEST_FILE_NAME:]
    if Source.objects.filter(file_name=wanted).exists():
        own = f"{intake.text_sha256[:8]}-"
        wanted = f"{own}{wanted[-(LONGEST_FILE_NAME - len(own)) :]}"
    named["file_name"] = {**named.get("file_name", {"reason": "导入时起名。"}), "value": wanted}
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
