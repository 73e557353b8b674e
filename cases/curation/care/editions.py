"""Editions of two programmes that become one: the same round, entered for both, is one round afterwards."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from cases.curation.care.acts import Sentences
from cases.models import Award, Edition, EditionQuota, Programme

SAID = {"source": "公布文件", "theme": "年度主题", "procedure": "遴选程序"}
DIFFERENT = (
    "“{}”与“{}”是同一届，两处写的不同，不能合并：{}。"
    "请先在届次页面把它们改成一样，或者把不对的一处清空；确是两批的，先写明批次，再合并。"
)


def join_editions(thing: Programme, into: Programme) -> Sentences:
    """Within a room: of each round that both have the awards and what is said go to that of `into`.

    ValidationError, which names what the two say differently, where they cannot both be true.
    """
    said = []
    for each in Edition.objects.filter(programme=thing).select_related("programme", "source"):
        same = Edition.objects.filter(programme=into, year=each.year, batch=each.batch, round=each.round)
        other = same.select_related("programme", "source").first()
        if other is None:
            continue
        if different := "；".join(_different(each, other)):
            raise ValidationError(DIFFERENT.format(each, other, different))
        number = Award.objects.filter(edition=each).update(edition=other)
        _pass_on(each, other)
        said.append(f"“{each}”的 {number} 个案例并入“{other}”，两处所写的相同，合为一届。")
    return said


def said_of_quota(quota: EditionQuota) -> tuple[object, ...]:
    """What it declares and by what: equal of one statement that was entered twice."""
    return (quota.declared, quota.start, quota.end, quota.rule)


def _different(one: Edition, other: Edition) -> Iterator[str]:
    """What both say, and say differently, with the words of each."""
    for name, label in SAID.items():
        here, there = getattr(one, name), getattr(other, name)
        if here and there and here != there:
            yield _beside(label, here, there)
    here, there = ([str(body) for body in each.bodies] for each in (one, other))
    if here and there and here != there:
        yield _beside("发布机关", "、".join(here), "、".join(there))
    quotas = {quota.tier_id: quota for quota in other.quotas.all()}
    for quota in one.quotas.select_related("tier"):
        known = quotas.get(quota.tier_id)
        if known is not None and said_of_quota(known) != said_of_quota(quota):
            yield _beside(f"{quota.tier}的公布数", quota.declared, known.declared)


def _beside(label: str, here: object, there: object) -> str:
    if str(here) == str(there):
        return f"{label}（都是“{_short(here)}”，原文的位置不同）"
    return f"{label}（“{_short(here)}”和“{_short(there)}”）"


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= 30 else f"{words[:30]}…"


def _pass_on(one: Edition, other: Edition) -> None:
    """What only the one says, the other says from now on."""
    for name in SAID:
        if not getattr(other, name) and getattr(one, name):
            setattr(other, name, getattr(one, name))
    other.save()
    if not other.bodies:
        one.issuers.update(edition=other)
    one.quotas.exclude(tier__in=other.quotas.values("tier")).update(edition=other)
    known = set(other.facts.values_list("label", "start"))
    facts = [fact.pk for fact in one.facts.all() if (fact.label, fact.start) not in known]
    one.facts.filter(pk__in=facts).update(edition=other)
    one.delete()
