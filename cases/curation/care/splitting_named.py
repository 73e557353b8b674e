"""A programme, a tier or a body that has meant two things is split: a new one is made, and some go to it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cases.choices import State
from cases.curation.care.acts import Act, Sentences
from cases.curation.care.addresses import queries_with
from cases.curation.care.decided_origins import decide_origins, read_facts_again
from cases.curation.care.named import PARAMETERS, as_it_is, rows_of
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

NOTHING_GOES = "没有选定分给新条目的内容，请至少选一项。"
ALL_GO = "“{}”的内容全部分了出去，就没有留下的了：只是名称要改的，请用“改名”。"
MOVED_ON = "所选的内容有的已经不属于“{}”，请重新选择。"
NOT_ITS_NAME = "“{}”已经不是“{}”的其他名称，请重新选择。"
NOT_OF_TIER = "{} 不是等次“{}”的案例，请核对入库编号。"
NO_LETTER_LEFT = "项目“{}”的编号字母用完了，不能再加等次。"
FIELDS = {Programme: "programme", Tier: "tier", IssuingBody: "issuing_body"}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LISTED = 10


@dataclass(frozen=True, slots=True)
class NewNamed:
    """What is made, by its names and slug; of a programme with the `code` of its accession numbers.

    `names` are other names of the thing that is split which become names of the new one.
    """

    name: str
    slug: str
    short_name: str = ""
    code: str = ""
    names: tuple[str, ...] = ()


def splitting_programme(programme: Programme, new: NewNamed, editions: Collection[int]) -> Act:
    """These editions, by primary key, are of the new programme from now on, with their awards."""
    return _act(programme, new, lambda thing: _split_programme(thing, new, editions))


def splitting_tier(
    tier: Tier, new: NewNamed, editions: Collection[int], accessions: Sequence[str] = ()
) -> Act:
    """Of these editions the awards and the quota of the tier go to the new one, and awards named alone."""
    return _act(tier, new, lambda thing: _split_tier(thing, new, editions, accessions))


def splitting_body(
    body: IssuingBody,
    new: NewNamed,
    editions: Collection[int],
    programmes: Collection[int] = (),
    *,
    beside: bool = False,
) -> Act:
    """The new body gave these editions, and usually gives the honours of these programmes.

    It did so in the place of the other one, or `beside` it.
    """
    return _act(body, new, lambda thing: _split_body(thing, new, editions, programmes, beside=beside))


def _act(thing: Named, new: NewNamed, write: Callable[[Any], Sentences]) -> Act:
    return Act(f"拆分：“{thing}”分出“{new.name}”", lambda: write(as_it_is(thing)))


# --- Programmes ---------------------------------------------------------------------------------------


def _split_programme(thing: Programme, new: NewNamed, editions: Collection[int]) -> Sentences:
    going = _chosen(Edition.objects.filter(programme=thing), editions, thing)
    if len(going) == Edition.objects.filter(programme=thing).count():
        raise ValidationError(ALL_GO.format(thing))
    moved = list(Award.objects.filter(edition__in=going).order_by("pk").values_list("pk", flat=True))
    made, said = _made(Programme(code=new.code, level=thing.level), thing, new)
    used = Q(awards__edition__in=going) | Q(quotas__edition__in=going)
    tiers = thing.programme_tiers.filter(tier__in=Tier.objects.filter(used).values("pk"))
    for row in tiers if tiers.exists() else thing.programme_tiers.all():
        ProgrammeTier.objects.create(programme=made, tier=row.tier, letter=row.letter, position=row.position)
    for usual in thing.usual_issuers.all():
        ProgrammeIssuer.objects.create(programme=made, body=usual.body, position=usual.position)
    rounds = _short(Edition.objects.filter(pk__in=going).select_related("programme"))
    Edition.objects.filter(pk__in=going).update(programme=made)
    said += [
        f"{len(going)} 个届次的 {_counted(moved)}改属“{made}”：{rounds}。",
        f"级别、惯常发布机关和所用等次照“{thing}”的，不同的在新项目的页面改。",
        *_origins(thing, made, moved, ("programme", "title"), going),
        *renumber(Award.objects.filter(pk__in=moved)),
        f"所选届次的旧网址转到新项目的届次；“{thing}”的名称和网址不变，仍有其余的届次。",
    ]
    return said + _left_behind(thing)


# --- Tiers --------------------------------------------------------------------------------------------


def _split_tier(
    thing: Tier, new: NewNamed, editions: Collection[int], accessions: Sequence[str]
) -> Sentences:
    own = Award.objects.filter(tier=thing)
    alone = dict(own.filter(accession__in=accessions).values_list("accession", "pk"))
    if wrong := [each for each in accessions if each not in alone]:
        raise ValidationError(NOT_OF_TIER.format("、".join(wrong), thing))
    quotas = EditionQuota.objects.filter(tier=thing)
    known = Edition.objects.filter(Q(awards__tier=thing) | Q(quotas__tier=thing)).distinct()
    going = _chosen(known, editions, thing, may_be_none=bool(alone))
    whole = set(own.filter(edition__in=going).values_list("pk", flat=True))
    moved = sorted(whole | set(alone.values()))
    if len(moved) == own.count() and not quotas.exclude(edition__in=going).exists():
        raise ValidationError(ALL_GO.format(thing))
    made, said = _made(Tier(), thing, new)
    said.append(f"{_counted(moved)}的等次改为“{made}”。")
    touched = Programme.objects.filter(
        Q(editions__awards__in=moved) | Q(editions__quotas__tier=thing, editions__in=going)
    )
    rows = list(ProgrammeTier.objects.filter(tier=thing, programme__in=touched).select_related("programme"))
    Award.objects.filter(pk__in=moved).update(tier=made)
    number = quotas.filter(edition__in=going).update(tier=made)
    if number:
        said.append(f"{number} 个届次的公布数随之改到“{made}”。")
    again = [row.programme for row in rows if _give_letter(row, made, new, said)]
    parted = Edition.objects.filter(awards__in=set(alone.values()) - whole, quotas__tier=thing).distinct()
    if parted:
        said.append(f"只分出几个案例的届次，公布数仍在“{thing}”，请照文献在届次页面改好：{_short(parted)}。")
    said += _origins(thing, made, moved, ("tier",), going)
    said += renumber(Award.objects.filter(pk__in=moved, edition__programme__in=again))
    return [*said, f"“{thing}”的名称和取值不变，仍有其余的案例。", *_left_behind(thing)]


def _give_letter(row: ProgrammeTier, made: Tier, new: NewNamed, said: Sentences) -> bool:
    """In the programme the new tier takes over the letter of all that went, else it has one of its own.

    Whether it has one of its own, by which its awards are numbered.
    """
    programme = row.programme
    left = Award.objects.filter(tier=row.tier, edition__programme=programme).exists()
    if not left and not EditionQuota.objects.filter(tier=row.tier, edition__programme=programme).exists():
        ProgrammeTier.objects.filter(pk=row.pk).update(tier=made)
        said.append(f"“{programme}”的这一等次都改为“{made}”，编号字母 {row.letter} 和编号不变。")
        return False
    taken = set(programme.programme_tiers.values_list("letter", flat=True))
    wanted = [sign for sign in new.slug if sign in ALPHABET] + list(ALPHABET)
    letter = next((sign for sign in wanted if sign not in taken), "")
    if not letter:
        raise ValidationError(NO_LETTER_LEFT.format(programme))
    ProgrammeTier.objects.create(programme=programme, tier=made, letter=letter, position=row.position)
    said.append(f"在“{programme}”里，“{made}”的编号字母是 {letter}。")
    return True


# --- Bodies -------------------------------------------------------------------------------------------


def _split_body(
    thing: IssuingBody,
    new: NewNamed,
    editions: Collection[int],
    programmes: Collection[int],
    *,
    beside: bool,
) -> Sentences:
    issued = Edition.objects.filter(issuers__body=thing)
    usual = Programme.objects.filter(usual_issuers__body=thing)
    going = _chosen(issued, editions, thing, may_be_none=bool(programmes))
    going_usual = _chosen(usual, programmes, thing, may_be_none=True)
    if not beside and (len(going), len(going_usual)) == (issued.count(), usual.count()):
        raise ValidationError(ALL_GO.format(thing))
    made, said = _made(IssuingBody(kind=thing.kind, place=thing.place), thing, new)
    concerned = Award.objects.filter(Q(edition__in=going) | Q(edition__programme__in=going_usual))
    moved = list(concerned.order_by("pk").values_list("pk", flat=True))
    how = "也由“{}”联合发布" if beside else "的发布机关改为“{}”"
    for table, owner, chosen, label in (
        (EditionIssuer, "edition", going, "个届次"),
        (ProgrammeIssuer, "programme", going_usual, "个项目惯常"),
    ):
        rows: QuerySet[Any] = rows_of(table).filter(**{"body": thing, f"{owner}__in": chosen})
        if beside:
            for row in rows:
                wanted = {f"{owner}_id": getattr(row, f"{owner}_id"), "position": row.position}
                rows_of(table).create(body=made, **wanted)
        else:
            rows.update(body=made)
        if chosen:
            said.append(f"{len(chosen)} {label}{how.format(made)}。")
    awards = Award.objects.filter(edition__in=going)
    said += [
        f"涉及 {_counted(list(awards.values_list('pk', flat=True)))}。",
        f"机关种类、所属地区照“{thing}”的，不同的在新机关的页面改。",
        *_origins(thing, made, moved, ("issuing_body",), going),
        f"“{thing}”的名称和取值不变，仍有其余的届次。",
    ]
    return said + _left_behind(thing)


# --- What the three have in common ----------------------------------------------------------------------


def _chosen(
    known: QuerySet[Any], wanted: Collection[int], thing: Named, *, may_be_none: bool = False
) -> list[int]:
    """The primary keys of what was chosen, all of them the thing's still."""
    if not wanted and not may_be_none:
        raise ValidationError(NOTHING_GOES)
    found = sorted(set(known.filter(pk__in=wanted).order_by().values_list("pk", flat=True)))
    if len(found) < len(set(wanted)):
        raise ValidationError(MOVED_ON.format(thing))
    return found


