"""What must hold of a whole award: of its values, their origins, its codings, its neighbours in the source.

One list of statements for everybody: the room asks it at its end, so publishing does, and
`manage.py check_library` asks it of all awards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cases.choices import State
from cases.curation.readings import disagreement, printed_vocabulary, reading
from cases.curation.states import chunks
from cases.fields import BY_NAME, PLACE_FIELDS, WITH_ORIGIN
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coding,
    Division,
    FormerAccession,
    Milestone,
    ProgrammeTier,
    Source,
)
from cases.models.award import NUMBER_IS_TAKEN, Letters, letters_of
from cases.models.of_award import OfAward
from cases.places.gazetteer import Gazetteer
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.rules import RULES
from cases.records.record import place_parts
from cases.vocabulary import read_places

CURATED = "curated"  # the rule of what a person decided
OF_PLACE = frozenset(PLACE_FIELDS.values())


@dataclass(slots=True)
class WholeAward:
    """An award with all that hangs on it, and the names of its place in its year by field.

    `names` are those by which its sources are read, `letters` those of accession numbers.
    """

    award: Award
    components: dict[str, str]
    names: PrintedVocabulary
    letters: Letters
    attestations: list[Attestation] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    def value(self, name: str) -> Any:  # noqa: ANN401 - text or number, as the field is
        """The value of a recorded field."""
        return BY_NAME[name].value_in(self.award) if BY_NAME[name].lookup else self.components[name]


def problems_of(ids: Iterable[int]) -> dict[str, list[str]]:
    """What is wrong with these awards, by accession number; awards in order have no entry.

    What is withdrawn is not asked: nobody sees it, and what is wrong must be possible to withdraw.
    """
    found: dict[str, list[str]] = {}
    for chunk in chunks(ids):
        wholes = whole_awards(chunk)
        beside = _neighbours([whole.award for whole in wholes])
        for whole in wholes:
            if messages := [*problems(whole), *beside.get(whole.award.pk, ())]:
                found[whole.award.accession] = messages
    return found


def whole_awards(ids: list[int]) -> list[WholeAward]:
    """Those of these awards that are not withdrawn, in a fixed number of queries."""
    awards = Award.objects.filter(pk__in=ids).exclude(state=State.WITHDRAWN)
    awards = awards.select_related("edition__programme", "tier", "place_then", "place_now")
    rows = list(awards.prefetch_related("edition__issuers__body").order_by("pk"))
    names, letters = printed_vocabulary(), letters_of(ProgrammeTier.objects.all())
    sources = Source.objects.in_bulk({row.source_id for row in rows})
    gazetteer = _gazetteer({row.place_then_id for row in rows if row.place_then_id is not None})
    wholes = {}
    for row in rows:
        row.source = sources[row.source_id]
        wholes[row.pk] = WholeAward(row, _components(row, gazetteer), names, letters)
    _gather(wholes, Attestation, lambda whole: whole.attestations)
    _gather(wholes, Attribution, lambda whole: whole.attributions)
    _gather(wholes, Coding, lambda whole: whole.codings)
    _gather(wholes, Milestone, lambda whole: whole.milestones)
    _fetch_documents(list(wholes.values()))
    return list(wholes.values())


def _fetch_documents(wholes: list[WholeAward]) -> None:
    """The further documents, each once: a row by itself would fetch all of its text."""
    hanging: list[Attestation | Attribution] = []
    for whole in wholes:
        hanging += [*whole.attestations, *whole.attributions]
    wanted = {row.source_id for row in hanging if row.source_id is not None}
    documents = Source.objects.in_bulk(wanted) if wanted else {}
    for row in hanging:
        if row.source_id is not None:
            row.source = documents[row.source_id]


def _gather(
    wholes: dict[int, WholeAward], model: type[OfAward], rows_of: Callable[[WholeAward], list[Any]]
) -> None:
    rows: QuerySet[Any] = model._default_manager.all()  # the column is of the subclasses
    for row in rows.filter(award__in=list(wholes)).order_by("pk"):
        row.award = wholes[row.award_id].award
        rows_of(wholes[row.award_id]).append(row)


def _gazetteer(ids: set[int]) -> Gazetteer:
    """These divisions with all that they were ever part of: a few rows, not the thousands of the table."""
    if not ids:
        return Gazetteer([])
    return Gazetteer(read_places(Division.objects.filter(pk__in=divisions_above(ids))))


def divisions_above(ids: set[int]) -> set[int]:
    """These divisions and all that they, or others under the same code, were ever part of."""
    wanted, known = set(ids), set[int]()
    while new := wanted - known:
        known |= new
        codes = Division.objects.filter(pk__in=new).exclude(code="").values("code")
        same = Q(pk__in=new) | Q(code__in=codes)
        for pk, parent in Division.objects.filter(same).values_list("pk", "parent"):
            known.add(pk)
            if parent is not None:
                wanted.add(parent)
    return known


def names_of_place(award: Award) -> dict[str, str]:
    """The names of the award's place in its year, by field."""
    ids = set() if award.place_then_id is None else {award.place_then_id}
    return _components(award, _gazetteer(ids))


