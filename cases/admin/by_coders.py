"""Rows that a person adds to an award as its coder: whoever sends the form, unless another is chosen."""

from typing import Any, TypeVar

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest

from cases.admin.passages import PassageForm
from cases.models import Award, Coder, Source

Row = TypeVar("Row", bound=Model)


class OfAwardForm(PassageForm[Row]):
    """A passage anywhere in the source of the award."""

    def ground(self) -> tuple[Source | None, int, int | None]:
        award = self.related("award")
        return (award.source if award is not None and award.source_id else None), 0, None


class CoderForm(OfAwardForm[Row]):
    """A passage of the award itself, by a coder."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "coder" in self.fields:  # a list of its own asks for it, the page of the award does not
            self.fields["coder"].required = False
            self.fields["coder"].help_text = "留空即为本人。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Who has coded before must not code the same twice; nobody becomes a coder by a form that is refused.
        own = Coder.objects.filter(user=self.user.pk).first()
        self.refuse(own)
        if "coder" in self.fields:
            cleaned["coder"] = cleaned.get("coder") or own
            return cleaned
        row: Any = self.instance
        if row.coder_id is None and own is not None:
            row.coder = own
        # The rows of a page are compared with each other by these: no row may be there twice.
        cleaned |= {"end": row.end, "coder": row.coder_id or "new"}
        return cleaned

    def refuse(self, own: Coder | None) -> None:
        """Add errors, where the row is not to be written; `own` is the coder that the user is already."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        row: Any = self.instance
        return excluded if row.coder_id is None else excluded - {"coder"}

    def save(self, commit: bool = True) -> Row:
        row: Any = self.instance
        if row.coder_id is None:
            row.coder = Coder.of(self.user)
        return super().save(commit)

    def ground(self) -> tuple[Source | None, int, int | None]:
        source, _low, _high = super().ground()
        award = self.related("award")
        if source is None or award.start is None or award.end is None:
            return None, 0, None
        return source, award.start, award.end


class WithUser(BaseModelAdmin[Row]):
    """Mixin of admins and inlines: the form knows who sends it."""

    def get_formset(self, request: HttpRequest, obj: Award | None = None, **options: Any) -> Any:  # noqa: ANN401 - a formset class
        formset: Any = super().get_formset(request, obj, **options)  # type: ignore[misc]  # of inlines alone
        formset.form.user = request.user
        return formset

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm[Row]]:
        form: Any = super().get_form(request, obj, change, **options)  # type: ignore[misc]  # of admins alone
        form.user = request.user
        return form  # type: ignore[no-any-return]  # a class that the factory made
