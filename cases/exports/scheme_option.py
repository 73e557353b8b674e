"""Which coding scheme a file of codings is of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict

from cases.index.current import current_index
from cases.models.scheme import MECHANISMS
from cases.parameters import InvalidParameters, about, shown
from cases.vocabulary import Vocabulary


def vocabulary_now() -> Vocabulary:
    """That of today."""
    return current_index().vocabulary


@dataclass(frozen=True, slots=True)
class SchemeOption:
    """A parameter of a format: the slug of a released scheme; `default` may be empty, for all of them."""

    default: str
    name: str = "scheme"

    @property
    def values(self) -> tuple[str, ...]:
        """The slugs of the schemes that readers see today, the mechanisms first."""
        return _slugs(vocabulary_now())

    def called(self, value: str, vocabulary: Vocabulary) -> str:
        """What codings of that scheme are called by, in Chinese; empty for those of all schemes."""
        if not value or value == MECHANISMS:
            return "机制" if value else ""
        return vocabulary.schemes[value].name

    def read(self, data: QueryDict, vocabulary: Callable[[], Vocabulary] = vocabulary_now) -> str:
        """What the address says; InvalidParameters for a scheme that the vocabulary does not have."""
        value = data.get(self.name, "").strip() or self.default
        if value in ("", MECHANISMS):
            return value
        if value not in (known := _slugs(vocabulary())):
            said = f"没有编码方案“{shown(value)}”（参数 {self.name}），可用的值是 {'、'.join(known)}。"
            raise InvalidParameters([about(said, self.name)])
        return value


def _slugs(vocabulary: Vocabulary) -> tuple[str, ...]:
    return (MECHANISMS, *vocabulary.schemes)
