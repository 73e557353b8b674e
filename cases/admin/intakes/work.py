"""What a curator leaves to the worker, because it is too long for one request."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse

from cases.admin.intakes.acts import Doing, Done
from cases.admin.intakes.saving import SentPage
from cases.choices import IntakeState, IntakeWork
from cases.imports.by_columns import SaidOfTables, read_by_columns, remember_all
from cases.imports.facts import Said
from cases.imports.files.decoding import last_part
from cases.imports.reading import keep_decoded, keep_pasted, read_decoded, read_pasted
from cases.imports.receiving import decode
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.sheets.reading import keep_sheet, read_sheet
from cases.imports.taking import require_sure
from cases.imports.work import (
    BUSY,
    BY_COLUMNS,
    MOST_AT_ONCE,
    hand_over,
    is_long,
    is_long_sheet,
    is_long_text,
    said_to_keep,
    start_again,
    stop,
)
from cases.models import Intake

LONG = {
    "take": IntakeWork.TAKE,
    "take-waiting": IntakeWork.TAKE_WAITING,
    "undo": IntakeWork.UNDO,
    "redo": IntakeWork.REDO,
}
OF_WORK = {"start-again": start_again, "stop": stop}
OF_WORKER = {*OF_WORK, "read"}  # what only the page of a work offers
ALREADY_READ = "这次导入已经读过，不用重新读取。请刷新页面，看现在的内容。"
READ_FIRST = "文献信息有改动，先重新读取；读完以后请再按一次。"


def is_for_worker(intake: Intake, action: str, sent: SentPage | None = None) -> bool:
    """Whether the action is about what a worker does, or is too long for this request."""
    if intake.work or action in OF_WORKER:
        return True
    reads = sent is not None and sent.asks_to_read
    return (action in LONG or reads) and (is_long(intake) or (reads and is_long_text(intake.text)))


def hand_over_act(doing: Doing, action: str) -> Done:
    """Leave what a button of the page does to the worker, after the edited rows are saved."""
    if doing.intake.work and action not in OF_WORKER:
        raise ValidationError(BUSY)
    with transaction.atomic():
        lock = doing.save_rows()
        said = doing.sent.said()
        if said is None:
            if action == "take" and not doing.is_sure:
                require_sure(doing.intake)
            reason = doing.request.POST.get("reason", "").strip()
            give_to_worker(doing.intake, lock, action, doing.user, reason=reason)
            return Done(())
        hand_over(doing.intake, IntakeWork.READ_AGAIN, lock, by=doing.user, **said_to_keep(said))
        return Done(() if action in ("facts", "save") else (READ_FIRST,))


def give_to_worker(intake: Intake, lock: int, action: str, user: User | None, *, reason: str = "") -> None:
    """Leave the action to the worker; ValidationError where that cannot be."""
    if action in OF_WORK:
        OF_WORK[action](intake, lock, by=user)
    elif action == "read" and intake.state == IntakeState.FAILED:
        hand_over(intake, IntakeWork.READ, lock, by=user, said=intake.work_arguments.get("said", {}))
    elif action in LONG:
        hand_over(intake, LONG[action], lock, by=user, reason=reason)
    else:
        raise ValidationError(BUSY if intake.work else ALREADY_READ)


def read_words(text: str, said: Said, user: User) -> Intake:
    """A text that was pasted, read at once or left to the worker."""
    by = user.get_username()
    if not is_long_text(text):
        return read_pasted(text, said, by=by)
    return _by_worker(keep_pasted(text, by=by), said, user)


def read_upload(name: str, content: bytes, said: Said, user: User) -> Intake:
    """A file, read at once or left to the worker; a sheet that comes back likewise."""
    by = user.get_username()
    if (sheet := open_sheet(name, content)) is not None:
        if not is_long_sheet(sheet):
            return read_sheet(last_part(name), content, sheet, by=by)
        return _by_worker(keep_sheet(last_part(name), content, sheet, by=by), said, user)
    decoded = decode(name, content)
    if not is_long_text(decoded.text):
        return read_decoded(decoded, content, said, by=by)
    return _by_worker(keep_decoded(decoded, content, by=by), said, user)


def read_named_columns(intake: Intake, lock: int, said: SaidOfTables, user: User) -> None:
    """Keep what a curator says of the columns, and read the import by it, at once or by the worker.

    ValidationError where it cannot be; nothing is kept then.
    """
    rows = int(intake.fact("rows") or 0)  # of a sheet, most of whose rows may be as they are held
    is_by_worker = is_long(intake) or is_long_text(intake.text) or rows > MOST_AT_ONCE
    with transaction.atomic():
        remembered = remember_all(intake, said, by=user.get_username())
        if is_by_worker:
            hand_over(intake, IntakeWork.READ_AGAIN, lock, by=user, **{BY_COLUMNS: True})
    if not is_by_worker:
        try:
            read_by_columns(intake, lock, by=user.get_username())  # nothing is locked while it reads
        except ValidationError:
            remembered.take_back()
            raise


def _by_worker(intake: Intake, said: Said, user: User) -> Intake:
    hand_over(intake, IntakeWork.READ, intake.lock, by=user, **said_to_keep(said))
    return intake


def shown_anew() -> HttpResponse:
    """Have the page that waited for the worker load itself again: the work is done."""
    return HttpResponse(headers={"HX-Refresh": "true"})
