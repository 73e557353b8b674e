"""Passages are entered as the words themselves: nobody has to count characters.

The forms here show the printed words of a row and, when they change, look up where they stand.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.http import HttpRequest

from cases.characters import LINE_END, with_line_feeds
from cases.fields import BY_NAME
from cases.models import Source
from cases.readers.rules import CURATED, RULES

Row = TypeVar("Row", bound=Model)

MOST_STARTS_NAMED = 5
WORDS = "words"


class PrintedField(forms.CharField):
    """Words as printed: kept to the blank, with the line ends of the source and not of the browser."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": 32})

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: object) -> str:
        return with_line_feeds(super().to_python(value) or "")


def with_line_ends_of(text: str, words: str) -> str:
    """The words with the line ends that the text has; an older release kept those of Windows."""
    ends = LINE_END.search(text)
    return words.replace("\n", ends[0]) if ends else words


def find_words(words: str, text: str, low: int, high: int | None, near: int | None) -> int:
    """The offset in `text` of the words, which must stand between `low` and `high`.

    Where they stand several times, `near` says which; ValidationError when it does not.
    """
    starts = []
    start = text.find(words, low, high)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1, high)
    if near in starts:
        return near
    if not starts:
        raise ValidationError("来源文献中找不到这段文字，请照原文逐字抄写。")
    if len(starts) > 1:
        named = "、".join(str(start) for start in starts[:MOST_STARTS_NAMED])
        raise ValidationError(
            f"这段文字在来源文献中出现 {len(starts)} 次，请多抄几个字，或填写起点：{named}。"
        )
    return starts[0]


def explained(rule: str) -> str:
    """The rule in a sentence; of what a person decided its name."""
    return RULES[rule].explanation if rule in RULES else dict(rule_choices()).get(rule, rule)


def rule_choices() -> list[tuple[str, str]]:
    """What can stand for a passage: a person's decision, or a rule with the field that it fills."""
    labels = {name: each.label for name, each in BY_NAME.items()} | {"place": "地区", "declared": "公布数"}
    by_rule = [
        (rule.id, f"{labels[rule.field]}：{rule.id}") for rule in RULES.values() if rule.field in labels
    ]
    return [("", "（有原文）"), (CURATED, "人工判定"), *by_rule]


@dataclass(frozen=True, slots=True)
class FoldPart:
    """What the line of a folded row says of the input of this name."""

    name: str
    text: str
    is_inferred: bool = False


class PassageForm(forms.ModelForm[Row]):
    """A row with a passage; subclasses say in which source, and whether a rule may stand for it.

    `fold_by` names the inputs whose values its line says while it is folded.
    """

    fold_by: ClassVar[tuple[str, ...]] = (WORDS,)
    words = PrintedField(label="原文", required=False, help_text="照抄来源文献的文字，起止位置自动算出。")
    may_be_inferred = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["words"] = getattr(self.instance, "printed", None) or ""
        if "start" in self.fields:  # it is missing for those who may only look
            self.fields["start"].required = False
            self.fields["start"].help_text = "可不填；同样的文字出现多次时用来指明是哪一处。"
        if "rule" in self.fields:
            self.fields["rule"].widget = forms.Select(choices=rule_choices())

    @property
    def fold(self) -> list[FoldPart]:
        """The row in a line, by its own values: nothing is asked for."""
        return [self._fold_part(name) for name in self.fold_by]

    def _fold_part(self, name: str) -> FoldPart:
        row: Any = self.instance  # whichever the table
        if name == "rule":
            return FoldPart(name, "推断" if row.rule else "原文", bool(row.rule))
        if name == WORDS:
            rule = getattr(row, "rule", "")
            return FoldPart(name, explained(rule) if rule else self.initial.get(WORDS) or "")
        column = self._meta.model._meta.get_field(name)
        if column.is_relation:
            return FoldPart(name, str(getattr(row, name)) if getattr(row, f"{name}_id") else "")
        said = getattr(row, f"get_{name}_display", None)
        value = said() if said is not None else getattr(row, name)
        return FoldPart(name, "" if value is None else str(value))

    @property
    def is_changed(self) -> bool:
        """Whether it comes back changed and not saved."""
        return self.is_bound and self.has_changed()

    def ground(self) -> tuple[Source | None, int, int | None]:
        """The source that prints the words, and between which offsets of it; no end: to its end."""
        raise NotImplementedError("a form of passages says in which source they are printed")

    def related(self, name: str) -> Any:  # noqa: ANN401 - a row of whatever model is asked for
        """The row that the form chooses, or that its instance has where the form does not ask."""
        return self.cleaned_data.get(name) or getattr(self.instance, name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = cleaned.get("words") or ""
        if self.may_be_inferred and bool(words) == bool(cleaned.get("rule")):
            self.add_error("words", "请照抄原文，或者填写推断规则，二者取其一。")
        elif words:
            self._locate(words)
        elif self.may_be_inferred:
            self._place(None, None)
        else:
            self.add_error("words", "必须有原文依据，请照抄来源文献的文字。")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Where the words end is not asked for, but what must be unique includes it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs lack it
        return excluded if getattr(self.instance, "end", None) is None else excluded - {"end"}

    def _locate(self, words: str) -> None:
        source, low, high = self.ground()
        if source is None:
            self.add_error("words", "请先选定来源文献。")
            return
        words = with_line_ends_of(source.text, words)
        try:
            start = find_words(words, source.text, low, high, self.cleaned_data.get("start"))
        except ValidationError as error:
            self.add_error("words", error)
        else:
            self._place(start, start + len(words))

    def _place(self, start: int | None, end: int | None) -> None:
        """Fill in where the words stand: nowhere, where a rule stands for them."""
        row: Any = self.instance  # whichever the table, it has this column
        self.cleaned_data["start"], row.end = start, end


class PrintedRow(Protocol):
    """A row with the words of its passage, which the database cut out."""

    printed: str | None


class WithPassage(BaseModelAdmin[Row]):
    """Mixin of admins and inlines of rows with a passage: the database cuts the words out.

    `text_path` leads from the row to the text that it is a passage of.
    """

    text_path: str | Combinable

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        length = F("end") - F("start")
        rows: QuerySet[Any] = super().get_queryset(request)
        printed: QuerySet[Row] = rows.annotate(printed=Substr(self.text_path, F("start") + 1, length))
        return printed

    @admin.display(description="原文")
    def printed(self, row: PrintedRow) -> str | None:
        return row.printed
