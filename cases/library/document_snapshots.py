"""From a document as read to what the library keeps of it: the source, and the edition that it is about."""

from cases.library.snapshot import Snapshot
from cases.readers.records import Document, EditionFacts, Inferred, Printed, Quota, SourceEntry


def source_snapshot(entry: SourceEntry, document: Document) -> Snapshot:
    """The document as people registered it, with what it prints about itself; without its text."""
    return {
        "slug": entry.slug,
        "file_name": entry.file,
        "sha256": entry.sha256,
        "title": entry.title,
        "title_reason": entry.title_reason,
        "publisher": entry.publisher,
        "publisher_reason": entry.publisher_reason,
        "kind": entry.kind,
        "date_signed": str(entry.date_signed) if entry.date_signed else None,
        "date_published": str(entry.date_published) if entry.date_published else None,
        "date_reason": entry.date_reason,
        "url_original": entry.url_original,
        "body_start": document.body_start,
        "body_end": document.body_end,
        "note": entry.note,
        "facts": [
            {"label": fact.label, "value": fact.value, "start": fact.start, "end": fact.end}
            for fact in sorted(document.facts, key=lambda fact: (fact.start, fact.end, fact.label))
        ],
    }


def edition_snapshot(slug: str, document: Document) -> Snapshot:
    """The round of awards that the document of this slug is about."""
    edition = document.edition
    return {
        "programme": edition.programme.value if edition.programme else "",
        "year": edition.year.value if edition.year else None,
        "issuing_body": edition.issuing_body.value if edition.issuing_body else "",
        "theme": edition.theme.value if edition.theme else "",
        "procedure": edition.procedure.value if edition.procedure else "",
        "source": slug,
        "facts": _edition_facts(slug, edition),
        "quotas": sorted((_quota(quota) for quota in edition.quotas), key=lambda quota: quota["tier"]),
    }


def _edition_facts(slug: str, edition: EditionFacts) -> list[Snapshot]:
    labelled = {
        "项目": edition.programme,
        "年度": edition.year,
        "发布机关": edition.issuing_body,
        "年度主题": edition.theme,
        "遴选程序": edition.procedure,
        "成文日期": edition.date_signed,
        "发布日期": edition.date_published,
    }
    facts = [
        {"label": label, "value": str(value.value), "start": value.start, "end": value.end, "source": slug}
        for label, value in labelled.items()
        if isinstance(value, Printed)
    ]
    return sorted(facts, key=lambda fact: (fact["start"], fact["label"]))


def _quota(quota: Quota) -> Snapshot:
    declared = quota.declared
    quoted = {"tier": quota.tier, "declared": declared.value}
    if isinstance(declared, Inferred):
        return {**quoted, "start": None, "end": None, "rule": declared.rule}
    return {**quoted, "start": declared.start, "end": declared.end, "rule": ""}
