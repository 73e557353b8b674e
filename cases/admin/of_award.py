"""What hangs on an award: inlines on its page, and lists of their own to look through them all."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from cases.admin.by_coders import CoderForm, OfAwardForm, WithUser
from cases.admin.curated import SMALL_INPUTS, CuratedAdmin, PartInline
from cases.admin.passages import PassageForm, PrintedField, WithPassage, find_words, with_line_ends_of
from cases.admin.sent import PartFormSet
from cases.choices import CodingState
from cases.curation.coding_rounds import UNDECIDED, open_round, visible_to
from cases.models import Attestation, Attribution, Award, Coder, Coding, FormerAccession, Milestone, Source
from cases.models.of_award import CODED_ALREADY, COUNTED_ALREADY, PRINTED_ALREADY
from cases.records.record import OF_ORIGIN

Row = TypeVar("Row", bound=Model)

LONG_TEXTS = ("award__text", "award__paragraph_starts")
SEARCHED = ("award__accession", "award__title", "award__applicant")


class CodingForm(CoderForm[Coding]):
    """A passage of the award itself."""

    fold_by = ("mechanism", "confidence", "state", "words")

    def refuse(self, own: Coder | None) -> None:
        """What a coder gives in an open round counts after it was reconciled."""
        award, term = self.related("award"), self.cleaned_data.get("mechanism")
        if award is None or term is None or self.cleaned_data.get("state") == CodingState.PROPOSED:
            return
        found = open_round(award, term.scheme_id, own) if "state" in self.changed_data else None
        if found is not None:
            self.add_error("state", UNDECIDED.format(found))


class AttributionForm(OfAwardForm[Attribution]):
    """A passage of the source of the award, or of the further document that is chosen."""

    fold_by = ("field", "rule", "words")
    may_be_inferred = True

    def ground(self) -> tuple[Source | None, int, int | None]:
        chosen = self.cleaned_data.get("source", self.instance.source)
        return (chosen, 0, None) if chosen is not None else super().ground()


class MilestoneForm(OfAwardForm[Milestone]):
    """A passage of the source of the award, or of the other document that is chosen; the year is in it."""

    fold_by = ("kind", "year", "words")
    year_words = PrintedField(
        label="年份依据",
        required=False,
        help_text="年份印在这份文献的别处时，照抄那几个字；就在原文里的留空。",
        widget=forms.TextInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["year_words"] = getattr(self.instance, "printed_year", None) or ""

    def ground(self) -> tuple[Source | None, int, int | None]:
        chosen = self.cleaned_data.get("source", self.instance.source)
        return (chosen, 0, None) if chosen is not None else super().ground()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words, source = cleaned.get("year_words") or "", self.ground()[0]
        near, self.instance.year_start, self.instance.year_end = self.instance.year_start, None, None
        if words and source is not None:
            words = with_line_ends_of(source.text, words)
            try:
                start = find_words(words, source.text, 0, None, near)
            except ValidationError as error:
                self.add_error("year_words", error)
            else:
                self.instance.year_start, self.instance.year_end = start, start + len(words)
        return cleaned


class AttestationForm(PassageForm[Attestation]):
    fold_by = ("source", "words")

    def ground(self) -> tuple[Source | None, int, int | None]:
        return self.related("source"), 0, None


class OfAwardInline(WithPassage[Row], PartInline[Row, Award]):
    """Rows on the page of their award."""

    text_path: str | Combinable = "award__source__text"
    formfield_overrides = SMALL_INPUTS

    brought: ClassVar[tuple[str, ...]] = ("award",)  # what is read with the rows, without its long texts

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows = super().get_queryset(request).select_related(*self.brought).defer(*LONG_TEXTS)
        return rows.defer("source__text") if "source" in self.brought else rows


class CodingFormSet(PartFormSet[Coding, Award]):
    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return CODED_ALREADY


class CodingInline(WithUser[Coding], OfAwardInline[Coding]):
    model = Coding
    form = CodingForm
    formset = CodingFormSet
    fields = ("mechanism", "confidence", "state", "words", "start", "coder", "note")
    brought = ("award", "mechanism", "coder")
    autocomplete_fields = ("mechanism",)
    readonly_fields = ("coder",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coding]:
        """In an open round a coder sees their own alone."""
        return visible_to(request.user, super().get_queryset(request))


class AttributionFormSet(PartFormSet[Attribution, Award]):
    """Two rows for one field know nothing of each other, and the database refuses the second."""

    def clean(self) -> None:
        super().clean()
        counting: set[str] = set()
        printed: set[tuple[str, int | None]] = set()
        for form in self._kept():
            row = form.instance
            if row.counts and row.field in counting:
                form.add_error(None, COUNTED_ALREADY)
            elif row.is_of_main_source and (row.field, row.start) in printed:
                form.add_error(None, PRINTED_ALREADY)
            counting |= {row.field} if row.counts else set()
            printed |= {(row.field, row.start)} if row.is_of_main_source else set()

    def _kept(self) -> Iterator[Any]:
        """The rows that will be there: not those that are wrong by themselves, empty or deleted."""
        for form in self.forms:
            is_empty = form.empty_permitted and not form.has_changed()
            if not (form.errors or is_empty or form.cleaned_data.get(DELETION_FIELD_NAME)):
                yield form


class AttributionInline(OfAwardInline[Attribution]):
    """Folded as a whole: each value above says where it comes from, and leads here."""

    model = Attribution
    classes = ("collapse",)
    form = AttributionForm
    formset = AttributionFormSet
    text_path = OF_ORIGIN
    fields = ("field", "rule", "source", "words", "start", "set_aside", "note")
    brought = ("award", "source")
    autocomplete_fields = ("source",)


class AttestationInline(OfAwardInline[Attestation]):
    model = Attestation
    form = AttestationForm
    text_path = "source__text"
    fields = ("source", "words", "start", "note")
    brought = ("award", "source")
    autocomplete_fields = ("source",)


class WithYear(BaseModelAdmin[Milestone]):
    """Mixin: the database cuts out the words that print the year as well."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Milestone]:
        length = F("year_end") - F("year_start")
        rows: QuerySet[Any] = super().get_queryset(request)
        printed: QuerySet[Milestone] = rows.annotate(
            printed_year=Substr(OF_ORIGIN, F("year_start") + 1, length)
        )
        return printed


