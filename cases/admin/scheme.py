"""Coding schemes: those that readers know, and those that a researcher works on."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from cases.admin.curated import CountedRow, per_row
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.models import CodingScheme, Mechanism


@admin.register(CodingScheme)
class CodingSchemeAdmin(VocabularyAdmin[CodingScheme]):
    keeps_drafts = True
    list_display = ("name", "slug", "is_released", "term_count", "source_note")
    list_filter = ("is_released",)
    search_fields = ("name", "slug", "description")
    search_help_text = "名称、标识、说明"
    care_note = (
        "改名就在这里改名称，标识不改；停用就取消“已公开”（治理机制不能），编码都保留；拆分、合并的，在编码项的页面改“编码方案”，"
        "没有编码项的方案可以删除。编码项的合并、拆分、移动、停用在编码项的页面。"
    )

    def get_readonly_fields(self, request: HttpRequest, obj: CodingScheme | None = None) -> tuple[str, ...]:
        return () if obj is None else ("slug",)

    def for_list(self, rows: QuerySet[CodingScheme]) -> QuerySet[CodingScheme]:
        return (
            super()
            .for_list(rows)
            .annotate(award_count=per_row(Mechanism.objects.all(), "scheme", Count("pk")))
        )

    @admin.display(description="编码项数", ordering="award_count")
    def term_count(self, scheme: CountedRow) -> int:
        return scheme.award_count
