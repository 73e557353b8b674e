"""What forms of the admin are sent that no browser sends by itself: rows that cannot be, false counts."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from cases.curators_site import is_key

Row = TypeVar("Row", bound=Model)
Owner = TypeVar("Owner", bound=Model)

OptionGroups = list[tuple[str | None, list[dict[str, Any]], int | None]]  # as Django has them
COUNTS = (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT)
MISCOUNTED = "这一栏的行数与页面不符，可能是页面没有载完。请重新打开本页再填。"


class ChoiceByTyping(AutocompleteSelect):
    """Shows again what was chosen, and nothing in place of what cannot be the key of a row."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> OptionGroups:
        return super().optgroups(name, [each for each in value if is_key(str(each))], attr)


class PartFormSet(BaseInlineFormSet[Row, Owner, Any]):
    """The rows of an inline, whose number must be one that the page can have sent.

    In a table the head of a column names its fields to the eye alone: each says its name itself.
    """

    def add_fields(self, form: Any, index: int | None) -> None:  # noqa: ANN401 - of whichever row
        super().add_fields(form, index)
        for bound in form.visible_fields():
            widget = bound.field.widget
            getattr(widget, "widget", widget).attrs.setdefault("aria-label", bound.label)

    @cached_property
    def management_form(self) -> ManagementForm:
        form: ManagementForm = super().management_form
        initial, total = (form.cleaned_data[name] for name in COUNTS) if form.is_bound else (0, 0)
        if not 0 <= (initial or 0) <= (total or 0) <= self.max_num:
            form.add_error(None, MISCOUNTED)
            form.cleaned_data |= dict.fromkeys(COUNTS, 0)
        return form

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.management_form.is_valid():
            self._non_form_errors = self.error_class([MISCOUNTED], error_class="nonform")
