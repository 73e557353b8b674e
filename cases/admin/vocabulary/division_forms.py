"""What a change of a division is asked with: the year, what it is called since, what it became part of."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.validators import MaxValueValidator, RegexValidator
from django.utils import timezone

from cases.admin.vocabulary.forms import CareForm
from cases.curation.care.acts import Act
from cases.curation.care.divisions import NewDivision, changing
from cases.curators_site import is_key
from cases.models import Division
from cases.models.place import CODE
from cases.years import FIRST_YEAR


class ChosenDivisions(AutocompleteSelectMultiple):
    """Several, chosen by typing; what cannot be the key of a row is not looked for."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:  # noqa: ANN401 - as Django has them
        return super().optgroups(name, [each for each in value if is_key(str(each))], attr)


class ChangeDivisionForm(CareForm):
    verb = "变更"
    hint = (
        "改名、改代码的，填新的名称和代码；并入别的区划的，选那个区划；分开的，选分入的几个区划。"
        "原区划到上一年为止，接上后继；只有一个后继的，案例的现行区划随之改动，有几个的留空。"
    )

    year = forms.IntegerField(label="变更年份", min_value=FIRST_YEAR, help_text="批准变更的那一年。")
    name = forms.CharField(label="新的名称", max_length=40, required=False, help_text="不是改名的留空。")
    code = forms.CharField(
        label="新的代码",
        max_length=6,
        required=False,
        validators=[RegexValidator(CODE, "应为六位数字。")],
        help_text="GB/T 2260 六位代码，没有改的照旧；没有代码的留空。",
    )
    into = forms.ModelMultipleChoiceField(Division.objects.all(), label="并入或分入的区划", required=False)

    def __init__(self, thing: Division, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        self.fields["year"].validators.append(MaxValueValidator(timezone.localdate().year))
        self.initial.update(code=thing.code)
        through = Division._meta.get_field("successors")
        self.fields["into"].widget = ChosenDivisions(through, admin.site)
        self.fields["into"].widget.choices = self.fields["into"].choices  # type: ignore[attr-defined]

    def act(self) -> Act:
        given = self.cleaned_data
        new = NewDivision(given["name"], given["code"]) if given["name"] else None
        return changing(self.thing, given["year"], new, list(given["into"]))
