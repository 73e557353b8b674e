"""The search state: what an address asks for. The one place where query strings are read and made.

A state is immutable; every change gives a new one, and any change but turning the page goes back to
the first page. Equal questions have one query string, so that it can stand in ETags and citations.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import quote_plus, urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict

from cases.characters import printable
from cases.facets.declarations import CONDITIONS
from cases.facets.facet import Facet
from cases.facets.filters import facet_filters
from cases.parameters import InvalidParameters, about, check_number, shown
from cases.search import thresholds
from cases.vocabulary import Vocabulary

SORTS = {
    "relevance": "相关度",
    "newest": "最新在前",
    "oldest": "最早在前",
    "rank": "按等次",
    "place": "地区",
}
PAGE_SIZES = (20, 50, 100)
PLACE_READINGS = {"now": "现行区划", "then": "获评时区划"}
VIEWS = {"cards": "卡片", "table": "表格"}
PARAMETERS = ("q", *(facet.parameter for facet in CONDITIONS), "place_at", "sort", "per_page", "view", "page")
OF_SEVERAL = frozenset(facet.parameter for facet in CONDITIONS)  # that take any number of values
POSITIONS = {parameter: position for position, parameter in enumerate(PARAMETERS)}  # in an address


@dataclass(frozen=True, slots=True)
class SearchState:
    """What is looked for, in which order, and which page of it.

    `selected` holds the selected values of each facet's parameter, sorted. An empty `sort` is the
    default: relevance with a search text, else the newest first.
    """

    q: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = ""
    page: int = 1
    per_page: int = PAGE_SIZES[0]
    place_at: str = "now"
    view: str = "cards"

    @classmethod
    def from_querydict(cls, data: QueryDict, vocabulary: Vocabulary) -> "SearchState":
        """The state that the parameters of an address ask for; InvalidParameters names what is wrong.

        Parameters that are not ours and empty values are passed over.
        """
        check_number(data.lists())
        problems: list[str] = []
        place_at = _one_of(data, "place_at", PLACE_READINGS, "now", problems)
        state = cls(
            q=_query(data),
            selected=_selected(data, vocabulary, place_at == "then", problems),
            sort=_one_of(data, "sort", SORTS, "", problems),
            page=_page(data, problems),
            per_page=int(_one_of(data, "per_page", [str(n) for n in PAGE_SIZES], "20", problems)),
            place_at=place_at,
            view=_one_of(data, "view", VIEWS, "cards", problems),
        )
        if problems:
            raise InvalidParameters(problems)
        return state._normal()

    @classmethod
    def of(cls, q: str = "", place_at: str = "now", **values: object) -> "SearchState":
        """The state with one value of each parameter; for links, whose values are known to be right."""
        selected = {parameter: (str(value),) for parameter, value in values.items()}
        return cls(q=q, selected=MappingProxyType(selected), place_at=place_at)

    @property
    def order(self) -> str:
        """The name of the order in force."""
        return self.sort or ("relevance" if self.q else "newest")

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.selected)

    def values(self, parameter: str) -> tuple[str, ...]:
        return self.selected.get(parameter, ())

    def values_of(self, facet: Facet) -> tuple[str, ...]:
        """Those of the values of its parameter that are the facet's own."""
        return tuple(filter(facet.owns, self.values(facet.parameter)))

    def others_of(self, facet: Facet) -> tuple[str, ...]:
        """Those that are of another facet with the same parameter."""
        return tuple(value for value in self.values(facet.parameter) if not facet.owns(value))

    def add(self, parameter: str, value: str) -> "SearchState":
        return self.replace(parameter, [*self.values(parameter), value])

    def remove(self, parameter: str, value: str) -> "SearchState":
        return self.replace(parameter, [v for v in self.values(parameter) if v != value])

    def replace(self, parameter: str, values: Iterable[str]) -> "SearchState":
        """With exactly these values of one parameter."""
        selected = {**self.selected, parameter: tuple(sorted(set(values)))}
        kept = {name: values for name, values in selected.items() if values}
        return replace(self, selected=MappingProxyType(kept), page=1)

    def clear(self, parameter: str | None = None) -> "SearchState":
        """Without the values of one parameter; without any condition when none is named."""
        if parameter is not None:
            return self.replace(parameter, ())
        return replace(self, q="", selected=MappingProxyType({}), page=1)._normal()

    def with_query(self, q: str) -> "SearchState":
        return replace(self, q=q, page=1)._normal()

    def with_sort(self, sort: str) -> "SearchState":
        return replace(self, sort=sort, page=1)._normal()

    def with_page(self, page: int) -> "SearchState":
        return replace(self, page=page)

    def with_per_page(self, per_page: int) -> "SearchState":
        return replace(self, per_page=per_page, page=1)

    def with_view(self, view: str) -> "SearchState":
        """The same page in another layout."""
        return replace(self, view=view)

    def with_place_at(self, place_at: str) -> "SearchState":
        """With the other reading of places; the selected places go, for they may not exist in it."""
        return replace(self.clear("place"), place_at=place_at)

    def _normal(self) -> "SearchState":
        """The default order is not named, and without a search text there is no relevance."""
        default = "relevance" if self.q else "newest"
        return replace(self, sort="") if self.sort in {default, "relevance"} else self

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """The parameters that say which cases, without order and page: what an export or a count needs."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(facet.parameter, v) for facet in CONDITIONS for v in self.values(facet.parameter)]
        return pairs + ([("place_at", self.place_at)] if self.place_at != "now" else [])

    @property
    def list_pairs(self) -> list[tuple[str, str]]:
        """The conditions and the order: what an export follows."""
        return self.conditions + ([("sort", self.sort)] if self.sort else [])

    @property
    def list_query_string(self) -> str:
        return urlencode(self.list_pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All parameters in their canonical order, defaults left out."""
        pairs = self.list_pairs
        if self.per_page != PAGE_SIZES[0]:
            pairs = [*pairs, ("per_page", str(self.per_page))]
        if self.view != "cards":
            pairs = [*pairs, ("view", self.view)]
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])

    @property
    def query_string(self) -> str:
        return urlencode(self.pairs)

    def url(self, path: str = "") -> str:
        """The address of this state at `path`; relative to the page when no path is given."""
        return address_at(path, self.query_string)

    def list_url(self, path: str) -> str:
        """The address at `path` of the whole list in another form, whatever the page and the layout."""
        return address_at(path, self.list_query_string)

    def url_with(self, parameter: str, value: str, path: str = "") -> str:
        """The address of this state and one condition more, which stands behind the others."""
        return address_at(path, urlencode([*self.pairs, (parameter, value)]))

    def urls(self, facet: Facet, path: str = "") -> Callable[[Iterable[str]], str]:
        """`replace(parameter, values).url(path)` for any values of the facet; quick, for a page has hundreds.

        The values of other facets with the same parameter stay.
        """
        parameter, kept = facet.parameter, self.others_of(facet)
        others, position = self.clear(parameter).pairs, POSITIONS[parameter]
        before = urlencode([pair for pair in others if POSITIONS[pair[0]] < position])
        after = urlencode([pair for pair in others if POSITIONS[pair[0]] > position])
        start = f"{path}?{before}&{parameter}=" if before else f"{path}?{parameter}="
        end = f"&{after}" if after else ""

        def url(values: Iterable[str]) -> str:
            own = f"&{parameter}=".join([quote_plus(value) for value in sorted({*kept, *values})])
            return f"{start}{own}{end}" if own else address_at(path, before + (end if before else after))

        return url


