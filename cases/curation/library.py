"""All that must hold of the whole library, asked at once."""

from collections.abc import Iterator
from itertools import groupby, islice

from django.db.models import Max

from cases.choices import State as StateOfAward
from cases.curation.checks import problems_of
from cases.curation.states import CHUNK, PARTS, own_values, public_key, states
from cases.curation.tables import TABLES, problems_of_table
from cases.models import Award, DataVersion, FormerAccession, Revision
from cases.models.writing import Public, State


def problems_of_library() -> list[str]:
    """Every statement that does not hold, in Chinese, with what and where."""
    awards = list(Award.objects.order_by("pk").values_list("pk", flat=True))
    found = [
        f"案例 {number}：{message}"
        for number, messages in problems_of(awards).items()
        for message in messages
    ]
    tables = [message for model in TABLES for message in problems_of_table(model)]
    recorded = [message for model in PARTS for message in _wrong_record(model)]
    return [*found, *tables, *_lost_numbers(), *recorded, *_wrong_versions()]


def _lost_numbers() -> Iterator[str]:
    """Numbers under which readers have seen an award, and which lead nowhere now or to another."""
    known = dict(Award.objects.values_list("accession", "pk"))
    known |= dict(FormerAccession.objects.values_list("accession", "award"))
    recorded = Revision.objects.filter(table=Award._meta.model_name, after__isnull=False)
    seen = (
        recorded.exclude(after__state=StateOfAward.DRAFT).order_by().values_list("after__accession", "thing")
    )
    for number, award in sorted(set(seen)):
        if known.get(number) != award:
            yield f"案例 {number}：这个编号公布过，现在找不到原来的案例。"


def _wrong_record(model: type[Public]) -> Iterator[str]:
    """Things and revisions that do not follow from each other: somebody wrote past the room."""
    kind = model._meta.verbose_name
    rows = Revision.objects.filter(table=model._meta.model_name).order_by("thing", "number", "pk")
    of_things = groupby(rows.iterator(CHUNK), key=lambda revision: revision.thing)
    unrecorded = set(model._default_manager.order_by().values_list("pk", flat=True))
    while last := {thing: list(revisions) for thing, revisions in islice(of_things, CHUNK)}:
        now = states(model, last)
        for thing, revisions in last.items():
            before: State | None = None
            for revision in revisions:
                if not _is_same(model, before, revision.before):
                    yield f"{kind} {revision.key}：修订记录不连贯，第 {revision.pk} 条与上一条接不上。"
                before = revision.after
            if not _is_same(model, before, now.get(thing)):
                yield f"{kind} {revision.key}：与最近一次修订记录不符，改动没有经过核对。"
        unrecorded -= last.keys()
    for thing, state in states(model, sorted(unrecorded)).items():
        yield f"{kind} {public_key(model, state)}（主键 {thing}）：没有修订记录，没有经过核对。"


def _wrong_versions() -> Iterator[str]:
    """An award is at least as new as its last revision; nothing is newer than the data version."""
    current = DataVersion.current().number
    of_awards = Revision.objects.filter(table=Award._meta.model_name).order_by().values_list("thing")
    recorded = dict(of_awards.annotate(Max("number")))
    for pk, accession, version in Award.objects.order_by("pk").values_list("pk", "accession", "version"):
        if not recorded.get(pk, 0) <= version <= current:
            yield f"案例 {accession}：数据版本 {version} 不在最近一次修订和全库的版本 {current} 之间。"
    last = Revision.objects.aggregate(last=Max("number"))["last"] or 0
    if last > current:
        yield f"全库的数据版本 {current} 早于修订记录的版本 {last}。"


def _is_same(model: type[Public], then: State | None, present: State | None) -> bool:
    if then is None or present is None:
        return then is present
    return own_values(model, then, then) == own_values(model, present, then)
