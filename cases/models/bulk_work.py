"""What is done with many awards at once and is too long for a request: what was asked, how far it is."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.choices import BulkAct, BulkState
from cases.models.intake import SILENT, USER


class BulkWork(models.Model):
    """Awards that a curator has published or withdrawn by the worker, some at a time, each time in one room;
    or an act of care of the vocabulary that touches so many, done in one.

    `awards` are their primary keys in the order in which they are done, the first `done` of which are; of
    these `changed` became what was asked for, and `skipped` says of the others why not: {award, called, why}.
    `seen` is the token of the page that asked (`cases/admin/reviews/since.py`). Of an act of care `asked`
    says what was asked for (`cases/admin/vocabulary/long_acts.py`). None of it is public.
    """

    act = models.CharField("处理", max_length=8, choices=BulkAct)
    state = models.CharField("状态", max_length=8, choices=BulkState, default=BulkState.WAITING)
    awards = models.JSONField("案例的主键", default=list)
    seen = models.PositiveBigIntegerField("确认时的修订")
    asked = models.JSONField("整理的内容", default=dict)
    reason = models.TextField("说明", blank=True)
    made_by = models.CharField("提出者", max_length=USER)
    made_at = models.DateTimeField("提出时间", default=timezone.now)
    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("共计")
    changed = models.PositiveIntegerField("已完成", default=0)
    skipped = models.JSONField("跳过的", default=list)
    refused = models.TextField("没有做完的原因", blank=True)
    worker = models.CharField("后台程序", max_length=64, blank=True)  # empty: it waits for one
    beat_at = models.DateTimeField("后台程序最近应答时间", default=timezone.now)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "成批处理"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"], name="bulk_work_state")]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=BulkAct.values), name="bulk_act_known"),
            models.CheckConstraint(condition=Q(state__in=BulkState.values), name="bulk_state_known"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="bulk_work_progress"),
        ]

    def __str__(self) -> str:
        return str(self.asked["title"]) if self.is_whole else f"{self.get_act_display()} {self.total} 个案例"

    @property
    def is_whole(self) -> bool:
        """Whether it is done as one, or not at all."""
        return self.act == BulkAct.CARE

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to be done."""
        return self.state in (BulkState.WAITING, BulkState.RUNNING)

    @property
    def is_silent(self) -> bool:
        """Whether no worker has answered for it for so long that none can be doing it."""
        return self.is_open and timezone.now() - self.beat_at > SILENT

    @property
    def progress(self) -> str:
        """3,200 / 5,000; of what is done as one, how many there are."""
        return f"{self.total:,} 个案例" if self.is_whole else f"{self.done:,} / {self.total:,}"

    @property
    def left(self) -> int:
        return self.total - self.done
