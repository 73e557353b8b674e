"""What must hold of a whole award: of its values, their origins, its codings, its neighbours in the source.

One list of statements for everybody: the room asks it at its end, so publishing does, and
`manage.py check_library` asks it of all awards.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.choices import TAKEN_BACK, State
from cases.curation.inferences import OF_PLACE, printed_of_namesake, wrong_inference
from cases.curation.neighbours import NOTHING, Planned, problems_beside_others
from cases.curation.readings import disagreement, reading
from cases.curation.references import References, gazetteer_above
from cases.curation.states import chunks
from cases.curation.whole_award import WholeAward, misplaced, misplaced_milestone, unnamed, where
from cases.fields import BY_NAME, WITH_ORIGIN
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coding,
    Division,
    KeyFigure,
    Milestone,
    Source,
    Succession,
)
from cases.models.of_award import OfAward
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.records import SEVERAL
from cases.readers.rules import CURATED, RULES
from cases.records.record import place_parts

MOVED_AWAY = "现行区划既不是获评时区划，也不是它的后继或其上级：请改选，或者先在区划中登记沿革。"
NOWHERE_THEN = "有现行区划，却没有获评时区划：请填写获评时区划，或者去掉现行区划。"


def problems_of(ids: Iterable[int]) -> dict[str, list[str]]:
    """What is wrong with these awards, by accession number; awards in order have no entry.

    What is withdrawn is not asked: nobody sees it, and what is wrong must be possible to withdraw.
    """
    asked, found = list(ids), dict[str, list[str]]()
    references = References.of_many(len(asked))
    for chunk in chunks(asked):
        found |= problems_of_wholes(whole_awards(chunk, references))
    return found


def problems_of_wholes(wholes: list[WholeAward], planned: Planned = NOTHING) -> dict[str, list[str]]:
    """The same of awards in memory, which may have values that are not written yet, as `planned` are not."""
    found: dict[str, list[str]] = {}
    beside, moved = problems_beside_others(wholes, planned), moved_away([whole.award for whole in wholes])
    for whole in wholes:
        pk = whole.award.pk
        if messages := [*problems(whole), *beside.get(pk, ()), *moved.get(pk, ())]:
            found[whole.award.accession] = messages
    return found


def whole_awards(ids: list[int], references: References | None = None) -> list[WholeAward]:
    """Those of these awards that are not withdrawn, in a fixed number of queries."""
    shared = References() if references is None else references
    rows = list(Award.objects.filter(pk__in=ids).exclude(state__in=TAKEN_BACK).order_by("pk"))
    shared.give(rows)
    sources = Source.objects.in_bulk({row.source_id for row in rows})
    for row in rows:
        row.source = sources[row.source_id]
    wholes = with_places(rows, shared)
    _gather(wholes, Attestation, lambda whole: whole.attestations)
    _gather(wholes, Attribution, lambda whole: whole.attributions)
    _gather(wholes, Coding, lambda whole: whole.codings)
    _gather(wholes, KeyFigure, lambda whole: whole.figures)
    _gather(wholes, Milestone, lambda whole: whole.milestones)
    _fetch_documents(list(wholes.values()))
    return list(wholes.values())


def with_places(awards: Sequence[Award], shared: References) -> dict[int, WholeAward]:
    """These awards by primary key with the names of their places, and nothing yet that hangs on them."""
    names, letters, gazetteer = shared.names, shared.letters, shared.gazetteer_of(awards)
    wholes = {}
    for row in awards:
        lineage, namesakes = _lineage(row, gazetteer), list(_namesakes(row, gazetteer))
        components = place_parts(lineage, row.locality)
        wholes[row.pk] = WholeAward(row, components, names, letters, lineage=lineage, namesakes=namesakes)
    return wholes


def _fetch_documents(wholes: list[WholeAward]) -> None:
    """The further documents, each once: a row by itself would fetch all of its text."""
    hanging: list[Attestation | Attribution | Milestone] = []
    for whole in wholes:
        hanging += [*whole.attestations, *whole.attributions, *whole.milestones]
    wanted = {row.source_id for row in hanging if row.source_id is not None}
    documents = Source.objects.in_bulk(wanted) if wanted else {}
    for row in hanging:
        if row.source_id is not None:
            row.source = documents[row.source_id]


def _gather(
    wholes: dict[int, WholeAward], model: type[OfAward], rows_of: Callable[[WholeAward], list[Any]]
) -> None:
    rows: QuerySet[Any] = model._default_manager.all()  # the column is of the subclasses
    to_award: Any = model._meta.get_field("award")
    for row in rows.filter(award__in=list(wholes)).order_by("pk"):
        whole = wholes[row.award_id]
        to_award.set_cached_value(row, whole.award)  # as `prefetch_related` does
        rows_of(whole).append(row)


def names_of_place(award: Award) -> dict[str, str]:
    """The names of the award's place in its year, by field."""
    ids = set() if award.place_then_id is None else {award.place_then_id}
    return place_parts(_lineage(award, gazetteer_above(ids)), award.locality)


def _lineage(award: Award, gazetteer: Gazetteer) -> tuple[Place, ...]:
    place = gazetteer.get(award.place_then.key) if award.place_then is not None else None
    return gazetteer.lineage(place, award.edition.year) if place is not None else ()


def _namesakes(award: Award, gazetteer: Gazetteer) -> Iterator[tuple[Place, ...]]:
    """The lineages of the other divisions of that name in the year of the award."""
    then, year = award.place_then, award.edition.year
    if then is None:
        return
    for place in gazetteer.named(then.name):
        if place.key != then.key and place.name == then.name and place.in_force(year):
            yield gazetteer.lineage(place, year)


