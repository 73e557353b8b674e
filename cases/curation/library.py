"""All that must hold of the whole library, asked at once."""

from collections.abc import Iterator

from cases.choices import State as StateOfAward
from cases.curation.checks import problems_of
from cases.curation.states import PARTS, chunks, own_values, states
from cases.curation.tables import CHECKS, problems_of_table
from cases.models import Award, FormerAccession, Revision
from cases.models.writing import Public, State


def problems_of_library() -> list[str]:
    """Every statement that does not hold, in Chinese, with what and where."""
    awards = list(Award.objects.order_by("pk").values_list("pk", flat=True))
    found = [
        f"案例 {number}：{message}"
        for number, messages in problems_of(awards).items()
        for message in messages
    ]
    tables = [message for model in CHECKS for message in problems_of_table(model)]
    unrecorded = [message for model in PARTS for message in _unrecorded(model)]
    return [*found, *tables, *_lost_numbers(), *unrecorded]


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


def _unrecorded(model: type[Public]) -> Iterator[str]:
    """Things that are not as their last revision left them: somebody wrote past the room."""
    table = Revision.objects.filter(table=model._meta.model_name).order_by("pk")
    last = dict(table.values_list("thing", "pk"))
    for some in chunks(last):
        recorded = Revision.objects.in_bulk([last[thing] for thing in some])
        now = states(model, some)
        for thing in some:
            revision = recorded[last[thing]]
            then, present = revision.after, now.get(thing)
            if not _is_same(model, then, present):
                yield f"{model._meta.verbose_name} {revision.key}：与最近一次修订记录不符，改动没有经过核对。"


def _is_same(model: type[Public], then: State | None, present: State | None) -> bool:
    if then is None or present is None:
        return then is present
    return own_values(model, then, then) == own_values(model, present, then)
