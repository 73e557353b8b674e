"""What forms of the admin are sent that no browser sends by itself: rows that cannot be, false counts."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.forms.models import BaseInlineFormSet, ModelChoiceField
from django.utils.functional import cached_property

from cases.curators_site import is_key
from cases.models import Division

Row = TypeVar("Row", bound=Model)
Owner = TypeVar("Owner", bound=Model)

OptionGroups = list[tuple[str | None, list[dict[str, Any]], int | None]]  # as Django has them
COUNTS = (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT)
MISCOUNTED = "这一栏的行数与页面不符，可能是页面没有载完。请重新打开本页再填。"


class ChoiceByTyping(AutocompleteSelect):
    """Shows again what was chosen, and nothing in place of what cannot be the key of a row.

    `known` is the row that was read with the form already: it is not asked for again.
    """

    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> OptionGroups:
        keys = [each for each in value if is_key(str(each))]
        if self.known is None or [str(key) for key in keys] != [str(self.known.pk)]:
            return super().optgroups(name, keys, attr)
        choices: Any = self.choices  # of a field of rows
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        called = choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, called, True, len(options)))
        return [(None, options, 0)]


class PlaceField(ModelChoiceField[Division]):
    """A division with all that it is part of: four districts are called 鼓楼区."""

    def label_from_instance(self, obj: Division) -> str:
        return obj.full_name


def tell_known(form: Any) -> None:  # noqa: ANN401 - of whichever row
    """Tell the menus of the form which rows its own row has brought along."""
    for name, field in form.fields.items():
        menu = getattr(field.widget, "widget", field.widget)
        if isinstance(menu, ChoiceByTyping) and menu.field.is_cached(form.instance):
            menu.known = getattr(form.instance, name)


class PartFormSet(BaseInlineFormSet[Row, Owner, Any]):
    """The rows of an inline, whose number must be one that the page can have sent."""

    def add_fields(self, form: Any, index: int | None) -> None:  # noqa: ANN401 - of whichever row
        super().add_fields(form, index)
        tell_known(form)

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