def _components(award: Award, gazetteer: Gazetteer) -> dict[str, str]:
    place = gazetteer.get(award.place_then.key) if award.place_then is not None else None
    path = gazetteer.lineage(place, award.edition.year) if place is not None else ()
    return place_parts(path, award.locality)


# --- The statements ------------------------------------------------------------------------------


def problems(whole: WholeAward) -> Iterator[str]:
    """Each statement that does not hold of the award, in Chinese."""
    award = whole.award
    yield from _refusals(lambda: award.check_number(whole.letters))
    yield from _refusals(award.check_words)
    yield from _refusals(award.check_places)
    for row in (*whole.attestations, *whole.attributions, *whole.milestones):
        yield from (f"{row}：{message}" for message in _refusals(row.clean))
    yield from _codings(whole)
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
            yield from (f"{label}：{message}。" for message in wrong_rule(origin))
        elif wrong := _wrong_words(origin, value, whole.names):
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
    return "" if says is not None else f"读不出取值：{document.slug} 第 {start}–{end} 字"


def without_origin(whole: WholeAward) -> list[str]:
    """The labels of the fields that have a value, but nothing that says where it comes from."""
    known = {origin.field for origin in whole.attributions if origin.counts}
    unknown = [each for each in WITH_ORIGIN if each.name not in known]
    return [each.label for each in unknown if whole.value(each.name) not in (None, "")]


def wrong_rule(origin: Attribution) -> Iterator[str]:
    """A rule exists and is one of the field; what a person decided says who and why."""
    rule = RULES.get(origin.rule)
    if rule is None:
        yield f"没有“{origin.rule}”这条推定规则；由人判定的请填 {CURATED}，并在说明中写明理由"
    elif rule.field not in {"any", origin.field, "place" if origin.field in OF_PLACE else ""}:
        yield f"规则 {origin.rule} 不推定这一项"
    elif origin.rule == CURATED and not origin.note.strip():
        yield "由人判定的取值须在说明中写明理由"


# --- What spans awards ---------------------------------------------------------------------------


def _neighbours(awards: list[Award]) -> dict[int, list[str]]:
    """Passages that overlap with those of other awards of the source, and numbers that others had."""
    found: dict[int, list[str]] = defaultdict(list)
    for award, other in _overlaps(awards):
        found[award].append(f"起止位置与案例 {other} 重叠。")
    by_number = {award.accession: award.pk for award in awards}
    for number in FormerAccession.objects.filter(accession__in=by_number).values_list("accession", flat=True):
        found[by_number[number]].append(NUMBER_IS_TAKEN)
    former = FormerAccession.objects.filter(award__in=list(by_number.values()))
    now = Award.objects.filter(accession__in=former.values("accession")).values("accession")
    for award, number in former.filter(accession__in=now).values_list("award", "accession"):
        found[award].append(f"原入库编号 {number} 现在是某个案例的入库编号。")
    return found


def _overlaps(awards: list[Award]) -> Iterator[tuple[int, str]]:
    by_source = defaultdict(list)
    for award in awards:
        by_source[award.source_id].append(award)
    for source, own in by_source.items():
        first, last = min(award.start for award in own), max(award.end for award in own)
        others = Award.objects.filter(source=source, start__lt=last, end__gt=first)
        rows = others.exclude(state=State.WITHDRAWN).order_by("start", "pk")
        asked = {award.pk for award in own}
        furthest = (0, 0, "")  # the end so far, and whose it is
        for start, end, pk, accession in rows.values_list("start", "end", "pk", "accession"):
            if start < furthest[0]:
                if pk in asked:
                    yield pk, furthest[2]
                if furthest[1] in asked:
                    yield furthest[1], accession
            furthest = max(furthest, (end, pk, accession))