def _made(row: Any, thing: Named, new: NewNamed) -> tuple[Any, Sentences]:  # noqa: ANN401 - a row of three tables
    """The new thing in the database with the names that it takes over, and what was done."""
    model = type(thing)
    names = PARTS[model]["names"]
    of_thing: QuerySet[Any] = rows_of(names).filter(**{names.part_of: thing})
    taken = list(of_thing.filter(name__in=new.names))
    if missing := set(new.names) - {each.name for each in taken}:
        raise ValidationError(NOT_ITS_NAME.format("、".join(sorted(missing)), thing))
    of_thing.filter(name=new.name).delete()
    former = PARTS[model]["former_slugs"]  # of a split that was undone: it leads to the new one again
    rows_of(former).filter(**{former.part_of: thing, "slug": new.slug}).delete()
    row.name, row.short_name, row.slug, row.position = new.name, new.short_name, new.slug, thing.position
    row.full_clean(validate_constraints=False)
    row.save()
    said = [f"新建{model._meta.verbose_name}“{row}”，标识 {row.slug}。"]
    kept = [each for each in taken if each.name != new.name]
    of_thing.filter(pk__in=[each.pk for each in kept]).update(**{names.part_of: row})
    if kept:
        called = "、".join(f"“{each.name}”" for each in kept)
        said.append(f"{called}改作“{row}”的其他名称，检索、读入公告时认作它。")
    return row, said


