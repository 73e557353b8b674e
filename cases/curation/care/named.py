"""Acts of care for programmes, tiers and issuing bodies: merged, renamed, retired and taken up again."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.curation.care.acts import Act, Sentences
from cases.curation.care.addresses import rewrite_queries
from cases.curation.care.editions import join_editions, said_of_quota
from cases.curation.care.names import keep_name
from cases.curation.care.renumbering import renumber
from cases.curation.states import PARTS
from cases.models import (
    Award,
    Edition,
    EditionIssuer,
    EditionQuota,
    IssuingBody,
    Programme,
    ProgrammeIssuer,
    ProgrammeTier,
    Tier,
)
from cases.models.named import Named
from cases.models.writing import Public

PARAMETERS: Mapping[type[Named], str] = {Programme: "programme", Tier: "tier", IssuingBody: "issuer"}
SAME = "两者是同一个，请另选。"
UNCHANGED = "与现在相同，没有需要改的。"
BOTH_QUOTAS = (
    "届次“{}”给两个等次都写了公布数（{} {}，{} {}）：合并以后只能有一个。"
    "请先在届次页面删去一个，把留下的照文献改好，再合并。"
)
SAME_LETTER = "等次“{}”的编号字母 {} 在“{}”中是另一等次的，不能合并。"


def merging(thing: Named, into: Named) -> Act:
    """All that refers to `thing` refers to `into` from now on, which is found by its names and addresses."""
    return Act(f"合并：“{thing}”并入“{into}”", lambda: _merge(as_it_is(thing), as_it_is(into)))


def renaming(thing: Named, name: str, short_name: str, slug: str) -> Act:
    """The old names stay names of it, the old slug leads on."""
    return Act(f"改名：“{thing}”改为“{name}”", lambda: _rename(as_it_is(thing), name, short_name, slug))


def retiring(thing: Named) -> Act:
    """What draws on it stays; it is not offered for anything new. What is retired is taken up again."""
    verb = "恢复使用" if thing.is_retired else "停用"
    return Act(f"{verb}：“{thing}”", lambda: _retire(as_it_is(thing)))


def as_it_is(thing: Named) -> Named:
    """As it is now, when nobody else can write."""
    found: Named | None = rows_of(type(thing)).filter(pk=thing.pk).first()
    if found is None:
        raise ValidationError(f"“{thing}”已经不在词表里，请重新选择。")
    return found


def rows_of(model: type[Public]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    return rows


# --- Merging ----------------------------------------------------------------------------------------


def _merge(thing: Named, into: Named) -> Sentences:
    if thing == into:
        raise ValidationError(SAME)
    model = type(thing)
    said = PASSED_ON[model](thing, into)
    name, short_name, slug = thing.name, thing.short_name, thing.slug
    names, former = PARTS[model]["names"], PARTS[model]["former_slugs"]
    kept = [
        (row.name, row.is_printed) for row in rows_of(names).filter(**{names.part_of: thing}).order_by("pk")
    ]
    rows_of(former).filter(**{former.part_of: thing}).update(**{former.part_of: into})
    thing.delete()
    known = {into.name, *rows_of(names).filter(**{names.part_of: into}).values_list("name", flat=True)}
    called = dict([(name, True), *([(short_name, False)] if short_name else []), *kept])
    new = {each: is_printed for each, is_printed in called.items() if each not in known}
    for each, is_printed in new.items():
        rows_of(names).create(**{names.part_of: into, "name": each, "is_printed": is_printed})
    rows_of(former).create(**{former.part_of: into, "slug": slug})
    parameter = PARAMETERS[model]
    return [
        *said,
        f"{'、'.join(f'“{each}”' for each in new)}成为“{into}”的其他名称，检索、读入公告时仍认得。",
        f"旧的取值 {parameter}={slug} 和网址转到 {into.slug}，导出写 {into.slug}。",
        *rewrite_queries(parameter, slug, into.slug),
    ]


def _pass_on_body(thing: IssuingBody, into: IssuingBody) -> Sentences:
    said = []
    for table, owner, label in (
        (EditionIssuer, "edition", "个届次的发布机关"),
        (ProgrammeIssuer, "programme", "个项目的惯常发布机关"),
    ):
        rows = rows_of(table).filter(body=thing)
        number = rows.count()
        rows.filter(**{f"{owner}__in": rows_of(table).filter(body=into).values(owner)}).delete()
        rows_of(table).filter(body=thing).update(body=into)
        if number:
            said.append(f"{number} {label}改为“{into}”。")
    awards = Award.objects.filter(edition__issuers__body=into).distinct().count()
    return [*said, f"“{into}”此后共有 {awards} 个案例。"]


def _pass_on_tier(thing: Tier, into: Tier) -> Sentences:
    both = EditionQuota.objects.filter(tier=into).values("edition")
    quotas = EditionQuota.objects.filter(tier=thing, edition__in=both)
    for quota in quotas.select_related("edition__programme"):
        other = EditionQuota.objects.get(tier=into, edition=quota.edition)
        if said_of_quota(quota) != said_of_quota(other):
            numbers = (thing, quota.declared, into, other.declared)
            raise ValidationError(BOTH_QUOTAS.format(quota.edition, *numbers))
        quota.delete()
    EditionQuota.objects.filter(tier=thing).update(tier=into)
    there = ProgrammeTier.objects.filter(tier=into).values("programme")
    with_both = ProgrammeTier.objects.filter(tier=thing, programme__in=there)
    programmes = list(with_both.values_list("programme", flat=True))
    moved = list(Award.objects.filter(tier=thing).values_list("pk", flat=True))
    again = list(Award.objects.filter(pk__in=moved, edition__programme__in=programmes).values_list("pk"))
    Award.objects.filter(tier=thing).update(tier=into)
    with_both.delete()
    kept = ProgrammeTier.objects.filter(tier=thing).update(tier=into)
    said = [f"{len(moved)} 个案例的等次改为“{into}”。"]
    if kept:
        said.append(f"{kept} 个项目的这一等次改为“{into}”，编号字母不变。")
    return said + renumber(Award.objects.filter(pk__in=[pk for (pk,) in again]))


def _pass_on_programme(thing: Programme, into: Programme) -> Sentences:
    editions = Edition.objects.filter(programme=thing)
    moved = list(Award.objects.filter(edition__programme=thing).values_list("pk", flat=True))
    number, joined = editions.count(), join_editions(thing, into)
    Edition.objects.filter(programme=thing).update(programme=into)
    known = set(into.programme_tiers.values_list("tier", flat=True))
    letters = set(into.programme_tiers.values_list("letter", flat=True))
    for row in thing.programme_tiers.exclude(tier__in=known):
        if row.letter in letters:
            raise ValidationError(SAME_LETTER.format(row.tier, row.letter, into))
        ProgrammeTier.objects.create(programme=into, tier=row.tier, letter=row.letter, position=row.position)
    thing.programme_tiers.all().delete()
    said = [
        f"{number} 个届次的 {len(moved)} 个案例改属“{into}”；级别、惯常发布机关以“{into}”的为准。",
        *joined,
    ]
    return said + renumber(Award.objects.filter(pk__in=moved))


PASSED_ON: Mapping[type[Named], Callable[[Any, Any], Sentences]] = {
    IssuingBody: _pass_on_body,
    Tier: _pass_on_tier,
    Programme: _pass_on_programme,
}


# --- The others ---------------------------------------------------------------------------------------


def _rename(thing: Named, name: str, short_name: str, slug: str) -> Sentences:
    before = (thing.name, thing.short_name, thing.slug)
    if before == (name, short_name, slug):
        raise ValidationError(UNCHANGED)
    names = PARTS[type(thing)]["names"]
    rows_of(names).filter(**{names.part_of: thing, "name": name}).delete()
    thing.name, thing.short_name, thing.slug = name, short_name, slug
    thing.save()
    said = []
    for old, new, is_printed in ((before[0], name, True), (before[1], short_name, False)):
        if old != new and keep_name(thing, old, is_printed=is_printed):
            said.append(f"“{old}”成为其他名称，检索、读入公告时仍认得。")
    if name != before[0]:
        said.insert(0, f"全称改为“{name}”。")
    if short_name != before[1]:
        said.append(f"简称改为“{short_name}”。" if short_name else "简称去掉。")
    if slug != before[2]:
        said.append(f"旧的取值和网址里的 {before[2]} 转到 {slug}，导出写 {slug}。")
    return said


def _retire(thing: Named) -> Sentences:
    thing.is_retired = not thing.is_retired
    thing.save()
    if not thing.is_retired:
        return ["选择时又重新列出。"]
    return [
        "已有的案例、届次不变，读者照旧检索、筛选、导出。",
        "新录入时选择框里不再列出；补录它停用以前的公告，先恢复使用。",
    ]
