"""Coders: the users who code, and named methods."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from cases.admin.curated import CountedRow, per_row
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.curation.coding_rounds import visible_to
from cases.models import Coder, Coding


@admin.register(Coder)
class CoderAdmin(VocabularyAdmin[Coder]):
    list_display = ("name", "kind", "user", "coding_count")
    list_filter = (("user", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "description")
    search_help_text = "名称、用户名、说明"
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coder]:
        counted = visible_to(request.user, Coding.objects.all())
        return super().get_queryset(request).annotate(award_count=per_row(counted, "coder", Count("pk")))

    @admin.display(description="种类")
    def kind(self, coder: Coder) -> str:
        return coder.kind

    @admin.display(description="编码数", ordering="award_count")
    def coding_count(self, coder: CountedRow) -> int:
        return coder.award_count