def address_at(path: str, query: str) -> str:
    """A path with its query; relative to the page when no path is given, and then ? alone is no query."""
    return f"{path}?{query}" if query or not path else path


def _query(data: QueryDict) -> str:
    """The search text; what no keyboard types (control characters, lone surrogates) reads as a blank."""
    typed = printable(data.get("q", ""))
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in typed).strip()
    # One more than is read is kept: the page says that the rest was left out.
    return text[: thresholds.QUERY_CHARACTERS.value + 1].rstrip()


def _selected(
    data: QueryDict, vocabulary: Vocabulary, then: bool, problems: list[str]
) -> Mapping[str, tuple[str, ...]]:
    filters = facet_filters(vocabulary, then=then).base_filters
    selected: dict[str, tuple[str, ...]] = {}
    for facet in CONDITIONS:
        typed = {value.strip() for value in data.getlist(facet.parameter)} - {""}
        parameter = facet.of or facet.parameter
        values = sorted({now for value in typed for now in _of_today(vocabulary, parameter, value, then)})
        if not values:
            continue
        try:  # the filter's own field, without a form of all eleven around it: 0.6 ms a page
            filters[facet.parameter].field.clean(values)
        except ValidationError as refused:
            problems.extend(about(message, facet.parameter) for message in refused.messages)
        selected[facet.parameter] = tuple(values)
    check_number(selected.items())  # a division that was divided is several today
    return MappingProxyType(selected)


def _of_today(vocabulary: Vocabulary, parameter: str, value: str, then: bool) -> tuple[str, ...]:
    """What the value of an old address is called today: of a division that was divided all that it became."""
    if parameter == "place":
        return (value,) if then else vocabulary.keys_of_today(value)
    return (vocabulary.slug_of_today(parameter, value),)


def _one_of(data: QueryDict, name: str, known: Iterable[str], default: str, problems: list[str]) -> str:
    value = data.get(name, "").strip() or default
    if value != default and value not in known:
        said = f"参数 {name} 不能是“{shown(value)}”，可用的值是 {'、'.join(known)}。"
        problems.append(about(said, name))
        return default
    return value


def _page(data: QueryDict, problems: list[str]) -> int:
    value = data.get("page", "").strip() or "1"
    if not re.fullmatch("0*[1-9][0-9]{0,8}", value, re.ASCII):
        said = f"参数 page（页码）应为从 1 起的整数，而不是“{shown(value)}”。"
        problems.append(about(said, "page"))
        return 1
    return int(value)
