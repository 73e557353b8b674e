"""The facets as django-filter sees them: one declared, validated filter each.

The search state validates addresses with the fields of this set. It is generated from the declarations,
and from nothing else; which cases a value selects, the bitmaps of the index say.
"""

from functools import lru_cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from cases.facets.declarations import conditions_for
from cases.facets.facet import Facet
from cases.models import Award
from cases.parameters import shown
from cases.vocabulary import Vocabulary


class FacetField(forms.MultipleChoiceField):
    """Values of one facet, any number; a wrong one is named in the message."""

    def __init__(self, *, facet: Facet, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(label=facet.label, help_text=facet.help, required=False, **kwargs)
        self.facet, self.vocabulary = facet, vocabulary

    def validate(self, value: list[str]) -> None:
        for item in value:
            if self.facet.short_label(self.vocabulary, item) is None:
                raise ValidationError(self.refusal(item))

    def refusal(self, value: str) -> str:
        former = self.vocabulary.places.get(value) if self.facet.parameter == "place" else None
        if former is not None:
            return (
                f"{former.name}（{value}）只存在到 {former.last_year} 年。"
                "请改用现行区划代码，或加上 place_at=then 按获评时区划查找。"
            )
        named = self.facet.unknown.format(label=self.facet.label, value=shown(value))
        return f"{named}（参数 {self.facet.parameter}）。请从列表中选择，或去掉这个条件。"


class FacetFilter(django_filters.Filter):
    """The declared values of one facet."""

    field_class = FacetField

    def __init__(self, facet: Facet, vocabulary: Vocabulary) -> None:
        super().__init__(label=facet.label, facet=facet, vocabulary=vocabulary)
        self.facet, self.vocabulary = facet, vocabulary

    @property
    def field(self) -> FacetField:
        if not hasattr(self, "_field"):
            self._field = FacetField(facet=self.facet, vocabulary=self.vocabulary)
        return self._field


@lru_cache(maxsize=4)
def facet_filters(vocabulary: Vocabulary, *, then: bool = False) -> type[django_filters.FilterSet]:
    """The filter set of all facets; places by today's divisions or, with `then`, those of the time."""
    filters = {facet.parameter: FacetFilter(facet, vocabulary) for facet in conditions_for(then=then)}
    meta = type("Meta", (), {"model": Award, "fields": []})
    return type("FacetFilterSet", (django_filters.FilterSet,), {**filters, "Meta": meta})
