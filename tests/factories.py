"""Plain functions that put a small, coherent library into the test database.

Everything made here keeps the invariants of the models: what an award or a coding says stands in
its source at the offsets it gives. Arguments are keywords; any further field of the model can be given.
"""

import hashlib
import itertools
from typing import Any

from cases.choices import Confidence, State
from cases.models import (
    Attribution,
    Award,
    Coding,
    Division,
    Edition,
    Mechanism,
    MechanismName,
    Source,
)

_numbers = itertools.count(1)

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


def make_edition(*, programme: str = "sqzl", year: int | None = 2014, **fields: Any) -> Edition:
    """The edition of that programme and year, made when it is not there yet."""
    defaults = {"issuing_body": "mca", **fields}
    return Edition.objects.get_or_create(programme=programme, year=year, defaults=defaults)[0]


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
    term = Mechanism.objects.create(name=name, slug=slug or f"term-{next(_numbers)}", **fields)
    for other in names:
        MechanismName.objects.create(mechanism=term, name=other)
    return term


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
    """A published award, printed at the end of `source` (a new one unless given): title, then `text`.

    `number` ends the accession number; the next free one unless given, or the `rank`.
    """
    edition = fields.pop("edition", None) or make_edition(programme=programme, year=year)
    source = source or make_source()
    start = len(source.text)
    paragraphs = text.split("\n") if text else []
    fields.setdefault("accession", _accession(edition, tier, number or fields.get("rank")))
    fields.setdefault("state", State.PUBLISHED)
    _print_in(source, "\n".join([title, *paragraphs]) + "\n")
    starts, offset = [], start + len(title) + 1
    for paragraph in paragraphs:
        starts.append(offset)
        offset += len(paragraph) + 1
    return Award.objects.create(
        edition=edition,
        source=source,
        start=start,
        end=offset - 1,
        tier=tier,
        title=title,
        text=text,
        paragraph_starts=starts,
        **fields,
    )


def _accession(edition: Edition, tier: str, number: int | None) -> str:
    prefix = f"{edition.year or 0:04}-{edition.programme}-{tier[0]}"
    if number is not None:
        return f"{prefix}{number:02}"
    taken = set(Award.objects.filter(accession__startswith=prefix).values_list("accession", flat=True))
    return next(name for n in itertools.count(1) if (name := f"{prefix}{n:02}") not in taken)


def _print_in(source: Source, printed: str) -> None:
    """Append to the document, past the model: a source that awards quote refuses to change."""
    source.text += printed
    source.body_end = len(source.text)
    Source.objects.filter(pk=source.pk).update(text=source.text, body_end=source.body_end)


def make_coding(
    award: Award, mechanism: Mechanism | None = None, *, evidence: str = "", **fields: Any
) -> Coding:
    """An accepted coding whose evidence is the first occurrence of `evidence` in the award's passage.

    Without `evidence`: the award's first paragraph.
    """
    evidence = evidence or award.text.split("\n")[0]
    start = award.source.text.index(evidence, award.start, award.end)
    defaults = {"confidence": Confidence.HIGH, "state": "accepted", "coder": "编码员甲"}
    return Coding.objects.create(
        award=award,
        mechanism=mechanism or make_mechanism(f"机制{next(_numbers)}"),
        start=start,
        end=start + len(evidence),
        **{**defaults, **fields},
    )


def make_attribution(award: Award, field: str, *, rule: str = "", **fields: Any) -> Attribution:
    """Where `field` of the award comes from: inferred by `rule`, else printed in its heading line."""
    if not rule:
        fields.setdefault("start", award.start)
        fields.setdefault("end", award.start + len(award.title))
    return Attribution.objects.create(award=award, field=field, rule=rule, **fields)
