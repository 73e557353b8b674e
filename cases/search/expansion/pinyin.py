"""Pinyin and initials of mechanisms, places and titles, and pinyin of any word of the texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pyroaring import FrozenBitMap

from cases.language.pinyin import SYLLABLES, characters_by_syllable, initials, readings, runs, syllables
from cases.search import thresholds
from cases.search.expansion.coverage import cases_of_place
from cases.search.expansion.expansion import Expansion, Level, SearchContext, Strength, same_reason
from cases.search.query.lexicon import Name, QueryLexicon
from cases.search.query.query import Query, QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import ExactMatcher, Ids, union
from cases.search.text.normalisation import QUOTE, fold_text

_TYPED = re.compile(rf"[a-zü{QUOTE}-]{{1,60}}")  # the apostrophe of xi'an folds to a quotation mark
_SEPARATORS = str.maketrans("", "", QUOTE + "-")


# --- A query in pinyin with blanks between its syllables ---


def joined_syllables(query: Query) -> Iterator[Query]:
    """The query with neighbouring words of whole syllables as one, san she as sanshe, the fewest words first.

    Of `nan jing xieshang` it gives nanjingxieshang, nan jingxieshang, nanjing xieshang.
    """
    spelt = [_is_spelt(group) for group in query.groups]
    between = (at for at in range(1, len(spelt)) if spelt[at - 1] and spelt[at])
    gaps = list(between)[: thresholds.PINYIN_GAPS.value]
    for kept in sorted(product([False, True], repeat=len(gaps)), key=sum):
        closed = {gap for gap, is_kept in zip(gaps, kept, strict=True) if not is_kept}
        if closed:
            yield replace(query, groups=tuple(_closing(closed, query.groups)))


def _closing(closed: set[int], groups: Sequence[tuple[QueryTerm, ...]]) -> list[tuple[QueryTerm, ...]]:
    """The groups, some of them joined to the one before."""
    joined: list[tuple[QueryTerm, ...]] = []
    for at, group in enumerate(groups):
        if at in closed:
            word = joined.pop()[0].typed + group[0].typed
            group = (QueryTerm(word, fold_text(word)),)
        joined.append(group)
    return joined


def _is_spelt(group: tuple[QueryTerm, ...]) -> bool:
    """Whether a group is a single word, free and bare, that can be read as pinyin to the end."""
    term = group[0]
    if len(group) > 1 or term.quoted or not term.is_free:
        return False
    letters = _letters_of(term, shortest=1)
    return bool(letters) and any(SYLLABLES.issuperset(pinyin) for pinyin in _readings_of(letters))


# --- Names of the vocabularies, and titles ---


def names(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """`sanshe` for 三社联动, `suzhou` for 苏州: whole names, or half of one and more."""
    typed = _letters_of(term)
    if len(typed) < thresholds.PINYIN_NAME_LETTERS.value:
        return
    for pinyin in _readings_of(typed):
        for name in context.lexicon.by_first_syllable.get(pinyin[0], ()):
            if _begins(name, pinyin) and _is_wanted(name, term.field):
                whole = name.reading.is_read(pinyin)
                strength = Strength.PINYIN if whole else Strength.PINYIN_PREFIX
                yield from _named(name, name.name[: len(pinyin)], term, context, strength)
        long_enough = len(pinyin) >= thresholds.PINYIN_PREFIX_SYLLABLES.value
        if long_enough and term.field in (None, Field.TITLE):
            yield from _read_in_titles(pinyin, term, context)


def initials_of_names(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """`mqlsh` for 民情理事会: whole names, beginnings of mechanisms, and what titles begin with."""
    typed = _letters_of(term)
    if not typed:
        return
    for name in context.lexicon.by_initials.get(typed, ()):
        if _is_wanted(name, term.field):
            yield from _named(name, name.name, term, context, Strength.INITIALS)
    if len(typed) < thresholds.INITIALS_PREFIX_LETTERS.value:
        return
    for name in context.lexicon.mechanism_names_with_initials(typed):
        if _is_wanted(name, term.field) and name.initials != typed:
            yield from _named(name, name.name, term, context, Strength.INITIALS)
    if term.field in (None, Field.TITLE):
        yield from _initials_in_titles(typed, term, context)


def _letters_of(term: QueryTerm, shortest: int | None = None) -> str:
    """The letters that may be pinyin or initials, without marks between syllables; none of other words."""
    shortest = thresholds.PINYIN_LETTERS.value if shortest is None else shortest
    if len(term.text) < shortest or not _TYPED.fullmatch(term.text):
        return ""
    return term.text.translate(_SEPARATORS).replace("ü", "v")


def _readings_of(letters: str) -> list[tuple[str, ...]]:
    """The ways to read them; lyu, as passports have it, is lü, but canyu is can yu."""
    return readings(letters) or readings(letters.replace("lyu", "lv").replace("nyu", "nv"))


def _begins(name: Name, pinyin: tuple[str, ...]) -> bool:
    """Whether the name is read so, whole, or at least half of it and two syllables."""
    count, reading = len(pinyin), name.reading
    if reading.is_read(pinyin):
        return True
    return (
        thresholds.PINYIN_PREFIX_SYLLABLES.value <= count <= len(name.syllables)
        and count / len(name.syllables) >= thresholds.PINYIN_NAME_SHARE.value
        and reading.begins_with(pinyin[:-1])
        and any(_ends(syllable, pinyin[-1]) for syllable in reading.at(count - 1))
    )


def _ends(syllable: str, typed: str) -> bool:
    """Whether the last syllable is the one typed, or one that was only begun: ji is no jian."""
    return syllable == typed or (typed not in SYLLABLES and syllable.startswith(typed))


def _is_wanted(name: Name, limit: Field | None) -> bool:
    return limit is None or (limit is Field.PLACE and name.kind == "place")


def _named(
    name: Name, word: str, term: QueryTerm, context: SearchContext, strength: Strength
) -> Iterator[Expansion]:
    """What the name, typed in Chinese, would match: its cases, and where the word occurs, titles first."""
    slugs: tuple[str, ...] = ()
    if name.kind == "mechanism":
        slugs, level = _meant(name, word, context.lexicon), Level.MECHANISM
        if strength is Strength.INITIALS and not _is_of_own_name(name, context.lexicon):
            slugs = ()
        ids: Ids = union(context.documents_with_value("mechanism", slug) for slug in slugs)
        shown = context.lexicon.mechanisms[slugs[0]].name if slugs else word
    else:
        ids, level = cases_of_place(name.key, context), Level.PLACE
        shown = context.lexicon.path(name.key)
    exact = context.matcher.documents_with(word, term.field) if len(word) > 1 else ids
    sign = "首字母" if strength is Strength.INITIALS else "拼音"

    def reason(number: int) -> str:
        meant = shown + _narrower(slugs, number, context) if number in ids else word
        return f"{sign}:{term.typed} → {meant}"

    if len(word) > 1 and term.field in (None, Field.TITLE):
        titled = context.matcher.documents_with(word, Field.TITLE)
        printed = same_reason(f"{sign}:{term.typed} → {word}")
        initials_too = strength is Strength.INITIALS  # whose titles are read word by word
        yield Expansion(titled, strength, Level.PLACE if initials_too else Level.TITLE, printed, (word,))
    yield Expansion(ids, strength, level, reason, (word,))
    yield Expansion(exact - ids, strength, Level.TEXT, reason, (word,))


def _narrower(slugs: tuple[str, ...], number: int, context: SearchContext) -> str:
    """`(下位词:社区协商)` where a case is coded with a narrower term of what is meant, the deepest first."""
    below = (slug for above in slugs for slug in reversed(context.lexicon.narrower(above)))
    for slug in below:
        if number in context.documents_with_value("mechanism", slug):
            return f"(下位词:{context.lexicon.mechanisms[slug].name})"
    return ""


def _meant(name: Name, word: str, lexicon: QueryLexicon) -> tuple[str, ...]:
    """The terms that the word means, which is the name of one or its beginning."""
    if lexicon.is_most_of_name(name.key, name.name, word):
        return (name.key,)
    return lexicon.mechanisms_named(word)


def _is_of_own_name(name: Name, lexicon: QueryLexicon) -> bool:
    """Whether a term's name has to do with what the term is called: 网格化 with 网格化管理.

    From mlzx to 睦邻中心, and from there to 综合服务平台, is too long a way for four letters.
    """
    own = fold_text(lexicon.mechanisms[name.key].name)
    return name.name in own or own in name.name


def _initials_in_titles(typed: str, term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The titles with words that have these initials, and the texts in which those words occur."""
    at_start = len(typed) < thresholds.INITIALS_INSIDE_LETTERS.value
    ids = context.matcher.title_initials(typed, at_start=at_start)
    words = (word for title in _titles(ids, context) for word in _words_with_initials(title, typed))
    with_word = {word: context.matcher.documents_with(word, term.field) for word in dict.fromkeys(words)}
    for word, occurring in sorted(with_word.items(), key=lambda pair: -len(pair[1])):
        reason = same_reason(f"首字母:{term.typed} → {word}")
        titled = context.matcher.documents_with(word, Field.TITLE)
        yield Expansion(titled, Strength.INITIALS, _level_of_word(word, with_word), reason, (word,))
        yield Expansion(occurring, Strength.INITIALS, Level.TEXT, reason, (word,))
    level = Level.APPLICANT if len(with_word) > 1 else Level.TITLE
    yield Expansion(ids, Strength.INITIALS, level, same_reason(f"首字母:{term.typed}"))


