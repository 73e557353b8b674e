"""The forms of an import: what is brought in, and what is known of the document."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.admin.passages import PrintedField
from cases.choices import SourceKind
from cases.imports.facts import NOTHING_SAID, Said
from cases.imports.files.bounds import MOST_BYTES
from cases.models import Intake, IssuingBody, Programme, Tier
from cases.years import FIRST_YEAR, LAST_YEAR

SAID = {each.name for each in fields(Said)}
ENDINGS = ".txt,.html,.htm,.docx,.pdf,.xlsx,.csv"


class EditionFields(forms.Form):
    """What is known of the edition, where the document does not say it clearly."""

    programme = forms.ModelChoiceField(
        Programme.objects.all(), label="评选项目", required=False, to_field_name="slug"
    )
    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    issuers = forms.ModelMultipleChoiceField(
        IssuingBody.objects.all(), label="发布机关", required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    batch = forms.CharField(label="批次", max_length=40, required=False, help_text="如“第三批”；没有的留空。")

    def said(self, before: Said = NOTHING_SAID) -> Said:
        """What a person says now, with what was said before."""
        changed = {name: _plain(name, self.cleaned_data[name]) for name in self.changed_data if name in SAID}
        return replace(before, **changed)


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 - of any field
    """As `Said` has it: slugs, ISO dates, text."""
    if name == "issuers":
        return tuple(body.slug for body in value)
    if isinstance(value, date):
        return value.isoformat()
    if name == "year":
        return value
    return str(getattr(value, "slug", value or ""))


class StartForm(EditionFields):
    """A document to bring in, pasted or as a file."""

    text = PrintedField(
        label="粘贴全文", required=False, widget=forms.Textarea(attrs={"rows": 16, "cols": 80}),
        help_text="从网页、Word 或 WPS 里整篇复制，标题和落款也要。",
    )  # fmt: skip
    file = forms.FileField(
        label="或上传文件", required=False,
        widget=forms.FileInput(attrs={"accept": ENDINGS, "data-most-bytes": MOST_BYTES}),
        help_text=(
            f"Word、Excel、PDF、网页或文本文件，不超过 {MOST_BYTES // 1024 // 1024} MB。"
            "从本库导出、改过的 CSV 或 Excel 表格，也从这里上传。"
        ),
    )  # fmt: skip
    field_order = ("text", "file", "programme", "year", "issuers", "batch")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_text = bool((cleaned.get("text") or "").strip())
        if has_text == bool(cleaned.get("file")) and "file" not in self.errors:
            raise ValidationError("请粘贴全文，或者上传一个文件，二者取其一。")
        return cleaned


class FactsForm(EditionFields):
    """What is proposed of the document and its edition."""

    title = forms.CharField(label="文献标题", max_length=300, required=False)
    title_reason = forms.CharField(
        label="拟题说明", max_length=300, required=False, help_text="标题在全文中没有印出的，写明依据。"
    )
    publisher = forms.CharField(label="刊载者", max_length=120, required=False)
    publisher_reason = forms.CharField(
        label="刊载者说明", max_length=300, required=False, help_text="刊载者在全文中没有印出的，写明依据。"
    )
    kind = forms.ChoiceField(label="文献种类", choices=[("", "—"), *SourceKind.choices], required=False)
    date_signed = forms.DateField(label="成文日期", required=False)
    date_published = forms.DateField(label="发布日期", required=False)
    date_reason = forms.CharField(
        label="日期说明", max_length=300, required=False, help_text="日期在全文中没有印出的，写明依据。"
    )
    url = forms.URLField(label="原始网址", max_length=500, required=False, assume_scheme="https")
    round = forms.CharField(label="届", max_length=40, required=False, help_text="如“第九届”；没有的留空。")
    tier = forms.ModelChoiceField(
        Tier.objects.all(),
        label="等次",
        required=False,
        to_field_name="slug",
        help_text="全部案例同一等次、原文没有写明的才填。",
    )
    field_order = (
        "title",
        "title_reason",
        "publisher",
        "publisher_reason",
        "kind",
        "date_signed",
        "date_published",
        "date_reason",
        "url",
        "programme",
        "year",
        "batch",
        "round",
        "issuers",
        "tier",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True  # changed is what differs from what the page showed

    @classmethod
    def of(cls, intake: Intake, data: Mapping[str, Any] | None = None) -> "FactsForm":
        known = {name: intake.fact(name) for name in cls.base_fields}
        return cls(
            data, initial={name: value for name, value in known.items() if value}, auto_id="id_facts_%s"
        )
