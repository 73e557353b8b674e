"""What a facet is: one classification of the library, with its values, their labels and their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.db.models import TextChoices

from cases.award_field import AwardField, FacetOptions
from cases.records.record import Record
from cases.terms import BETWEEN
from cases.vocabulary import Vocabulary

NONE = "none"  # the value of every facet for what is not recorded


class Order(Enum):
    """How the values of a facet are listed.

    By count (then label); by the value, downwards; or at the top as curators put them, by count below.
    """

    COUNT = "count"
    DESCENDING = "descending"
    CURATED = "curated"


def _no_parent(vocabulary: Vocabulary, value: str) -> str:
    return ""


def _nothing(vocabulary: Vocabulary) -> Iterable[str]:
    return ()


def _no_position(vocabulary: Vocabulary, value: str) -> int:
    return 0


@dataclass(frozen=True)
class Facet:
    """One classification of the library, by a field that has FacetOptions.

    `parameter` stands in addresses. `name` names the bitmaps: one parameter may have two readings.
    `values` gives the values of a record, broader ones included, none for what is not recorded.
    `choices` are its values where the code fixes them; else `label_of` gives the Chinese label of a
    value, None for one that does not exist, and `full_label_of` the label that stands alone, in a
    chip. `parent_of` gives the value above, empty at the top. With `is_whole` the page has the whole tree,
    to be unfolded without another request; from the start it is unfolded down to the `featured` values.
    `position_of` is the place that curators gave a value. With `is_joint` all selected values must hold, not
    one of them; it is counted by the bitmaps `of` another facet. Several facets share a parameter and its
    bitmaps where each has the values of one `scheme`, which stands before them: `field:wuye-huanjing`.
    `said` puts the selected values into the words of a list, `said_of_none` what is not recorded where that
    reads otherwise, and `unknown` refuses a value, with the {label} of the facet.
    """

    field: AwardField
    values: Callable[[Record], Iterable[str]]
    choices: type[TextChoices] | None = None
    label_of: Callable[[Vocabulary, str], str | None] | None = None
    missing: str = "原文未注明"
    order: Order = Order.COUNT
    parent_of: Callable[[Vocabulary, str], str] = _no_parent
    full_label_of: Callable[[Vocabulary, str], str | None] | None = None
    variant: str = ""
    is_whole: bool = False
    featured: Callable[[Vocabulary], Iterable[str]] = _nothing
    position_of: Callable[[Vocabulary, str], int] = _no_position
    of: str = ""
    is_joint: bool = False
    scheme: str = ""
    said: str = "{label}为{values}"
    said_of_none: str = ""
    unknown: str = "没有{label}“{value}”"

    @cached_property
    def options(self) -> FacetOptions:
        if self.field.facet is None:
            raise ValueError(f"the field {self.field.name} is declared without facet=")
        return self.field.facet

    @cached_property
    def parameter(self) -> str:
        return self.options.parameter

    @cached_property
    def label(self) -> str:
        return self.options.label or self.field.label

    @property
    def help(self) -> str:
        return self.options.help

    @cached_property
    def name(self) -> str:
        return self.of or (f"{self.parameter}_{self.variant}" if self.variant else self.parameter)

    @cached_property
    def key(self) -> str:
        """What tells it from all others, also from those of the same bitmaps."""
        return f"{self.name}-{self.scheme}" if self.scheme else self.name

    @cached_property
    def none(self) -> str:
        """The value of what is not recorded; empty where it takes a scheme to say of what."""
        return f"{self.scheme}{BETWEEN}{NONE}" if self.scheme else NONE if self.missing else ""

    def owns(self, value: str) -> bool:
        """Whether a value of the parameter is one of this facet."""
        return not self.scheme or value.startswith(self.scheme + BETWEEN)

    @property
    def is_hierarchical(self) -> bool:
        return self.parent_of is not _no_parent

    def indexed(self, record: Record) -> tuple[str, ...]:
        """The values under which a record is indexed; `none` alone when it has none."""
        return tuple(value for value in self.values(record) if value) or tuple(filter(None, [self.none]))

    def is_listed(self, vocabulary: Vocabulary, value: str) -> bool:
        """Whether a value stands for itself: it exists, and is not a key listed under its code."""
        place = vocabulary.places.get(value) if self.variant else None
        return self.short_label(vocabulary, value) is not None and (place is None or place.value == value)

    def short_label(self, vocabulary: Vocabulary, value: str) -> str | None:
        """The Chinese label of a value, as it stands below the facet's name; None: no such value."""
        if value == self.none:
            return self.missing
        return self.label_of(vocabulary, value) if self.label_of else self.fixed_labels.get(value)

    @cached_property
    def fixed_labels(self) -> dict[str, str]:
        """Value → label, where the code fixes the values."""
        return dict(self.choices.choices) if self.choices else {}

    def full_label(self, vocabulary: Vocabulary, value: str) -> str | None:
        """The Chinese label of a value where it stands alone."""
        if value == self.none or self.full_label_of is None:
            return self.short_label(vocabulary, value)
        return self.full_label_of(vocabulary, value)

    def phrase(self, vocabulary: Vocabulary, values: Iterable[str]) -> str:
        """Selected values as they stand before 的案例: 年度为2014或2015; 没有关键数字."""
        of_none = [value for value in values if self.said_of_none and value == self.none]
        labels = [self.full_label(vocabulary, each) or each for each in values if each not in of_none]
        between = "和" if self.is_joint else "或"
        said = [self.said.format(label=self.label, values=between.join(labels))] if labels else []
        return between.join([*said, *(self.said_of_none for _each in of_none)])

    def ancestors(self, vocabulary: Vocabulary, value: str) -> tuple[str, ...]:
        """What lies above a value, from the bottom up."""
        lineage: list[str] = []
        while (value := self.parent_of(vocabulary, value)) and value not in lineage:
            lineage.append(value)
        return tuple(lineage)
