"""What a browser would send back if nothing on a page of the admin were touched."""

from typing import Any

from django.test import Client


def page_data(client: Client, url: str) -> dict[str, Any]:
    """The initial values of every field of the form and the inlines of the page at `url`."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {key: value for form in forms for key, value in _form_data(form).items()}


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
