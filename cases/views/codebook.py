"""The codebook: every column, every value of every vocabulary, every rule of inference; as page and CSV."""

import csv
import io
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    Confidence,
    IssuingBody,
    Programme,
    Region,
    Setting,
    SourceKind,
    Tier,
)
from cases.exports.csv import BOM, harmless
from cases.models import Mechanism
from cases.readers.rules import RULES
from cases.records import COLUMNS
from cases.search.pinyin import syllables
from cases.views.methods import read_only
from cases.views.page import CODEBOOK, Page, absolute

# (column, label, vocabulary): the closed vocabularies, in the order of the columns that use them.
VOCABULARIES: tuple[tuple[str, str, type[TextChoices]], ...] = (
    ("programme", "项目", Programme),
    ("issuing_body", "发布机关", IssuingBody),
    ("tier", "等次", Tier),
    ("applicant_level", "申报单位层级", ApplicantLevel),
    ("applicant_kind", "申报单位类型", ApplicantKind),
    ("setting", "城乡类型", Setting),
    ("region", "地区", Region),
    ("source_kind", "来源文献种类", SourceKind),
    ("confidence", "编码把握", Confidence),
)
HEADER = ("section", "column", "value", "label", "description")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the codebook: what it is about, the machine's value, the Chinese label, the meaning."""

    section: str
    column: str
    value: str
    label: str
    description: str = ""


@read_only
def codebook(request: HttpRequest) -> HttpResponse:
    labels = {column.name: column.label for column in COLUMNS}
    context = {
        "page": Page(CODEBOOK.name, CODEBOOK, absolute(request, CODEBOOK.url)),
        "columns": COLUMNS,
        "vocabularies": [(name, label, choices.choices) for name, label, choices in VOCABULARIES],
        "rules": [(rule, labels.get(rule.field, "公布数")) for rule in RULES.values()],
        "mechanisms": mechanisms(),
    }
    return render(request, "codebook/page.html", context)


@read_only
def codebook_csv(request: HttpRequest) -> HttpResponse:
    """Columns, vocabularies, mechanisms and rules in one table, in the CSV form of all exports."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for entry in entries():
        row = (entry.section, entry.column, entry.value, entry.label, entry.description)
        writer.writerow([harmless(cell) for cell in row])
    headers = {"Content-Disposition": 'attachment; filename="codebook.csv"'}
    return HttpResponse(
        BOM + text.getvalue().encode(), content_type="text/csv; charset=utf-8", headers=headers
    )


def mechanisms() -> list[Mechanism]:
    """The vocabulary with all that a definition needs, by pinyin. Three queries."""
    found = Mechanism.objects.select_related("broader").prefetch_related("names", "contrasts")
    return sorted(found, key=lambda term: syllables(term.name))


def entries() -> list[Entry]:
    """Every row of the codebook, section by section."""
    rows = [Entry("column", c.name, "", c.label, c.description) for c in COLUMNS]
    rows += [
        Entry("value", name, str(value), str(label))
        for name, _, choices in VOCABULARIES
        for value, label in choices.choices
    ]
    rows += [Entry("mechanism", "mechanisms", term.slug, term.name, term.definition) for term in mechanisms()]
    return rows + [Entry("rule", rule.field, rule.id, "", rule.explanation) for rule in RULES.values()]
