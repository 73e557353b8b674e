"""All that is known of one case as JSON: its values, where each comes from, its codings and its documents."""

from io import BytesIO
from typing import Any

from django.urls import reverse

from cases.award_field import SEPARATOR
from cases.column import Column
from cases.exports.case_list import below_the_site
from cases.exports.delivery import WholeFile
from cases.exports.download import Download
from cases.exports.file_names import file_names
from cases.fields import BY_NAME, FIELDS
from cases.index.index import Index
from cases.models import Attribution, Award, DataVersion
from cases.pages.case_reasons import InferredValue, reason
from cases.records.coding_row import coding_rows, released_terms
from cases.records.figure_row import figure_rows
from cases.records.json_item import columns, dump
from cases.records.record import Record

BEYOND = (
    Column("codings", "编码", "已采纳的编码，各项同 /codings.jsonl", "list"),
    Column("figures", "关键数字", "已采纳的关键数字，各项同 /figures.jsonl", "list"),
    Column("origins", "取值依据", "每项取值印在哪份文献的哪一段，或者按什么推断", "list"),
    Column("witnesses", "出处", "载有本案例的文献和其中的位置，主要来源在前", "list"),
)


def case_file(award: Award, record: Record, index: Index, origin: str) -> Download:
    """The file; the award must be fetched as its page needs it (`published_award`)."""
    version, name = index.version, record.name
    title = f"{record.id}_{name[:40]}"
    plain, chinese = file_names(record.id, title, "", "", None, index.day, version.number)

    def make() -> WholeFile:
        values = columns(record, origin) | {
            "codings": coding_rows([record], released_terms()).get(record.pk, []),
            "figures": figure_rows([record]).get(record.pk, []),
            "origins": [_origin(award, each, record, index) for each in award.attributions.all()],
            "witnesses": witnesses(award),
        }
        return WholeFile(BytesIO(dump(values) + b"\n"), 1)

    return Download(
        names=(f"{plain}.json", f"{chinese}.json"),
        content_type="application/json",
        decides=("case", record.id, version.token, DataVersion.current().token),  # the index may be behind
        version=version.number,
        day=index.day,
        words=f"{name}（{record.id}）",
        query="",
        page=below_the_site(reverse("case", args=[record.id])),
        columns=lambda: [
            *(Column(each.name, each.label, each.meaning, each.kind) for each in FIELDS),
            *BEYOND,
        ],
        make=make,
        kind="inline",
        is_streamed=False,
    )


def _origin(award: Award, each: Attribution, record: Record, index: Index) -> dict[str, Any]:
    """Where a value is printed, or why it is inferred; what is not adopted stands beside what is."""
    said = {"field": each.field, "adopted": each.counts, "note": each.note if each.differs else ""}
    if each.is_inferred:
        why = reason(each.rule, InferredValue(award, _label(each.field, record, index), each.note))
        return {**said, "kind": "inferred", "rule": each.rule, "reason": why}
    document = each.source or award.source
    words = document.text[each.start : each.end]
    place = {"source": document.slug, "start": each.start, "end": each.end, "words": words}
    return {**said, "kind": "printed", **place}


def _label(field: str, record: Record, index: Index) -> str:
    """The value in Chinese, as the reasons name it."""
    declared, value = BY_NAME[field], getattr(record, field)
    if declared.is_curated:
        slugs = str(value).split(SEPARATOR)
        return "、".join(index.vocabulary.label(field, slug) or slug for slug in slugs)
    return declared.label_of(value) or str(value)


def witnesses(award: Award) -> list[dict[str, Any]]:
    """The documents that attest the award: the main one, which gives the text, and the further ones."""
    passages = [(award.source.slug, award.start, award.end)]
    passages += [(each.source.slug, each.start, each.end) for each in award.attestations.all()]
    return [
        {"source": slug, "start": start, "end": end, "main": not number}
        for number, (slug, start, end) in enumerate(passages)
    ]
