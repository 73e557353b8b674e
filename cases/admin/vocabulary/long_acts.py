"""Acts of care on many awards, as the worker does them: looked at first, then written in one room.

Before anything is locked it is asked whether the act is what was shown, and whether its awards are in order.
What is refused, then or when it is written, leaves nothing half written.
"""

from collections.abc import Callable
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.admin.vocabulary.waiting import OTHER_NOW, act_of_form, filled_form
from cases.choices import ChangeOutcome
from cases.curation.care.acts import NeedsAnother, OtherThanShown, Outlook, carry_out, outlook
from cases.curation.care.checked import CheckedAwards
from cases.curation.care.taking_back import looked_for_the_worker, taking_back
from cases.curation.care.waiting import UNDO, AskedFor, care_of, show_again
from cases.curation.proposing import DECIDED, proposals
from cases.curation.undoing import BY_NAME
from cases.models import BulkWork, StoredChange
from cases.progress import listening

NOW_OTHER = "条件或词表与预览时不同，什么都没有改。请重新预览、确认。"
NOW_WAITS = "读者会看到的整理现在要由另一位审核，什么都没有改。请重新预览、提交审核。"
NOT_DONE = "没有整理，什么都没有改："
LISTED = 20  # reasons that are told


class AskedOfWorker(TypedDict):
    """What is asked of the worker: the act by its form, or what it takes back; what was shown of it; and the
    proposal that is accepted by it, of which moment, with which words."""

    title: str
    table: str
    kind: str
    thing: int | None
    sent: dict[str, list[str]]
    number: int
    shown: str
    proposal: int | None
    made_at: str
    words: str


def asked_at_once(asked: AskedFor, found: Outlook) -> AskedOfWorker:
    """What nobody else has to accept."""
    return _asked(asked, found.title, found.digest)


def asked_by(change: StoredChange, shown: str, words: str) -> AskedOfWorker:
    """What a proposal asks for, whose page showed this."""
    kept = care_of(change)
    sent = AskedFor(BY_NAME[change.table], kept["kind"], change.thing, kept["sent"], kept["number"])
    moment = change.made_at.isoformat() if change.made_at else ""
    return {
        **_asked(sent, kept["title"], shown), "proposal": change.pk, "made_at": moment, "words": words,
    }  # fmt: skip


def carry_out_work(
    work: BulkWork, by: User, tell: Callable[[int, int], None], finish: Callable[[Outlook], None]
) -> None:
    """Do it; ValidationError with why not. `finish` is called within the transaction that writes it."""
    asked: AskedOfWorker = work.asked
    change = _proposal(asked)
    try:
        with listening(tell):
            if asked["kind"] == UNDO:
                looked = looked_for_the_worker(asked["number"])
                if looked.edited:
                    raise ValidationError(looked.edited)
                act, shown = taking_back(asked["number"], looked), None
                awards = [each.pk for each in looked.things if each.model._meta.model_name == "award"]
            else:
                act, shown = act_of_form(_form(work), by), asked["shown"]
                found = outlook(act, by, change)
                if found.digest != shown:
                    raise OtherThanShown(found)
                awards = [pk for pk, _number, _called in found.awards]
            checked = CheckedAwards(awards)
        carry_out(act, by, work.reason, shown, change, asked["words"], finish, checked)
    except OtherThanShown as other:
        if change is not None:
            show_again(change, other.outlook)
        raise ValidationError(NOW_OTHER if change is None else OTHER_NOW) from other
    except NeedsAnother as other:
        raise ValidationError(NOW_WAITS) from other


def in_words(refusal: ValidationError) -> str:
    """Why nothing was done, not endlessly."""
    said = refusal.messages
    more = f"……共 {len(said)} 处。" if len(said) > LISTED else ""
    return f"{NOT_DONE}{''.join(said[:LISTED])}{more}"


def back_to(work: BulkWork) -> str:
    """The page from which it was asked for."""
    asked: AskedOfWorker = work.asked
    if asked["proposal"]:
        return reverse("admin:cases_review_page", args=[asked["proposal"]])
    if asked["kind"] == UNDO:
        return reverse("admin:cases_care_undo", args=[asked["number"]])
    return reverse(f"admin:cases_{asked['table']}_care", args=[asked["thing"], asked["kind"]])


def _asked(asked: AskedFor, title: str, shown: str) -> AskedOfWorker:
    return {
        "title": title,
        "table": str(asked.model._meta.model_name),
        "kind": asked.kind,
        "thing": asked.thing,
        "sent": dict(asked.sent or {}),
        "number": asked.number,
        "shown": shown,
        "proposal": None,
        "made_at": "",
        "words": "",
    }


def _form(work: BulkWork) -> Any:  # noqa: ANN401 - of any table
    asked: AskedOfWorker = work.asked
    return filled_form(
        asked["table"], asked["kind"], asked["thing"], asked["sent"], work.reason, asked["title"]
    )


def _proposal(asked: AskedOfWorker) -> StoredChange | None:
    """The proposal that is accepted; ValidationError where it was decided or sent again since."""
    if not asked["proposal"]:
        return None
    change = proposals().filter(pk=asked["proposal"], outcome=ChangeOutcome.WAITING).first()
    if change is None or change.made_at is None or change.made_at.isoformat() != asked["made_at"]:
        raise ValidationError(DECIDED)
    return change
