"""The forms of an import: what is brought in, what is known of the document, and one row of it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from cases.admin.passages import PrintedField
from cases.admin.sent import ChoiceByTyping, OptionGroups
from cases.choices import SourceKind
from cases.fields import PLACE_FIELDS
from cases.imports.facts import NOTHING_SAID, Said
from cases.imports.files.bounds import MOST_BYTES
from cases.imports.row_values import PRINTED, ChosenPlace, Passage, RowCorrection
from cases.models import Award, Division, Intake, IssuingBody, Programme, StoredChange, Tier
from cases.vocabulary import read_gazetteer
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
        label="或上传文件", required=False, widget=forms.FileInput(attrs={"accept": ENDINGS}),
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

    @classmethod
    def of(cls, intake: Intake, data: Mapping[str, Any] | None = None) -> "FactsForm":
        known = {name: intake.fact(name) for name in cls.base_fields}
        return cls(
            data, initial={name: value for name, value in known.items() if value}, auto_id="id_facts_%s"
        )


class PlaceField(forms.ModelChoiceField[Division]):
    """A division, shown with all that it is part of: there are four 鼓楼区."""

    def label_from_instance(self, obj: Division) -> str:
        return obj.full_name


class PlaceMenu(ChoiceByTyping):
    """Shows the division that the page has looked up already: of many rows each would ask for its own."""

    shown: Division | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> OptionGroups:
        shown = self.shown
        if list(value) != ([] if shown is None else [str(shown.pk)]) and list(value) != [""]:
            return super().optgroups(name, value, attr)
        options = [self.create_option(name, "", "", False, 0)]
        if shown is not None and list(value) != [""]:
            options.append(self.create_option(name, shown.pk, shown.full_name, True, 1))
        return [(None, options, 0)]


class RowForm(forms.Form):
    """The values of one row, each with the passage that was selected for it."""

    title = forms.CharField(
        label="标题", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    applicant = forms.CharField(label="申报单位", required=False, strip=False)
    tier = forms.ChoiceField(label="等次", required=False)
    rank = forms.IntegerField(label="序号", min_value=1, required=False)
    place = PlaceField(
        Division.objects.select_related("parent__parent__parent"), label="地区", required=False
    )
    locality = forms.CharField(label="县级以下地名", required=False, strip=False)

    def __init__(
        self,
        change: StoredChange,
        tiers: Sequence[tuple[str, str]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.change = change
        initial = {name: change.proposed.get(name) for name in (*PRINTED, "tier")}
        super().__init__(data, initial=initial, auto_id=f"id_row_{change.pk}_%s")
        tier: Any = self.fields["tier"]
        tier.choices = [("", "—"), *tiers]
        place: Any = self.fields["place"]
        place.widget = PlaceMenu(
            Award._meta.get_field("place_then"), admin.site, attrs={"data-placeholder": "输入地名"}
        )
        place.widget.choices = place.choices
        for name in (*PRINTED, "tier", "row"):
            for end in ("start", "end"):
                self.fields[f"{name}_{end}"] = forms.IntegerField(
                    min_value=0, required=False, widget=forms.HiddenInput
                )

    @classmethod
    def sent(
        cls, change: StoredChange, tiers: Sequence[tuple[str, str]], data: Mapping[str, Any]
    ) -> "RowForm":
        form = cls(change, tiers, data)
        form.set_place(Division.objects.filter(key=change.proposed.get("place_then") or "").first())
        return form

    def set_place(self, division: Division | None) -> None:
        """The division of the row, which the page looks up for all rows at once."""
        self.initial["place"] = division.pk if division else None
        menu: Any = self.fields["place"].widget
        menu.shown = division

    def correction(self) -> RowCorrection:
        """What was changed, for `cases.imports.rows`."""
        cleaned, changed = self.cleaned_data, set(self.changed_data)
        passages = {name: found for name in (*PRINTED, "tier") if (found := self._passage(name))}
        values = {name: cleaned[name] for name in PRINTED if name in changed or name in passages}
        tier = cleaned["tier"] if "tier" in changed or "tier" in passages else None
        place = _chosen(cleaned["place"], self.change) if "place" in changed and cleaned["place"] else None
        return RowCorrection(values, passages, tier or None, place, self._passage("row"))

    def _passage(self, name: str) -> Passage | None:
        start, end = self.cleaned_data.get(f"{name}_start"), self.cleaned_data.get(f"{name}_end")
        return None if start is None or end is None else (start, end)


def _chosen(division: Division, change: StoredChange) -> ChosenPlace:
    gazetteer = read_gazetteer()
    place = gazetteer.by_key[division.key]
    today = gazetteer.today(place)
    lineage = gazetteer.lineage(place, change.proposed.get("year"))
    names = {PLACE_FIELDS[each.level]: each.names for each in lineage}
    return ChosenPlace(division.key, today[0].key if len(today) == 1 else None, names)
