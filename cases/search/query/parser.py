"""Parsing what a reader types into the search box. Nothing that can be typed is an error.

Blank: and. `|`: or, and it binds closer than the blank: `a b | c` is a and (b or c). A leading `-`
excludes all of its `|` group. AND, OR and NOT in capitals between words say the same, or and not as well
where no Latin words are on both sides. `"…"` (or “…”, 「…」) keeps a phrase with its blanks and punctuation,
for exact matches only. `标题:` and the like limit the one word or phrase behind them, `年度:` and the like
say what the catalogue says of a case; punctuation in front of them is a blank.
"""

import re
from dataclasses import dataclass, field

from cases.search import thresholds
from cases.search.query.query import FACET_NAMES, FIELD_NAMES, Query, QueryTerm
from cases.search.text.document import Field
from cases.search.text.normalisation import QUOTE, fold_text

_CLOSERS = {'"': '"＂', "＂": '"＂', "“": '”"＂', "”": '”“"', "「": "」", "『": "』"}
_OR = "|｜"
_MINUS = "-－−"
_COLONS = ":："
_SEPARATORS = r"\s,，;；、。/+&"


@dataclass(slots=True)
class _Token:
    """What one step of the scanner gives: a term, or an operator between terms."""

    term: QueryTerm | None = None
    is_or: bool = False
    is_minus: bool = False


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a term is limited to: a field of the text, or a facet of the catalogue."""

    field: Field | None = None
    facet: str = ""


_NO_LIMIT = _Limit()


@dataclass(slots=True)
class _Group:
    negative: bool = False
    terms: list[QueryTerm] = field(default_factory=list)
    excluded: list[QueryTerm] = field(default_factory=list)


def parse(typed: str) -> Query:
    """Parse any string; what is too long is cut, and `notes` say so in Chinese."""
    notes = []
    typed = _SURROGATES.sub("\ufffd", typed)  # no page and no database can hold half a character
    most_characters, most_terms = thresholds.QUERY_CHARACTERS.value, thresholds.QUERY_TERMS.value
    if len(typed) > most_characters:
        typed = typed[:most_characters]
        notes.append(f"检索词过长，只用了前 {most_characters} 个字。")
    groups = _groups(_Scanner(typed).tokens())
    kept, count = [], 0
    for group in groups:
        left = most_terms - count
        count += len(group.terms) + len(group.excluded)
        group.terms, group.excluded = group.terms[:left], group.excluded[: max(0, left - len(group.terms))]
        kept.append(group)
    if count > most_terms:
        notes.append(f"检索词过多，只用了前 {most_terms} 个。")
    required = dict.fromkeys(tuple(dict.fromkeys(group.terms)) for group in kept if group.terms)
    excluded = dict.fromkeys(term for group in kept for term in group.excluded)
    if typed.strip() and not required and not excluded:
        notes.append("没有可以检索的字，列出的是全部案例。")
    return Query(tuple(required), tuple(excluded), tuple(notes))


def _groups(tokens: list[_Token]) -> list[_Group]:
    groups: list[_Group] = []
    joined = negative = False
    for token in tokens:
        if token.is_or:
            joined = bool(groups)
        elif token.is_minus:
            negative = True
        elif token.term is not None:
            if not joined:
                groups.append(_Group(negative))
            group = groups[-1]
            (group.excluded if negative or group.negative else group.terms).append(token.term)
            joined = negative = False
    return groups


class _Scanner:
    """Scans the typed characters once."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._at = 0

    def tokens(self) -> list[_Token]:
        tokens = []
        while self._at < len(self._typed):
            token = self._next()
            if token is not None:
                tokens.append(token)
        return tokens

    def _next(self) -> _Token | None:
        character = self._typed[self._at]
        separated = _BEFORE_FIELD.match(self._typed, self._at)
        if character.isspace() or separated:
            self._at = separated.end() if separated else self._at + 1
            return None
        if character in _OR:
            self._at += 1
            return _Token(is_or=True)
        if character in _MINUS:
            self._at += 1
            return _Token(is_minus=True) if not self._at_boundary(self._at) else None
        if logic := self._logic():
            self._at = logic.end()
            return _Token(is_or=logic[1].upper() == "OR", is_minus=logic[1].upper() == "NOT")
        limit = self._field()
        return self._phrase(limit) or self._word(limit)

    def _logic(self) -> re.Match[str] | None:
        """AND, OR or NOT between words; in small letters where it cannot be one of several Latin words."""
        typed, at = self._typed, self._at
        logic = _BETWEEN_WORDS.match(typed, at) if at else _NOT.match(typed)
        if logic is None or logic[1].isupper():
            return logic
        beside = (typed[:at].rstrip()[-1:], typed[logic.end()])
        return None if all(_LATIN.fullmatch(character) for character in beside if character) else logic

    def _field(self) -> _Limit:
        """Read `标题:` and the blanks behind it, when something follows."""
        match = _FIELD.match(self._typed, self._at)
        if match is None or self._at_boundary(match.end()):
            return _NO_LIMIT
        self._at = match.end()
        name = fold_text(match[1])
        return _Limit(FIELD_NAMES.get(name), FACET_NAMES.get(name, ""))

    def _phrase(self, limit: _Limit) -> _Token | None:
        """Read a phrase in quotation marks; marks that are part of a longer word do not make one."""
        start = self._at + 1
        closers = _CLOSERS.get(self._typed[self._at])
        ends = [end for end in (self._typed.find(mark, start) for mark in closers or "") if end >= 0]
        if not ends:
            return None
        end = min(ends)
        inside = self._typed[start:end]
        glued = not self._at_boundary(end + 1)
        if glued and not any(character.isspace() or character in _OR for character in inside):
            return None
        self._at = end + 1
        return _term_token(inside, limit, quoted=True)

    def _word(self, limit: _Limit) -> _Token | None:
        start = self._at
        while not self._at_boundary(self._at):
            self._at += 1
        word = self._typed[start : self._at]
        if fold_text(word).count(QUOTE) % 2:  # a lone mark at an end is a slip of the finger
            word = word.strip(_MARKS)
        return _term_token(word, limit, quoted=False)

    def _at_boundary(self, at: int) -> bool:
        if at >= len(self._typed) or self._typed[at].isspace() or self._typed[at] in _OR:
            return True
        return _BEFORE_FIELD.match(self._typed, at) is not None


def _term_token(typed: str, limit: _Limit, *, quoted: bool) -> _Token | None:
    line = " ".join(typed.split())
    text = fold_text(line)
    shown = "".join(character for character in line if character.isprintable())
    return _Token(QueryTerm(shown, text, limit.field, quoted, limit.facet)) if text.strip(QUOTE) else None


_TRADITIONAL = ("標題", "題名", "申報單位", "地區", "項目", "評選項目", "機制", "編號")
_NAMES = rf"({'|'.join((*FIELD_NAMES, *FACET_NAMES, *_TRADITIONAL))})[{_COLONS}]"
_FIELD = re.compile(rf"{_NAMES}[ \u3000]*", re.IGNORECASE)
_BEFORE_FIELD = re.compile(rf"[{_SEPARATORS}]+(?=[{_MINUS}]?{_NAMES})", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"(?<=\s)(AND|OR|NOT|or|not)\s+(?=\S)")
_NOT = re.compile(r"(NOT|not)\s+(?=\S)")
_LATIN = re.compile(r"[0-9a-zA-Z]")
_MARKS = "\"＂“”„‟‘’'「」『』"
_SURROGATES = re.compile("[\ud800-\udfff]")
