"""Which tables a room asks at its end, and of sources, editions and problems which rows."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from cases.curation.changes import ORDER, SLUGGED, Change
from cases.curation.tables import LABELS_OF_FACTS, problems_of_table
from cases.models import (
    Award,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Source,
    Tier,
    WorkProblem,
)
from cases.models.writing import Public, Room, State, Touched

Asked = dict[type[Public], set[int]]
PRINTED: Mapping[type[Public], str] = {Tier: "tier", Programme: "programme", IssuingBody: "issuing_body"}
# What is checked with other rows: in memory a row may be stale, or not all of it is written.
WITH_OTHERS: Mapping[type[Public], Collection[str]] = {
    Division: ("parent_id", "successors"),
    Mechanism: ("name", "names", "slug", "former_slugs", "broader_id", "scheme_id"),
    Source: ("slug", "former_slugs", "facts"),
    **dict.fromkeys(PRINTED, ("name", "names", "slug", "former_slugs")),
}
PRINTING = ("edition_id", "source_id", "attestations")  # which documents print an award, and of which edition


def wrong_tables(room: Room, touched: Touched, changes: list[Change]) -> list[str]:
    """What is wrong with rows beside others, in Chinese; the few editions are always asked whole."""
    asked = {model: set(touched[model]) for model in (room.in_bulk | {Edition}).intersection(touched)}
    for change in changes:
        if change.model in WITH_OTHERS and _differs(change, WITH_OTHERS[change.model]):
            asked.setdefault(change.model, set()).add(change.pk)
    for further in (_reading_facts(changes), _printed_elsewhere(changes), _leading_nowhere(changes)):
        for model, ids in further.items():
            asked[model] = asked.get(model, set()) | ids
    return [
        message for model in ORDER if model in asked for message in problems_of_table(model, asked[model])
    ]


def _differs(change: Change, columns: Collection[str]) -> bool:
    before, after = change.before or {}, change.after or {}
    return any(before.get(name) != after.get(name) for name in columns)


def documents_with_names(changes: list[Change]) -> tuple[set[str], set[int]]:
    """The fields whose printed names are others now, and the documents in which those stand."""
    fields, printing = set(), Q()
    for change in changes:
        if change.model in PRINTED:
            for name in _printed(change.before) ^ _printed(change.after):
                fields.add(PRINTED[change.model])
                printing |= Q(text__contains=name)
    if not fields:
        return set(), set()
    return fields, set(Source.objects.filter(printing).order_by().values_list("pk", flat=True))


def _printed(thing: State | None) -> set[str]:
    if thing is None:
        return set()
    return {thing["name"], *(other["name"] for other in thing["names"] if other["is_printed"])}


def _reading_facts(changes: list[Change]) -> Asked:
    """Documents and editions that other words, or other names of things, may make false."""
    of_documents = [each for each in changes if each.model is Source and each.before and each.after]
    rewritten = {each.pk for each in of_documents if _differs(each, ["text"])}
    rebodied = {each.pk for each in of_documents if _differs(each, ["body_start", "body_end"])}
    fields, documents = documents_with_names(changes)
    if not rewritten and not rebodied and not documents:
        return {}
    labels = [label for label, field in LABELS_OF_FACTS.items() if field in fields]
    quoting = Q(facts__source__in=rewritten | rebodied) | Q(source__in=rewritten | rebodied)
    quoting |= Q(awards__source__in=rebodied) | Q(awards__attestations__source__in=rebodied)
    naming = Q(facts__source__in=documents, facts__label__in=labels)
    editions = set(Edition.objects.filter(quoting | naming).order_by().values_list("pk", flat=True))
    return {Source: rewritten, Edition: editions} if rewritten else {Edition: editions}


def _printed_elsewhere(changes: list[Change]) -> Asked:
    """The editions of awards that other documents print now, or that are of another edition."""
    states: Iterable[State] = (
        state
        for change in changes
        if change.model is Award and _differs(change, PRINTING)
        for state in (change.before, change.after)
        if state is not None
    )
    editions = {state["edition_id"] for state in states}
    return {Edition: editions} if editions else {}


def _leading_nowhere(changes: list[Change]) -> Asked:
    """Problems of work whose query names what is gone."""
    gone = [
        change.before["slug"]
        for change in changes
        if change.model in SLUGGED and change.before is not None and change.after is None
    ]
    for change in changes:
        if change.model is Division and change.before is not None:
            after = change.after or {}
            gone += [
                change.before[name] for name in ("key", "code") if after.get(name) != change.before[name]
            ]
    naming = Q(pk__in=())
    for value in filter(None, gone):
        naming |= Q(query__contains=value)
    found = set(WorkProblem.objects.filter(naming).values_list("pk", flat=True)) if gone else set()
    return {WorkProblem: found} if found else {}
