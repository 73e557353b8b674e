"""A form that is refused is shown again as it was sent, with what was refused above it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse

from cases.admin.collisions.noticing import Collided, FilledIn

Row = TypeVar("Row", bound=models.Model)

_refusal: ContextVar[ValidationError | None] = ContextVar("refusal", default=None)


@contextmanager
def showing(refusal: ValidationError) -> Iterator[None]:
    """The forms made inside of it say what was refused, and are therefore shown again."""
    token = _refusal.set(refusal)
    try:
        yield
    finally:
        _refusal.reset(token)


def refusing(form: type[forms.ModelForm[Row]], refusal: ValidationError) -> type[forms.ModelForm[Row]]:
    """The form, which refuses whatever it is given and says why."""

    class Refused(form):  # type: ignore[valid-type, misc]  # a class that the caller made
        def clean(self) -> Any:  # noqa: ANN401 - what the form's own method returns
            cleaned = super().clean()
            self.add_error(None, reasons(refusal, self._meta.model))
            return cleaned

    return Refused


def reasons(error: ValidationError, model: type[models.Model]) -> list[str]:
    """The messages of the error, each with the Chinese name of the field it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {field.name: field.verbose_name for field in model._meta.fields}
    return [
        message if name == NON_FIELD_ERRORS else f"{names.get(name, name)}：{message}"
        for name, said in error.message_dict.items()
        for message in said
    ]


class ShowsRefusals(admin.ModelAdmin[Row]):
    """Mixin: inside of `showing` its form says what was refused, and beside it what others changed."""

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm[Row]]:
        form = super().get_form(request, obj, change=change, **options)
        refusal = _refusal.get()
        return form if refusal is None else refusing(form, refusal)

    def may_collide(self) -> bool:
        return _refusal.get() is None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        refusal = _refusal.get()
        context["collision"] = refusal.shown if isinstance(refusal, Collided) else None
        if isinstance(refusal, FilledIn):
            _say_quietly(context, refusal)
        return super().render_change_form(request, context, *args, **kwargs)


def _say_quietly(context: dict[str, Any], filled: FilledIn) -> None:
    """Say above the form what it is filled with, and call errors only what is one."""
    form, said = context["adminform"].form, filled.messages
    above = form.non_field_errors()
    above.data = [each for each in above.data if each.message not in said]
    if not above.data:
        form.errors.pop(NON_FIELD_ERRORS, None)
    formsets = [each.formset for each in context["inline_admin_formsets"]]
    context["filled_in"] = said
    context["errors"] = AdminErrorList(form, formsets)
