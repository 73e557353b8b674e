"""Where awards lie, as pages and exports print it: 江苏省/苏州市/太仓市, with the names of all above."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cases.choices import State
from cases.models import Award
from cases.places.gazetteer import Gazetteer
from cases.vocabulary import read_places

LISTED = 20


@dataclass(frozen=True, slots=True)
class Paths:
    """The number of an award, and its paths of its year and of today; empty where it has no place."""

    number: str
    is_published: bool
    then: str
    now: str


def paths_of_awards() -> dict[int, Paths]:
    """All awards by primary key, in four queries."""
    gazetteer = Gazetteer(read_places())
    columns = ("pk", "accession", "state", "edition__year", "place_then__key", "place_now__key")
    rows = Award.objects.order_by("accession").values_list(*columns)
    return {
        pk: Paths(number, state == State.PUBLISHED, _path(gazetteer, then, year), _path(gazetteer, now, None))
        for pk, number, state, year, then, now in rows
    }


def changed_paths(before: Mapping[int, Paths], moved: Collection[int]) -> list[str]:
    """Which awards have another path now, in Chinese; of those `moved` themselves that of their year."""
    changed, then, now = list[tuple[Paths, Paths]](), 0, 0
    for pk, here in paths_of_awards().items():
        was = before[pk]
        is_then, is_now = was.then != here.then, was.now != here.now and pk not in moved
        then, now = then + is_then, now + is_now
        if is_then or is_now:
            changed.append((was, here))
    if not changed:
        return []
    published = sum(here.is_published for _was, here in changed)
    numbers = "、".join(here.number for _was, here in changed[:LISTED])
    more = f"等 {len(changed)} 个" if len(changed) > LISTED else ""
    was, here = changed[0]
    is_only_then = was.now == here.now or not now
    old, new = (was.then, here.then) if is_only_then else (was.now, here.now)
    return [
        f"{len(changed)} 个案例（其中已发布 {published} 个）在页面和导出里的地区随之改变"
        f"（获评时区划 {then} 个，现行区划 {now} 个），如 {old} → {new}：{numbers}{more}。"
    ]


def _path(gazetteer: Gazetteer, key: str | None, year: int | None) -> str:
    place = gazetteer.get(key) if key else None
    return gazetteer.path(place, year) if place is not None else ""
