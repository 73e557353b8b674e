"""The pages of the admin as data: what a browser would send back, and what it would be told."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user
from django.test import Client, RequestFactory
from django.urls import resolve

ADMIN = "/admin/cases"


def undrawn(client: Client, url: str, query: dict[str, str] | None = None) -> dict[str, Any]:
    """What the template of a page of the admin is given, without the time that drawing it takes.

    Fails where the view answers with anything but a page.
    """
    request = RequestFactory().get(url, query)
    request.user, request.session = get_user(client), client.session
    view = resolve(request.path_info)
    response = view.func(request, *view.args, **view.kwargs)
    assert response.status_code == 200
    return response.context_data


def page_data(client: Client, url: str) -> dict[str, Any]:
    """The initial values of every field of the form and the inlines at `url`, with its token; a reason."""
    context = undrawn(client, url)
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    why = {"_why": "改正录入错误"} if context.get("why") else {}
    why |= {"_seen": context["seen"]} if context.get("seen") else {}
    return why | {key: value for form in forms for key, value in _form_data(form).items()}


def _form_data(form: Any) -> dict[str, Any]:
    values = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            values[bound.html_name] = bound.field.prepare_value(value) if bound.field else value
    return values


def errors_of(response: Any) -> str:
    """All messages of the forms that a page shows again, as one text."""
    context = response.context
    found = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        found += [str(inline.formset.errors), str(inline.formset.non_form_errors())]
    return "".join(found)


def send(
    client: Client,
    address: str,
    changes: dict[str, Any],
    *,
    inlines: dict[str, list[dict[str, Any]]] | None = None,
) -> Any:
    """Fill in a form of the admin as a browser would, inlines by their prefix; what it answers."""
    data = page_data(client, address)
    for prefix, rows in (inlines or {}).items():
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
    return client.post(address, data | changes)


def add(client: Client, model: str, changes: dict[str, Any], **inlines: list[dict[str, Any]]) -> Any:
    """The row that the form of a table made."""
    response = send(client, f"{ADMIN}/{model}/add/", changes, inlines=inlines)
    assert response.status_code == 302, errors_of(response)
    return apps.get_model("cases", model)._default_manager.order_by("-pk").first()


def change(client: Client, row: Any, **changes: Any) -> Any:
    return send(client, f"{ADMIN}/{row._meta.model_name}/{row.pk}/change/", changes)
