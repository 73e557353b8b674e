"""A form of something that was deleted meanwhile: who deleted it, and all that was typed, to be copied."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse

from cases.admin.collisions.merging import read, sent_values, whole
from cases.admin.histories.history import entries, revisions_of
from cases.models.writing import Public

GONE = "这一条已经删除，没有保存"
MOST_ROWS = 1000


def answer_gone(model_admin: admin.ModelAdmin[Any], request: HttpRequest, pk: int) -> TemplateResponse:
    """410, with what was sent."""
    model: type[Model] = model_admin.model
    told = []
    if issubclass(model, Public) and not model.part_of:
        told = entries(list(revisions_of(model, pk).filter(after__isnull=True).order_by("-pk")[:1]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": GONE,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "told": told,
        "typed": list(_typed(model_admin, request)),
    }
    return TemplateResponse(request, "admin/cases/gone.html", context, status=410)


def _typed(model_admin: admin.ModelAdmin[Any], request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was sent, field by field, then row by row."""
    fields = model_admin.get_form(request, change=True).base_fields
    for name, value in sent_values(request.POST, "", fields).items():
        if value:
            yield str(fields[name].label or name), read(fields[name], value)
    for formset, inline in model_admin.get_formsets_with_inlines(request):
        columns, prefix = formset.form.base_fields, formset.get_default_prefix()
        for number in range(MOST_ROWS):
            if not any(f"{prefix}-{number}-{name}" in request.POST for name in columns):
                break
            row = whole(columns, sent_values(request.POST, f"{prefix}-{number}", columns))
            yield str(inline.model._meta.verbose_name), row
