"""What somebody typed in a long form and has not saved yet, and who has a form open. Never public.

Neither is part of the library: no revision, no data version, no export, no page but that of the form itself.
"""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

LONGEST_NAME = 60  # characters of the name of a form: its table and a key
LONGEST_PAGE = 24
MOST_DRAFTS = 100  # forms that one person can have begun
SOONEST = timedelta(milliseconds=300)  # between two of one form: a page sends one in three seconds
KEPT = timedelta(days=30)  # after the last change
OPEN = timedelta(seconds=150)  # after the last beat; a page beats each minute


class AnotherDraft(Exception):
    """What was typed on another page of this form waits: it is not overwritten."""


class TooSoon(Exception):
    """The form was kept a moment ago."""


class TooMany(Exception):
    """The user has begun more forms than are kept; `oldest` is the first of them."""

    def __init__(self, oldest: "FormDraft") -> None:
        super().__init__(oldest.form)
        self.oldest = oldest


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    """Drafts of forms; each belongs to one person."""

    def held(self, user: User, form: str) -> "FormDraft | None":
        """What this person has typed in the form and not saved."""
        return self.filter(user=user, form=form, updated_at__gte=timezone.now() - KEPT).first()

    def keep(self, user: User, form: str, page: str, content: str) -> "FormDraft":
        """Keep what the page sends in place of what it sent before.

        AnotherDraft where another page of the form has one, TooSoon, TooMany.
        """
        now = timezone.now()
        with transaction.atomic():
            held = self.select_for_update().filter(user=user, form=form).first()
            if held is None:
                begun = self.filter(user=user).order_by("updated_at", "pk")
                if begun.count() >= MOST_DRAFTS:
                    raise TooMany(begun[0])
                held = FormDraft(user=user, form=form)
            elif held.page != page and held.updated_at > now - KEPT:
                raise AnotherDraft
            elif now - SOONEST < held.updated_at <= now and held.content != content:
                raise TooSoon
            held.page, held.content, held.updated_at = page, content, now
            held.save()
        return held

    def settle(self, user: User, form: str, page: str) -> None:
        """Let go of what this page sent: it is saved, or not wanted."""
        self.filter(user=user, form=form, page=page).delete()

    def let_go(self) -> None:
        """Delete what nobody came back to; nothing is written where there is nothing."""
        old = self.filter(updated_at__lt=timezone.now() - KEPT)
        if old.exists():
            old.delete()


class FormDraft(models.Model):
    """The fields of one form as one person's browser last sent them.

    `form` is `award/12` or `award/add`; `page` is that of the opened page, which alone may replace it.
    """

    user = models.ForeignKey(User, models.CASCADE, verbose_name="输入者", related_name="+")
    form = models.CharField("表单", max_length=LONGEST_NAME)
    page = models.CharField("打开的页面", max_length=LONGEST_PAGE)
    content = models.TextField("内容")  # JSON as it was sent; in a JSON column PostgreSQL refuses \u0000
    updated_at = models.DateTimeField("输入时间")

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "还没有保存的输入"
        default_permissions = ()
        ordering = ["user", "form"]
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="form_draft_one_a_form")]
        indexes = [models.Index(fields=["updated_at"], name="form_draft_time")]

    def __str__(self) -> str:
        return self.form


class FormVisitQuerySet(models.QuerySet["FormVisit"]):
    """Who has which form open."""

    def beat(self, user: User, form: str) -> None:
        """This person has the form open, as a minute ago or since now."""
        now = timezone.now()
        if self.filter(user=user, form=form, beat_at__gte=now - OPEN).update(beat_at=now):
            return
        with transaction.atomic():
            self.filter(beat_at__lt=now - OPEN).delete()
            new = FormVisit(user=user, form=form, opened_at=now, beat_at=now)
            self.bulk_create([new], ignore_conflicts=True)  # another window of theirs may be as quick

    def beside(self, user: User, form: str) -> "models.QuerySet[FormVisit]":
        """The others who have it open now, the first first."""
        others = self.filter(form=form, beat_at__gte=timezone.now() - OPEN).exclude(user=user)
        return others.select_related("user").order_by("opened_at", "pk")


class FormVisit(models.Model):
    """Somebody has a form open: since when, and when their browser last said so."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="打开者", related_name="+")
    form = models.CharField("表单", max_length=LONGEST_NAME)
    opened_at = models.DateTimeField("打开时间")
    beat_at = models.DateTimeField("最近一次应答")

    objects = FormVisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "打开着的表单"
        default_permissions = ()
        ordering = ["form", "opened_at"]
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="form_visit_one_a_form")]
        indexes = [
            models.Index(fields=["form", "beat_at"], name="form_visit_form"),
            models.Index(fields=["beat_at"], name="form_visit_time"),
        ]

    def __str__(self) -> str:
        return self.form