def moved_away(awards: list[Award]) -> dict[int, list[str]]:
    """Awards whose place of today is neither that of then, nor what it became, nor what that lies in."""
    asked = {award.pk: (award.place_then_id, award.place_now_id) for award in awards if award.place_now_id}
    asked = {pk: places for pk, places in asked.items() if places[0] != places[1]}
    became = _today_of({then for then, _now in asked.values() if then is not None})
    wrong = {pk for pk, (then, now) in asked.items() if now not in _reached(then, became)}
    return {pk: [MOVED_AWAY if asked[pk][0] is not None else NOWHERE_THEN] for pk in wrong}


def _today_of(ids: set[int]) -> dict[int, set[int]]:
    """What these divisions became, what of that lies in what, and so on; mostly without a query."""
    found: dict[int, set[int]] = {}
    while ids:
        found |= {pk: set() for pk in ids}
        rows = list(Succession.objects.filter(predecessor__in=ids).values_list("predecessor", "successor"))
        in_force = Division.objects.filter(pk__in=ids, last_year=None)
        rows += [(pk, parent) for pk, parent in in_force.values_list("pk", "parent") if parent is not None]
        for before, after in rows:
            found[before].add(after)
        ids = {after for _before, after in rows} - found.keys()
    return found


def _reached(start: int | None, links: dict[int, set[int]]) -> set[int]:
    reached, new = set[int](), set() if start is None else {start}
    while new:
        reached |= new
        new = {after for pk in new for after in links.get(pk, ())} - reached
    return reached


# --- The statements ------------------------------------------------------------------------------


def problems(whole: WholeAward) -> Iterator[str]:
    """Each statement that does not hold of the award, in Chinese."""
    award = whole.award
    yield from _refusals(lambda: award.check_number(whole.letters, whole.coming))
    yield from _refusals(award.check_words)
    yield from _refusals(award.check_places)
    if whole.names.issuers.get(award.applicant) in whole.value("issuing_body").split(SEVERAL):
        yield f"申报单位“{award.applicant}”是授予荣誉的机关，不是获得荣誉的单位。"
    for row in (*whole.attestations, *whole.attributions, *whole.milestones):
        yield from (f"{row}：{message}" for message in _refusals(row.clean))
    for attestation in unnamed(whole) if award.state == State.PUBLISHED else ():
        yield (
            f"{attestation}：所引的文字没有说到这个案例，请引印有它的标题或申报单位的文字"
            "（主要来源都没有印的，印有它的地名或基层单位）。"
        )
    for milestone in whole.milestones:
        if wrong := misplaced_milestone(milestone, whole):
            yield f"{milestone}：{wrong}"
    yield from _codings(whole)
    for figure in whole.figures:
        yield from (f"关键数字“{figure}”：{message}" for message in _refusals(figure.clean))
    yield from _origins(whole)


def _refusals(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except ValidationError as error:
        return error.messages
    return []


def _codings(whole: WholeAward) -> Iterator[str]:
    for coding in whole.codings:
        if not (whole.award.prints(coding.start) and whole.award.prints(coding.end - 1)):
            yield "有机制编码的依据落在新的起止位置之外：请先改动那条编码。"
        else:
            yield from (f"{coding.mechanism}：{message}" for message in _refusals(coding.clean))


def _origins(whole: WholeAward) -> Iterator[str]:
    """Each value says where it comes from, and what it says is true."""
    attested = {attestation.source_id for attestation in whole.attestations}
    for origin in whole.attributions:
        label, value = BY_NAME[origin.field].label, whole.value(origin.field)
        if origin.source_id is not None and origin.source_id not in attested:
            yield f"{label}的依据出自《{origin.source}》，这份文献没有列为案例的其他出处。"
        if value in (None, ""):
            yield f"{label}没有取值，却有取值依据。"
        elif origin.is_inferred:
            yield from (f"{label}：{message}。" for message in wrong_rule(origin, whole))
        elif elsewhere := misplaced(origin, whole):
            yield f"{label}{elsewhere}。"
        elif wrong := _wrong_words(origin, value, whole.names) or printed_of_namesake(origin, whole):
            yield f"{label}{wrong}。"
    missing = without_origin(whole) if whole.award.state == State.PUBLISHED else []
    if missing:
        yield f"下列取值没有依据，请补充取值依据：{'、'.join(missing)}。"


def _wrong_words(origin: Attribution, value: str | int, names: PrintedVocabulary) -> str:
    """Why the passage cannot be an origin of the value; one that does not count may say another value."""
    document, start, end = origin.document, origin.start, origin.end
    if document is None or start is None or end is None:
        return ""
    if origin.counts:
        return disagreement(origin.field, value, document, (start, end), names)
    says = reading(origin.field, document, (start, end), names)
    return "" if says is not None else f"读不出取值：{where(origin)}"


def without_origin(whole: WholeAward) -> list[str]:
    """The labels of the fields that have a value, but nothing that says where it comes from."""
    known = {origin.field for origin in whole.attributions if origin.counts}
    unknown = [each for each in WITH_ORIGIN if each.name not in known]
    return [each.label for each in unknown if whole.value(each.name) not in (None, "")]


def wrong_rule(origin: Attribution, whole: WholeAward) -> Iterator[str]:
    """A rule exists, is one of the field and gives the value; what a person decided says who and why."""
    rule = RULES.get(origin.rule)
    if rule is None:
        yield f"没有“{origin.rule}”这条推断规则；由人判定的请填 {CURATED}，并在说明中写明理由"
    elif rule.field not in {"any", origin.field, "place" if origin.field in OF_PLACE else ""}:
        yield f"规则 {origin.rule} 不推断这一项"
    elif origin.rule == CURATED:
        if not origin.note.strip():
            yield "由人判定的取值须在说明中写明理由"
    elif wrong := wrong_inference(origin, whole):
        yield wrong
