"""The codebook: every column, every value of every vocabulary, every rule of inference; as page and CSV."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce

from cases.award_field import SEPARATOR
from cases.choices import Confidence, Qualifier, SourceKind, State
from cases.column import Column
from cases.fields import FIELDS
from cases.language.pinyin import syllables
from cases.models import Coder, Coding, CodingScheme, KeyFigure, Mechanism
from cases.models.scheme import MECHANISMS
from cases.readers.rules import RULES, Rule
from cases.records.figure_row import COLUMNS as FIGURE_COLUMNS
from cases.vocabulary import Vocabulary

# (column, label, values where the code fixes them): the vocabularies in the order of the columns.
VOCABULARIES: tuple[tuple[str, str, type[TextChoices] | None], ...] = (
    *((each.name, each.label, each.vocabulary) for each in FIELDS if each.vocabulary or each.is_curated),
    ("source_kind", "来源文献种类", SourceKind),
    ("confidence", "编码把握", Confidence),
    ("qualifier", "关键数字的限定", Qualifier),
)
# What a label alone leaves open, by column and value.
MEANINGS: dict[tuple[str, str], str] = {
    **{(each.name, value): meaning for each in FIELDS for value, meaning in each.meanings},
    ("confidence", "high"): "原文写出机制名称，或所写与定义逐字相合",
    ("confidence", "medium"): "须经一步解读，或依据只在标题",
    ("confidence", "low"): "只是触及，另一位编者可能不标",
    ("qualifier", "over"): "原文写有“余、多、超过”等字",
    ("qualifier", "at_least"): "原文写有“以上、不低于”等字",
    ("qualifier", "at_most"): "原文写有“以下、以内”等字",
}
# Of the rules that fill no one column.
RULE_LABELS = {"declared": "公布数", "place": "获评时区划", "any": "各项"}
SECTIONS = {
    "column": "列",
    "figure": "关键数字的列",
    "value": "取值",
    "mechanism": "治理机制",
    "scheme": "编码方案",
    "term": "编码项",
    "coder": "编码者",
    "rule": "推断规则",
}
COLUMNS = (
    Column("section", "类别", f"{'、'.join(SECTIONS)}：{'、'.join(SECTIONS.values())}"),
    Column("column", "列名", "所说的列，或者编码项所属的方案"),
    Column("value", "代码", "文件和网址里的写法"),
    Column("label", "名称", "中文名称"),
    Column("description", "含义", "定义或说明"),
    Column("other_names", "又称", f"其他名称，以“{SEPARATOR}”分隔"),
    Column("broader", "上级", "上级机制的代码"),
    Column("contrasts", "辨析", "容易混淆的说法，一行一条"),
)
HEADER = tuple(each.name for each in COLUMNS)


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A row of the codebook: what it is about, the machine's value, the Chinese label, the meaning.

    Terms also have other names, the slug of their broader term, and what they must not be confused with.
    """

    section: str
    column: str
    value: str
    label: str
    description: str = ""
    other_names: str = ""
    broader: str = ""
    contrasts: str = ""


def mechanisms() -> list[Mechanism]:
    """The vocabulary with all that a definition needs, by pinyin. Three queries."""
    return _by_pinyin(Mechanism.objects.of_mechanisms())


def further_schemes() -> list[tuple[CodingScheme, list[Mechanism]]]:
    """The other schemes that are released, each with its terms by pinyin. One query where there are none."""
    schemes = CodingScheme.objects.filter(is_released=True).exclude(slug=MECHANISMS)
    return [(scheme, _by_pinyin(Mechanism.objects.filter(scheme=scheme))) for scheme in schemes]


def _by_pinyin(terms: QuerySet[Mechanism]) -> list[Mechanism]:
    rows = terms.select_related("broader").prefetch_related("names", "contrasts")
    return sorted(rows, key=lambda term: (syllables(term.name), term.slug))


def coders() -> list[Coder]:
    """Of whom readers see something, with the number of those codings, and of key figures. One query."""
    public = {"award__state": State.PUBLISHED}
    rows = Coder.objects.shown().annotate(
        accepted=_number_of(Coding.objects.accepted().filter(**public)),
        counted=_number_of(KeyFigure.objects.accepted().filter(**public)),
    )
    return list(rows.order_by("name"))


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of the rows a coder has; each kind by itself: joined, each coding would meet each figure."""
    counted = rows.filter(coder=OuterRef("pk")).order_by().values("coder").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


@dataclass(frozen=True, slots=True)
class CodebookValue:
    """A value of a vocabulary; those that the curators own have other names."""

    value: str
    label: str
    meaning: str = ""
    other_names: tuple[str, ...] = ()


def values(column: str, choices: type[TextChoices] | None, vocabulary: Vocabulary) -> list[CodebookValue]:
    """The values of a vocabulary in their order."""
    if choices is None:
        named = vocabulary.values.get(column, {}).values()
        return [CodebookValue(each.slug, each.name, other_names=each.names) for each in named]
    return [
        CodebookValue(value, label, MEANINGS.get((column, value), "")) for value, label in choices.choices
    ]


def rule_label(rule: Rule) -> str:
    """The Chinese name of what the rule fills."""
    labels = {each.name: each.label for each in FIELDS} | RULE_LABELS
    return labels[rule.field]


def entries(vocabulary: Vocabulary) -> list[CodebookEntry]:
    """Every row of the codebook, section by section."""
    return all_entries(vocabulary, list(_entries_of_tables()))


def _entries_of_tables() -> Iterator[CodebookEntry]:
    """What stands in tables of its own: terms, further schemes with theirs, coders."""
    yield from map(term_entry, mechanisms())
    for scheme, terms in further_schemes():
        said = "\n".join(filter(None, [scheme.description, scheme.source_note]))
        yield CodebookEntry("scheme", "", scheme.slug, scheme.name, said)
        yield from (replace(term_entry(term), section="term", column=scheme.slug) for term in terms)
    coders = Coder.objects.shown().order_by("name")
    yield from (CodebookEntry("coder", "", coder.name, coder.kind, coder.description) for coder in coders)


def all_entries(vocabulary: Vocabulary, of_tables: list[CodebookEntry]) -> list[CodebookEntry]:
    """With these of terms, schemes and coders."""
    rows = [CodebookEntry("column", each.name, "", each.label, each.meaning) for each in FIELDS]
    rows += [CodebookEntry("figure", each.name, "", each.label, each.meaning) for each in FIGURE_COLUMNS]
    rows += [
        CodebookEntry("value", name, each.value, each.label, each.meaning, SEPARATOR.join(each.other_names))
        for name, _, choices in VOCABULARIES
        for each in values(name, choices, vocabulary)
    ]
    rows += of_tables
    return rows + [
        CodebookEntry("rule", rule.field, rule.id, rule_label(rule), rule.explanation)
        for rule in RULES.values()
    ]


def term_entry(term: Mechanism) -> CodebookEntry:
    return CodebookEntry(
        "mechanism",
        "mechanisms",
        term.slug,
        term.name,
        term.definition,
        SEPARATOR.join(other.name for other in term.names.all()),
        term.broader.slug if term.broader else "",
        "\n".join(f"{contrast.text}：{contrast.why}" for contrast in term.contrasts.all()),
    )
