"""What a round is opened with: who codes which awards with which terms."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import User

from cases.curation.coding_rounds import NO_AWARDS, TOO_FEW
from cases.models import Award, CodingRound
from cases.roles import PROPOSE, may

SEPARATORS = re.compile(r"[\s,，、;；]+")
UNKNOWN = "没有这些编号的案例：{}。"
MOST = 500


class RoundForm(forms.ModelForm[CodingRound]):
    """Awards are given by their numbers, as a list that was sent or a column that was copied has them."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="编码者",
        widget=forms.CheckboxSelectMultiple,
        help_text="至少两位。结束以前，互相看不到对方在这些案例上的编码。",
    )
    numbers = forms.CharField(
        label="案例",
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text="入库编号，一行一个，或用空格、逗号分开。",
    )

    class Meta:
        model = CodingRound
        fields = ("name", "scheme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        coding = [user.pk for user in known if may(user, PROPOSE)]
        self.fields["people"].queryset = known.filter(pk__in=coding)  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        people = list(self.cleaned_data["people"])
        if len(people) < 2:
            raise forms.ValidationError(TOO_FEW)
        return people

    def clean_numbers(self) -> list[Award]:
        numbers = list(dict.fromkeys(filter(None, SEPARATORS.split(self.cleaned_data["numbers"]))))
        if not numbers:
            raise forms.ValidationError(NO_AWARDS)
        if len(numbers) > MOST:
            raise forms.ValidationError(f"一轮最多 {MOST} 个案例。")
        found = {
            award.accession: award for award in Award.objects.filter(accession__in=numbers).only("accession")
        }
        if unknown := [number for number in numbers if number not in found]:
            raise forms.ValidationError(UNKNOWN.format("、".join(unknown[:10])))
        return list(found.values())
