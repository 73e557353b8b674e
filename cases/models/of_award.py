"""What hangs on one award: where its values come from, what happened later, and its codings."""

import re
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cases.characters import is_masked
from cases.choices import CodingState, Confidence, MilestoneKind
from cases.fields import WITH_ORIGIN
from cases.language.numerals import numbers_in
from cases.models.award import Award
from cases.models.coder import Coder
from cases.models.mechanism import Mechanism
from cases.models.scheme import MECHANISMS
from cases.models.source import Passage, Source, printed_or_inferred, refuse_outside
from cases.models.writing import Public, PublicQuerySet
from cases.years import FIRST_YEAR, LAST_YEAR

CODED_ALREADY = "这位编码者已为这段文字标过同一机制。"
COUNTED_ALREADY = "每一项只能采用一条依据，其余的请勾选“不采用”。"
PRINTED_ALREADY = "这一项的这段文字，在主要来源中已有一条依据。"


class OfAward(Public):
    """Base of the tables that hang on one award: a change of a row is a change of the award."""

    part_of = "award"
    changes_everything: ClassVar[bool] = False

    award: models.ForeignKey[Award, Award]
    award_id: int

    class Meta:
        abstract = True


class Attestation(OfAward, Passage):
    """Where a further document attests the award; its own source is the main one and gives the text."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="attestations", verbose_name="案例")
    source = models.ForeignKey(Source, models.PROTECT, related_name="attestations", verbose_name="来源文献")
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "其他出处"
        ordering = ["award", "id"]
        constraints = [
            models.UniqueConstraint(fields=["award", "source"], name="attestation_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="attestation_passage"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}:{self.source}"

    def clean(self) -> None:
        """Refuse a passage that the document does not have, and the main source once more."""
        refuse_outside(self.start, self.end, getattr(self, "source", None))
        main = _source_of(self)
        if main is not None and main.pk == self.source_id:
            raise ValidationError("这份文献已是案例的主要来源，不必再列为其他出处。")


class Attribution(OfAward):
    """Where one value of an award comes from: a passage that prints it, or a rule that infers it.

    `source` is a further document that attests the award; empty for the award's own. Of several origins
    of a value one counts; the others are kept beside it, whether they say the same or something else. Of one
    that `differs` its note says why it is not adopted; while the note is empty, nobody has decided.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="attributions", verbose_name="案例")
    field = models.CharField("字段", max_length=20, choices=[(each.name, each.label) for each in WITH_ORIGIN])
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    rule = models.CharField(
        "推断规则", max_length=40, blank=True, help_text="原文未印出、由规则推断时填写规则名；有原文时留空。"
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        verbose_name="所在文献",
        help_text="出自其他出处的选那份文献；出自主要来源的留空。",
    )
    set_aside = models.BooleanField(
        "不采用",
        default=False,
        help_text="说法不同的都保留；与取值不一致的勾选此项，并在说明中写明不采用的理由。",
    )
    # Kept by the room at its end (`cases.curation.conflicts`): what is set aside and says something else.
    differs = models.BooleanField("与取值不同", default=False, editable=False)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取值依据"
        ordering = ["award", "id"]
        indexes = [
            models.Index(fields=["rule", "field", "award"], name="attribution_rule"),
            models.Index(fields=["award"], condition=Q(differs=True), name="attribution_differs"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "field"],
                condition=Q(set_aside=False),
                name="attribution_counts_once",
                violation_error_message=COUNTED_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["award", "field", "start"],
                condition=Q(source__isnull=True, rule=""),
                name="attribution_of_main_source_once",
                violation_error_message=PRINTED_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["award", "field", "source", "start"],
                name="attribution_once_a_source",
                violation_error_message="这一项的这段文字，在这份文献中已有一条依据。",
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(source__isnull=True, set_aside=False),
                name="attribution_beside_is_printed",
                violation_error_message="推断的依据不出自其他文献；不采用的依据须有原文。",
            ),
            models.CheckConstraint(
                condition=Q(field__in=[each.name for each in WITH_ORIGIN]), name="attribution_field_known"
            ),
            models.CheckConstraint(
                condition=printed_or_inferred(),
                name="attribution_printed_or_inferred",
                violation_error_message="原文和推断规则二者取其一。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}:{'推断' if self.rule else '原文'}"

    def clean(self) -> None:
        """Refuse a passage that the document does not have."""
        main = _source_of(self)
        refuse_outside(self.start, self.end, main if self.source_id is None else self.source)
        if main is not None and main.pk == self.source_id:
            raise ValidationError("出自主要来源的依据，所在文献留空。")

    @property
    def document(self) -> Source | None:
        """The document that its passage is of."""
        return _source_of(self) if self.source_id is None else self.source

    @property
    def counts(self) -> bool:
        return not self.set_aside

    @property
    def is_inferred(self) -> bool:
        return bool(self.rule)

    @property
    def is_of_main_source(self) -> bool:
        return self.source_id is None and not self.rule


class Milestone(OfAward, Passage):
    """What a document says happened to the award later: a pilot was accepted, reviewed, or lost its title.

    `source` is the document that says so; empty for the award's own. Its passage there is what it says of the
    award. The year stands in it, or in another passage of that document, or a note says where it is from.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="milestones", verbose_name="案例")
    kind = models.CharField("事项", max_length=10, choices=MilestoneKind)
    year = models.PositiveSmallIntegerField("年份")
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="所在文献",
        help_text="出自另一份文献（如验收结果的通知）的选那份文献；出自主要来源的留空。",
    )
    year_start = models.PositiveIntegerField(
        "年份依据起", null=True, blank=True, help_text="年份印在这份文献的别处时，那几个字的起点。"
    )
    year_end = models.PositiveIntegerField("年份依据止", null=True, blank=True)
    year_note = models.CharField(
        "年份说明",
        max_length=200,
        blank=True,
        help_text="文献没有印出年份、另有依据的，写明依据；印有的留空。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "后续事项"
        ordering = ["award", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "kind", "year"],
                name="milestone_once",
                violation_error_message="这个案例已记有同一年的同一事项。",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="milestone_passage"),
            models.CheckConstraint(condition=Q(kind__in=MilestoneKind.values), name="milestone_kind_known"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="milestone_year",
                violation_error_message=f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
            ),
            models.CheckConstraint(
                condition=Q(year_start__isnull=True, year_end__isnull=True)
                | Q(year_start__isnull=False, year_end__isnull=False, year_start__lt=F("year_end")),
                name="milestone_passage_of_year",
                violation_error_message="年份依据的起点和止点要么都填，要么都不填，起点在前。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"

    def clean(self) -> None:
        """Refuse what its document does not print, and what came before the award itself."""
        main, source = _source_of(self), self.document
        if main is not None and main.pk == self.source_id:
            raise ValidationError("出自主要来源的后续事项，所在文献留空。")
        refuse_outside(self.start, self.end, source)
        refuse_outside(self.year_start, self.year_end, source)
        award = getattr(self, "award", None)
        awarded = award.edition.year if award is not None and award.edition_id else None
        if awarded is not None and self.year is not None and self.year < awarded:
            raise ValidationError("后续事项不能早于案例的年度。")
        is_complete = None not in (self.start, self.end, self.year)
        if source is not None and is_complete:
            self._refuse_year(source)

    def _refuse_year(self, source: Source) -> None:
        """A passage of the year prints it; without one the words about the award do, or a note says why."""
        if self.year_start is not None and self.year_end is not None:
            passage, named = (self.year_start, self.year_end), "年份的依据"
        elif self.year_note.strip():
            return
        else:
            passage, named = (self.start, self.end), "原文这一段"
        is_sealed = is_masked(source.text[slice(*passage)])
        if not is_sealed and self.year not in numbers_in(source.text, *passage):
            raise ValidationError(f"{named}没有印出 {self.year} 年。")

    @property
    def document(self) -> Source | None:
        """The document that its passage is of."""
        return _source_of(self) if self.source_id is None else self.source


class CodingQuerySet(PublicQuerySet["Coding"]):
    def accepted(self) -> Self:
        """Those that the public sees: accepted, with a term of a scheme that is released."""
        return self.filter(state=CodingState.ACCEPTED, mechanism__scheme__is_released=True)

    def of_mechanisms(self) -> Self:
        """Those with a term of the scheme 治理机制."""
        return self.filter(mechanism__scheme__slug=MECHANISMS)


class Coding(OfAward, Passage):
    """A term attached to an award by a coder, with the clause that shows it; others may say the same."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="codings", verbose_name="案例")
    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="codings", verbose_name="治理机制")
    confidence = models.CharField("把握", max_length=6, choices=Confidence)
    state = models.CharField("状态", max_length=8, choices=CodingState, default=CodingState.PROPOSED)
    coder = models.ForeignKey(
        Coder,
        models.PROTECT,
        related_name="codings",
        verbose_name="编码者",
        help_text="谁读了原文并作出判断。",
    )
    note = models.TextField("说明", blank=True)

    objects = CodingQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "机制编码"
        ordering = ["award", "start", "id"]
        indexes = [models.Index(fields=["state", "confidence", "award"], name="coding_state_confidence")]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "mechanism", "start", "end", "coder"],
                name="coding_once",
                violation_error_message=CODED_ALREADY,
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="coding_has_evidence"),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="coding_confidence_known"
            ),
            models.CheckConstraint(condition=Q(state__in=CodingState.values), name="coding_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mechanism}({self.award.accession})"

    @property
    def evidence(self) -> str:
        """The words of the source that show the mechanism."""
        return self.award.source.text[self.start : self.end]

    def clean(self) -> None:
        """Refuse evidence that does not stand in the award's own title or text."""
        if self.start is None or self.end is None:
            raise ValidationError("机制编码必须有原文依据。")
        source = _source_of(self)
        if source is None:
            return
        refuse_outside(self.start, self.end, source)
        if not (self.award.prints(self.start) and self.award.prints(self.end - 1)):
            raise ValidationError("依据必须在本案例的标题或正文之内。")
        if not re.search(r"\w", source.text[self.start : self.end]):
            raise ValidationError("依据不能只有空白或标点。")


def _source_of(row: OfAward) -> Source | None:
    """The source of the row's award, which a form may not have saved yet; None while there is none."""
    award = getattr(row, "award", None)
    return award.source if award is not None and award.source_id else None
