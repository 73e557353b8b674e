"""Plain functions that put a small, coherent library into the test database.

Everything made here is as true as what readers see: what an award or a coding says stands in its source
at the offsets it gives, and each value of a published award says where it comes from. Arguments are
keywords; any further field of the model can be given.
"""

import hashlib
import itertools
from typing import Any

from django.db.models import Model, QuerySet

from cases.choices import Confidence, State
from cases.curation.checks import moved_away, names_of_place, whole_awards
from cases.curation.inferences import inferred_value
from cases.curation.readings import disagreement, printed_vocabulary
from cases.curation.whole_award import OWN, WholeAward
from cases.fields import WITH_ORIGIN
from cases.models import (
    Attribution,
    Award,
    Coder,
    Coding,
    Division,
    Edition,
    Mechanism,
    MechanismName,
    Revision,
    Source,
    Succession,
)
from cases.models.writing import writing
from cases.readers.printed_vocabulary import PrintedVocabulary
from tests.replay import replayed
from tests.vocabularies import give_tier, make_edition, make_tier

_numbers = itertools.count(1)

CODER = "甲编码、乙复核"
TEXT = "建立居民议事会,推动社区协商。\n由政府购买服务,培育社会组织。"


def make_source(*, slug: str = "", text: str = "关于公布结果的通知\n", **fields: Any) -> Source:
    """A source document whose body is the whole of `text`."""
    slug = slug or f"source-{next(_numbers)}"
    defaults = {
        "file_name": f"{slug}.txt",
        "sha256": hashlib.sha256(f"{slug}\n{text}".encode()).hexdigest(),
        "title": f"关于公布结果的通知({slug})",
        "publisher": "民政部",
        "kind": "notice",
        "body_start": 0,
        "body_end": len(text),
    }
    return Source.objects.create(slug=slug, text=text, **{**defaults, **fields})


def make_renamed_city() -> Division:
    """襄城区, which has never changed, in what was 襄樊市 until 2009 and is 襄阳市 since."""
    hubei = make_division("湖北省", code="420000", region="central")
    made = {"code": "420600", "level": "prefecture", "parent": hubei}
    make_division("襄樊市", key="420600-2009", last_year=2009, **made)
    return make_division("襄城区", code="420602", parent=make_division("襄阳市", first_year=2010, **made))


def make_division(
    name: str = "太仓市", *, level: str = "", parent: Division | None = None, **fields: Any
) -> Division:
    """A division in force; a province without `parent`, else a county unless `level` says otherwise."""
    level = level or ("county" if parent else "province")
    key = fields.pop("key", "") or fields.get("code") or f"x-{next(_numbers)}"
    if level == "province":
        fields.setdefault("region", "east")
    return Division.objects.create(key=key, name=name, level=level, parent=parent, **fields)


def make_mechanism(
    name: str = "社区协商", *, slug: str = "", names: tuple[str, ...] = (), **fields: Any
) -> Mechanism:
    """A term of the vocabulary with its other names."""
    fields.setdefault("definition", f"{name}的定义。")
    with writing():
        term = Mechanism.objects.create(name=name, slug=slug or f"term-{next(_numbers)}", **fields)
        for other in names:
            MechanismName.objects.create(mechanism=term, name=other)
    return term


@replayed
def make_award(
    *,
    title: str = "社区协商共治",
    text: str = TEXT,
    programme: str = "sqzl",
    year: int | None = 2014,
    tier: str = "winner",
    number: int | None = None,
    source: Source | None = None,
    **fields: Any,
) -> Award:
    """A published award, printed at the end of `source` (a new one unless given): heading, then `text`.

    `number` ends the accession number; the next free one unless given, or the `rank`. Behind the award the
    source prints what it says of it and what stands nowhere in it yet; a draft has no origins.
    """
    edition = fields.pop("edition", None) or make_edition(programme=programme, year=year)
    with writing():
        of_edition = edition.programme.programme_tiers
        if not of_edition.filter(tier=make_tier(tier)).exists():
            give_tier(edition.programme, tier, tier[0])
        if fields.get("place_now") is not None:
            fields.setdefault("place_then", fields["place_now"])
            _succeed(fields["place_then"], fields["place_now"])
        source = source or make_source()
        start = len(source.text)
        paragraphs = text.split("\n") if text else []
        fields.setdefault("accession", _accession(edition, tier, number or fields.get("rank")))
        heading = _heading(title, fields.get("applicant", ""), fields.get("rank"))
        _print_in(source, "\n".join([heading, *paragraphs]) + "\n")
        starts, offset = [], start + len(heading) + 1
        for paragraph in paragraphs:
            starts.append(offset)
            offset += len(paragraph) + 1
        return _make(
            edition=edition,
            source=source,
            start=start,
            end=offset - 1,
            tier=make_tier(tier),
            title=title,
            text=text,
            paragraph_starts=starts,
            **fields,
        )


