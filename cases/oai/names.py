"""When what awards draw on was last called otherwise: their records then read otherwise, too.

The hash of an award has slugs and keys and does not change with a name (docs/versions.md); a record of the
protocol prints names, and its datestamp has to follow them.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from cases.choices import CodingState
from cases.curation.states import chunks
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Revision,
    Source,
    Tier,
)
from cases.models.writing import Public, State

Places = dict[int, int]  # primary key → place of a version among all, from 0

# Of each table what records print, and the ways by which awards draw on its rows.
PRINTED: Mapping[type[Public], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Coder: (("name",), ("codings__coder",)),
    CodingScheme: (("slug",), ("codings__mechanism__scheme",)),
    Division: (
        ("key", "code", "name", "level", "parent", "region", "first_year", "last_year"),
        ("place_then", "place_now"),
    ),
    Edition: (("issuers",), ("edition",)),
    IssuingBody: (("slug", "name", "short_name"), ("edition__issuers__body",)),
    Mechanism: (("slug", "name", "broader", "scheme"), ("codings__mechanism",)),
    Programme: (("slug", "name", "short_name"), ("edition__programme",)),
    Source: (("slug", "title", "sha256"), ("source", "attestations__source")),
    Tier: (("slug", "name", "short_name"), ("tier",)),
}
ABOVE: Mapping[type[Public], str] = {
    Division: "parent_id",
    Mechanism: "broader_id",
}  # whose names are printed too


def last_renamings(revisions: Sequence[int]) -> Places:
    """Award → the place of the last version that calls something otherwise that it draws on.

    `revisions` are the last revisions of all versions, in order.
    Awards of which nothing was called otherwise since the first version are left out.
    """
    renamed: dict[type[Public], Places] = {}
    tables = {model._meta.model_name: model for model in PRINTED}
    changes = Revision.objects.filter(
        table__in=tables,
        pk__gt=revisions[0],
        pk__lte=revisions[-1],
        before__isnull=False,
        after__isnull=False,
    )
    columns = ("pk", "table", "thing", "before", "after")
    for pk, table, thing, before, after in changes.order_by("pk").values_list(*columns).iterator():
        if _printed(tables[table], before) != _printed(tables[table], after):
            renamed.setdefault(tables[table], {})[thing] = bisect_left(revisions, pk)
    found: Places = {}
    for model, things in renamed.items():
        for award, place in _drawing_on(model, _with_below(model, things)):
            found[award] = max(place, found.get(award, 0))
    return found


def _printed(model: type[Public], state: State) -> list[object]:
    values = [state.get(name) for name in PRINTED[model][0]]
    if model is Edition:
        rows = state.get("issuers", ())
        return [(row["position"], row["body_id"]) for row in rows]
    return values


def _with_below(model: type[Public], things: Places) -> Places:
    """With all that lies below them, which is called after them as well."""
    if model not in ABOVE:
        return things
    below: dict[int, list[int]] = {}
    rows = model._default_manager.filter(**{f"{ABOVE[model]}__isnull": False}).order_by()
    for pk, above in rows.values_list("pk", ABOVE[model]):
        below.setdefault(above, []).append(pk)
    found, waiting = dict(things), list(things)
    while waiting:
        above = waiting.pop()
        for pk in below.get(above, ()):
            if found.get(pk, -1) < found[above]:
                found[pk] = found[above]
                waiting.append(pk)
    return found


def _drawing_on(model: type[Public], things: Places) -> list[tuple[int, int]]:
    """(published award, version) of what draws on these."""
    found = []
    for way in PRINTED[model][1]:
        counts = {"codings__state": CodingState.ACCEPTED} if way.startswith("codings__") else {}
        for some in chunks(things):
            rows = Award.objects.published().filter(**counts, **{f"{way}__in": some}).order_by()
            found += [(award, things[thing]) for award, thing in rows.values_list("pk", way).distinct()]
    return found
