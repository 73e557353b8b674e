"""What must hold of the tables that all awards draw on: each row for itself, and no circles among them.

A row that is saved is checked by its `clean`. These are for rows that were written in bulk.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from cases.characters import is_masked
from cases.curation.readings import printed_vocabulary, reading
from cases.curation.states import CHUNK
from cases.models import (
    Division,
    Edition,
    EditionFact,
    EditionQuota,
    FormerIssuingBodySlug,
    FormerProgrammeSlug,
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
from cases.models.mechanism import OTHER_SCHEME
from cases.models.named import Named, OtherName
from cases.models.slugs import Slugged
from cases.models.writing import Public
from cases.readers.dates import DATE, date_at
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.records import SEVERAL
from cases.readers.rules import RULES

LABELS_OF_FACTS = {"项目": "programme", "年度": "year", "发布机关": "issuing_body"}
WORDS_OF_EDITION = {"batch": "批次", "round": "届", "theme": "年度主题", "procedure": "遴选程序"}
SAID_OF_EDITION = ("theme", "procedure")  # in the body of a document; a count may stand in its title line
DATES = {"成文日期", "发布日期"}
RULES_OF_QUOTAS = {rule.id for rule in RULES.values() if rule.field in {"declared", "any"}}


def problems_of_table(model: type[Public], ids: Collection[int] | None = None) -> list[str]:
    """What is wrong with the rows of a table and with those that hang on them, in Chinese.

    Of sources, editions and problems only `ids` are asked, if given: what was false before is in no way.
    """
    if model in OF_EACH:
        wrong = OF_EACH[model](model._default_manager.all() if ids is None else _with(model, ids))
    else:
        wrong = CHECKS[model]() if model in CHECKS else iter(())
    return [*wrong, *_slugs_of_two(model)]


def _slugs_of_two(model: type[Public]) -> Iterator[str]:
    """A slug of today that was another one's: addresses cannot lead to both."""
    if issubclass(model, Slugged):
        things: QuerySet[Any] = model._default_manager.order_by("slug")  # the columns are the subclasses'
        rows = things.filter(slug__in=things.order_by().values("former_slugs__slug"))
        for slug in rows.values_list("slug", flat=True):
            yield f"{model._meta.verbose_name} {slug}：这个标识同时是一个条目的原标识。"


def _with(model: type[Public], ids: Collection[int]) -> QuerySet[Any]:
    return model._default_manager.filter(pk__in=ids)


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
    yield from (f"治理机制 {terms[pk].slug}：上级机制形成了循环。" for pk in circling(broader))
    names = {term.name: term for term in terms.values()}
    for name in MechanismName.objects.filter(name__in=names).select_related("mechanism"):
        yield f"治理机制 {name.mechanism.slug}：其他名称“{name}”本身就是治理机制的名称。"
    for term in terms.values():
        if term.broader_id and terms[term.broader_id].scheme_id != term.scheme_id:
            yield f"治理机制 {term.slug}：{OTHER_SCHEME}"


def _sources(asked: QuerySet[Any]) -> Iterator[str]:
    for source in asked.order_by("pk").iterator(CHUNK):
        yield from _refusal(f"文献 {source.slug}", source.refuse_unprinted)
    facts = SourceFact.objects.filter(source__in=asked).select_related("source")
    for fact in facts.order_by("pk"):
        yield from _refusal(f"文献 {fact.source.slug} 的信息 {fact}", fact.clean)


def _editions(asked: QuerySet[Any]) -> Iterator[str]:
    yield from _editions_of_one_address(asked)
    yield from _words_of_editions(asked)
    facts = EditionFact.objects.filter(edition__in=asked).select_related("edition__programme", "source")
    rows = list(facts.order_by("pk"))
    names, slugs = printed_vocabulary() if rows else None, _slugs_of_today() if rows else {}
    for fact in rows:
        where = f"届次 {fact.edition} 的信息 {fact.label}"
        refused = list(_refusal(where, fact.clean))
        yield from refused
        if not refused and names is not None and not _is_printed(fact, names, slugs):
            yield f"{where}：“{fact.value}”与原文“{fact.source.text[fact.start : fact.end]}”不符。"
    quotas = EditionQuota.objects.filter(edition__in=asked)
    for quota in quotas.select_related("edition__source", "edition__programme", "tier").order_by("pk"):
        yield from _refusal(f"届次 {quota.edition} 的公布数 {quota}", quota.clean)
        if quota.rule and quota.rule not in RULES_OF_QUOTAS:
            yield f"届次 {quota.edition} 的公布数 {quota}：没有“{quota.rule}”这条推断规则。"


