"""A parsed query: its terms, what they are limited to, and how the page says it in words."""

from dataclasses import dataclass, replace

from cases.search.text.document import Field

FIELD_NAMES = {
    "标题": Field.TITLE,
    "题名": Field.TITLE,
    "title": Field.TITLE,
    "正文": Field.TEXT,
    "申报单位": Field.APPLICANT,
    "地区": Field.PLACE,
}
FACET_NAMES = {
    "年度": "year",
    "年份": "year",
    "项目": "programme",
    "评选项目": "programme",
    "等次": "tier",
    "机制": "mechanism",
    "治理机制": "mechanism",
    "编号": "accession",
    "入库编号": "accession",
}
_FACET_LABELS = {facet: name for name, facet in reversed(FACET_NAMES.items())}
_FIELD_LABELS = {
    Field.TITLE: "标题",
    Field.APPLICANT: "申报单位",
    Field.PLACE: "地区",
    Field.TEXT: "正文",
    None: "全文",
}


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word or phrase. `typed` is as typed, `text` folded; `field` None means anywhere.

    With a `facet` it is a value of the catalogue instead, and of no text: 年度:2014.
    """

    typed: str
    text: str
    field: Field | None = None
    quoted: bool = False
    facet: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it may occur anywhere."""
        return self.field is None and not self.facet

    @property
    def description(self) -> str:
        """The term as the page says it: 标题含“协商”, 年度为“2014”."""
        return f"{self.label}{'为' if self.facet else '含'}“{self.typed}”"

    @property
    def negated(self) -> str:
        """What the page says of it where it is excluded."""
        return f"{self.label}{'不为' if self.facet else '不含'}“{self.typed}”"

    @property
    def label(self) -> str:
        """The field or facet that it is limited to, in Chinese."""
        return _FACET_LABELS[self.facet] if self.facet else _FIELD_LABELS[self.field]


@dataclass(frozen=True, slots=True)
class Query:
    """`groups` are all required, one alternative of each is enough; `excluded` terms must not match.

    `of_question` says that it is what was left of a question without its frame.
    """

    groups: tuple[tuple[QueryTerm, ...], ...] = ()
    excluded: tuple[QueryTerm, ...] = ()
    notes: tuple[str, ...] = ()
    of_question: bool = False

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)

    @property
    def terms(self) -> tuple[QueryTerm, ...]:
        """All terms that a case may match."""
        return tuple(term for group in self.groups for term in group)

    @property
    def has_quoted(self) -> bool:
        """Whether any term is to be matched exactly."""
        return any(term.quoted for term in self.terms)

    @property
    def description(self) -> str:
        """The whole query in Chinese, for readers to see how it was understood."""
        parts = ["或".join(term.description for term in group) for group in self.groups]
        if len(parts) + len(self.excluded) > 1:
            parts = [f"（{part}）" if "或" in part else part for part in parts]
        parts += [term.negated for term in self.excluded]
        return "，且".join(parts)

    def replacing(self, term: QueryTerm, other: QueryTerm) -> "Query":
        """The query with another term in the place of one of its required ones."""
        groups = (tuple(other if each == term else each for each in group) for group in self.groups)
        return replace(self, groups=tuple(groups))

    def without(self, term: QueryTerm) -> "Query":
        """The query without one of its terms."""
        groups = (tuple(other for other in group if other != term) for group in self.groups)
        kept = tuple(group for group in groups if group)
        return replace(self, groups=kept, excluded=tuple(other for other in self.excluded if other != term))
