"""The preview of an import as a browser sends it back."""

from typing import Any

from django.urls import reverse

from cases.choices import ChangeAction
from cases.models import Intake, StoredChange
from tests.admin.forms import undrawn


def page(intake: Intake) -> str:
    return reverse("admin:cases_intake_change", args=[intake.pk])


def act(client, intake: Intake, action: str, **values):
    data = {"lock": Intake.objects.get(pk=intake.pk).lock, "action": action, **values}
    return client.post(reverse("admin:cases_intake_act", args=[intake.pk]), data)


def act_on_row(client, row: StoredChange, action: str, **values):
    data = {"lock": Intake.objects.get(pk=row.intake_id).lock, "action": action, **values}
    return client.post(reverse("admin:cases_intake_row", args=[row.intake_id, row.pk]), data)


def sent(client, intake: Intake, *edits: tuple[StoredChange, dict[str, Any]]) -> dict[str, Any]:
    """All that the page sends as it is now, its rows with these values in place of those shown."""
    context = undrawn(client, page(intake))
    data: dict[str, Any] = {"lock": context["original"].lock}
    forms = [context["facts"], *(card.form for card in context["cards"] if not card.change.adds_to_held)]
    for form in forms:
        for field in form:
            value = field.field.prepare_value(field.value())
            value = "" if value is None else value
            data[field.html_name] = value
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = value
    data |= {f"seen-{card.change.pk}": card.seen for card in context["cards"]}
    for row, values in edits:
        data |= {f"row-{row.pk}-{name}": value for name, value in values.items()}
    return data


def save(client, intake: Intake, data: dict):
    return client.post(reverse("admin:cases_intake_act", args=[intake.pk]), {**data, "action": "save"})


def press(client, row: StoredChange, action: str, data: dict):
    return client.post(
        reverse("admin:cases_intake_row", args=[row.intake_id, row.pk]), {**data, "action": action}
    )


def card(response, row: StoredChange):
    return next(each for each in response.context["cards"] if each.change.pk == row.pk)


def doubtful(intake: Intake) -> StoredChange:
    """The first row, made doubtful."""
    row = intake.rows.first()
    row.action, row.problems = ChangeAction.DOUBTFUL, [{"message": "地名不止一处。", "start": 1, "end": 2}]
    row.save()
    return row