@replayed
def make_listed_award(
    *, applicant: str = "广东省深圳市宝安区西乡街道桃源村", place_then: Division | None = None, **fields: Any
) -> Award:
    """A published award as a mere list prints it: neither title nor text, only who was honoured and where."""
    edition = fields.pop("edition", None) or make_edition(programme="jczl", year=2021)
    with writing():
        source = fields.pop("source", None) or make_source(kind="list")
        tier = fields.pop("tier", "typical")
        fields.setdefault("accession", _accession(edition, tier, fields.get("rank")))
        place, start = place_then or make_baoan(), len(source.text)
        fields = {"start": start, "end": start + len(applicant), "place_now": place, **fields}
        _print_in(source, f"{applicant}\n")
        return _make(
            edition=edition,
            source=source,
            tier=make_tier(tier),
            applicant=applicant,
            place_then=place,
            **fields,
        )


def _succeed(then: Division | None, now: Division) -> None:
    """Say that the one became the other, unless it follows already."""
    if moved_away([Award(pk=0, place_then=then, place_now=now)]):
        Succession.objects.create(predecessor=then, successor=now)


def _heading(title: str, applicant: str, rank: int | None) -> str:
    """Title, rank and applicant, a line each."""
    return "\n".join(filter(None, [title, "" if rank is None else str(rank), applicant]))


def _make(**fields: Any) -> Award:
    """The award with these fields, published and explained unless `state` says otherwise."""
    award = Award.objects.create(**{"state": State.PUBLISHED, **fields})
    if award.state == State.PUBLISHED:
        explain(award)
    return award


def make_awards(count: int, **fields: Any) -> list[Award]:
    """So many awards with these fields, all written together."""
    with writing():
        return [make_award(**fields) for _ in range(count)]


def make_baoan() -> Division:
    """宝安区 in 深圳市 in 广东省, made when it is not there yet."""
    known = Division.objects.filter(code="440306").first()
    if known is not None:
        return known
    province = make_division("广东省", code="440000")
    city = make_division("深圳市", code="440300", level="prefecture", parent=province)
    return make_division("宝安区", code="440306", parent=city)


def explain(award: Award) -> None:
    """Say of each value of the award where it comes from, unless that is said already."""
    known = set(award.attributions.values_list("field", flat=True))
    names, places = printed_vocabulary(), names_of_place(award)
    unexplained = [each for each in WITH_ORIGIN if each.name not in known]
    values = {each.name: each.value_in(award) if each.lookup else places[each.name] for each in unexplained}
    missing = {name: value for name, value in values.items() if value not in (None, "")}
    with writing():
        rows = [
            Attribution(award=award, field=name, **_origin(award, name, value, names))
            for name, value in missing.items()
            if name not in RULED
        ]
        _print_in(award.source)
        last = max((row.end for row in rows if row.field in OWN and row.end), default=award.end)
        if last > award.end:  # printed behind it just now: its own words nevertheless
            award.end = last
            award.save()
        Attribution.objects.bulk_create(rows)
        if ruled := RULED & missing.keys():
            [whole] = whole_awards([award.pk])
            Attribution.objects.bulk_create(
                Attribution(award=award, field=name, **_rule(name, missing[name], whole))
                for name in sorted(ruled)
            )


def change(award: Award, **values: Any) -> None:
    """Give the award other values, a tier by its slug, and say anew where they come from: one change."""
    if "tier" in values:
        values["tier"] = make_tier(values["tier"])
    with writing():
        award.attributions.filter(field__in=values).delete()
        for name, value in values.items():
            setattr(award, name, value)
        award.save()
        explain(award)


RULED = {"applicant_level", "applicant_kind", "applicant_organ", "setting"}
READ = "编者通读原文后判定。"


