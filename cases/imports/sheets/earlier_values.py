"""Values of a sheet that an award had before: an old sheet that comes back would take decisions back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from cases.fields import BY_NAME
from cases.imports.sheets.cells import shortened
from cases.imports.sheets.forms import Value
from cases.models import Revision

EARLIER = (
    "“{label}”：“{value}”是以前的值，{when:%Y年}{when.month}月{when.day}日已由“{value}”改为“{later}”{by}。"
    "表格要是在那以前导出的，收录就会改回去；确实要改回的，请接受这一行。"
)
EMPTY = "空"


@dataclass(frozen=True, slots=True)
class _Changed:
    """One revision of one award."""

    before: Mapping[str, object]
    after: Mapping[str, object]
    said: Mapping[str, object]


class EarlierValues:
    """What some awards had before, as their revisions tell, to be held against what a sheet gives them."""

    def __init__(self, awards: Iterable[int]) -> None:
        self._by_award: dict[int, list[_Changed]] = {}
        found = Revision.objects.filter(table="award", thing__in=list(awards)).order_by("-pk")
        found = found.filter(before__isnull=False, after__isnull=False)
        columns = found.values_list("thing", "before", "after", "made_at", "by")
        for pk, before, after, made_at, by in columns.iterator(100):
            if before and after:
                said = {"when": timezone.localtime(made_at), "by": f"（{by}）" if by else ""}
                self._by_award.setdefault(pk, []).append(_Changed(before, after, said))

    def doubts(self, award: int, values: Mapping[str, Value]) -> Iterator[str]:
        """For each value that the award had until somebody changed it, when that was and to what."""
        for name, value in values.items():
            for each in self._by_award.get(award, ()):
                was, became = each.before.get(name), each.after.get(name)
                if _is_same(was, value) and not _is_same(became, value):
                    yield EARLIER.format(
                        label=BY_NAME[name].label,
                        value=_shown(name, value),
                        later=_shown(name, became),
                        **each.said,
                    )
                    break


def _is_same(one: object, other: object) -> bool:
    return (one or None) == (other or None)


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return EMPTY
    return shortened(BY_NAME[name].label_of(str(value)) or str(value))
