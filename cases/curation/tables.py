"""What must hold of the tables that all awards draw on: each row for itself, and no circles among them.

A row that is saved is checked by its `clean`. These are for rows that were written in bulk.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.models import (
    Division,
    Edition,
    EditionFact,
    EditionQuota,
    IssuingBody,
    IssuingBodyName,
    Mechanism,
    MechanismName,
    Programme,
    ProgrammeName,
    Source,
    SourceFact,
    Succession,
    Tier,
    TierName,
    WorkProblem,
)
from cases.models.named import Named, OtherName
from cases.models.slugs import Slugged
from cases.models.writing import Public
from cases.readers.rules import RULES

RULES_OF_QUOTAS = {rule.id for rule in RULES.values() if rule.field in {"declared", "any"}}


def problems_of_table(model: type[Public]) -> list[str]:
    """What is wrong with the rows of a table and with those that hang on them, in Chinese."""
    check = CHECKS.get(model)
    return [*(check() if check is not None else ()), *_slugs_of_two(model)]


def _slugs_of_two(model: type[Public]) -> Iterator[str]:
    """A slug of today that was another one's: addresses cannot lead to both."""
    if issubclass(model, Slugged):
        things: QuerySet[Any] = model._default_manager.order_by("slug")  # the columns are the subclasses'
        rows = things.filter(slug__in=things.order_by().values("former_slugs__slug"))
        for slug in rows.values_list("slug", flat=True):
            yield f"{model._meta.verbose_name} {slug}：这个标识同时是一个条目的原标识。"


def _divisions() -> Iterator[str]:
    parents = {pk: {parent} for pk, parent in Division.objects.values_list("pk", "parent") if parent}
    names = dict(Division.objects.values_list("pk", "key"))
    yield from (f"区划 {names[pk]}：上级形成了循环。" for pk in circling(parents))
    later = defaultdict(set)
    for before, after in Succession.objects.values_list("predecessor", "successor"):
        later[before].add(after)
    yield from (f"区划 {names[pk]}：区划沿革形成了循环。" for pk in circling(later))


def circling(links: Mapping[int, set[int]]) -> list[int]:
    """Those from which the links lead on without end: what is left when all ends are cut off."""
    left = {start: set(ends) for start, ends in links.items()}
    while ends := {start for start, further in left.items() if not further & left.keys()}:
        left = {start: further for start, further in left.items() if start not in ends}
    return sorted(left)


def _mechanisms() -> Iterator[str]:
    terms = {term.pk: term for term in Mechanism.objects.all()}
    broader = {term.pk: {term.broader_id} for term in terms.values() if term.broader_id}
    yield from (f"治理机制 {terms[pk].slug}：上位词形成了循环。" for pk in circling(broader))
    names = {term.name: term for term in terms.values()}
    for name in MechanismName.objects.filter(name__in=names).select_related("mechanism"):
        yield f"治理机制 {name.mechanism.slug}：近义词“{name}”本身就是术语。"


def _sources() -> Iterator[str]:
    for fact in SourceFact.objects.select_related("source").order_by("pk"):
        yield from _refusal(f"文献 {fact.source.slug} 的著录 {fact}", fact.clean)


def _editions() -> Iterator[str]:
    for fact in EditionFact.objects.select_related("edition__programme", "source").order_by("pk"):
        yield from _refusal(f"届次 {fact.edition} 的著录 {fact.label}", fact.clean)
    for quota in EditionQuota.objects.select_related(
        "edition__source", "edition__programme", "tier"
    ).order_by("pk"):
        yield from _refusal(f"届次 {quota.edition} 的公布数 {quota}", quota.clean)
        if quota.rule and quota.rule not in RULES_OF_QUOTAS:
            yield f"届次 {quota.edition} 的公布数 {quota}：没有“{quota.rule}”这条推定规则。"


def _problems() -> Iterator[str]:
    rows = list(WorkProblem.objects.order_by("pk").values_list("words", "query"))
    refusals = WorkProblem.refusals([query for _words, query in rows]) if rows else []
    for (words, _query), refusal in zip(rows, refusals, strict=True):
        if refusal:
            yield f"工作难题“{words}”：{refusal}"


def _names_of(table: type[Named], others: type[OtherName]) -> Callable[[], Iterator[str]]:
    """A printed name leads to one thing of the table: a document could mean either."""

    def check() -> Iterator[str]:
        owners = defaultdict(set)
        for name, slug in table._default_manager.values_list("name", "slug"):
            owners[name].add(slug)
        for name, slug in others.printed().values_list("name", f"{others.part_of}__slug"):
            owners[name].add(slug)
        kind = table._meta.verbose_name
        for name, slugs in sorted(owners.items()):
            if len(slugs) > 1:
                yield f"{kind} {'、'.join(sorted(slugs))}：都以“{name}”印出，无法分清。"

    return check


def _refusal(where: str, check: Callable[[], None]) -> Iterable[str]:
    try:
        check()
    except ValidationError as error:
        return [f"{where}：{message}" for message in error.messages]
    return ()


CHECKS: Mapping[type[Public], Callable[[], Iterator[str]]] = {
    Division: _divisions,
    Edition: _editions,
    IssuingBody: _names_of(IssuingBody, IssuingBodyName),
    Programme: _names_of(Programme, ProgrammeName),
    Tier: _names_of(Tier, TierName),
    Mechanism: _mechanisms,
    WorkProblem: _problems,
    Source: _sources,
}
