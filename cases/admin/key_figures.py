"""Key figures of an award: what its text states in numbers. People copy words; values follow."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin

from cases.admin.by_coders import CoderForm, WithUser
from cases.admin.of_award import SEARCHED, OfAwardAdmin, OfAwardInline
from cases.admin.passages import WithPassage
from cases.admin.sent import PartFormSet
from cases.language.quantities import ends_of
from cases.models import Award, Coder, KeyFigure
from cases.models.key_figure import LONGEST_SUBJECT, RECORDED_ALREADY

WORDS = ("number", "qualifier", "unit", "counted", "subject", "scope", "when", "state")


class KeyFigureForm(CoderForm[KeyFigure]):
    """A passage of the award itself; the value is what its number says."""

    fold_by = ("subject", "number", "unit", "state", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "subject" in self.fields:
            self.fields["subject"].required = False
            self.fields["subject"].help_text += "留空即为所数的事物。"

    def refuse(self, own: Coder | None) -> None:
        """A number that cannot be read; a subject that is not given is what is counted."""
        cleaned = self.cleaned_data
        if not cleaned.get("subject") and "subject" in self.fields:
            cleaned["subject"] = (cleaned.get("counted") or "")[:LONGEST_SUBJECT]
        said = ends_of(cleaned.get("number") or "")
        if said is not None:
            self.instance.value, self.instance.upper = said
        elif cleaned.get("number"):
            self.add_error("number", f"“{cleaned['number']}”读不出一个确定的数：只照抄数字和万、亿等字。")


class KeyFigureFormSet(PartFormSet[KeyFigure, Award]):
    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return RECORDED_ALREADY


class KeyFigureInline(WithUser[KeyFigure], OfAwardInline[KeyFigure]):
    model = KeyFigure
    form = KeyFigureForm
    formset = KeyFigureFormSet
    fields = ("words", "start", *WORDS, "coder", "note")
    brought = ("award", "coder")
    readonly_fields = ("coder",)


@admin.register(KeyFigure)
class KeyFigureAdmin(WithUser[KeyFigure], WithPassage[KeyFigure], OfAwardAdmin[KeyFigure]):
    form = KeyFigureForm
    text_path = "award__source__text"
    fields = ("award", "words", "start", *WORDS, "coder", "note")
    autocomplete_fields = ("award", "coder")
    list_display = ("subject", "award", "printed", "value", "unit", "state", "coder")
    list_filter = ("state", "qualifier", "coder")
    list_select_related = ("award", "coder")
    search_fields = (*SEARCHED, "subject", "counted", "coder__name")
    search_help_text = "入库编号、标题、申报单位、事项、所数、编码者"
