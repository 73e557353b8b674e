"""A term that has meant several things is split: narrower terms are made, and codings are given to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, Sentences
from cases.curation.care.codings import pass_on
from cases.language.pinyin import syllables
from cases.models import Coding, Mechanism, MechanismName

NO_PARTS = "请至少填写一个下级机制。"
TWICE = "两个下级机制的名称相同。"
ELSEWHERE = "“{}”已是治理机制，但不在“{}”之下：请先移动，或另取名称。"
NAME_OF_ANOTHER = "“{}”是治理机制“{}”的其他名称：请先在那里去掉它，或另取名称。"
NOTHING_GOES = "没有编码归入“{}”，它已在“{}”之下，拆分不会改动它：请填写归入它的词语或逐条指定，或去掉它。"
NO_DEFINITION = "“{}”是新的机制，请写明定义。"


@dataclass(frozen=True, slots=True)
class TermPart:
    """What becomes a narrower term, there already or new; `words` in the evidence of a coding lead to it."""

    name: str
    definition: str = ""
    words: tuple[str, ...] = ()


def splitting(term: Mechanism, parts: Sequence[TermPart], chosen: Mapping[int, int | None]) -> Act:
    """Codings go to the parts; `chosen` says of some, by primary key, to which: its place, None stays."""
    names = "、".join(f"“{part.name}”" for part in parts)
    return Act(f"拆分：“{term}”分出{names}", lambda: _split(term, parts, chosen))


def part_of(coding: Coding, parts: Sequence[TermPart], chosen: Mapping[int, int | None]) -> int | None:
    """The place of the part that the coding goes to; None where it stays."""
    if coding.pk in chosen:
        return chosen[coding.pk]
    evidence = coding.evidence
    return next(
        (place for place, part in enumerate(parts) if any(word in evidence for word in part.words)), None
    )


def _split(term: Mechanism, parts: Sequence[TermPart], chosen: Mapping[int, int | None]) -> Sentences:
    if not parts:
        raise ValidationError(NO_PARTS)
    if len({part.name for part in parts}) < len(parts):
        raise ValidationError(TWICE)
    codings = list(Coding.objects.filter(mechanism=term).select_related("award__source").order_by("pk"))
    groups: dict[int | None, list[Coding]] = {}
    for each in codings:
        groups.setdefault(part_of(each, parts, chosen), []).append(each)
    said = []
    for place, part in enumerate(parts):
        narrower, how = _narrower(term, part, has_codings=place in groups)
        said += [*how, *pass_on(groups.get(place, ()), narrower, called=term.name)]
    left = len(groups.get(None, ()))
    return [
        *said,
        f"{left} 条编码留在“{term}”。",
        f"“{term}”成为它们的上级机制，名称和网址不变，检索、筛选它仍列出全部案例。",
    ]


def _narrower(term: Mechanism, part: TermPart, *, has_codings: bool) -> tuple[Mechanism, Sentences]:
    """The narrower term, made where there is none, and how it comes to be one."""
    found = Mechanism.objects.filter(name=part.name).first()
    if found is not None:
        if found.broader_id != term.pk:
            raise ValidationError(ELSEWHERE.format(part.name, term))
        if not has_codings:
            raise ValidationError(NOTHING_GOES.format(part.name, term))
        said = [f"已有的下级机制“{found}”："]
        if found.is_retired:
            said.append(f"“{found}”已停用：归入的编码保留，新的编码不能用它。")
        return found, said
    if not part.definition:
        raise ValidationError(NO_DEFINITION.format(part.name))
    said = [f"新建下级机制“{part.name}”：", *_taken_from(term, part.name)]
    new = Mechanism(
        name=part.name,
        slug=_free_slug(part.name),
        definition=part.definition,
        scheme=term.scheme,
        broader=term,
        position=term.position,
    )
    new.save()
    return new, said


def _taken_from(term: Mechanism, name: str) -> Sentences:
    """Another name of the term becomes that of the narrower one; a name leads to one term only."""
    other = MechanismName.objects.filter(name=name).select_related("mechanism").first()
    if other is None:
        return []
    if other.mechanism_id != term.pk:
        raise ValidationError(NAME_OF_ANOTHER.format(name, other.mechanism))
    other.delete()
    return [f"“{name}”不再是“{term}”的其他名称，从此检索到的是这个下级机制。"]


def _free_slug(name: str) -> str:
    """The name in pinyin, and not one that leads to another term."""
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(syllables(name)).lower()).strip("-")[:50] or "jizhi"
    former = Mechanism.objects.values_list("former_slugs__slug", flat=True)
    taken = {*Mechanism.objects.values_list("slug", flat=True), *former}
    number, found = 2, slug
    while found in taken:
        number, found = number + 1, f"{slug}-{number}"
    return found
