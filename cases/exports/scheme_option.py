"""Which coding scheme a file of codings is of."""

from dataclasses import dataclass

from django.http import QueryDict

from cases.index.current import current_index
from cases.models.scheme import MECHANISMS
from cases.parameters import InvalidParameters, about, shown


@dataclass(frozen=True, slots=True)
class SchemeOption:
    """A parameter of a format: the slug of a released scheme; `default` may be empty, for all of them."""

    default: str
    name: str = "scheme"

    @property
    def values(self) -> tuple[str, ...]:
        """The slugs of the schemes that readers see, the mechanisms first."""
        return (MECHANISMS, *current_index().vocabulary.schemes)

    def called(self, value: str) -> str:
        """What codings of that scheme are called by, in Chinese; empty for those of all schemes."""
        if not value or value == MECHANISMS:
            return "机制" if value else ""
        return current_index().vocabulary.schemes[value].name

    def read(self, data: QueryDict) -> str:
        """What the address says; InvalidParameters for a scheme that readers do not see."""
        value = data.get(self.name, "").strip() or self.default
        if value and value not in (known := self.values):
            said = f"没有编码方案“{shown(value)}”（参数 {self.name}），可用的值是 {'、'.join(known)}。"
            raise InvalidParameters([about(said, self.name)])
        return value
