"""What is known of a document that came in: what it prints with its passage, what a person said, or nothing.

Nothing is guessed: what neither prints nor says is asked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cases.choices import SourceKind
from cases.imports.receiving import ImportRefused
from cases.library.snapshots.editions import COUNTED
from cases.readers.records import (
    SEVERAL,
    Document,
    Form,
    Inferred,
    Printed,
    SaidOfEdition,
    SourceEntry,
)
from cases.readers.rules import CURATED
from cases.vocabulary import NAMED
from cases.years import FIRST_YEAR, LAST_YEAR

Facts = dict[str, dict[str, Any]]
SAID = "原文没有印出，导入时由编目人员写明。"
PUBLISHERS = (
    "来源",
    "信息来源",
    "文章来源",
    "发布机构",
    "期刊",
)  # labels of who published it, the first counts
KIND_OF_FORM = {
    Form.NOTICE: SourceKind.NOTICE,
    Form.RANKED_LIST: SourceKind.LIST,
    Form.CASES: SourceKind.REPOST,
    Form.ARTICLE: SourceKind.ARTICLE,
    Form.REPORT: SourceKind.REPORT,
}
# By the word that a title ends in: official papers of every name are kept as 通知, the only such kind.
KIND_OF_TITLE = {
    re.compile(r"(?:通知|通告|公告|公示|通报|决定|批复|意见|办法|的函)$"): SourceKind.NOTICE,
    re.compile(r"(?:名单|名录|榜单|一览表)$"): SourceKind.LIST,
}
_COUNT = "[0-9一二三四五六七八九十百]{1,4}"
_BATCH, _ROUND = re.compile(f"第{_COUNT}批"), re.compile(f"第{_COUNT}届")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a document; empty is: nothing. Vocabularies by slugs, dates as ISO dates.

    `no_year`: the document prints none, and the awards shall have none.
    """

    title: str = ""
    title_reason: str = ""
    publisher: str = ""
    publisher_reason: str = ""
    date_signed: str = ""
    date_published: str = ""
    date_reason: str = ""
    url: str = ""
    kind: str = ""
    form: str = ""
    slug: str = ""
    file_name: str = ""
    note: str = ""
    programme: str = ""
    year: int | None = None
    no_year: bool = False
    tier: str = ""
    issuers: tuple[str, ...] = ()
    batch: str = ""
    round: str = ""

    def of_edition(self) -> SaidOfEdition:
        """What of it completes the awards while they are read."""
        return SaidOfEdition(
            programme=Inferred(self.programme, CURATED, SAID) if self.programme else None,
            year=Inferred(self.year, CURATED, SAID) if self.year is not None else None,
            issuing_body=Inferred(SEVERAL.join(self.issuers), CURATED, SAID) if self.issuers else None,
            tier=Inferred(self.tier, CURATED, SAID) if self.tier else None,
        )


NOTHING_SAID = Said()