def _rule(field: str, value: str | int, whole: WholeAward) -> dict[str, Any]:
    """The rule that gives the value, else the decision of a person."""
    inferred = inferred_value(field, whole)
    is_given = inferred is not None and inferred.value == value
    return {"rule": inferred.rule} if inferred and is_given else {"rule": "curated", "note": READ}


def _origin(award: Award, field: str, value: str | int, names: PrintedVocabulary) -> dict[str, Any]:
    start, end = _passage(award, field, value, names)
    return {"start": start, "end": end}


def _passage(award: Award, field: str, value: str | int, names: PrintedVocabulary) -> tuple[int, int]:
    """Where the source prints the value; written at its end, in memory, where it stands nowhere yet."""
    source, words = award.source, _words(field, value, names)
    start = source.text.find(words, award.start if field in OWN else 0)
    others = list(source.awards.exclude(pk=award.pk).values_list("start", "end"))
    while start >= 0 and (
        disagreement(field, value, source, (start, start + len(words)), names)
        or any(low < start + len(words) and start < high for low, high in others)
    ):
        start = source.text.find(words, start + 1)
    if start < 0:
        start = len(source.text)
        source.text += f"{words}{BEHIND.get(field, '')}\n"
    return start, start + len(words)


# What no heading prints: those that are printed behind an award are not above the next.
BEHIND = {"year": "年", "programme": "评选", "tier": "之一"}


def _words(field: str, value: str | int, names: PrintedVocabulary) -> str:
    return names.by_field[field].name_of(str(value)) if field in names.by_field else str(value)


def _accession(edition: Edition, tier: str, number: int | None) -> str:
    prefix = Award(edition=edition, tier=make_tier(tier)).beginning()
    if number is not None:
        return f"{prefix}{number:02}"
    taken = set(Award.objects.filter(accession__startswith=prefix).values_list("accession", flat=True))
    return next(name for n in itertools.count(1) if (name := f"{prefix}{n:02}") not in taken)


def _print_in(source: Source, printed: str = "") -> None:
    """Write the document with this more in its body, past the room: what awards quote refuses to change."""
    if printed:
        source.text += printed
        source.body_end = len(source.text)
    printed_now = {"text": source.text, "body_end": source.body_end}
    past_the_room(Source).filter(pk=source.pk).update(**printed_now)
    records = past_the_room(Revision).filter(table="source", thing=source.pk).order_by("pk")
    if (last := records.last()) is not None:  # as if the document had had these words from the beginning
        records.filter(pk=last.pk).update(after=last.after | printed_now)


def passage_in(source: Source, words: str) -> dict[str, int]:
    """Where the document prints the words: behind all else, if nowhere yet."""
    if words not in source.text:
        _print_in(source, f"{words}\n")
    start = source.text.index(words)
    return {"start": start, "end": start + len(words)}


def past_the_room(model: type[Model]) -> QuerySet[Any]:
    """Rows that can be written without any check: what somebody could do with SQL."""
    return QuerySet(model)


def make_coding(
    award: Award, mechanism: Mechanism | None = None, *, evidence: str = "", coder: str = CODER, **fields: Any
) -> Coding:
    """An accepted coding whose evidence is the first occurrence of `evidence` in the award's passage.

    Without `evidence`: the award's first paragraph. `coder` is the name of a method.
    """
    evidence = evidence or award.text.split("\n")[0]
    start = award.source.text.index(evidence, award.start, award.end)
    defaults = {"confidence": Confidence.HIGH, "state": "accepted"}
    with writing():
        return Coding.objects.create(
            award=award,
            mechanism=mechanism or make_mechanism(f"机制{next(_numbers)}"),
            start=start,
            end=start + len(evidence),
            coder=make_coder(coder),
            **{**defaults, **fields},
        )


def make_coder(name: str = CODER) -> Coder:
    """The method of that name, made when it is not there yet."""
    return Coder.objects.get_or_create(name=name)[0]


def make_attribution(award: Award, field: str, *, rule: str = "", **fields: Any) -> Attribution:
    """Where `field` of the award comes from, in place of what was said before: `rule`, else a passage."""
    if not rule and "start" not in fields:
        [whole] = whole_awards([award.pk])
        fields["start"], fields["end"] = _passage(award, field, whole.value(field), whole.names)
        _print_in(award.source)
    if rule == "curated":
        fields.setdefault("note", READ)
    values = {"start": None, "end": None, "note": "", **fields, "rule": rule}
    return Attribution.objects.update_or_create(award=award, field=field, defaults=values)[0]
