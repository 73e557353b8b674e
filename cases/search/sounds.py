"""Beyond the letter: pinyin and initials of mechanisms, places and titles."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from cases.search.document import Field
from cases.search.expansion import Expansion, Level, Sources, Strength, always
from cases.search.fold import QUOTE, fold_text
from cases.search.letters import Ids, union
from cases.search.lexicon import Lexicon, Name
from cases.search.pinyin import SYLLABLES, initials, readings, runs, syllables
from cases.search.protocols import Reason
from cases.search.query import Query, Term

_TYPED = re.compile(rf"[a-zü{QUOTE}-]{{1,60}}")  # the apostrophe of xi'an folds to a quotation mark
_PARTING = str.maketrans("", "", QUOTE + "-")
_SHORTEST_LETTERS = 3
_SHORTEST_PINYIN = 4
_SHORTEST_BEGINNING = 4  # initials of a name's first part; whole names may have three
_SHORTEST_INSIDE = 6  # initials anywhere in a title
_SHORTEST_WORD = 2  # characters
_MOST_TITLES = 50  # titles read to learn what the initials stand for


def joined(query: Query) -> Query:
    """The query with neighbouring words of whole syllables as one: san she is sanshe."""
    groups: list[tuple[Term, ...]] = []
    for group in query.groups:
        if groups and _is_spelt(group) and _is_spelt(groups[-1]):
            word = groups.pop()[0].typed + group[0].typed
            group = (Term(word, fold_text(word)),)
        groups.append(group)
    return replace(query, groups=tuple(groups))


def _is_spelt(group: tuple[Term, ...]) -> bool:
    """Whether a group is a single word, free and bare, that can be read as pinyin to the end."""
    term = group[0]
    if len(group) > 1 or term.quoted or term.field:
        return False
    letters = _letters(term, shortest=1)
    return bool(letters) and any(SYLLABLES.issuperset(parts) for parts in _readings(letters))


def pinyin(term: Term, sources: Sources) -> Iterator[Expansion]:
    """`sanshe` for 三社联动, `suzhou` for 苏州: whole names, or half of one and more."""
    typed = _letters(term)
    if len(typed) < _SHORTEST_PINYIN:
        return
    for parts in _readings(typed):
        for name in sources.lexicon.by_first_syllable.get(parts[0], ()):
            if _begins(name, parts) and _is_wanted(name, term.field):
                yield _named(name, name.name[: len(parts)], term, sources, Strength.PINYIN)
        if len(parts) >= _SHORTEST_WORD and term.field in (None, Field.TITLE):
            found = sources.letters.title_syllables(parts)
            yield Expansion(found, Strength.PINYIN, Level.TITLE, _read_in_title(parts, term, sources))


def first_letters(term: Term, sources: Sources) -> Iterator[Expansion]:
    """`mqlsh` for 民情理事会: whole names, beginnings of mechanisms, and what titles begin with."""
    typed = _letters(term)
    if not typed:
        return
    for name in sources.lexicon.by_initials.get(typed, ()):
        if _is_wanted(name, term.field):
            yield _named(name, name.name, term, sources, Strength.INITIALS)
    if len(typed) < _SHORTEST_BEGINNING:
        return
    for name in sources.lexicon.mechanism_names_with_initials(typed):
        if _is_wanted(name, term.field) and name.initials != typed:
            yield _named(name, name.name, term, sources, Strength.INITIALS)
    if term.field in (None, Field.TITLE):
        yield from _in_titles(typed, term, sources)


def _letters(term: Term, shortest: int = _SHORTEST_LETTERS) -> str:
    if len(term.text) < shortest or not _TYPED.fullmatch(term.text):
        return ""
    return term.text.translate(_PARTING).replace("ü", "v")


def _readings(letters: str) -> list[tuple[str, ...]]:
    """The ways to read them; lyu, as passports have it, is lü, but canyu is can yu."""
    return readings(letters) or readings(letters.replace("lyu", "lv").replace("nyu", "nv"))


def _begins(name: Name, parts: tuple[str, ...]) -> bool:
    """Whether the name is read so, whole, or at least half of it and two syllables."""
    count = len(parts)
    if name.syllables == parts:
        return True
    return (
        _SHORTEST_WORD <= count <= len(name.syllables) <= 2 * count
        and name.syllables[: count - 1] == parts[:-1]
        and name.syllables[count - 1].startswith(parts[-1])
    )


def _is_wanted(name: Name, limit: Field | None) -> bool:
    return limit is None or (limit is Field.PLACE and name.kind == "place")


def _named(name: Name, word: str, term: Term, sources: Sources, strength: Strength) -> Expansion:
    """What the name, typed in Chinese, would find: its cases, and where the word stands."""
    if name.kind == "mechanism":
        slugs, level = _meant(name, word, sources.lexicon), Level.MECHANISM
        ids = union(sources.having("mechanism", slug) for slug in slugs)
        shown = sources.lexicon.mechanisms[slugs[0]].name if slugs else word
    else:
        ids, level = _of_place(name.key, sources), Level.PLACE
        shown = sources.lexicon.path(name.key)
    standing = sources.letters.standing(word, term.field) if len(word) > 1 else ids
    sign = "拼音" if strength is Strength.PINYIN else "首字母"

    def reason(number: int) -> Reason:
        return Reason("pinyin", f"{sign}:{term.typed} → {shown if number in ids else word}")

    return Expansion(union([ids, standing]), strength, level, reason, (word,))


def _meant(name: Name, word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The terms that the word means, which is the name of one or its beginning."""
    if lexicon.is_for_the_most_part(name.key, name.name, word):
        return (name.key,)
    return lexicon.mechanisms_named(word)


