"""Beyond the letter: pinyin of any word that stands in the texts, ganbu for 干部."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pypinyin import Style, pinyin

from cases.language.pinyin import SYLLABLES
from cases.search.expansion.expansion import Expansion, Level, Sources, Strength, always
from cases.search.expansion.pinyin_of_names import letters_of, readings_of
from cases.search.query.parser import Term
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, Letters

_SHORTEST, _LONGEST = 2, 6  # syllables
_CLEARLY = 3  # times the cases of the next word that is read so: 干部 is meant, not 敢不
_RARE = 10  # times fewer cases than the first word: two words that meet, more likely than one
_FIRST_HANZI, _LAST_HANZI = 0xB0A1, 0xF7FE  # in GB 2312, whose 6,763 characters modern texts are written in


def in_texts(term: Term, sources: Sources) -> Iterator[Expansion]:
    """The cases with the one word that is read so; none where the letters may well mean another."""
    found = words(term, sources.letters)
    if not found or (len(found) > 1 and len(found[0][1]) < _CLEARLY * len(found[1][1])):
        return
    word = found[0][0]
    reason = always("pinyin", f"拼音:{term.typed} → {word}")
    for level, field in ((Level.TITLE, Field.TITLE), (Level.TEXT, Field.TEXT)):
        if term.field in (None, field):
            standing = sources.letters.standing(word, field)
            yield Expansion(standing, Strength.PINYIN, level, reason, (word,))


def words(term: Term, letters: Letters) -> list[tuple[str, Ids]]:
    """The words of the texts that are read as typed, each with its cases, most cases first."""
    found = {
        word: letters.standing(word, Field.TEXT)
        for parts in readings_of(letters_of(term))
        if _SHORTEST <= len(parts) <= _LONGEST and SYLLABLES.issuperset(parts)
        for word in _standing(parts, letters)
    }
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(word, ids) for word, ids in ranked if len(ids) * _RARE > len(ranked[0][1])]


def _standing(parts: Sequence[str], letters: Letters) -> list[str]:
    """The words read so that stand in a text, grown by a character at a time: that keeps the tries few."""
    read_as = characters_by_syllable()
    grown = [one for one in read_as[parts[0]] if letters.standing(one, Field.TEXT)]
    for part in parts[1:]:
        nexts = [one for one in read_as[part] if letters.standing(one, Field.TEXT)]
        met = [word + one for word in grown for one in nexts if letters.standing(word[-1] + one, Field.TEXT)]
        grown = [word for word in met if letters.standing(word, Field.TEXT)]
    return grown


@cache
def characters_by_syllable() -> defaultdict[str, list[str]]:
    """Syllable → the characters of GB 2312 that may be read so. Made in a tenth of a second."""
    found = defaultdict(list)
    for code in range(_FIRST_HANZI, _LAST_HANZI + 1):
        character = code.to_bytes(2, "big").decode("gb2312", errors="ignore")
        if len(character) == 1:
            for syllable in pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
                found[syllable].append(character)
    return found
