"""Beyond the letter: pinyin and initials of mechanisms, places and titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from cases.language.pinyin import SYLLABLES, initials, readings, runs, syllables
from cases.search.expansion.coverage import of_place
from cases.search.expansion.expansion import Expansion, Level, Sources, Strength, always
from cases.search.protocols import Reason
from cases.search.query.lexicon import Lexicon, Name
from cases.search.query.parser import Query, Term
from cases.search.text.document import Field
from cases.search.text.exact_match import union
from cases.search.text.normalisation import QUOTE, fold_text

_TYPED = re.compile(rf"[a-zü{QUOTE}-]{{1,60}}")  # the apostrophe of xi'an folds to a quotation mark
_PARTING = str.maketrans("", "", QUOTE + "-")
_SHORTEST_LETTERS = 3
_SHORTEST_PINYIN = 4
_SHORTEST_BEGINNING = 4  # initials of a name's first part; whole names may have three
_SHORTEST_INSIDE = 6  # initials anywhere in a title
_SHORTEST_WORD = 2  # characters
_MOST_GAPS = 4  # between words in pinyin that are tried with and without
_MOST_TITLES = 50  # titles read to learn what the initials stand for


def joined(query: Query) -> Iterator[Query]:
    """The query with neighbouring words of whole syllables as one, san she as sanshe, the fewest words first.

    Of `nan jing xieshang` it gives nanjingxieshang, nan jingxieshang, nanjing xieshang.
    """
    spelt = [_is_spelt(group) for group in query.groups]
    gaps = [at for at in range(1, len(spelt)) if spelt[at - 1] and spelt[at]][:_MOST_GAPS]
    for kept in sorted(product([False, True], repeat=len(gaps)), key=sum):
        closed = {gap for gap, is_kept in zip(gaps, kept, strict=True) if not is_kept}
        if closed:
            yield replace(query, groups=tuple(_closing(closed, query.groups)))


def _closing(closed: set[int], groups: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """The groups, some of them run together with the one before."""
    found: list[tuple[Term, ...]] = []
    for at, group in enumerate(groups):
        if at in closed:
            word = found.pop()[0].typed + group[0].typed
            group = (Term(word, fold_text(word)),)
        found.append(group)
    return found


def _is_spelt(group: tuple[Term, ...]) -> bool:
    """Whether a group is a single word, free and bare, that can be read as pinyin to the end."""
    term = group[0]
    if len(group) > 1 or term.quoted or term.field:
        return False
    letters = letters_of(term, shortest=1)
    return bool(letters) and any(SYLLABLES.issuperset(parts) for parts in readings_of(letters))


def pinyin(term: Term, sources: Sources) -> Iterator[Expansion]:
    """`sanshe` for 三社联动, `suzhou` for 苏州: whole names, or half of one and more."""
    typed = letters_of(term)
    if len(typed) < _SHORTEST_PINYIN:
        return
    for parts in readings_of(typed):
        for name in sources.lexicon.by_first_syllable.get(parts[0], ()):
            if _begins(name, parts) and _is_wanted(name, term.field):
                strength = Strength.PINYIN if name.syllables == parts else Strength.PINYIN_BEGUN
                yield from _named(name, name.name[: len(parts)], term, sources, strength)
        if len(parts) >= _SHORTEST_WORD and term.field in (None, Field.TITLE):
            yield from _read_in_titles(parts, term, sources)


def first_letters(term: Term, sources: Sources) -> Iterator[Expansion]:
    """`mqlsh` for 民情理事会: whole names, beginnings of mechanisms, and what titles begin with."""
    typed = letters_of(term)
    if not typed:
        return
    for name in sources.lexicon.by_initials.get(typed, ()):
        if _is_wanted(name, term.field):
            yield from _named(name, name.name, term, sources, Strength.INITIALS)
    if len(typed) < _SHORTEST_BEGINNING:
        return
    for name in sources.lexicon.mechanism_names_with_initials(typed):
        if _is_wanted(name, term.field) and name.initials != typed:
            yield from _named(name, name.name, term, sources, Strength.INITIALS)
    if term.field in (None, Field.TITLE):
        yield from _in_titles(typed, term, sources)


def letters_of(term: Term, shortest: int = _SHORTEST_LETTERS) -> str:
    """The letters that may be pinyin or initials, without marks between syllables; none of other words."""
    if len(term.text) < shortest or not _TYPED.fullmatch(term.text):
        return ""
    return term.text.translate(_PARTING).replace("ü", "v")


def readings_of(letters: str) -> list[tuple[str, ...]]:
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
        and _ends(name.syllables[count - 1], parts[-1])
    )


def _ends(syllable: str, typed: str) -> bool:
    """Whether the last syllable is the one typed, or one that was only begun: ji is no jian."""
    return syllable == typed or (typed not in SYLLABLES and syllable.startswith(typed))


def _is_wanted(name: Name, limit: Field | None) -> bool:
    return limit is None or (limit is Field.PLACE and name.kind == "place")


def _named(name: Name, word: str, term: Term, sources: Sources, strength: Strength) -> Iterator[Expansion]:
    """What the name, typed in Chinese, would find: its cases, and where the word stands, titles first."""
    if name.kind == "mechanism":
        slugs, level = _meant(name, word, sources.lexicon), Level.MECHANISM
        ids = union(sources.having("mechanism", slug) for slug in slugs)
        shown = sources.lexicon.mechanisms[slugs[0]].name if slugs else word
    else:
        slugs, ids, level = (), of_place(name.key, sources), Level.PLACE
        shown = sources.lexicon.path(name.key)
    standing = sources.letters.standing(word, term.field) if len(word) > 1 else ids
    sign = "首字母" if strength is Strength.INITIALS else "拼音"

    def reason(number: int) -> Reason:
        meant = shown + _narrower(slugs, number, sources) if number in ids else word
        return Reason("pinyin", f"{sign}:{term.typed} → {meant}")

    if len(word) > 1 and term.field in (None, Field.TITLE):
        titled = sources.letters.standing(word, Field.TITLE)
        printed = always("pinyin", f"{sign}:{term.typed} → {word}")
        yield Expansion(titled, strength, Level.TITLE, printed, (word,))
    yield Expansion(ids, strength, level, reason, (word,))
    yield Expansion(standing - ids, strength, Level.TEXT, reason, (word,))


def _narrower(slugs: tuple[str, ...], number: int, sources: Sources) -> str:
    """`(下位词:社区协商)` where a case is coded with a narrower term of what is meant, the deepest first."""
    below = (slug for above in slugs for slug in reversed(sources.lexicon.narrower(above)))
    for slug in below:
        if number in sources.having("mechanism", slug):
            return f"(下位词:{sources.lexicon.mechanisms[slug].name})"
    return ""


def _meant(name: Name, word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The terms that the word means, which is the name of one or its beginning."""
    if lexicon.is_for_the_most_part(name.key, name.name, word):
        return (name.key,)
    return lexicon.mechanisms_named(word)


