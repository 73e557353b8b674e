"""Problems of everyday work in plain words, each with the cases that answer it (工作难题)."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from cases.models.writing import Public, PublicQuerySet

Refusals = Callable[[Iterable[str]], list[str]]  # of queries what is wrong with each, empty where nothing is


class WorkProblemQuerySet(PublicQuerySet["WorkProblem"]):
    def published(self) -> Self:
        return self.filter(is_published=True)


class WorkProblem(Public):
    """A problem as an office would put it, with the query of the list that answers it.

    Queries are read by the search state, which this table cannot import: `refusals` is given to it.
    """

    changes_everything: ClassVar[bool] = False  # no list, search or file says it
    refusals: ClassVar[Refusals]

    words = models.CharField(
        "难题", max_length=24, unique=True, help_text="用工作中的说法，如“老旧小区没有物业”。"
    )
    query = models.CharField(
        "检索条件",
        max_length=300,
        help_text="案例浏览页网址中 ? 之后的部分，如 mechanism=shequ-jianfu；也可以粘贴整个网址。",
    )
    reason = models.TextField(
        "依据", help_text="为什么用这个条件，所列案例怎样对应这个难题；只供编目人员查看。"
    )
    position = models.PositiveSmallIntegerField("次序", default=100, help_text="小的在前。")
    is_published = models.BooleanField("在首页列出", default=True)

    objects = WorkProblemQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "工作难题"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(query="") & ~Q(reason=""), name="work_problem_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Keep of an address its query; refuse one that asks for no list."""
        if self.query.startswith(("/", "http")):
            self.query = self.query.partition("?")[2]
        [refusal] = type(self).refusals([self.query])
        if refusal:
            raise ValidationError(refusal)
