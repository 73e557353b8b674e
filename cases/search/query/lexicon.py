"""The vocabularies made ready for look-up: which mechanisms and places a term names, and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase
from typing import TypeVar

from cases.language.numerals import other_writings
from cases.language.pinyin import Reading, every_reading, fuzzy, initials_of
from cases.language.place_readings import place_reading
from cases.language.word_tables import words_of_kind
from cases.places.naming import short_name
from cases.places.place import Place
from cases.search import thresholds
from cases.search.query.facet_words import Labels, facet_words
from cases.search.text.normalisation import fold_text
from cases.terms import MechanismTerm
from cases.vocabulary import Vocabulary

Key = TypeVar("Key")
Named = TypeVar("Named")

# Names that are common nouns first: they are read as places only behind 地区: or the name above.
_COMMON_NOUNS = frozenset(words_of_kind("common_nouns", "everywhere", "queries"))
_LONGEST_BEHIND = 30  # characters of names behind one another that are read: bounds the work, cuts no name
# What all of the library is about: 社区物业管理 means no other thing than 物业管理, nor 软法 than 社区软法.
_MATTERS_OF_COURSE = words_of_kind("query_words", "matter-of-course")


@dataclass(frozen=True, slots=True)
class Name:
    """A folded name and its pinyin. `kind` is mechanism or place, `key` its slug or key."""

    kind: str
    key: str
    name: str
    reading: Reading

    @property
    def syllables(self) -> tuple[str, ...]:
        """The usual reading."""
        return self.reading.usual

    @property
    def initials(self) -> str:
        return initials_of(self.syllables, self.name)


class QueryLexicon:
    """Built once for a state of the vocabularies; a change of cases leaves it as it is."""

    def __init__(self, vocabulary: Vocabulary, labels: Labels) -> None:
        self._vocabulary = vocabulary
        self.places: Mapping[str, Place] = vocabulary.places
        self.mechanisms: Mapping[str, MechanismTerm] = vocabulary.terms
        self.labels = labels
        self.facet_words = facet_words(vocabulary)
        self._mechanism_names = _by_name(
            (fold_text(name), slug)
            for slug, term in self.mechanisms.items()
            for name in (term.name, *term.names)
        )
        self._full_names = _by_name(
            (fold_text(name), key)
            for key, place in self.places.items()
            for name in (place.name, *place.aliases)
        )
        self._short_names = _by_name(
            (fold_text(short), key)
            for key, place in self.places.items()
            if len(short := short_name(place.name)) >= thresholds.NAME_CHARACTERS.value
            and short != place.name
        )

    def mechanisms_named(self, word: str) -> tuple[str, ...]:
        """The slugs of the terms that have the folded word as a name, 社区 in front or not."""
        shorter = (word.removeprefix(prefix) for prefix in _MATTERS_OF_COURSE)
        longer = (prefix + word for prefix in _MATTERS_OF_COURSE)
        names = self._mechanism_names
        return next((names[written] for written in (word, *shorter, *longer) if written in names), ())

    def mechanisms_containing(self, part: str) -> tuple[str, ...]:
        """The slugs of the terms with the folded part in a name."""
        named = (slugs for name, slugs in self._mechanism_names.items() if part in name)
        return tuple(dict.fromkeys(slug for slugs in named for slug in slugs))

    def mechanisms_with_prefix(self, word: str, *, own_names_alone: bool = False) -> dict[str, str]:
        """Slug → the longer name of a term of which the word is two thirds, or of another name more.

        老旧小区 is not yet 老旧小区改造, nor 一刻钟 all that is meant by 一刻钟社区服务圈. A word that
        occurs in texts, as 社区工作 does, is no beginning of 社区工作坊: ask for `own_names_alone` then.
        """
        share, beginnings = thresholds.NAME_PREFIX_SHARE.value, dict[str, str]()
        for name, slugs in self._mechanism_names.items():
            if not name.startswith(word) or name == word or len(word) / len(name) < share:
                continue
            for slug in slugs:
                own = name == fold_text(self.mechanisms[slug].name)
                if own or (not own_names_alone and self.is_most_of_name(slug, name, word)):
                    beginnings.setdefault(slug, name)
        return beginnings

    def is_most_of_name(self, slug: str, name: str, beginning: str) -> bool:
        """Whether a term can be meant by the beginning of one of its names: always by its own name's."""
        share = len(beginning) / len(name)
        return name == fold_text(self.mechanisms[slug].name) or share > thresholds.NAME_PREFIX_SHARE.value

    def places_named(self, word: str, *, common_nouns: bool = False) -> tuple[str, ...]:
        """The keys of the places that the folded word names in full, alone or behind what it lies in.

        铜官区, 内蒙, 阳泉郊区, 北京朝阳区. Common nouns by themselves name none unless asked for.
        """
        alone = () if word in _COMMON_NOUNS and not common_nouns else self._full_names.get(word, ())
        return tuple(dict.fromkeys((*alone, *self._places_behind_parents(word))))

    def places_with_short_name(self, word: str) -> tuple[str, ...]:
        """The keys of the places that have the folded word as a short name: 太仓, 铜官山."""
        return () if word in _COMMON_NOUNS else self._short_names.get(word, ())

    def has_namesake_in_force(self, key: str) -> bool:
        """Whether the place is no more and another one bears its name today, which a reader will mean."""
        place = self.places[key]
        namesakes = self._full_names.get(fold_text(place.name), ())
        return not place.in_force() and any(self.places[other].in_force() for other in namesakes)

    def names_anything(self, word: str) -> bool:
        """Whether the folded word names anything here."""
        return bool(
            word in self._mechanism_names
            or any(written in self.facet_words for written in (word, *other_writings(word)))
            or self.places_named(word)
            or self.places_with_short_name(word)
        )

    def lineage(self, key: str) -> tuple[Place, ...]:
        """The place behind all that it lies in, the province first; empty for an unknown key."""
        return self._vocabulary.lineage(key)

    def path(self, key: str) -> str:
        """江苏省/苏州市/太仓市."""
        return self._vocabulary.path(key)

    def today(self, key: str) -> tuple[str, ...]:
        """The keys of what the place is today: itself, or what came after it, the last of several first."""
        today = self._vocabulary.gazetteer.today(self.places[key])
        return tuple(place.key for place in reversed(today))

    def narrower(self, slug: str) -> tuple[str, ...]:
        """The slugs of all terms below, the nearest first."""
        narrower: dict[str, None] = {}
        waiting = [slug]
        while waiting:
            above = waiting.pop(0)
            below = [term.slug for term in self.mechanisms.values() if term.broader == above]
            waiting += [slug for slug in below if slug not in narrower]
            narrower |= dict.fromkeys(below)
        return tuple(narrower)

    def names_across(self, word: str) -> tuple[str, ...]:
        """Names of places behind each other in which the folded word crosses from one to the next.

        市北 in 重庆市北碚区; the word is then no part of either name.
        """
        lines, cuts = self._places_behind_each_other
        found: dict[str, None] = {}
        at = lines.find(word)
        while at >= 0:
            start, end = lines.rfind("\n", 0, at) + 1, lines.find("\n", at)
            if start < at < start + cuts[lines[start:end]] < at + len(word):
                found[lines[start:end]] = None
            at = lines.find(word, at + 1)
        return tuple(found)

    @cached_property
    def _places_behind_each_other(self) -> tuple[str, dict[str, int]]:
        """The full names of places behind that of what they lie in, a line each, and where the first ends."""
        cuts: dict[str, int] = {}
        for place in self.places.values():
            if above := self.places.get(place.parent):
                name = fold_text(above.name)
                cuts[name + fold_text(place.name)] = len(name)
        return "\n".join(["", *cuts, ""]), cuts

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All names that can be typed in pinyin: terms first; of places full and short ones.

        Takes a fraction of a second for all divisions of the country, the first time.
        """
        return (*self._mechanisms, *(name for key in self.places for name in self._place_names(key)))

    @cached_property
    def _mechanisms(self) -> tuple[Name, ...]:
        return tuple(
            Name("mechanism", slug, name, every_reading(name))
            for name, slugs in self._mechanism_names.items()
            for slug in slugs
        )

    def mechanism_names_with_initials(self, letters: str) -> list[Name]:
        """The names of mechanisms whose initials begin with the letters."""
        return [name for name in self._mechanisms if name.initials.startswith(letters)]

    @cached_property
    def by_initials(self) -> dict[str, tuple[Name, ...]]:
        """Initials of whole names → the names."""
        return _grouped((name.initials, name) for name in self.names)

    @cached_property
    def by_first_syllable(self) -> dict[str, tuple[Name, ...]]:
        """First syllable → the names that begin with it, in any reading."""
        return _grouped(
            (first, name) for name in self.names if name.syllables for first in name.reading.at(0)
        )

    def spelt_like(self, letters: str) -> tuple[Name, ...]:
        """The names in whose pinyin one letter is another, missing, too many or exchanged with the next."""
        spelt = (self._by_spelling.get(written, ()) for written in sorted(_one_letter_away(letters)))
        return tuple(dict.fromkeys(name for names in spelt for name in names))

    @cached_property
    def _by_spelling(self) -> dict[str, tuple[Name, ...]]:
        return _grouped(("".join(name.syllables), name) for name in self.names)

    def pronounced_like(self, sound: tuple[str, ...]) -> tuple[Name, ...]:
        """The names that are read so, or differ only as many do not distinguish: 太昌 and 太仓."""
        return self._by_sound.get(fuzzy(sound), ())

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], tuple[Name, ...]]:
        return _grouped((fuzzy(name.syllables), name) for name in self.names)

    def _place_names(self, key: str) -> list[Name]:
        place = self.places[key]
        full, short = fold_text(place.name), fold_text(short_name(place.name))
        read = place_reading(place.name)
        named = [Name("place", key, full, read)]
        if short != full and full.startswith(short) and len(read.usual) == len(full):
            named.append(Name("place", key, short, read.beginning(len(short))))
        named += [Name("place", key, fold_text(alias), place_reading(alias)) for alias in place.aliases]
        return named

    def _places_behind_parents(self, word: str) -> list[str]:
        keys: list[str] = []
        for cut in range(thresholds.NAME_CHARACTERS.value, min(len(word), _LONGEST_BEHIND) - 1):
            above = {*self._full_names.get(word[:cut], ()), *self._short_names.get(word[:cut], ())}
            if not above:
                continue
            behind = word[cut:]
            named = (*self._full_names.get(behind, ()), *self._short_names.get(behind, ()))
            names = {self.places[key].name for key in above}
            deeper = self._places_behind_parents(behind)
            keys += [key for key in (*named, *deeper) if any(p.name in names for p in self.lineage(key)[:-1])]
        return keys


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    return _grouped((name, key) for name, key in pairs if name)


def _grouped(pairs: Iterable[tuple[Key, Named]]) -> dict[Key, tuple[Named, ...]]:
    grouped: dict[Key, dict[Named, None]] = {}
    for name, value in pairs:
        grouped.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in grouped.items()}


def _one_letter_away(letters: str) -> set[str]:
    cuts = [(letters[:at], letters[at:]) for at in range(len(letters) + 1)]
    missing = {before + behind[1:] for before, behind in cuts if behind}
    exchanged = {before + behind[1] + behind[0] + behind[2:] for before, behind in cuts if len(behind) > 1}
    wrong = {before + letter + behind[1:] for before, behind in cuts if behind for letter in ascii_lowercase}
    extra = {before + letter + behind for before, behind in cuts for letter in ascii_lowercase}
    return (missing | exchanged | wrong | extra) - {letters}
