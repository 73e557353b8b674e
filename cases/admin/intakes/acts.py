"""What the buttons of an import's page do, each after all that was edited on the page is saved.

What is done to rows is one transaction with that; taking in has one of its own, because what the room
refuses is written at the rows though nothing is taken in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from cases.admin.intakes.giving_up import GIVEN_UP, is_asked
from cases.admin.intakes.problems import alike
from cases.admin.intakes.saving import SentPage
from cases.choices import ChangeOutcome
from cases.imports import honoured_before, row_passages, rows
from cases.imports.carrying import ReadAgain
from cases.imports.duplicates import held_numbers
from cases.imports.reviewing import decline_waiting, take_waiting
from cases.imports.taking import Taken, take
from cases.imports.undoing import redo_intake
from cases.models import Intake, StoredChange

BACK = "要改回：按“改回待处理”。"
MOST_NAMED = 10  # new numbers that one message has
REFUSED_FIRST = "请先在原文中选中文字。"


@dataclass(frozen=True, slots=True)
class Done:
    """What the curator is told, and at which row; `asks`: whether it is first asked if it shall be done."""

    said: tuple[str, ...]
    row: int | None = None
    asks: bool = False


@dataclass(slots=True)
class Doing:
    """One press of a button: who pressed it where, with what was sent."""

    request: HttpRequest
    intake: Intake
    sent: SentPage
    row: int | None = None
    is_of_rows: bool = False  # it is about the edited rows and its own, not about all or what lies between
    saved: int = 0
    read: ReadAgain | None = None

    @property
    def by(self) -> str:
        return self.request.user.get_username()

    @property
    def user(self) -> User | None:
        return self.request.user if isinstance(self.request.user, User) else None

    @property
    def is_sure(self) -> bool:
        """Whether the curator says to have seen what is odd about the document."""
        return "sure" in self.request.POST

    def save(self) -> int:
        """Save what was edited on the page; the lock of what comes next."""
        lock = self.save_rows()
        self.read = self.sent.save_facts(lock, self.by)
        return self.intake.lock if self.read is not None else lock

    def save_rows(self) -> int:
        """Save the edited rows alone; the lock of what comes next."""
        lock = self._lock()
        self.saved = len(self.sent.save_rows(lock, self.by))
        return self.intake.lock if self.saved else lock

    def _lock(self) -> int:
        """That which the page was shown with; that of now, where nobody changed a row that this is about."""
        lock = lock_of(self.request)
        if lock == self.intake.lock:
            return lock
        is_beside = self.is_of_rows and not self.sent.asks_to_read and self.sent.is_current(self.row)
        return self.intake.lock if is_beside else lock

    def change(self) -> StoredChange:
        """The row that the button is of, as it now is."""
        found = StoredChange.objects.filter(pk=self.row or 0, intake=self.intake).first()
        if found is None:
            raise ValidationError(rows.GONE)
        found.intake = self.intake
        return found

    def done(self, text: str = "", row: int | None = None) -> Done:
        """What is told of it, with what was saved besides."""
        said = [text] if text else []
        if self.saved:
            said.append(f"已保存 {self.saved} 条的改动。")
        if self.read is not None:
            said.append(_read(self.read))
        return Done(tuple(said) or ("没有改动。",), row)


Act = Callable[[Doing], Done]


def _whole(act: Act) -> Act:
    """The act and the saving before it as one transaction; what takes long, reading, comes before it."""

    def wrapped(doing: Doing) -> Done:
        doing.sent.read_ahead()
        with transaction.atomic():
            return act(doing)

    return wrapped


def _decide(outcome: ChangeOutcome) -> Act:
    def act(doing: Doing) -> Done:
        lock, change = doing.save(), doing.change()
        rows.decide(change, outcome, lock=lock, by=doing.by)
        return doing.done(_decided(change, outcome), change.pk)

    return act


def _decided(change: StoredChange, outcome: ChangeOutcome) -> str:
    if outcome == ChangeOutcome.PENDING:
        return f"{change.quoted}已改回待处理。"
    if outcome == ChangeOutcome.DROPPED:
        return f"{change.quoted}不收录。{BACK}"
    what = "收录为新案例" if change.thing is None else "按公告修改库中的案例"
    what = "补记在库中的案例上" if change.is_milestone else what
    return f"{change.quoted}将{what}，收录为草稿时生效。{BACK}"


def _split(doing: Doing) -> Done:
    lock, change = doing.save(), doing.change()
    added = row_passages.split(change, number_in(doing.request, "at"), lock=lock, by=doing.by)
    return doing.done(
        f"已从{change.quoted}拆出这一条，请核对两条的各项。要改回：在这一条按“与上一条合并”。", added.pk
    )


def _join(doing: Doing) -> Done:
    lock, change = doing.save(), doing.change()
    first = row_passages.join(change, lock=lock, by=doing.by)
    back = "要改回：在原文中选中后一条开头的文字，按“从此处拆成两条”。"
    return doing.done(f"{change.quoted}已并入这一条。{back}", first.pk)


def _attest(doing: Doing) -> Done:
    lock, change = doing.save(), doing.change()
    number = next(iter(held_numbers(change)), "")
    rows.attest(change, number, lock=lock, by=doing.by)
    return doing.done(f"将记为 {number} 的其他出处，收录为草稿时生效。{BACK}", change.pk)


def _record(doing: Doing) -> Done:
    lock, change = doing.save(), doing.change()
    number = doing.request.POST.get(f"held-{change.pk}", "").strip()
    honoured_before.record(change, number, lock=lock, by=doing.by)
    return doing.done(f"将补记到 {number}，收录为草稿时生效。要改回：按“不是这个案例”。", change.pk)


def _add(doing: Doing) -> Done:
    passage = number_in(doing.request, "start"), number_in(doing.request, "end")
    lock = doing.save()
    added = row_passages.add(doing.intake, passage, lock=lock, by=doing.by)
    return doing.done("已新增这一条，请核对各项，再按“收录”。不要了：按“不收录”。", added.pk)


def _decide_alike(outcome: ChangeOutcome) -> Act:
    def act(doing: Doing) -> Done:
        lock, key = doing.save(), doing.request.GET.get("kind", "")
        waiting = list(doing.intake.rows.order_by("order", "pk"))
        found = next((each.rows for each in alike(waiting) if each.key == key), [])
        reason = doing.request.POST.get("reason-alike", "").strip()
        rows.decide_all(doing.intake, found, outcome, lock=lock, by=doing.by, reason=reason)
        what = "不收录" if outcome == ChangeOutcome.DROPPED else "将收录为新案例，收录为草稿时生效"
        return doing.done(f"{len(found)} 条{what}。要改回的，打开那一条，按“改回待处理”。")

    return act


def _see(doing: Doing) -> Done:
    lock, number = doing.save(), doing.request.GET.get("problem", "")
    rows.see_problem(doing.intake, number, lock=lock, by=doing.by)
    return doing.done("已标为看过。")


def _save(doing: Doing) -> Done:
    doing.save()
    only = next(iter(doing.sent.rows)) if doing.saved == 1 else None
    return doing.done(row=only)


def _take(doing: Doing) -> Done:
    lock = doing.save()
    return doing.done(said_taken(take(doing.intake, lock, by=doing.user, sure=doing.is_sure)))


def _drop(doing: Doing) -> Done:
    lock = doing.save()
    if not is_asked(doing.request):
        return Done((), asks=True)
    rows.drop_all(doing.intake, lock=lock, by=doing.by)
    return Done((GIVEN_UP,))


def _redo(doing: Doing) -> Done:
    redo_intake(doing.intake, lock_of(doing.request), by=doing.user)
    return Done(("已恢复这次导入。",))


def _review(*, accepts: bool) -> Act:
    def act(doing: Doing) -> Done:
        if doing.user is None:
            raise ValidationError("请先登录。")
        only = {doing.row} if doing.row is not None else None
        review = take_waiting if accepts else decline_waiting
        reason = doing.request.POST.get(f"reason-{doing.row}" if doing.row else "reason", "").strip()
        taken = review(doing.intake, lock_of(doing.request), by=doing.user, only=only, reason=reason)
        said = (
            f"已接受，{taken.changed} 个案例已按公告修改。"
            if accepts
            else f"不接受 {taken.dropped} 处修改，已记下理由。"
        )
        return Done((said,), doing.row)

    return act


ROW_ACTS: Mapping[str, Act] = {
    "accept": _whole(_decide(ChangeOutcome.ACCEPTED)),
    "drop": _whole(_decide(ChangeOutcome.DROPPED)),
    "reopen": _whole(_decide(ChangeOutcome.PENDING)),
    "split": _whole(_split),
    "join": _whole(_join),
    "attest": _whole(_attest),
    "record": _whole(_record),
    "approve": _review(accepts=True),
    "decline": _review(accepts=False),
}
OF_ROWS = {"save", "see", "add", "accept", "attest", "reopen", "split"}
WHOLE_ACTS: Mapping[str, Act] = {
    "save": _whole(_save),
    "facts": _whole(_save),
    "add": _whole(_add),
    "accept-alike": _whole(_decide_alike(ChangeOutcome.ACCEPTED)),
    "drop-alike": _whole(_decide_alike(ChangeOutcome.DROPPED)),
    "see": _whole(_see),
    "take": _take,
    "drop": _drop,
    "redo": _redo,
    "take-waiting": _review(accepts=True),
}


def is_about_rows(action: str, row: int | None) -> bool:
    """Whether what others did to other rows meanwhile is no matter to it."""
    return action in OF_ROWS or (action == "drop" and row is not None)  # else all is given up


def lock_of(request: HttpRequest) -> int:
    """The lock that the page was shown with."""
    return number_in(request, "lock")


def number_in(request: HttpRequest, name: str) -> int:
    """A number that the page sends; ValidationError for what no page can have sent."""
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ValidationError(REFUSED_FIRST if name != "lock" else "页面没有载完，请刷新后再试。")
    return int(value)


def _read(read: ReadAgain) -> str:
    """已保存文献信息，并重新读取；已处理的 12 条照旧，2 条要再看：……"""
    carried = f"；处理过的 {read.carried} 条照旧" if read.carried else ""
    named = "、".join(f"“{name}”" for name in read.asks[:5])
    asks = f"；{len(read.asks)} 条要再看一遍：{named}" if read.asks else ""
    return f"已保存文献信息，并重新读取{carried}{asks}。"


def said_taken(taken: Taken) -> str:
    """已收录 30 个案例，均为草稿；修改 1 个案例；2 个已在库，没有变化。"""
    new = f"收录 {taken.new} 个案例，均为草稿" if taken.new else ""
    changed = f"修改 {taken.changed} 个案例" if taken.changed else ""
    done = "；".join(filter(None, (new, changed)))
    waiting = f"{taken.waiting} 个已发布案例的修改待审" if taken.waiting else ""
    unchanged = f"{taken.unchanged} 个已在库，没有变化" if taken.unchanged else ""
    said = "；".join(filter(None, (done and f"已{done}", waiting, unchanged))) + "。"
    return f"{said}{_renumbered(taken)}"


def _renumbered(taken: Taken) -> str:
    """2 个案例的编号与预览时不同，原来拟用的已给了别的案例：2018-jczl-t01 → 2018-jczl-t04……"""
    if not taken.renumbered:
        return ""
    named = "、".join(taken.renumbered[:MOST_NAMED])
    more = "等" if len(taken.renumbered) > MOST_NAMED else ""
    count = len(taken.renumbered)
    return f"{count} 个案例的编号与预览时不同，预览时拟用的编号后来给了别的案例：{named}{more}。"