def refuse_unknown(said: Said) -> None:
    """Raise ImportRefused for slugs that no table has, and for years that no award can have."""
    wanted = {"programme": [said.programme], "tier": [said.tier], "issuing_body": list(said.issuers)}
    wrong = []
    for field, slugs in wanted.items():
        table = NAMED[field][0]
        known = set(table._default_manager.values_list("slug", flat=True))
        unknown = [slug for slug in slugs if slug and slug not in known]
        wrong += [f"没有标识为 {slug} 的{table._meta.verbose_name}，请先在编目后台添上。" for slug in unknown]
    if said.year is not None and not FIRST_YEAR <= said.year <= LAST_YEAR:
        wrong.append(f"年度应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
    if wrong:
        raise ImportRefused(wrong)


def said_in(facts: Mapping[str, Mapping[str, Any]]) -> Said:
    """What a person said, as the facts of an intake keep it."""
    kept = {name: fact["value"] for name, fact in facts.items() if fact.get("said")}
    return Said(**{**kept, "issuers": tuple(kept.get("issuers", ()))})


def facts_of(document: Document, text: str, said: Said) -> Facts:
    """All that is known, each value with its passage or the reason for it."""
    facts = dict(_printed(document, text))
    if (kind := _kind(document)) is not None:
        facts["kind"] = kind
    for each in fields(said):
        value = getattr(said, each.name)
        if value not in ("", None, (), False):
            kept = list(value) if isinstance(value, tuple) else value
            facts[each.name] = {"value": kept, **_origin(each.name, kept, document, text), "said": True}
    return facts


def _origin(name: str, value: object, document: Document, text: str) -> dict[str, Any]:
    """Where what a person says is printed, or the reason that is recorded for it."""
    settled = {
        "programme": document.said.programme,
        "year": document.said.year,
        "issuers": document.said.issuing_body,
        "tier": document.said.tier,
    }
    if (known := settled.get(name)) is not None:
        return {key: each for key, each in _fact(known, None).items() if key != "value"}
    if name in COUNTED and isinstance(value, str) and (start := text.find(value)) >= 0:
        return {"start": start, "end": start + len(value)}
    return {"reason": SAID}


def _kind(document: Document) -> dict[str, Any] | None:
    """What kind of document it is by its title, else by its form; of a list that is not called so nothing."""
    title = document.title.value.rstrip("》”）)") if document.title is not None else ""
    named = next((kind for form, kind in KIND_OF_TITLE.items() if form.search(title)), None)
    if named is not None:
        return {"value": str(named), "reason": "按标题所称。"}
    if document.form in (None, Form.LIST):
        return None
    kind = KIND_OF_FORM[document.form]
    return {"value": str(kind), "reason": f"按文献的形式（{kind.label}）。"}


def _printed(document: Document, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    edition, title = document.edition, document.title
    values: dict[str, Printed[Any] | Inferred[Any] | None] = {
        "title": title,
        "date_signed": document.date_signed,
        "date_published": document.date_published,
        "programme": edition.programme,
        "year": edition.year,
        "publisher": _publisher(document),
        "batch": _counted(_BATCH, title, text),
        "round": _counted(_ROUND, title, text),
    }
    for name, value in values.items():
        if value is not None:
            yield name, _fact(value, value.value)
    if edition.issuing_body is not None:
        yield "issuers", _fact(edition.issuing_body, edition.issuing_body.value.split(SEVERAL))


def _fact(value: Printed[Any] | Inferred[Any], plain: object) -> dict[str, Any]:
    plain = plain.isoformat() if isinstance(plain, date) else plain
    if isinstance(value, Printed):
        return {"value": plain, "start": value.start, "end": value.end}
    return {"value": plain, "reason": value.note or value.rule}


def _publisher(document: Document) -> Printed[str] | None:
    for label in PUBLISHERS:
        for fact in document.facts:
            if fact.label == label:
                return Printed(fact.value, fact.start, fact.end)
    return None


def _counted(form: re.Pattern[str], title: Printed[str] | None, text: str) -> Printed[str] | None:
    """第三批, 第九届 in the title, as they are printed."""
    match = form.search(text, title.start, title.end) if title is not None else None
    return Printed(match[0], match.start(), match.end()) if match else None


def entry_of(facts: Mapping[str, Mapping[str, Any]], form: Form | None, sha256: str) -> SourceEntry:
    """What the register says of a document, of one that came in."""
    value = {name: fact["value"] for name, fact in facts.items()}
    return SourceEntry(
        slug=value["slug"],
        file=value["file_name"],
        sha256=sha256,
        kind=value.get("kind", SourceKind.LIST),
        form=form or Form.LIST,
        title=value.get("title", ""),
        title_reason=value.get("title_reason", ""),
        publisher=value.get("publisher", ""),
        publisher_reason=value.get("publisher_reason", ""),
        date_signed=_date(value.get("date_signed")),
        date_published=_date(value.get("date_published")),
        date_reason=value.get("date_reason", ""),
        url_original=value.get("url", ""),
        note=value.get("note", ""),
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
