"""What readers report to the curators: an error in a case, or anything else that is wrong with a page."""

import re
import secrets
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from cases.choices import ReportState
from cases.models.award import Award
from cases.models.printable import Printable
from cases.models.revision import Revision

LONGEST_MESSAGE, LONGEST_CONTACT, LONGEST_PAGE = 2000, 100, 300  # characters
SIGNS, GROUPS, OF_A_GROUP = "23456789abcdefghjkmnpqrstuvwxyz", 4, 4  # none that looks like another: 79 bits
SKEW = timedelta(minutes=1)  # by which the clocks of several servers may differ


def new_number() -> str:
    """A receipt number that nobody guesses, fit to be written down: `k7mq-2xwd-9hvc-t4pa`."""
    return grouped("".join(secrets.choice(SIGNS) for _ in range(GROUPS * OF_A_GROUP)))


def grouped(typed: str) -> str:
    """A receipt number as it is kept, however it was typed."""
    signs = re.sub(r"[^0-9a-z]", "", typed.lower())
    return "-".join(signs[at : at + OF_A_GROUP] for at in range(0, len(signs), OF_A_GROUP))


class ReportQuerySet(models.QuerySet["Report"]):
    """The curators' queue, and what one sender has put into it."""

    def recently_from(self, sender: str, period: timedelta) -> Self:
        """What one sender reported within that time, of which none lies ahead.

        A clock that was ahead and is set right again would lock the sender out until then.
        """
        now = timezone.now()
        return self.filter(sender=sender, created_at__gte=now - period, created_at__lte=now + SKEW)


class Report(Printable):
    """One message of a reader. It is never public, so it does not move the data version.

    `number` is the reader's receipt: who has it sees the message and the `answer`. Reports of before receipts
    have none. `page` is the path that the reader came from. `sender` is a keyed digest of the network address
    that only serves to count: the address itself is not kept.
    """

    number = models.CharField(
        "受理编号", max_length=GROUPS * (OF_A_GROUP + 1), unique=True, null=True, blank=True, editable=False
    )
    award = models.ForeignKey(
        Award, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="案例"
    )
    page = models.CharField("页面", max_length=LONGEST_PAGE, blank=True, help_text="读者从哪个页面来。")
    message = models.TextField("内容", max_length=LONGEST_MESSAGE)
    contact = models.CharField("联系方式", max_length=LONGEST_CONTACT, blank=True)
    sender = models.CharField("来处摘要", max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField("收到时间", default=timezone.now, editable=False)
    state = models.CharField("状态", max_length=8, choices=ReportState, default=ReportState.NEW)
    answer = models.TextField(
        "答复", blank=True, help_text="读者凭受理编号可以看到：查了什么，改了什么，或者为什么不改。"
    )
    mended_by = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="改正它的修订",
        help_text="收到以后对这个案例的修改；选定后即为已处理。",
    )
    note = models.TextField("处理说明", blank=True, help_text="内部备注，读者看不到。")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "读者纠错"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["sender", "created_at"], name="report_sender_time"),
            models.Index(fields=["state", "created_at"], name="report_state_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(message__regex=r"\S"), name="report_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("message"), LONGEST_MESSAGE), name="report_not_endless"
            ),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_known"),
        ]

    def __str__(self) -> str:
        return self.message[:40]

    def save(self, **options: Any) -> None:
        self.tidy()
        super().save(**options)
