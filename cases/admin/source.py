"""Source documents: what they print does not change once it is here."""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from cases.admin.curated import CountedRow, CuratedAdmin, FormerSlugInline, PartInline, per_row
from cases.admin.passages import PassageForm, PrintedField, WithPassage
from cases.curators_site import edits_awards
from cases.models import Award, FormerSourceSlug, Source, SourceFact

AS_RECEIVED = ("file_name", "sha256", "text")


class SourceForm(forms.ModelForm[Source]):
    """Takes a new document's text, and works out its checksum and, unless told, where its body is."""

    text = PrintedField(
        label="全文",
        widget=forms.Textarea(attrs={"rows": 24, "cols": 100}),
        help_text=Source._meta.get_field("text").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"body_start", "body_end", "sha256"} & set(self.fields):
            self.fields[name].required = False
        if "sha256" in self.fields:
            self.fields["sha256"].help_text += "留空时按全文算出；原文件的换行是 Windows 的，请填原文件的。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("text") or self.instance.text
        if self.instance.pk is None:
            cleaned["sha256"] = cleaned.get("sha256") or hashlib.sha256(_bytes(text)).hexdigest()
            self._check_new(cleaned["sha256"])
        cleaned["body_start"] = cleaned.get("body_start") or 0
        cleaned["body_end"] = cleaned.get("body_end") or len(text)
        if cleaned["body_end"] > len(text):
            self.add_error("body_end", f"全文只有 {len(text)} 个字符。")
        return cleaned

    def _check_new(self, sha256: str) -> None:
        if Source.objects.filter(sha256=sha256).exists():
            self.add_error("text", "这份文献已经入库。")


def _bytes(text: str) -> bytes:
    """As a file; half a pair, which no file has, is refused with the other characters of its kind."""
    return text.encode("utf-8", "surrogatepass")


class SourceFactForm(PassageForm[SourceFact]):
    fold_by = ("label", "value", "words")

    def ground(self) -> tuple[Source | None, int, int | None]:
        return self.related("source"), 0, None


class FormerSourceSlugInline(FormerSlugInline):
    model = FormerSourceSlug


class SourceFactInline(WithPassage[SourceFact], PartInline[SourceFact, Source]):
    model = SourceFact
    form = SourceFactForm
    text_path = "source__text"
    fields = ("label", "value", "words", "start")


@admin.register(Source)
class SourceAdmin(CuratedAdmin[Source]):
    keeps_drafts = True
    form = SourceForm
    list_display = ("title", "kind", "publisher", "date_signed", "date_published", "award_count")
    list_filter = ("kind",)
    list_defer = ("text",)
    date_hierarchy = "date_published"
    search_fields = ("title", "slug", "file_name", "publisher")
    search_help_text = "标题、标识、文件名、刊载者"
    inlines = (SourceFactInline, FormerSourceSlugInline)
    fields = (
        "slug", "file_name", "sha256", "title", "title_reason", "kind", "publisher",
        "publisher_reason", "date_signed", "date_published", "date_reason", "url_original",
        "body_start", "body_end", "note", "is_published", "text",
    )  # fmt: skip

    def for_list(self, rows: QuerySet[Source]) -> QuerySet[Source]:
        return (
            super().for_list(rows).annotate(award_count=per_row(Award.objects.all(), "source", Count("pk")))
        )

    @admin.display(description="案例数", ordering="award_count")
    def award_count(self, source: CountedRow) -> int:
        return source.award_count

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        return () if obj is None else AS_RECEIVED

    def get_urls(self) -> list[URLPattern]:
        text = path("<int:pk>/text/", self.admin_site.admin_view(self.text_view), name="cases_source_text")
        return [text, *super().get_urls()]

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text character for character, for choosing passages: as HTML its line ends would change."""
        source = get_object_or_404(Source.objects.only("text"), pk=pk)
        if not (self.has_view_permission(request, source) or edits_awards(request.user)):
            raise PermissionDenied
        return JsonResponse({"text": source.text})


@admin.register(SourceFact)
class SourceFactAdmin(WithPassage[SourceFact], CuratedAdmin[SourceFact]):
    form = SourceFactForm
    text_path = "source__text"
    fields = ("source", "label", "value", "words", "start")
    list_display = ("label", "value", "printed", "source")
    list_filter = ("label",)
    list_select_related = ("source",)
    list_defer = ("source__text",)
    autocomplete_fields = ("source",)
    search_fields = ("label", "value", "source__title")
    search_help_text = "名称、内容、文献标题"
