"""Intakes: a document or a spreadsheet as it was read, until it is taken in, and what became of it.

None of this is public. What is made of it goes through the room like everything else (`cases/imports/`).
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome, IntakeKind, IntakeState, IntakeWork
from cases.models.plain_values import PlainValues
from cases.models.source import SHA256, Source

LARGEST_FILE = 20 * 1024 * 1024  # bytes; the readers of files, which know no Django, have the same bound
SILENT = timedelta(seconds=90)  # a worker answers each few seconds, on SQLite not while it writes
USER = 150  # characters of the longest name to log in with
_OUTCOME = """
    UPDATE cases_storedchange
    SET thing = %s, outcome = %s, version = %s, reason = %s, decided_by = %s, decided_at = %s WHERE id = %s
"""


def problem_at(message: str, start: int | None = None, end: int | None = None) -> dict[str, Any]:
    """What a person should look at, and where in the text, as intakes and their changes keep it."""
    return {"message": message, "start": start, "end": end}


class StaleIntake(ValidationError):
    """Somebody else changed the intake since it was read."""


class StoredFile(models.Model):
    """A file as it came, byte for byte."""

    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveIntegerField("字节数")
    content = models.BinaryField("内容")
    kept_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "来文件"
        ordering = ["-kept_at", "-id"]
        indexes = [models.Index(fields=["name", "sha256"], name="stored_file_name")]
        constraints = [
            models.CheckConstraint(condition=Q(size__lte=LARGEST_FILE), name="stored_file_size"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="stored_file_sha256_form"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """The row of these bytes, which is not stored yet; ready to be read before anything is written."""
        digest = hashlib.sha256(content).hexdigest()
        return cls(name=name[-200:], sha256=digest, size=len(content), content=content)

    @classmethod
    def keep(cls, name: str, content: bytes) -> Self:
        """The row of these bytes; the same bytes are kept once, under their first name."""
        new = cls.of(name, content)
        values = {"name": new.name, "size": new.size, "content": content}
        return cls.objects.get_or_create(sha256=new.sha256, defaults=values)[0]


class Intake(models.Model):
    """One document or spreadsheet on its way into the library, with all that was read in it.

    Offsets count the characters of `text`. `facts` is what is proposed of the document: name → {value, start,
    end} as printed, or {value, reason} where a person said it. `problems` are those of the document
    (`problem_at`; `fact` of what only a fact answers). `lock` grows with each change by a person, so that
    nobody overwrites another.
    """

    kind = models.CharField("种类", max_length=11, choices=IntakeKind)
    state = models.CharField("状态", max_length=8, choices=IntakeState, default=IntakeState.READING)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name="来文件"
    )
    text = models.TextField("全文")
    text_sha256 = models.CharField("全文的 SHA-256", max_length=64, db_index=True)
    # What the worker does with it; nothing of this is written within the transaction of the work.
    work = models.CharField("后台处理", max_length=6, choices=IntakeWork, blank=True)
    work_arguments = models.JSONField("后台处理的要求", default=dict)
    work_refused = models.TextField("上次后台处理未成的原因", blank=True)
    work_worker = models.CharField("后台程序", max_length=64, blank=True)  # empty: it waits for one
    work_beat_at = models.DateTimeField("后台程序最近应答时间", null=True, blank=True)
    progress_done = models.PositiveIntegerField("已处理", default=0)
    progress_total = models.PositiveIntegerField("共计", default=0)
    facts = models.JSONField("文献信息", default=dict)
    declared = models.PositiveIntegerField("文中公布数", null=True, blank=True)
    problems = models.JSONField("文献的疑问", default=list)
    note = models.TextField("说明", blank=True)
    made_by = models.CharField("导入者", max_length=USER, blank=True)
    made_at = models.DateTimeField("导入时间", auto_now_add=True)
    lock = models.PositiveIntegerField("改动次数", default=0)
    changed_by = models.CharField("最近改动者", max_length=USER, blank=True)
    changed_at = models.DateTimeField("最近改动时间", default=timezone.now)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="intakes", verbose_name="来源文献"
    )
    taken_version = models.PositiveBigIntegerField("收录时的数据版本", null=True, blank=True)
    undone_version = models.PositiveBigIntegerField("撤销时的数据版本", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["state"], name="intake_state")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IntakeKind.values), name="intake_kind_known"),
            models.CheckConstraint(condition=Q(state__in=IntakeState.values), name="intake_state_known"),
            models.CheckConstraint(condition=Q(work__in=["", *IntakeWork.values]), name="intake_work_known"),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")), name="intake_progress"
            ),
        ]

    def __str__(self) -> str:
        return self.title or (self.file.name if self.file is not None else f"导入 {self.pk}")

    @property
    def title(self) -> str:
        """The title that the document prints or was given; empty while it has none."""
        return str(self.fact("title") or "")

    def fact(self, name: str) -> Any:  # noqa: ANN401 - text, number or a list of slugs, as the fact is
        """The value of what is proposed of the document; None where it has to be asked for."""
        return self.facts.get(name, {}).get("value")

    @property
    def is_open(self) -> bool:
        """Whether its rows can be corrected and taken in."""
        return self.state == IntakeState.READY and not self.work

    @property
    def open_problems(self) -> list[dict[str, Any]]:
        """Those of the document that no person has seen, and those that only a fact answers."""
        return [each for each in self.problems if each.get("fact") or not each.get("seen")]

    @property
    def progress(self) -> str:
        """3,200 / 10,000."""
        return f"{self.progress_done:,} / {self.progress_total:,}"

    @property
    def is_silent(self) -> bool:
        """Whether no worker has answered for its work for so long that none can be doing it."""
        return bool(self.work) and (self.work_beat_at is None or timezone.now() - self.work_beat_at > SILENT)

    @property
    def rows(self) -> "models.QuerySet[StoredChange]":
        """The awards among its changes, in the order of print; the document and editions are changes too."""
        return self.changes.filter(table="award")

    @contextmanager
    def claimed(self, lock: int, by: str) -> Iterator[None]:
        """A transaction that changes the intake: all of it, or the lock is as it was."""
        before = self.lock, self.changed_by, self.changed_at
        try:
            with transaction.atomic():
                self._claim(lock, by)
                yield
        except BaseException:
            self.lock, self.changed_by, self.changed_at = before
            raise

    def _claim(self, lock: int, by: str) -> None:
        """Count up the lock within the transaction of a change; StaleIntake where somebody was quicker.

        The row stays locked until the transaction ends, so that of two at once one waits and is refused.
        """
        now = timezone.now()
        rows = Intake.objects.filter(pk=self.pk, lock=lock)
        if not rows.update(lock=F("lock") + 1, changed_by=by, changed_at=now):
            raise StaleIntake(self._who_was_quicker())
        self.lock, self.changed_by, self.changed_at = lock + 1, by, now

    def _who_was_quicker(self) -> str:
        now = Intake.objects.filter(pk=self.pk).first()
        if now is None:
            return "这次导入已经不在了。"
        when = timezone.localtime(now.changed_at)
        who = now.changed_by or "命令行"
        return f"这次导入刚由“{who}”在 {when:%m-%d %H:%M} 改动过，您的改动还没有保存。"


class StoredChange(models.Model):
    """A change of one thing that waits to be made: the whole state proposed and the one it starts from.

    `proposed` has the form of a snapshot of the fixtures (`cases/library/snapshots/awards.py`); what is not
    known is absent or empty. `before` has the form of a revision; empty where the thing is new. `thing` is
    the primary key of the thing, of today or once it is made. Without an intake it is a proposal: of
    whatever table, `proposed` in the form of a revision as well, and empty where the thing shall go.
    """

    intake = models.ForeignKey(
        Intake, models.CASCADE, null=True, blank=True, related_name="changes", verbose_name="导入"
    )
    order = models.PositiveIntegerField("次序", default=0)
    action = models.CharField("动作", max_length=9, choices=ChangeAction)
    outcome = models.CharField("结果", max_length=8, choices=ChangeOutcome, default=ChangeOutcome.PENDING)
    table = models.CharField("种类", max_length=20, default="award")
    thing = models.PositiveBigIntegerField("主键", null=True, blank=True)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    before = PlainValues("改前", null=True, blank=True)
    proposed = PlainValues("拟改为", default=dict)
    # What the reader proposed, where a person has changed it: what is read again later is set beside it.
    was_read = PlainValues("读到的", null=True, blank=True)
    # What the document says became of the award, which was honoured before (`cases/imports/milestones.py`).
    milestone = models.JSONField("后续事项", null=True, blank=True)
    problems = models.JSONField("疑问", default=list)
    version = models.PositiveBigIntegerField("收录时的数据版本", null=True, blank=True)
    decided_by = models.CharField("处理者", max_length=USER, blank=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    reason = models.TextField("处理的理由", blank=True)
    # Of a proposal, which comes from no import (`cases/curation/proposing.py`).
    made_by = models.CharField("提出者", max_length=USER, blank=True)
    made_at = models.DateTimeField("提出时间", null=True, blank=True)
    note = models.TextField("为什么改", blank=True)
    comments = models.JSONField("意见", default=list, blank=True)  # {by, at, text}, the oldest first

    OPEN: ClassVar[Sequence[str]] = (ChangeAction.DOUBTFUL, ChangeAction.REFUSED)
    NEEDS_DECISION: ClassVar[Q] = Q(action__in=OPEN, outcome=ChangeOutcome.PENDING)

    class Meta:
        verbose_name = verbose_name_plural = "待定修改"
        ordering = ["intake", "order", "id"]
        indexes = [
            models.Index(fields=["table", "thing"], name="stored_change_thing"),
            models.Index(fields=["outcome", "made_at"], name="stored_change_outcome"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=ChangeAction.values), name="change_action_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=ChangeOutcome.values), name="change_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="change_passage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}（{self.get_action_display()}）"

    @classmethod
    def record_outcomes(cls, changes: "Sequence[StoredChange]") -> None:
        """Store what became of these: in SQL, since `bulk_update` takes 3 ms a row to put it together."""
        rows = [
            (
                *(row.thing, row.outcome, row.version, row.reason, row.decided_by),
                *(connection.ops.adapt_datetimefield_value(row.decided_at), row.pk),
            )
            for row in changes
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_OUTCOME, rows)

    @property
    def called(self) -> str:
        """What people know the award by."""
        names = (self.proposed.get(name) for name in ("title", "applicant", "locality", "accession"))
        return next(filter(None, names), f"第 {self.order} 条")

    @property
    def quoted(self) -> str:
        """The same between quotation marks, of which names that have their own get others."""
        return f"『{self.called}』" if "“" in self.called else f"“{self.called}”"

    @property
    def as_read(self) -> dict[str, Any]:
        """The state that the reader proposed, whatever a person made of it."""
        state: dict[str, Any] = self.proposed if self.was_read is None else self.was_read
        return state

    def keep_as_read(self) -> None:
        """Remember the state that was read, before a person changes it for the first time."""
        if self.was_read is None:
            self.was_read = deepcopy(self.proposed)

    @property
    def adds_to_held(self) -> bool:
        """Whether it only adds what its document says to an award that another one announced."""
        was_read = self.was_read if self.thing is not None else None
        return was_read is not None and was_read.get("source") != self.proposed.get("source")

    @property
    def is_attestation(self) -> bool:
        """Whether it makes its document a further source of that award."""
        return self.adds_to_held and self.milestone is None

    @property
    def is_milestone(self) -> bool:
        """Whether it records what became of that award."""
        return self.adds_to_held and self.milestone is not None

    @property
    def needs_decision(self) -> bool:
        """What `NEEDS_DECISION` asks the database."""
        return self.action in self.OPEN and self.outcome == ChangeOutcome.PENDING