def _problems(asked: QuerySet[Any]) -> Iterator[str]:
    rows = list(asked.order_by("pk").values_list("words", "query"))
    refusals = WorkProblem.refusals([query for _words, query in rows]) if rows else []
    for (words, _query), refusal in zip(rows, refusals, strict=True):
        if refusal:
            yield f"工作难题“{words}”：{refusal}"


def _editions_of_one_address(asked: QuerySet[Any]) -> Iterator[str]:
    """In addresses 第九届 and 第三批 stand together: of one of two editions there would be no page."""
    others = Edition.objects.filter(programme__in=asked.values("programme")).select_related("programme")
    by_address = defaultdict(list)
    for edition in others.order_by("pk"):
        by_address[edition.programme_id, edition.year, edition.count].append(edition)
    wanted = set(asked.order_by().values_list("pk", flat=True))
    for editions in by_address.values():
        if len(editions) > 1 and not wanted.isdisjoint(edition.pk for edition in editions):
            yield f"届次 {editions[0]}：同一年有两个届次的届和批次连起来一样，网址分不清。"


def _words_of_editions(asked: QuerySet[Any]) -> Iterator[str]:
    """What an edition prints stands in one of its documents, as soon as there is one."""
    for edition in asked.exclude(**dict.fromkeys(WORDS_OF_EDITION, "")).select_related("programme"):
        yield from _refusal(f"届次 {edition}", edition.clean)
        documents = Source.objects.filter(
            Q(editions=edition)
            | Q(awards__edition=edition)
            | Q(attestations__award__edition=edition)
            | Q(pk__in=EditionFact.objects.filter(edition=edition).values("source"))
        )
        yield from _other_than_its_facts(edition)
        if not documents.exists():
            continue
        length = F("body_end") - F("body_start")
        within_body = documents.annotate(body=Substr("text", F("body_start") + 1, length))
        for name, label in WORDS_OF_EDITION.items():
            value, within = getattr(edition, name), "body" if name in SAID_OF_EDITION else "text"
            if value and not within_body.filter(**{f"{within}__contains": value}).exists():
                where = "（只看正文）" if name in SAID_OF_EDITION else ""
                yield f"届次 {edition} 的{label}“{value}”在它的文献中没有印出{where}。"


def _other_than_its_facts(edition: Edition) -> Iterator[str]:
    """Where a fact of that name is recorded, with its passage, the edition says the same."""
    for name in SAID_OF_EDITION:
        value, label = getattr(edition, name), WORDS_OF_EDITION[name]
        recorded = edition.facts.filter(label=label).order_by("pk").values_list("value", flat=True)
        facts = list(recorded) if value else []
        if facts and _in_one_line(value) not in map(_in_one_line, facts):
            yield f"届次 {edition} 的{label}“{value}”与届次信息中的“{facts[0]}”不符，请改成一致。"


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _slugs_of_today() -> dict[str, str]:
    """Former slug → the one of today: a fact keeps the slug under which it was read."""
    rows = (
        *FormerProgrammeSlug.objects.values_list("slug", "programme__slug"),
        *FormerIssuingBodySlug.objects.values_list("slug", "body__slug"),
    )
    return dict(rows)


def _is_printed(fact: EditionFact, names: PrintedVocabulary, slugs: Mapping[str, str]) -> bool:
    """Whether the passage prints the fact: word for word, or what its words stand for."""
    words = fact.source.text[fact.start : fact.end]
    if is_masked(words) or _in_one_line(words) == _in_one_line(fact.value):
        return True
    if fact.label in LABELS_OF_FACTS:
        says = reading(LABELS_OF_FACTS[fact.label], fact.source, (fact.start, fact.end), names)
        return str(says) == SEVERAL.join(slugs.get(slug, slug) for slug in fact.value.split(SEVERAL))
    day = date_at(DATE.fullmatch(words)) if fact.label in DATES else None
    return day is not None and day.value.isoformat() == fact.value


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


OF_EACH: Mapping[type[Public], Callable[[QuerySet[Any]], Iterator[str]]] = {
    Edition: _editions,
    Source: _sources,
    WorkProblem: _problems,
}
CHECKS: Mapping[type[Public], Callable[[], Iterator[str]]] = {
    Division: _divisions,
    IssuingBody: _names_of(IssuingBody, IssuingBodyName),
    Programme: _names_of(Programme, ProgrammeName),
    Tier: _names_of(Tier, TierName),
    Mechanism: _mechanisms,
}
TABLES = (*CHECKS, *OF_EACH)
