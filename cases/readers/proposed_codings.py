"""Mechanisms that the words of an award name, each with its evidence: proposals for a person, never codings.

The rules are those of `docs/coding-guide.md` as far as words can tell them. Whoever reads hands over the
terms, from the curated files or the database.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.language.word_tables import words_of_kind
from cases.places.folding import fold
from cases.readers.passages import PrintedLine
from cases.readers.records import AwardRecord, Printed

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n]+")
_NUMBER = re.compile(r"\s*[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]+\s*")
_NEGATED = re.compile(r"没有|尚未|尚无|未能|缺乏|缺少|不是|并非|而非|不再|取消|难以")
_MISSED = re.compile(r"[^、]{0,4}?(?:不足|不够|缺失|薄弱|不高|乏力)")
# An effect is no measure: 增强了居民参与的积极性, 居民参与热情.
_EFFECT = re.compile(r"(?:增强|提高|提升|调动|激发|改善|增进)了")
_QUALITY = re.compile(r"的?(?:热情|积极性|主动性|能动性|意识)")
_NO_MECHANISMS = words_of_kind("no_mechanisms", "no-mechanism")
MOST_CLAUSES = 3  # so many support one term
WORD_RULES = "按词语提议"  # the coder of what these rules propose
WORD_RULES_DESCRIPTION = "导入时按治理机制的名称和别名在原文中找到的依据，逐条由人审定后才算数。"


@dataclass(frozen=True, slots=True)
class MechanismWords:
    """A mechanism with the words that lead to it and those that look like it and are something else."""

    slug: str
    names: tuple[str, ...]
    contrasts: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedCoding:
    """A mechanism that a clause names. `start` to `end` is the clause in the source, `name` its words."""

    mechanism: str
    start: int
    end: int
    name: Printed[str]
    rule: str  # named-in-text, named-in-title

    @property
    def reason(self) -> str:
        """Why it is proposed, for the person who decides."""
        where = "正文" if self.rule == "named-in-text" else "标题"
        return f"{where}中有“{self.name.value}”。"


class CodingProposer:
    """The terms of a vocabulary, ready to be found in texts; a name of several terms leads to the first."""

    def __init__(self, terms: Iterable[MechanismWords]) -> None:
        self.terms = tuple(terms)
        self._terms: Mapping[str, MechanismWords] = {term.slug: term for term in self.terms}
        meanings: dict[str, str | None] = {}
        for term in self.terms:
            for name in term.names:
                meanings.setdefault(name, term.slug)
        for term in self.terms:
            for contrast in term.contrasts:
                meanings.setdefault(contrast, None)
        meanings |= dict.fromkeys(_NO_MECHANISMS)
        self._meanings = meanings
        self._pattern = re.compile("|".join(map(re.escape, sorted(meanings, key=len, reverse=True))))

    def proposed(self, title: PrintedLine | None, paragraphs: Sequence[PrintedLine]) -> list[ProposedCoding]:
        """The codings that the words suggest, by where they stand; the title only says what no text says."""
        said = self._enough([each for line in paragraphs for each in self._in_line(line, "named-in-text")])
        if title is not None:
            known = {each.mechanism for each in said}
            headed = self._enough(list(self._in_line(title, "named-in-title")))
            said += [each for each in headed if not self._says_less(each.mechanism, known)]
        return sorted(said, key=lambda each: (each.start, each.mechanism))

    def _in_line(self, line: PrintedLine, rule: str) -> Iterator[ProposedCoding]:
        folded = fold(line.text, frozenset())
        for clause in _CLAUSE.finditer(folded.text):
            number = _NUMBER.match(clause[0])
            begin = clause.start() + (number.end() if number else 0)
            for match in self._pattern.finditer(folded.text, begin, clause.end()):
                slug = self._meanings[match[0]]
                if slug is None or not self._is_meant(slug, match, folded.text[begin : clause.end()], begin):
                    continue
                start, end = (line.start + offset for offset in folded.printed_span(begin, clause.end()))
                first, last = folded.printed_span(*match.span())
                name = Printed(line.text[first:last], line.start + first, line.start + last)
                yield ProposedCoding(slug, start, end, name, rule)

    def _is_meant(self, slug: str, match: re.Match[str], clause: str, begin: int) -> bool:
        """Whether the clause says that the mechanism is used: nothing beside the name says otherwise."""
        before, behind = clause[: match.start() - begin], clause[match.end() - begin :]
        return not (
            any(word in clause and word not in match[0] for word in self._terms[slug].contrasts)
            or _NEGATED.search(before)
            or _MISSED.match(behind)
            or _EFFECT.search(before)
            or _QUALITY.match(behind)
        )

    def _enough(self, said: Sequence[ProposedCoding]) -> list[ProposedCoding]:
        """At most three clauses a term; a broader term beside a narrower one only by two clauses."""
        clauses: dict[str, dict[tuple[int, int], ProposedCoding]] = {}
        for each in said:
            clauses.setdefault(each.mechanism, {}).setdefault((each.start, each.end), each)
        implied = {above for slug in clauses for above in self._above(slug)}
        return [
            each
            for slug, found in clauses.items()
            if slug not in implied or len(found) > 1
            for each in list(found.values())[:MOST_CLAUSES]
        ]

    def _says_less(self, slug: str, known: set[str]) -> bool:
        """Whether the text says the same or something narrower already."""
        return slug in known or any(slug in self._above(other) for other in known)

    def _above(self, slug: str) -> Iterator[str]:
        seen = {slug}
        above = self._terms[slug].broader
        while above is not None and above in self._terms and above not in seen:
            seen.add(above)
            yield above
            above = self._terms[above].broader


def proposed_codings(record: AwardRecord, proposer: CodingProposer) -> list[ProposedCoding]:
    """What the words of an award as read suggest."""
    title = record.title if isinstance(record.title, Printed) else None
    heading = PrintedLine(title.start, title.end, title.value) if title is not None else None
    return proposer.proposed(heading, lines_of_text(record))


def lines_of_text(record: AwardRecord) -> list[PrintedLine]:
    """The paragraphs of an award as read, where they stand in the document."""
    starts = zip(record.paragraph_starts, record.text.split("\n"), strict=False)
    return [PrintedLine(start, start + len(text), text) for start, text in starts]