def _of_place(key: str, sources: Sources) -> Ids:
    today = () if sources.lexicon.has_heir_of_name(key) else sources.lexicon.today(key)
    return union([sources.having("place_then", key), *(sources.having("place", now) for now in today)])


def _in_titles(typed: str, term: Term, sources: Sources) -> Iterator[Expansion]:
    found = sources.letters.title_initials(typed, at_start=len(typed) < _SHORTEST_INSIDE)
    titles = sources.letters.text.texts(found[:_MOST_TITLES], Field.TITLE)
    words = dict.fromkeys(word for title in titles.values() for word in _words_with_initials(title, typed))
    for word in words:
        ids = sources.letters.standing(word, term.field)
        reason = always("pinyin", f"首字母:{term.typed} → {word}")
        yield Expansion(ids, Strength.INITIALS, Level.TITLE, reason, (word,))
    yield Expansion(found, Strength.INITIALS, Level.TITLE, always("pinyin", f"首字母:{term.typed}"))


def _words_with_initials(title: str, typed: str) -> Iterator[str]:
    for run in runs(title):
        letters = initials(run)
        at = letters.find(typed)
        while at >= 0 and len(letters) == len(run):
            yield run[at : at + len(typed)]
            at = letters.find(typed, at + 1)


def _read_in_title(parts: tuple[str, ...], term: Term, sources: Sources) -> Callable[[int], Reason]:
    """`拼音:minqing → 民情`: what the title prints where it is read so."""

    def reason(number: int) -> Reason:
        title = sources.letters.text.texts([number], Field.TITLE).get(number, "")
        read = next(filter(None, (_printed_as(parts, run) for run in runs(title))), None)
        return Reason("pinyin", f"拼音:{term.typed} → {read}" if read else f"拼音:{term.typed}")

    return reason


def _printed_as(parts: tuple[str, ...], run: str) -> str | None:
    """The part of a run that is read so; a syllable is one character, letters and digits are themselves."""
    read = syllables(run)
    lengths = [len(part) if part in run else 1 for part in read]
    for at in range(len(read) - len(parts) + 1):
        ahead = read[at : at + len(parts)]
        if ahead[:-1] == parts[:-1] and ahead[-1].startswith(parts[-1]):
            start = sum(lengths[:at])
            return run[start : start + sum(lengths[at : at + len(parts)])]
    return None
