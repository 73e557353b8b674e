"""The door for characters: what is kept of a text, whoever writes it and by whatever way."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cases.characters import UNPRINTABLE, problem_of, with_line_feeds


@cache
def text_columns(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The columns of a table that hold text."""
    kinds = (models.CharField, models.TextField)
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, kinds))


def refuse_unprintable(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """These values with line feeds at the ends of lines; ValidationError for other control characters."""
    texts = {column.attname: column for column in text_columns(model)}
    tidied = {
        name: with_line_feeds(value) if name in texts and isinstance(value, str) else value
        for name, value in values.items()
    }
    wrong = {name: problem_of(value) for name, value in tidied.items() if name in texts and _is_wrong(value)}
    if wrong:
        raise ValidationError({name: f"{texts[name].verbose_name}：{why}" for name, why in wrong.items()})
    return tidied


def _is_wrong(value: object) -> bool:
    return isinstance(value, str) and UNPRINTABLE.search(value) is not None


class Printable(models.Model):
    """Base of the tables whose texts are printed: they hold no control characters but tab and line feed.

    What an older release let in stays as it is until somebody changes it: offsets count its characters.
    """

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Besides what Django asks: each text can be printed, with a message at its own input."""
        wrong: dict[str, Any] = {}
        try:
            self.tidy(exclude or ())
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
        if wrong:
            raise ValidationError(wrong)

    def tidy(self, exclude: Collection[str] = ()) -> None:
        """Turn line ends into line feeds, or raise ValidationError for what no output can carry."""
        suspects = {
            column.attname: self.__dict__[column.attname]
            for column in text_columns(type(self))
            if column.name not in exclude and _is_wrong(self.__dict__.get(column.attname))
        }
        if suspects:
            stored = self._stored(suspects)
            changed = {name: value for name, value in suspects.items() if value != stored[name]}
            for name, value in refuse_unprintable(type(self), changed).items():
                setattr(self, name, value)

    def _stored(self, names: Iterable[str]) -> dict[str, Any]:
        rows = type(self)._default_manager.filter(pk=self.pk) if self.pk else None
        found = rows.values(*names).first() if rows is not None else None
        return dict(found) if found else dict.fromkeys(names)
