"""The parts of a version beside its awards: the vocabularies, documents and editions that awards draw on.

An award names them by slugs and keys, so that what is called otherwise changes its own part and no award.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from cases.choices import CodingState, State
from cases.curation.changes import Change
from cases.curation.states import states
from cases.curation.versions.forms import canonical, form_of, of_lines, sha256
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Source,
    Tier,
)
from cases.models.writing import Public

AWARDS = "awards"
Things = Callable[[], Collection[int]]


def _all(model: type[Public]) -> Things:
    return lambda: list(model._default_manager.order_by().values_list("pk", flat=True))


def _released_terms() -> Collection[int]:
    return list(Mechanism.objects.filter(scheme__is_released=True).order_by().values_list("pk", flat=True))


def _released_schemes() -> Collection[int]:
    return list(CodingScheme.objects.filter(is_released=True).order_by().values_list("pk", flat=True))


PARTS: Mapping[str, tuple[type[Public], Things]] = {  # name → table, and those of its things that readers see
    "bodies": (IssuingBody, _all(IssuingBody)),
    "coders": (Coder, lambda: list(Coder.objects.shown().order_by().values_list("pk", flat=True))),
    "divisions": (Division, _all(Division)),
    "editions": (Edition, lambda: list(Edition.objects.shown().order_by().values_list("pk", flat=True))),
    "programmes": (Programme, _all(Programme)),
    "schemes": (CodingScheme, _released_schemes),
    "sources": (Source, lambda: list(Source.objects.shown().order_by().values_list("pk", flat=True))),
    "terms": (Mechanism, _released_terms),
    "tiers": (Tier, _all(Tier)),
}
LABELS = {  # in Chinese, as what was changed of a version is told
    **{"bodies": "发布机关", "coders": "编码者", "divisions": "行政区划", "editions": "届次"},
    **{
        "programmes": "评选项目",
        "schemes": "编码方案",
        "sources": "来源文献",
        "terms": "治理机制",
        "tiers": "等次",
    },
}
# Of which table a change of what is named by a key or slug, or of its being seen, changes which awards.
NAMED_BY: Mapping[type[Public], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Coder: (("name",), ("codings__coder", "figures__coder")),
    CodingScheme: (("slug", "is_released"), ("codings__mechanism__scheme",)),
    Division: (("key",), ("place_then", "place_now")),
    Edition: (("programme_id", "year", "round", "batch"), ("edition",)),
    Mechanism: (("slug", "scheme_id"), ("codings__mechanism",)),
    Programme: (("slug",), ("edition__programme",)),
    Source: (("slug",), ("source", "attestations__source", "attributions__source", "milestones__source")),
    Tier: (("slug",), ("tier",)),
}


def part(name: str) -> str:
    """The SHA-256 of a part as the database has it: of the hashes of its things, in order."""
    model, seen = PARTS[name]
    return _hash_of(model, seen())


def part_with_all(name: str) -> str:
    """The same of all things: coders stood in it before they had coded anything that readers see."""
    model, _seen = PARTS[name]
    return _hash_of(model, _all(model)())


def _hash_of(model: type[Public], ids: Collection[int]) -> str:
    things = states(model, ids, without=("text",))
    return of_lines(sorted(sha256(canonical(form_of(model, state))) for state in things.values()))


def parts_touched(changes: Iterable[Change]) -> set[str]:
    """The parts that these changes may have changed."""
    of_model = {model: name for name, (model, _seen) in PARTS.items()}
    touched = set()
    for each in changes:
        if each.model in of_model:
            touched.add(of_model[each.model])
        elif each.model is Award:
            if _shows_others(each):
                touched |= {"editions", "sources"}
            if _coders(each.before) != _coders(each.after):
                touched.add("coders")
        if each.model is CodingScheme:
            touched |= {"coders", "terms"}
    return touched


def _shows_others(change: Change) -> bool:
    """Whether readers may see other documents or editions since: by what the award refers to, if seen."""
    there, here = (_shown_by(state) for state in (change.before, change.after))
    return there != here


def _shown_by(state: dict[str, object] | None) -> object:
    if state is None or state["state"] == "draft":
        return None
    hanging = [[row.get("source_id") for row in state[part]] for part in ("attestations", "milestones")]  # type: ignore[attr-defined]  # rows
    return state["edition_id"], state["source_id"], hanging


def _coders(state: dict[str, Any] | None) -> set[int]:
    """Of whom the award shows something, or may show it once a scheme is released."""
    if state is None or state["state"] != State.PUBLISHED:
        return set()
    rows = (*state["codings"], *state.get("figures", ()))
    return {row["coder_id"] for row in rows if row["state"] == CodingState.ACCEPTED}


def renamed_awards(changes: Iterable[Change]) -> Iterator[int]:
    """The published awards that name something by a key that is another now, or whose codings show."""
    ways = Q()
    for each in changes:
        if each.model not in NAMED_BY or each.before is None or each.after is None:
            continue
        names, lookups = NAMED_BY[each.model]
        if any(each.before.get(name) != each.after.get(name) for name in names):
            for lookup in lookups:
                ways |= Q(**{lookup: each.pk})
    if ways:
        yield from set(Award.objects.published().filter(ways).order_by().values_list("pk", flat=True))
