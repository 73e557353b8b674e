"""What a change must not lose: numbers, slugs and keys that were public, and who has coded."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from cases.choices import State as StateOfAward
from cases.choices import Through
from cases.curation.changes import SLUGGED, Change
from cases.models import Award, Coder, Coding, Division, KeyFigure, Programme, Revision, Source
from cases.models.source import QUOTED
from cases.models.taken_back import refusal
from cases.models.writing import Public, Room, State

ALLOWED = ((Division, Through.LOADER), (Programme, Through.VOCABULARY))
NAMING = frozenset({"title", "applicant"})


def lost(changes: Iterable[Change], room: Room) -> Iterator[str]:
    """What these changes would lose, in Chinese.

    The loader may put back a key that an earlier release let curators change. Where programmes or tiers are
    merged their awards get other numbers, and the old lead on.
    """
    for change in changes:
        if change.before is None:
            continue
        if change.model is Award:
            yield from _brought_back(change, change.before, on_purpose=change.pk in room.returning)
        if change.model in SLUGGED:
            yield from _lost_slugs(change, change.before)
        if change.model in LOST and (change.model, room.through) not in ALLOWED:
            yield from LOST[change.model](change, change.before)


def _lost_numbers(change: Change, before: State) -> Iterator[str]:
    """What was public once stays, under every number that it had; when it came in, nobody writes."""
    where, after = f"案例 {before['accession']}：", change.after
    if after is not None and after["created_at"] != before["created_at"]:
        yield f"{where}入库时间由系统记下，不能改动。"
    if before["state"] == StateOfAward.DRAFT:
        return
    if after is None:
        yield f"{where}公布过的编号永久有效，只能撤回，不能删除。"
        return
    if after["state"] == StateOfAward.DRAFT:
        yield f"{where}公布过的案例不能退回草稿，只能撤回。"
    if after["state"] == StateOfAward.PUBLISHED and _is_another(_last_published(change, before), after):
        yield f"{where}公布过的编号不能改作另一个案例：请另建案例，原案例改正或撤回。"
    for number in sorted(_numbers(before) - _numbers(after)):
        yield f"{where}公布过的案例的编号 {number} 永久有效，不能删除，也不能转给别的案例。"


def _last_published(change: Change, before: State) -> State:
    """The award as readers saw it last."""
    if before["state"] == StateOfAward.PUBLISHED:
        return before
    recorded = Revision.objects.filter(table=Award._meta.model_name, thing=change.pk)
    seen = recorded.filter(after__state=StateOfAward.PUBLISHED).order_by("pk").last()
    return before if seen is None or not isinstance(seen.after, dict) else before | seen.after


def _is_another(seen: State, after: State) -> bool:
    """Whether what was honoured, and for what, is neither what readers saw nor in the words that they saw."""
    if any(seen[name] and seen[name] == after[name] for name in ("title", "applicant")):
        return False
    names = [row for row in after["attributions"] if row["field"] in NAMING and row["start"] is not None]
    quoted = names or (after, *after["attestations"])
    return not any(
        (row["source_id"] or after["source_id"]) == seen["source_id"]
        and row["start"] < seen["end"]
        and seen["start"] < row["end"]
        for row in quoted
    )


def _brought_back(change: Change, before: State, *, on_purpose: bool) -> Iterator[str]:
    after = change.after["state"] if change.after is not None else ""
    if stays := refusal(before["state"], after, on_purpose=on_purpose):
        yield f"案例 {before['accession']}：{stays}"


def _numbers(award: State) -> set[str]:
    return {award["accession"], *(former["accession"] for former in award["former_accessions"])}


def _lost_slugs(change: Change, before: State) -> Iterator[str]:
    """A slug that was changed leads on for good, if need be to another; what never had another one can go."""
    kind = change.model._meta.verbose_name
    slugs = sorted(_slugs(before) - (_slugs(change.after) if change.after is not None else set()))
    things: Any = change.model._default_manager.all()  # the columns are the subclasses'
    lost = [each for each in slugs if not things.filter(Q(slug=each) | Q(former_slugs__slug=each)).exists()]
    if change.after is not None:
        yield from (f"{kind}的标识 {slug} 公布过，不能丢失。" for slug in lost)
    elif lost and before["former_slugs"]:
        yield f"{kind} {before['slug']} 改过标识，旧网址还指向它，不能删除。"


def _slugs(thing: State) -> set[str]:
    return {thing["slug"], *(former["slug"] for former in thing["former_slugs"])}


def _lost_words(change: Change, before: State) -> Iterator[str]:
    """The words that others quote stay, and what proves them."""
    after = change.after
    if after is None or all(after[name] == before[name] for name in Source.PROVEN):
        return
    if Source.objects.get(pk=change.pk).is_quoted:
        yield f"文献 {after['slug']}：{QUOTED}"


def _lost_codes(change: Change, before: State) -> Iterator[str]:
    """A code or letter stays as long as a number has it, of whatever award, of today or former."""
    for code, tier in sorted(_codes(before) - _codes(change.after)):
        numbers = Q(accession__contains=code) | Q(former_accessions__accession__contains=code)
        if Award.objects.filter(numbers).exists():
            what = f"等次“{tier}”的字母" if tier else "代码"
            yield f"项目 {before['slug']} 的{what}（{code}）已用于入库编号，编号永久有效，不能改动或删除。"


def _codes(programme: State | None) -> set[tuple[str, str]]:
    """What stands of a programme in accession numbers, with the tier that a letter stands for."""
    if programme is None:
        return set()
    code = f"-{programme['code']}-"
    return {(code, ""), *((f"{code}{row['letter']}", row["tier"]) for row in programme["programme_tiers"])}


def _lost_key(change: Change, before: State) -> Iterator[str]:
    if change.after is not None and change.after["key"] != before["key"]:
        yield f"区划的标识 {before['key']} 是网址的一部分，永久有效，不能改动。"


def _another_coder(change: Change, before: State) -> Iterator[str]:
    """A method that has coded keeps its name, unless it turns out to be a person; a person stays that one."""
    after = change.after
    has_coded = (rows.objects.filter(coder=change.pk).exists() for rows in (Coding, KeyFigure))
    if after is None or not any(has_coded):
        return
    was_method, is_method = before["user_id"] is None, after["user_id"] is None
    is_another_method = was_method and is_method and after["name"] != before["name"]
    if is_another_method or (not was_method and after["user_id"] != before["user_id"]):
        yield f"已有编码出自编码者“{before['name']}”，不能改成另一种方法或另一个人：请另建一个编码者。"


LOST: Mapping[type[Public], Callable[[Change, State], Iterator[str]]] = {
    Award: _lost_numbers,
    Coder: _another_coder,
    Division: _lost_key,
    Programme: _lost_codes,
    Source: _lost_words,
}