def _origins(
    thing: Named, made: Named, awards: Iterable[int], fields: Collection[str], editions: Collection[int]
) -> Sentences:
    """What documents print under the name of the thing stays said, and why it is the new one is, too."""
    read_facts_again(editions, FIELDS[type(thing)], thing.slug, made.slug)
    number = decide_origins(awards, fields, f"文献以“{thing}”称之，拆分时认定为“{made}”。")
    if not number:
        return []
    return [
        f"其中 {number} 个案例，文献印的或者按规则推断的仍是“{thing}”：取值依据记为人工判定，"
        "原来的依据保留、注明不采用的理由。"
    ]


def _left_behind(thing: Named) -> Sentences:
    """Queries that people keep go on naming what they named."""
    parameter = PARAMETERS[type(thing)]
    return [
        f"首页难题“{each}”按“{thing}”检索，从此不列分出的案例，请看检索条件要不要改。"
        for each in queries_with(parameter, thing.slug)
    ]


def _counted(awards: Collection[int]) -> str:
    published = Award.objects.filter(pk__in=awards, state=State.PUBLISHED).count()
    return f"{len(awards)} 个案例（其中已发布 {published} 个）"


def _short(rows: "QuerySet[Any]") -> str:
    found = [str(each) for each in rows[: LISTED + 1]]
    return "、".join(found[:LISTED]) + ("等" if len(found) > LISTED else "")
