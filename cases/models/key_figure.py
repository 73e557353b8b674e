"""Key figures (关键数字): what the text of an award states in numbers, each with the words that print it."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cases.choices import CodingState, Qualifier
from cases.language.quantities import DECIMALS, ends_of, plain
from cases.models.award import Award
from cases.models.coder import Coder
from cases.models.of_award import OfAward
from cases.models.source import Passage, refuse_outside
from cases.models.writing import PublicQuerySet

LONGEST_SUBJECT = 20  # characters
RECORDED_ALREADY = "这位编码者已为这段文字记过同一个数。"


class KeyFigureQuerySet(PublicQuerySet["KeyFigure"]):
    def accepted(self) -> Self:
        """Those that the public sees."""
        return self.filter(state=CodingState.ACCEPTED)


class KeyFigure(OfAward, Passage):
    """One number that the award's own text states: how many of what, where and when.

    `number` is the number as it stands there (7.1亿), `value` the same in digits (710000000), `upper` the
    other end of a range. `counted`, `scope` and `when` are words of the award's text; `subject` is what
    readers find it by, the same for what is counted under several names.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="figures", verbose_name="案例")
    number = models.CharField(
        "原文数字", max_length=40, help_text="照抄原文的数，例如 7.1亿、5700、百分之九十；区间写作 3-5。"
    )
    value = models.DecimalField("数值", max_digits=17, decimal_places=DECIMALS)
    upper = models.DecimalField(
        "上限", max_digits=17, decimal_places=DECIMALS, null=True, blank=True, help_text="区间才有。"
    )
    qualifier = models.CharField(
        "限定",
        max_length=8,
        choices=Qualifier,
        blank=True,
        help_text="原文写有“余、近、约、不足”等字的选定。",
    )
    unit = models.CharField(
        "单位", max_length=12, blank=True, help_text="例如：个、支、元、%；原文没有印出的在说明中写明依据。"
    )
    counted = models.CharField("所数", max_length=60, help_text="所数的人、物、事，照抄原文。")
    subject = models.CharField(
        "事项", max_length=LONGEST_SUBJECT, help_text="读者按它筛选，例如：社会组织、服务队。"
    )
    scope = models.CharField(
        "范围", max_length=60, blank=True, help_text="照抄原文，例如：全区；没有的留空。"
    )
    when = models.CharField(
        "时间", max_length=30, blank=True, help_text="照抄原文，例如：2013年；没有的留空。"
    )
    state = models.CharField("状态", max_length=8, choices=CodingState, default=CodingState.PROPOSED)
    coder = models.ForeignKey(
        Coder,
        models.PROTECT,
        related_name="figures",
        verbose_name="编码者",
        help_text="谁读了原文并记下这个数。",
    )
    note = models.TextField("说明", blank=True)

    objects = KeyFigureQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "关键数字"
        ordering = ["award", "start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "start", "end", "number", "counted", "scope", "coder"],
                name="key_figure_once",
                violation_error_message=RECORDED_ALREADY,
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="key_figure_passage"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(counted="") & ~Q(subject=""),
                name="key_figure_says_something",
                violation_error_message="原文数字、所数和事项都要填写。",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__isnull=False, upper__gt=F("value")),
                name="key_figure_range",
                violation_error_message="区间的上限应当大于数值。",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="key_figure_value", violation_error_message="数值不能小于 0。"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=["", *Qualifier.values]), name="key_figure_qualifier_known"
            ),
            models.CheckConstraint(condition=Q(state__in=CodingState.values), name="key_figure_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.counted}{self.number}{self.unit}"

    def clean(self) -> None:
        """Refuse what the award's own text does not print, and a value that its words do not say."""
        if self.start is None or self.end is None:
            raise ValidationError("关键数字必须有原文依据。")
        award = getattr(self, "award", None)
        if award is None or not award.source_id:
            return
        source = award.source
        refuse_outside(self.start, self.end, source)
        if not (award.prints(self.start) and award.prints(self.end - 1)):
            raise ValidationError("依据必须在本案例的标题或正文之内。")
        passage = source.text[self.start : self.end]
        if self.number not in passage:
            raise ValidationError(f"依据中没有印出“{self.number}”。")
        is_share = self.unit == "%" and "百分之" in self.number
        if self.unit not in passage and not is_share and not self.note.strip():
            raise ValidationError(f"依据中没有印出单位“{self.unit}”：请在说明中写明单位从何而来。")
        own = source.text[award.start : award.end]
        for label, words in (("所数", self.counted), ("范围", self.scope), ("时间", self.when)):
            if words not in own:
                raise ValidationError(f"{label}“{words}”不是本案例原文的文字。")
        self._refuse_value()

    def _refuse_value(self) -> None:
        said = ends_of(self.number)
        if said is None:
            raise ValidationError(f"“{self.number}”读不出一个确定的数。")
        if said != (self.value, self.upper):
            ends = " 至 ".join(plain(each) for each in said if each is not None)
            raise ValidationError(f"数值与原文不符：“{self.number}”是 {ends}。")
