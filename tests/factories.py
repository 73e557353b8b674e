"""Plain functions that put a small, coherent library into the test database.

Everything made here is as true as what readers see: what an award or a coding says stands in its source
at the offsets it gives, and each value of a published award says where it comes from. Arguments are
keywords; any further field of the model can be given.
"""

import hashlib
import itertools
from typing import Any

from cases.choices import Confidence, State
from cases.curation.checks import moved_away
from cases.language.quantities import ends_of
from cases.models import (
    Award,
    Coder,
    Coding,
    CodingScheme,
    Division,
    Edition,
    KeyFigure,
    Mechanism,
    MechanismName,
    Source,
    Succession,
)
from cases.models.writing import writing
from tests.origins import explain, print_in
from tests.replay import replayed
from tests.vocabularies import give_tier, make_edition, make_tier

_numbers = itertools.count(1)

CODER = "甲编码、乙复核"
FIGURES = "全区搭建居民议事平台1667个,登记社会组织1010家,投入7.1亿元。"
TEXT = "建立居民议事会,推动社区协商。\n由政府购买服务,培育社会组织。"


def make_source(*, slug: str = "", title: str = "", text: str = "", **fields: Any) -> Source:
    """A source document whose body is the whole of `text`, which opens with its title unless given."""
    slug = slug or f"source-{next(_numbers)}"
    text = text or f"{title or '关于公布结果的通知'}\n"
    defaults = {
        "file_name": f"{slug}.txt",
        "sha256": hashlib.sha256(f"{slug}\n{text}".encode()).hexdigest(),
        "title": title or _first_line(text[fields.get("body_start", 0) :]) or _first_line(text),
        "publisher": "民政部",
        "publisher_reason": "网页的域名。",
        "date_reason": "网页的属性。",
        "kind": "notice",
        "body_start": 0,
        "body_end": len(text),
    }
    return Source.objects.create(slug=slug, text=text, **{**defaults, **fields})


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


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


def make_scheme(name: str = "参与动机", *, slug: str = "motives", **fields: Any) -> CodingScheme:
    """A coding scheme beside that of the mechanisms, which readers do not see unless `is_released`."""
    return CodingScheme.objects.create(name=name, slug=slug, **fields)


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
        print_in(source, "\n".join([heading, *paragraphs]) + "\n")
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
        print_in(source, f"{applicant}\n")
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
    """Rank and title in the first line, the applicant in another."""
    return "\n".join(filter(None, [title if rank is None else f"{rank}、{title}", applicant]))


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


def _accession(edition: Edition, tier: str, number: int | None) -> str:
    prefix = Award(edition=edition, tier=make_tier(tier)).beginning()
    if number is not None:
        return f"{prefix}{number:02}"
    taken = set(Award.objects.filter(accession__startswith=prefix).values_list("accession", flat=True))
    return next(name for n in itertools.count(1) if (name := f"{prefix}{n:02}") not in taken)


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


def make_figure(award: Award | None = None, *, evidence: str = "", **fields: Any) -> KeyFigure:
    """An accepted key figure: 1010 社会组织, unless `evidence` and further words of the award are given."""
    award = award or make_award(text=f"{TEXT}\n{FIGURES}")
    evidence = evidence or "社会组织1010家"
    start = award.source.text.index(evidence, award.start, award.end)
    defaults = {"number": "1010", "unit": "家", "counted": "社会组织", "state": "accepted"} | fields
    value, upper = ends_of(defaults["number"]) or (0, None)
    defaults = {"value": value, "upper": upper, "subject": defaults["counted"]} | defaults
    with writing():
        coder = defaults.pop("coder", None) or make_coder()
        return KeyFigure.objects.create(
            award=award, start=start, end=start + len(evidence), coder=coder, **defaults
        )


def make_coder(name: str = CODER) -> Coder:
    """The method of that name, made when it is not there yet."""
    return Coder.objects.get_or_create(name=name)[0]
