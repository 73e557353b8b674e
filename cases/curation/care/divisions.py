"""A division that is renamed, merged or split ends and gets its successors; places of today follow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from cases.choices import State
from cases.curation.care.acts import Act, Sentences
from cases.curation.care.paths import changed_paths, paths_of_awards
from cases.language.pinyin import syllables
from cases.models import Award, Division, Succession

ENDED = "“{}”已经撤销。"
NOTHING = "请填写新的名称，或选择并入、分入的区划。"
TOO_EARLY = "变更年份应晚于“{}”的始年 {}。"
OTHERS_END = "“{}”已经撤销，不能作后继。"
CODE_IN_USE = "代码 {} 现在是“{}”的。"
NO_AWARDS = "没有案例的地区随之改变。"
ITSELF = "后继不能是它自己。"
HAS_CHILDREN = "“{}”之下还有 {} 个现行区划（{}），代码有变：请先逐个变更它们。"


@dataclass(frozen=True, slots=True)
class NewDivision:
    """What a division is called after its change; its code, empty where it has none."""

    name: str
    code: str


def changing(division: Division, year: int, new: NewDivision | None, into: Sequence[Division]) -> Act:
    """It ends before `year`, in which it became `new`, or became part of, or was divided among, `into`."""
    names = [f"“{each.name}”" for each in into] + ([f"“{new.name}”"] if new is not None else [])
    title = f"区划变更：{year} 年“{division.name}”成为{'、'.join(names)}"
    return Act(title, lambda: _change(_again(division), year, new, [_again(each) for each in into]))


def _again(division: Division) -> Division:
    """As it is now, when nobody else can write."""
    found = Division.objects.select_related("parent").filter(pk=division.pk).first()
    if found is None:
        raise ValidationError(f"区划“{division}”已经不在，请重新选择。")
    return found


def _change(division: Division, year: int, new: NewDivision | None, into: list[Division]) -> Sentences:
    _refuse(division, year, new, into)
    paths = paths_of_awards()
    moved = set(Award.objects.filter(place_now=division).values_list("pk", flat=True))
    division.last_year = year - 1
    division.save()
    said = [f"“{division.name}”到 {year - 1} 年为止，获评时区划不变。"]
    if new is not None:
        made = _made(division, year, new)
        into = [made, *into]
        said.append(f"新设“{made}”，标识 {made.key}，始年 {year}。")
        said += _pass_on_children(division, made)
    for each in into:
        Succession.objects.create(predecessor=division, successor=each)
    said.append(f"后继区划：{'、'.join(str(each) for each in into)}。")
    said += _pass_on_awards(division, into)
    below = changed_paths(paths, moved)
    return [*said, *(below if moved or below else [NO_AWARDS])]


def _refuse(division: Division, year: int, new: NewDivision | None, into: list[Division]) -> None:
    if not division.in_force():
        raise ValidationError(ENDED.format(division))
    if new is None and not into:
        raise ValidationError(NOTHING)
    if division.first_year is not None and year <= division.first_year:
        raise ValidationError(TOO_EARLY.format(division.name, division.first_year))
    for each in into:
        if each == division:
            raise ValidationError(ITSELF)
        if not each.in_force():
            raise ValidationError(OTHERS_END.format(each))
    if new is not None and new.code:
        holder = Division.objects.filter(code=new.code, last_year=None).exclude(pk=division.pk).first()
        if holder is not None:
            raise ValidationError(CODE_IN_USE.format(new.code, holder.name))
    children = list(division.children.filter(last_year=None).order_by("key"))
    if children and (new is None or new.code != division.code or into):
        names = "、".join(each.name for each in children[:5]) + ("等" if len(children) > 5 else "")
        raise ValidationError(HAS_CHILDREN.format(division.name, len(children), names))


def _made(division: Division, year: int, new: NewDivision) -> Division:
    made = Division(
        key=_free_key(division, year, new),
        code=new.code,
        name=new.name,
        level=division.level,
        parent=division.parent,
        region=division.region,
        first_year=year,
    )
    made.full_clean(validate_constraints=False)
    made.save()
    return made


def _free_key(division: Division, year: int, new: NewDivision) -> str:
    """The code, with the year behind it where another division has that key for good."""
    if new.code:
        key = new.code
    else:
        above = division.parent.key if division.parent is not None else ""
        key = f"{above}-{re.sub('[^a-z0-9]+', '', ''.join(syllables(new.name)).lower())}"[:30]
    return key if not Division.objects.filter(key=key).exists() else f"{key}-{year}"


def _pass_on_children(division: Division, made: Division) -> Sentences:
    """They lie in what has the code now; of former years the code itself says in what they lay."""
    children = list(division.children.filter(last_year=None).order_by("key"))
    for each in children:
        each.parent = made
        each.save()
    return [f"下辖的 {len(children)} 个现行区划改属“{made.name}”。"] if children else []


def _pass_on_awards(division: Division, into: list[Division]) -> Sentences:
    """Nothing says in which of several successors an award lies."""
    awards = Award.objects.filter(place_now=division)
    number, published = awards.count(), awards.filter(state=State.PUBLISHED).count()
    if not number:
        return []
    counted = f"{number} 个案例（其中已发布 {published} 个）的现行区划"
    if len(into) == 1:
        awards.update(place_now=into[0])
        return [f"{counted}改为“{into[0]}”。"]
    awards.update(place_now=None)
    return [f"{counted}留空：文献没有说今天属于哪一个，可以逐个补上。"]
