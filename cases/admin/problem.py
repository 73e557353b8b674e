"""Problems of everyday work, by which the home page leads to cases."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from cases.admin.vocabulary.access import VocabularyAdmin
from cases.models import WorkProblem


@admin.register(WorkProblem)
class ProblemAdmin(VocabularyAdmin[WorkProblem]):
    list_display = ("words", "query", "cases", "position", "is_published")
    list_filter = ("is_published",)
    search_fields = ("words", "query", "reason")
    search_help_text = "难题、检索条件、依据"
    care_note = (
        "改名就在这里改难题的说法，停用就取消“在首页列出”，移动就改次序；两个是一回事的，把检索条件并到留下的一个，"
        "删去另一个；要拆成两个的，另加一个。难题没有自己的网址，这些都不会留下失效的链接。"
    )

    @admin.display(description="所列案例")
    def cases(self, problem: WorkProblem) -> str:
        return format_html('<a href="{}?{}">查看</a>', reverse("cases"), problem.query)