def _in_titles(typed: str, term: Term, sources: Sources) -> Iterator[Expansion]:
    found = sources.letters.title_initials(typed, at_start=len(typed) < _SHORTEST_INSIDE)
    titles = sources.letters.text.texts(found[:_MOST_TITLES], Field.TITLE)
    words = dict.fromkeys(word for title in titles.values() for word in _words_with_initials(title, typed))
    for word in words:
        reason = always("pinyin", f"首字母:{term.typed} → {word}")
        titled = sources.letters.standing(word, Field.TITLE)
        yield Expansion(titled, Strength.INITIALS, Level.TITLE, reason, (word,))
        ids = sources.letters.standing(word, term.field)
        yield Expansion(ids, Strength.INITIALS, Level.TEXT, reason, (word,))
    yield Expansion(found, Strength.INITIALS, Level.TITLE, always("pinyin", f"首字母:{term.typed}"))


def _words_with_initials(title: str, typed: str) -> Iterator[str]:
    for run in runs(title):
        letters = initials(run)
        at = letters.find(typed)
        while at >= 0 and len(letters) == len(run):
            yield run[at : at + len(typed)]
            at = letters.find(typed, at + 1)


def _read_in_titles(parts: tuple[str, ...], term: Term, sources: Sources) -> Iterator[Expansion]:
    """The titles with words that are read so, and the texts in which those words stand."""
    found = sources.letters.title_syllables(parts)

    def reason(number: int) -> Reason:
        read = _words_read(parts, sources.letters.text.texts([number], Field.TITLE).get(number, ""))
        return Reason("pinyin", f"拼音:{term.typed} → {read[0]}" if read else f"拼音:{term.typed}")

    yield Expansion(found, Strength.PINYIN, Level.TITLE, reason)
    titles = sources.letters.text.texts(found[:_MOST_TITLES], Field.TITLE)
    for word in dict.fromkeys(word for title in titles.values() for word in _words_read(parts, title)):
        printed = always("pinyin", f"拼音:{term.typed} → {word}")
        ids = sources.letters.standing(word, term.field)
        yield Expansion(ids, Strength.PINYIN, Level.TEXT, printed, (word,))


def _words_read(parts: tuple[str, ...], title: str) -> list[str]:
    """What the title prints where it is read so: 民情 for min qing."""
    return list(filter(None, (_printed_as(parts, run) for run in runs(title))))


def _printed_as(parts: tuple[str, ...], run: str) -> str | None:
    """The part of a run that is read so; a syllable is one character, letters and digits are themselves."""
    read = syllables(run)
    lengths = [len(part) if part in run else 1 for part in read]
    for at in range(len(read) - len(parts) + 1):
        ahead = read[at : at + len(parts)]
        if ahead[:-1] == parts[:-1] and _ends(ahead[-1], parts[-1]):
            start = sum(lengths[:at])
            return run[start : start + sum(lengths[at : at + len(parts)])]
    return None
