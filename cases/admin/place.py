"""Divisions and their successions: thousands of rows, so nothing lists them all in one menu."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.curated import PARENTS, PartInline
from cases.admin.histories.why import note_of
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.admin.vocabulary.care import CaredForAdmin
from cases.admin.vocabulary.division_forms import ChangeDivisionForm
from cases.admin.vocabulary.forms import CareForm
from cases.curation.reasons import TYPING_ERROR, parted
from cases.models import Division, Succession
from cases.models.place import IN_FORCE

RENAMED = (
    "更名的，请用本页上方的“变更…”：原区划到上一年为止，仍然查得到，案例的现行区划随着改。"
    "名称只是录错了的，请在“为什么改”中选“改正录入错误”。"
)
BOTH_ENDS = ("predecessor", "successor")


class InForceFilter(admin.SimpleListFilter):
    """Tells today's divisions from those of the past."""

    title = "存废"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Division]) -> list[tuple[str, str]]:
        return [("yes", "现行"), ("no", "已撤销")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Division]) -> QuerySet[Division]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(IN_FORCE if self.value() == "yes" else ~IN_FORCE)


class SuccessionInline(PartInline[Succession, Division]):
    """One end of the succession is the division whose page it is; the other is chosen."""

    model = Succession

    def get_queryset(self, request: HttpRequest) -> QuerySet[Succession]:
        return super().get_queryset(request).select_related(*BOTH_ENDS)


class SuccessorInline(SuccessionInline):
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    verbose_name = verbose_name_plural = "后继区划"


class PredecessorInline(SuccessionInline):
    fk_name = "successor"
    autocomplete_fields = ("predecessor",)
    verbose_name = verbose_name_plural = "前身区划"


@admin.register(Division)
class DivisionAdmin(CaredForAdmin[Division]):
    care: ClassVar[Mapping[str, type[CareForm]]] = {"change": ChangeDivisionForm}
    keeps_names = False  # a slip is no name; a former name is that of the division before
    list_display = ("name", "code", "level", "part_of", "region", "first_year", "last_year")
    list_filter = (InForceFilter, "level", "region")
    list_select_related = ("parent",)
    search_fields = ("name", "code", "key", "aliases")
    search_help_text = "名称、代码、标识、别称"
    show_full_result_count = False
    autocomplete_fields = ("parent",)
    inlines = (SuccessorInline, PredecessorInline)
    fieldsets = (
        (None, {"fields": ("key", "code", "name", "aliases", "level", "parent", "region")}),
        ("存续", {"fields": ("first_year", "last_year", "note")}),
    )

    def for_list(self, rows: QuerySet[Division]) -> QuerySet[Division]:
        return super().for_list(rows).select_related(PARENTS)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: ANN401 - passed on
        """A division that is called otherwise since some year is another one: only a slip is mended here."""
        super().save_related(request, form, formsets, change)
        if change and "name" in form.changed_data and parted(note_of(request))[0] != TYPING_ERROR:
            raise ValidationError({"name": RENAMED})

    @admin.display(description="上级", ordering="parent")
    def part_of(self, division: Division) -> str | None:
        return division.parent.full_name if division.parent else None


@admin.register(Succession)
class SuccessionAdmin(VocabularyAdmin[Succession]):
    list_display = ("before", "after")
    list_select_related = tuple(f"{end}__{PARENTS}" for end in BOTH_ENDS)
    search_fields = ("predecessor__name", "predecessor__code", "successor__name", "successor__code")
    search_help_text = "原区划或今区划的名称、代码"
    autocomplete_fields = BOTH_ENDS
    show_full_result_count = False

    @admin.display(description="原区划", ordering="predecessor")
    def before(self, row: Succession) -> str:
        return row.predecessor.full_name

    @admin.display(description="今区划", ordering="successor")
    def after(self, row: Succession) -> str:
        return row.successor.full_name
