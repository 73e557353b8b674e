"""What readers looked for and did not find: words and a number a day, nothing of who asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

LONGEST_WORDS = 40  # characters: longer ones are no words that a term or a name could be made of
WORDS_A_DAY = 200  # that are kept of one day, so that a program that tries words fills nothing
DAYS_KEPT = 180
COUNTED = timedelta(days=90)  # that the desk looks back


class ZeroResultSearchQuerySet(models.QuerySet["ZeroResultSearch"]):
    """Words with the days on which nothing was found for them."""

    def recent_words(self) -> "models.QuerySet[ZeroResultSearch, Any]":
        """The words of the last weeks with how often they were looked for, the most frequent first."""
        rows: models.QuerySet[ZeroResultSearch, Any]
        rows = self.filter(day__gte=timezone.localdate() - COUNTED).order_by().values("words")
        return rows.annotate(total=Sum("times")).order_by("-total", "words")

    def add(self, day: date, counted: Mapping[str, int]) -> None:
        """Count these words for that day, as many as it has room for, and let go of what is too old."""
        with transaction.atomic():
            known = set(self.filter(day=day).values_list("words", flat=True))
            for words, times in counted.items():
                if words in known:
                    self.filter(day=day, words=words).update(times=F("times") + times)
                elif len(known) < WORDS_A_DAY:
                    self.create(day=day, words=words, times=times)
                    known.add(words)
            self.filter(day__lt=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


class ZeroResultSearch(models.Model):
    """Words for which the search found nothing, and how often on that day. Not public.

    No address, no time of day, no account. At most WORDS_A_DAY × DAYS_KEPT rows.
    """

    words = models.CharField("检索词", max_length=LONGEST_WORDS)
    day = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)

    objects = ZeroResultSearchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "没有结果的检索"
        ordering = ["-day", "-times", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="zero_result_search_once_a_day"),
            models.CheckConstraint(condition=~Q(words=""), name="zero_result_search_has_words"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("words"), LONGEST_WORDS), name="zero_result_search_length"
            ),
        ]

    def __str__(self) -> str:
        return self.words
