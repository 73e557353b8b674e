"""One row of an import as a form: its values, and which of its proposed mechanisms are kept.

All rows of a page are sent together. Of each field the page sends along what it showed, so that what a
person changed is known though somebody else changed the row meanwhile.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import QueryDict

from cases.admin.sent import ChoiceByTyping, OptionGroups, PlaceField
from cases.fields import PLACE_FIELDS
from cases.imports.row_values import (
    PRINTED,
    ChosenPlace,
    Passage,
    RowCorrection,
    coding_key,
    proposed_mechanisms,
)
from cases.models import Award, Division, Intake, StoredChange, Tier
from cases.vocabulary import read_gazetteer

Tiers = Sequence[tuple[str, str]]  # slugs and names
VALUES = ("title", "applicant", "tier", "rank", "place", "locality", "mechanisms")
ROW_SENT = re.compile(r"row-([0-9]{1,9})-title\Z")
OF_PASSAGES = tuple(f"{name}_{end}" for name in (*PRINTED, "tier", "row") for end in ("start", "end"))


def prefix_of(row: int) -> str:
    """Before the names of the fields of the row with this primary key; also its key on the page."""
    return f"row-{row}"


def tiers_of(intake: Intake) -> Tiers:
    """All tiers, first those that the programme of the intake gives."""
    tiers = list(Tier.objects.values_list("slug", "name"))
    given = Tier.objects.filter(programme_tiers__programme__slug=intake.fact("programme") or "")
    own = set(given.values_list("slug", flat=True))
    return sorted(tiers, key=lambda tier: tier[0] not in own)


def seen_of(change: StoredChange) -> str:
    """What a page sends along of a row that it showed: what was decided of it, and when a person last did
    anything to it."""
    at = change.decided_at.isoformat() if change.decided_at is not None else ""
    return f"{change.outcome} {at}".strip()


def edited_rows(data: QueryDict) -> list[int]:
    """The primary keys of the rows that a person edited on the page which sends this."""
    found = []
    for name in data:
        row = ROW_SENT.match(name)
        if row is not None and _is_edited(data, prefix_of(int(row[1]))):
            found.append(int(row[1]))
    return found


def _is_edited(data: QueryDict, prefix: str) -> bool:
    values = [(data.getlist(f"{prefix}-{name}"), data.getlist(f"initial-{prefix}-{name}")) for name in VALUES]
    chosen = (data.get(f"{prefix}-{name}") for name in OF_PASSAGES)
    return any(set(sent) != set(shown) for sent, shown in values if sent or shown) or any(chosen)


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
    """The values of one row, each with the passage that was selected for it.

    `conflicts`: what somebody else gave the row meanwhile, where this form gives something else.
    `moved_by`: who changed the row since the page showed it.
    """

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
    mechanisms = forms.MultipleChoiceField(
        label="拟标注的治理机制", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        change: StoredChange,
        tiers: Tiers,
        data: Mapping[str, Any] | None = None,
        mechanisms: Mapping[str, str] | None = None,
    ) -> None:
        self.change, self._tiers, self._names = change, tiers, mechanisms or {}
        self.conflicts: list[str] = []
        self.moved_by = ""
        initial = {name: change.proposed.get(name) for name in (*PRINTED, "tier")}
        initial["mechanisms"] = [coding_key(each) for each in change.proposed.get("codings", [])]
        prefix = prefix_of(change.pk)
        super().__init__(data, initial=initial, auto_id=f"id_{prefix}_%s", prefix=prefix)
        self._offer(tiers)
        for name in VALUES:
            if name in self.fields:
                self.fields[name].show_hidden_initial = True
        for name in OF_PASSAGES:
            self.fields[name] = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def _offer(self, tiers: Tiers) -> None:
        """What can be chosen from."""
        tier: Any = self.fields["tier"]
        place: Any = self.fields["place"]
        mechanisms: Any = self.fields["mechanisms"]
        tier.choices = [("", "—"), *tiers]
        place.widget = PlaceMenu(
            Award._meta.get_field("place_then"), admin.site, attrs={"data-placeholder": "输入地名"}
        )
        place.widget.choices = place.choices
        codings = proposed_mechanisms(self.change)
        mechanisms.choices = [(coding_key(each), self._mechanism(each)) for each in codings]
        if not codings:
            del self.fields["mechanisms"]

    def _mechanism(self, coding: Mapping[str, Any]) -> str:
        """三社联动：“社区、社会组织、社工联动”."""
        text = self.change.intake.text if self.change.intake is not None else ""
        name = self._names.get(coding["mechanism"], coding["mechanism"])
        return f"{name}：“{text[coding['start'] : coding['end']]}”"

    @classmethod
    def sent(
        cls,
        change: StoredChange,
        tiers: Tiers,
        data: Mapping[str, Any],
        mechanisms: Mapping[str, str] | None = None,
    ) -> "RowForm":
        form = cls(change, tiers, data, mechanisms)
        form.set_place(Division.objects.filter(key=change.proposed.get("place_then") or "").first())
        return form

    def rebased(self) -> "RowForm":
        """What a person changed, on top of what the row is now; says where somebody changed the same."""
        data, changed = QueryDict(mutable=True), set(self.changed_data)
        for name in self.fields:
            sent, shown, now = (self._raw(name, of) for of in ("sent", "shown", "now"))
            data.setlist(self.add_prefix(name), sent if name in changed or name in OF_PASSAGES else now)
            data.setlist(self.add_initial_prefix(name), now)
        again = RowForm.sent(self.change, self._tiers, data, self._names)
        again.conflicts = [
            str(self.fields[name].label)
            for name in changed - set(OF_PASSAGES)
            if set(self._raw(name, "shown")) != set(self._raw(name, "now"))
        ]
        return again

    @property
    def is_moved(self) -> bool:
        """Whether any value is another than the page showed."""
        names = [name for name, field in self.fields.items() if field.show_hidden_initial]
        shown, now = ([set(self._raw(name, of)) - {""} for name in names] for of in ("shown", "now"))
        return shown != now

    def _raw(self, name: str, of: str) -> list[str]:
        """The values of a field as a browser sends them: those that were sent, were shown, or are now."""
        if of == "now":
            value = self.get_initial_for_field(self.fields[name], name)
            return [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
        data: Any = self.data
        key = self.add_prefix(name) if of == "sent" else self.add_initial_prefix(name)
        return [each.replace("\r\n", "\n") for each in data.getlist(key)]

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
        mechanisms = frozenset(cleaned["mechanisms"]) if "mechanisms" in changed else None
        tier = cleaned["tier"] if "tier" in changed or "tier" in passages else None
        place = _chosen(cleaned["place"], self.change) if "place" in changed and cleaned["place"] else None
        return RowCorrection(values, passages, tier or None, place, self._passage("row"), mechanisms)

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
