"""What splitting a term is asked with: its parts, and to which part each coding goes."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.admin.vocabulary.forms import CareForm
from cases.curation.care.acts import Act
from cases.curation.care.splitting import TermPart, splitting
from cases.models import Coding, Mechanism

PARTS = 4
MOST_LISTED = 300  # codings that are chosen for one by one; of more, words decide
BETWEEN = re.compile(r"[\s、，,；;]+")
STAYS = "stays"
EMPTY = "第 {} 个下级机制没有名称，不能把编码归给它。"


class SplitTermForm(CareForm):
    verb = "拆分"
    hint = (
        "为它分出下级机制，把编码分到各下级机制。依据中含有所填词语的编码自动归入那个下级机制，也可以逐条指定；"
        "没有归入的留在原机制。原机制成为上级机制，名称、网址和筛选照旧。"
    )

    def __init__(self, thing: Mechanism, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        reason = self.fields.pop("reason")
        for number in range(1, PARTS + 1):
            self._ask_for_part(number)
        for coding in self._listed():
            self.fields[f"coding_{coding.pk}"] = forms.ChoiceField(
                label=f"{coding.award.accession}“{coding.evidence}”", choices=_choices(), required=False
            )
        self.fields["reason"] = reason

    def _ask_for_part(self, number: int) -> None:
        called = f"下级机制 {number}"
        self.fields[f"name_{number}"] = forms.CharField(
            label=called, max_length=40, required=number == 1, help_text="新的，或已在它之下的机制的名称。"
        )
        self.fields[f"definition_{number}"] = forms.CharField(
            label=f"{called}的定义",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
            help_text="新的机制必填；已有的不用填。",
        )
        self.fields[f"words_{number}"] = forms.CharField(
            label=f"归入{called}的词语", max_length=200, required=False, help_text="用顿号或空格分开。"
        )

    def _listed(self) -> Iterator[Coding]:
        codings = Coding.objects.filter(mechanism=self.thing).order_by("award__accession", "start", "pk")
        if codings.count() <= MOST_LISTED:
            yield from codings.select_related("award__source")

    def act(self) -> Act:
        given = [self._part(number) for number in range(1, PARTS + 1)]
        parts = [part for part in given if part is not None]
        places = {number: parts.index(part) for number, part in enumerate(given, 1) if part is not None}
        chosen: dict[int, int | None] = {}
        for name, value in self.cleaned_data.items():
            if name.startswith("coding_") and value:
                if value != STAYS and int(value) not in places:
                    raise ValidationError(EMPTY.format(value))
                chosen[int(name.removeprefix("coding_"))] = None if value == STAYS else places[int(value)]
        return splitting(self.thing, parts, chosen)

    def _part(self, number: int) -> TermPart | None:
        name, definition, words = (
            self.cleaned_data[f"{column}_{number}"].strip() for column in ("name", "definition", "words")
        )
        return TermPart(name, definition, tuple(filter(None, BETWEEN.split(words)))) if name else None


def _choices() -> list[tuple[str, str]]:
    parts = [(str(number), f"下级机制 {number}") for number in range(1, PARTS + 1)]
    return [("", "按词语"), (STAYS, "留在原机制"), *parts]
