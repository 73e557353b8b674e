"""The advanced search form: boxes that are written together into one search text, and values to choose.

It opens with the conditions that the reader comes from, and what it cannot show it carries along.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from cases.facets.declarations import CONDITIONS, MECHANISM, MECHANISM_ALL
from cases.facets.facet import Facet
from cases.listing.earlier import VERSION
from cases.listing.facet_views import FacetValue
from cases.listing.result_list import ResultList
from cases.listing.state import PARAMETERS, SearchState
from cases.pages.page import CASES, Page, absolute
from cases.parameters import unknown_parameters
from cases.search.query.parser import parse
from cases.search.query.query import QueryTerm
from cases.search.query.unparsing import unparse_anywhere
from cases.search.text.document import Field

CHECKED = ("year", "programme", "tier")  # facets with few values
CHOSEN = (*CHECKED, "place", MECHANISM.parameter, MECHANISM_ALL.parameter)
MECHANISMS, JOINT = "w_mechanism", "w_joint"  # what the form calls them: one parameter, in either meaning


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form. `form` writes each word into the search text; `value` is what stands in it."""

    name: str
    label: str
    hint: str
    form: str
    joint: str = " "
    value: str = ""


MORE = Box("more", "其他检索条件", "照检索框里的写法", "{}")  # what fits no other box; else not shown
BOXES = (
    Box("all", "包含全部字词", "以空格隔开，每个都要有", "{}"),
    Box("any", "包含任一字词", "以空格隔开，有一个就行", "{}", " | "),
    Box("phrase", "包含整句", "连同空格、标点照原样", '"{}"'),
    Box("none", "不包含", "以空格隔开，有一个就排除", "-{}"),
    Box("title", "标题中有", "", "标题:{}"),
    Box("text", "正文中有", "", "正文:{}"),
    Box("applicant", "申报单位中有", "", "申报单位:{}"),
    Box("area", "地区中有", "今称、旧称、上级都可以", "地区:{}"),
    MORE,
)
NAMES = (*(f"w_{box.name}" for box in BOXES), MECHANISMS, JOINT)
_OF_FIELD = {
    Field.TITLE: "title",
    Field.TEXT: "text",
    Field.APPLICANT: "applicant",
    Field.PLACE: "area",
    None: "all",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose; `depth` counts from 0 at the top of a tree."""

    value: str
    label: str
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one facet."""

    name: str
    label: str
    values: list[Choice]


# --- From the boxes to the search text, and back ---


def written(data: QueryDict) -> str:
    """The search text that the boxes say together: the boxes are AND, and so are the words of a box."""
    parts = (_said(box, data.get(f"w_{box.name}", "").strip()) for box in BOXES)
    return " ".join(part for part in parts if part)


def _said(box: Box, given: str) -> str:
    if box is MORE:
        return given
    given = given.replace('"', " ").strip()
    words = [given] if box.name == "phrase" and given else given.split()
    return box.joint.join(box.form.format(word) for word in words)


def filled(q: str) -> list[Box]:
    """The boxes with what a search text says; together they say the same."""
    query, values = parse(q), {box.name: "" for box in BOXES}
    for group in query.groups:
        name, value = _place_of(group)
        if name in {"any", "phrase"} and values[name]:
            name, value = "more", "|".join(map(unparse_anywhere, group))
        values[name] = f"{values[name]} {value}".strip()
    for term in query.excluded:
        name, value = ("none", term.typed) if _is_plain(term) else ("more", f"-{unparse_anywhere(term)}")
        values[name] = f"{values[name]} {value}".strip()
    boxes = [replace(box, value=values[box.name]) for box in BOXES]
    return [box for box in boxes if box.value or box.name != MORE.name]


def _place_of(group: tuple[QueryTerm, ...]) -> tuple[str, str]:
    """The box in which a group of alternatives can be written, and how."""
    first, *others = group
    if others and all(_is_plain(term) for term in group):
        return "any", " ".join(term.typed for term in group)
    if not others and first.quoted and first.is_free and unparse_anywhere(first) == f'"{first.typed}"':
        return "phrase", first.typed
    if not others and _is_plain(replace(first, field=None)):
        return _OF_FIELD[first.field], first.typed
    return "more", "|".join(map(unparse_anywhere, group))


def _is_plain(term: QueryTerm) -> bool:
    """Whether a box takes it as a word: nothing about it has to be said with signs."""
    return unparse_anywhere(term) == term.typed and '"' not in term.typed and not term.quoted


# --- The values to choose ---


def asked(data: QueryDict) -> QueryDict:
    """The parameters of the list that a form that was sent asks for."""
    parameters = data.copy()
    parameters["q"] = written(data)
    facet = MECHANISM_ALL if data.get(JOINT) == "all" else MECHANISM
    for slug in data.getlist(MECHANISMS):
        parameters.appendlist(facet.parameter, slug)
    return parameters


def advanced_context(request: HttpRequest, results: ResultList) -> dict[str, object]:
    """What the form prints; `results` is the list that the reader comes from."""
    state = results.state
    everything = ResultList(SearchState(place_at=state.place_at), results.index)
    views = {view.parameter: [*view.values, *view.more] for view in everything.facets}
    joint = bool(state.values(MECHANISM_ALL.parameter))
    ticked = state.values((MECHANISM_ALL if joint else MECHANISM).parameter)
    shown = [*CHOSEN[:-2], (MECHANISM_ALL if joint else MECHANISM).parameter]
    return {
        "page": Page(
            "高级检索", CASES, absolute(request, reverse("advanced")), trail=[(CASES.name, CASES.url)]
        ),
        "boxes": filled(state.q),
        "checks": [
            _choices(facet, views[facet.parameter], state.values(facet.parameter), results)
            for facet in CONDITIONS
            if facet.parameter in CHECKED
        ],
        "places": _places(results, views["place"]),
        "mechanisms": _choices(MECHANISM, views[MECHANISM.parameter], ticked, results, MECHANISMS),
        "joint": joint,
        "hidden": [pair for pair in state.pairs if pair[0] not in {*shown, "q", "page"}],
        "kept": [
            f"{facet.label}：{results.label(facet, value)}"
            for facet in results.sets.selected
            for value in state.values_of(facet)
            if facet.parameter not in shown
        ],
        "ignored": unknown_parameters(request.GET, (*PARAMETERS, *NAMES, VERSION)),
    }


def _choices(
    facet: Facet, values: Iterable[FacetValue], selected: Iterable[str], results: ResultList, name: str = ""
) -> Choices:
    """The values that cases have, and those that are selected without."""
    chosen = set(selected)
    listed = [replace(each, selected=each.value in chosen) for each in _flat(values)]
    missing = chosen.difference(each.value for each in listed)
    others = [Choice(value, results.label(facet, value), True) for value in sorted(missing)]
    return Choices(name or facet.parameter, facet.label, listed + others)


def _flat(values: Iterable[FacetValue]) -> Iterator[Choice]:
    for each in values:
        yield Choice(each.value, each.label, each.selected, each.depth)
        yield from _flat(each.children)


def _places(results: ResultList, provinces: Iterable[FacetValue]) -> list[Choices]:
    """A choice among provinces and prefectures for each place that is selected, and one more."""
    facet = next(facet for facet in results.sets.facets if facet.parameter == "place")
    vocabulary, tree = results.index.vocabulary, results.index.tree(facet)
    listed = [
        Choice(value, facet.short_label(vocabulary, value) or value, False, depth)
        for province in sorted(provinces, key=lambda each: each.value)
        for depth, value in (
            (0, province.value),
            *((1, below) for below in sorted(tree.get(province.value, ()))),
        )
    ]
    return [
        _choice_of(facet, listed, value, results) for value in (*results.state.values(facet.parameter), "")
    ]


def _choice_of(facet: Facet, listed: list[Choice], chosen: str, results: ResultList) -> Choices:
    values = [replace(each, selected=each.value == chosen) for each in listed]
    if chosen and not any(each.selected for each in values):
        values.append(Choice(chosen, results.label(facet, chosen), True))
    return Choices(facet.parameter, facet.label, values)