class MilestoneInline(WithYear, OfAwardInline[Milestone]):
    model = Milestone
    form = MilestoneForm
    text_path = OF_ORIGIN
    fields = ("kind", "year", "source", "words", "start", "year_words", "year_note")
    brought = ("award", "source")
    autocomplete_fields = ("source",)


class FormerAccessionInline(PartInline[FormerAccession, Award]):
    model = FormerAccession


class OfAwardAdmin(CuratedAdmin[Row]):
    """Lists of rows of all awards; a row does not change its award."""

    autocomplete_fields: ClassVar[tuple[str, ...]] = ("award",)
    list_select_related: ClassVar[tuple[str, ...]] = ("award",)
    list_defer: tuple[str, ...] = LONG_TEXTS
    search_fields: ClassVar[tuple[str, ...]] = SEARCHED
    search_help_text = "入库编号、标题、申报单位"
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> tuple[str, ...]:
        return () if obj is None else ("award",)


@admin.register(Coding)
class CodingAdmin(WithUser[Coding], WithPassage[Coding], OfAwardAdmin[Coding]):
    form = CodingForm
    text_path = "award__source__text"
    fields = ("award", "mechanism", "words", "start", "confidence", "state", "coder", "note")
    autocomplete_fields = ("award", "mechanism", "coder")
    list_display = ("mechanism", "award", "printed", "confidence", "state", "coder")
    list_filter = ("state", "confidence", "coder", "mechanism")
    list_select_related = ("award", "mechanism", "coder")
    search_fields = (*SEARCHED, "mechanism__name", "coder__name")
    search_help_text = "入库编号、标题、申报单位、治理机制、编码者"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coding]:
        return visible_to(request.user, super().get_queryset(request))


@admin.register(Attribution)
class AttributionAdmin(WithPassage[Attribution], OfAwardAdmin[Attribution]):
    form = AttributionForm
    text_path = OF_ORIGIN
    fields = ("award", "field", "words", "start", "rule", "source", "set_aside", "note")
    autocomplete_fields = ("award", "source")
    list_display = ("award", "field", "printed", "rule", "source", "set_aside", "note")
    list_filter = (
        "field",
        "set_aside",
        "differs",
        ("rule", admin.EmptyFieldListFilter),
        ("source", admin.EmptyFieldListFilter),
    )
    list_select_related = ("award", "source")
    list_defer = (*LONG_TEXTS, "source__text")
    search_fields = (*SEARCHED, "rule")
    search_help_text = "入库编号、标题、申报单位、推断规则"


@admin.register(Attestation)
class AttestationAdmin(WithPassage[Attestation], OfAwardAdmin[Attestation]):
    form = AttestationForm
    text_path = "source__text"
    fields = ("award", "source", "words", "start", "note")
    autocomplete_fields = ("award", "source")
    list_display = ("award", "source", "printed", "note")
    list_select_related = ("award", "source")
    list_defer = (*LONG_TEXTS, "source__text")
    search_fields = (*SEARCHED, "source__title")
    search_help_text = "入库编号、标题、申报单位、文献标题"


@admin.register(Milestone)
class MilestoneAdmin(WithYear, WithPassage[Milestone], OfAwardAdmin[Milestone]):
    form = MilestoneForm
    text_path = OF_ORIGIN
    fields = ("award", "kind", "year", "words", "start", "source", "year_words", "year_note")
    autocomplete_fields = ("award", "source")
    list_display = ("award", "kind", "year", "printed", "source")
    list_filter = ("kind", "year")
    list_select_related = ("award", "source")
    list_defer = (*LONG_TEXTS, "source__text")


@admin.register(FormerAccession)
class FormerAccessionAdmin(OfAwardAdmin[FormerAccession]):
    list_display = ("accession", "award")
    search_fields = ("accession", *SEARCHED)
    search_help_text = "原入库编号、入库编号、标题、申报单位"