def _level_of_word(word: str, with_word: dict[str, FrozenBitMap]) -> Level:
    """The commonest of several words with the same initials is what most will mean: 三社联动 by ssld."""
    most = max(len(ids) for ids in with_word.values())
    return Level.TITLE if len(with_word[word]) == most else Level.APPLICANT


def _words_with_initials(title: str, typed: str) -> Iterator[str]:
    for run in runs(title):
        letters = initials(run)
        at = letters.find(typed)
        while at >= 0 and len(letters) == len(run):
            yield run[at : at + len(typed)]
            at = letters.find(typed, at + 1)


def _read_in_titles(pinyin: tuple[str, ...], term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The titles with words that are read so, and the texts in which those words occur."""
    ids = context.matcher.title_syllables(pinyin)

    def reason(number: int) -> str:
        read = _words_read(pinyin, context.matcher.index.texts([number], Field.TITLE).get(number, ""))
        return f"拼音:{term.typed} → {read[0]}" if read else f"拼音:{term.typed}"

    yield Expansion(ids, Strength.PINYIN, Level.TITLE, reason)
    words = (word for title in _titles(ids, context) for word in _words_read(pinyin, title))
    for word in dict.fromkeys(words):
        printed = same_reason(f"拼音:{term.typed} → {word}")
        occurring = context.matcher.documents_with(word, term.field)
        yield Expansion(occurring, Strength.PINYIN, Level.TEXT, printed, (word,))


def _titles(ids: Ids, context: SearchContext) -> Iterator[str]:
    """The folded titles of some of the cases, as many as are read to learn their words."""
    return iter(context.matcher.index.texts(ids[: thresholds.PINYIN_TITLES.value], Field.TITLE).values())


def _words_read(pinyin: tuple[str, ...], title: str) -> list[str]:
    """What the title prints where it is read so: 民情 for min qing."""
    return list(filter(None, (_printed_as(pinyin, run) for run in runs(title))))


def _printed_as(pinyin: tuple[str, ...], run: str) -> str | None:
    """The part of a run that is read so; a syllable is one character, letters and digits are themselves."""
    read = syllables(run)
    lengths = [len(part) if part in run else 1 for part in read]
    for at in range(len(read) - len(pinyin) + 1):
        ahead = read[at : at + len(pinyin)]
        if ahead[:-1] == pinyin[:-1] and _ends(ahead[-1], pinyin[-1]):
            start = sum(lengths[:at])
            return run[start : start + sum(lengths[at : at + len(pinyin)])]
    return None


# --- Any word of the texts ---


def words_of_texts(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The cases with the one word that is read so, ganbu for 干部; none where another may well be meant."""
    homophones = words_read_as(term, context.matcher)
    if not homophones or not _leads(homophones):
        return
    word = homophones[0][0]
    reason = same_reason(f"拼音:{term.typed} → {word}")
    for level, field in ((Level.TITLE, Field.TITLE), (Level.TEXT, Field.TEXT)):
        if term.field in (None, field):
            ids = context.matcher.documents_with(word, field)
            yield Expansion(ids, Strength.PINYIN, level, reason, (word,))


def words_read_as(term: QueryTerm, matcher: ExactMatcher) -> list[tuple[str, Ids]]:
    """The words of the texts that are read as typed, each with its cases, most cases first."""
    shortest, longest = thresholds.TEXT_SYLLABLES.value, thresholds.TEXT_SYLLABLES_MOST.value
    homophones = {
        word: matcher.documents_with(word, Field.TEXT)
        for pinyin in _readings_of(_letters_of(term))
        if shortest <= len(pinyin) <= longest and SYLLABLES.issuperset(pinyin)
        for word in _occurring(pinyin, matcher)
    }
    ranked = sorted(homophones.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rarity = thresholds.HOMOPHONE_RARITY.value
    return [(word, ids) for word, ids in ranked if len(ids) * rarity > len(ranked[0][1])]


def _leads(homophones: list[tuple[str, Ids]]) -> bool:
    """Whether the first is in so many more cases than the second that it alone is meant."""
    if len(homophones) == 1:
        return True
    first, second = (len(ids) for _word, ids in homophones[:2])
    return first >= thresholds.HOMOPHONE_DOMINANCE.value * second


def _occurring(pinyin: Sequence[str], matcher: ExactMatcher) -> list[str]:
    """The words read so that occur in a text, grown by a character at a time: that keeps the tries few."""
    read_as = characters_by_syllable()
    grown = [one for one in read_as.get(pinyin[0], ()) if matcher.documents_with(one, Field.TEXT)]
    for syllable in pinyin[1:]:
        nexts = [one for one in read_as.get(syllable, ()) if matcher.documents_with(one, Field.TEXT)]
        pairs = ((word, one) for word in grown for one in nexts)
        met = [word + one for word, one in pairs if matcher.documents_with(word[-1] + one, Field.TEXT)]
        grown = [word for word in met if matcher.documents_with(word, Field.TEXT)]
    return grown
