"""Beyond the letter: other names of mechanisms and places, and what the catalogue says of a case."""

from collections.abc import Callable, Iterator

from cases.language.numerals import other_writings
from cases.search.expansion.coverage import before_merger, heirs, of_place
from cases.search.expansion.expansion import Expansion, Level, Sources, Strength, always
from cases.search.protocols import Reason
from cases.search.query.facet_words import years
from cases.search.query.parser import Term
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import fold_text

_SHORTEST_BEGINNING = 3
_WIDER = ("programme", "issuer")  # what a word that is not their name can mean as well
_OF_PLACES = ("region", "place")  # what 地区: can be asked for
_MOST_BEGINNINGS = 3  # terms; more of them means that the beginning says little
_FACET_LABELS = {
    "programme": "项目",
    "tier": "等次",
    "issuer": "发布机关",
    "region": "四大地区",
    "setting": "城乡类型",
    "place": "地区",
}


def mechanisms(term: Term, sources: Sources) -> Iterator[Expansion]:
    """Cases coded with the term that the word names, or with a narrower one."""
    if term.field is not None:
        return
    for written in (term.text, *other_writings(term.text)):
        for slug in sources.lexicon.mechanisms_named(written):
            yield from coded(slug, term, sources)
    stands = bool(sources.letters.standing(term.text))
    beginning = sources.lexicon.mechanisms_beginning(term.text, own_names_alone=stands)
    if len(term.text) >= _SHORTEST_BEGINNING and len(beginning) <= _MOST_BEGINNINGS:
        for slug, name in beginning.items():
            own = sources.lexicon.mechanisms[slug].name
            other = "" if fold_text(own) == name else f"(近义:{name})"
            reason = always("mechanism", f"机制:{own}{other}")
            yield Expansion(sources.having("mechanism", slug), Strength.LOOSE, Level.MECHANISM, reason)


def coded(slug: str, term: Term, sources: Sources) -> Iterator[Expansion]:
    """The cases of one mechanism: those of its narrower terms apart, for they are less."""
    below = sources.lexicon.narrower(slug)
    narrower = union(sources.having("mechanism", other) for other in below)
    own = sources.having("mechanism", slug) - narrower
    marks = _names(slug, sources)
    yield Expansion(own, Strength.MEANING, Level.MECHANISM, _named_otherwise(slug, term, sources), marks)
    name = sources.lexicon.mechanisms[slug].name
    for other in reversed(below):  # the deepest first: it says most
        ids = sources.having("mechanism", other)
        label = f"机制:{sources.lexicon.mechanisms[other].name}({name}的下位词)"
        marks = _names(other, sources)
        yield Expansion(ids, Strength.NARROWER, Level.MECHANISM, always("mechanism", label), marks)


def places(term: Term, sources: Sources) -> Iterator[Expansion]:
    """Cases of the place that the word names, in its time and today."""
    if term.field not in (None, Field.PLACE):
        return
    named = sources.lexicon.places_named(term.text, common_nouns=term.field is Field.PLACE)
    for key in named:
        yield from located(key, term.typed, sources, Strength.MEANING)
    for key in sources.lexicon.places_shortened(term.text):
        if key in named or sources.lexicon.places[key].last_year is None:
            continue  # the short name of a place in force stands in its path
        if _is_mostly_a_place(term.text, of_place(key, sources), sources):
            yield from located(key, term.typed, sources, Strength.LOOSE)


def located(key: str, typed: str, sources: Sources, strength: Strength) -> Iterator[Expansion]:
    """The cases of one place: of its time, and of what it is today; apart what was another place then."""
    reason = _in_place(key, typed, heirs(key, sources.lexicon), sources)
    apart = before_merger(key, sources)
    yield Expansion(of_place(key, sources) - apart, strength, Level.PLACE, reason)
    yield Expansion(
        apart, Strength.LOOSE, Level.PLACE, lambda number: _with_note(reason(number), "获奖时尚未合并")
    )


def catalogue(term: Term, sources: Sources) -> Iterator[Expansion]:
    """Cases of the year, programme, tier, issuing body or region that the word means, numerals either way."""
    if term.field not in (None, Field.PLACE):
        return
    for year in years(term.text) if term.field is None else ():
        ids, reason = sources.having("year", year), always("year", f"年度:{year}")
        yield Expansion(ids, Strength.MEANING, Level.PLACE, reason)
    for written in (term.text, *other_writings(term.text)):
        for facet, value in sources.lexicon.facet_words.get(written, ()):
            if term.field is None or facet in _OF_PLACES:
                yield _in_catalogue(facet, value, term, sources)


def _in_catalogue(facet: str, value: str, term: Term, sources: Sources) -> Expansion:
    if facet == "place":
        label, strength = f"{term.typed} → {sources.lexicon.path(value)}", Strength.MEANING
    else:
        label = sources.lexicon.labels.get(facet, {}).get(value, term.typed)
        strength = Strength.LOOSE if facet in _WIDER and label != term.typed else Strength.MEANING
    reason = always(facet, f"{_FACET_LABELS[facet]}:{label}")
    return Expansion(sources.having(facet, value), strength, Level.PLACE, reason)


def _names(slug: str, sources: Sources) -> tuple[str, ...]:
    mechanism = sources.lexicon.mechanisms[slug]
    return tuple(fold_text(name) for name in (mechanism.name, *mechanism.names))


def _named_otherwise(slug: str, term: Term, sources: Sources) -> Callable[[int], Reason]:
    """`机制:三社联动(近义:三社协作)`: the other name is the one typed, or the one that stands in the case."""
    mechanism = sources.lexicon.mechanisms[slug]

    def reason(number: int) -> Reason:
        if fold_text(mechanism.name) != term.text:
            return Reason("mechanism", f"机制:{mechanism.name}(近义:{term.typed})")
        for other in mechanism.names:
            if number in sources.letters.standing(fold_text(other)):
                return Reason("mechanism", f"机制:{mechanism.name}(近义:{other})")
        return Reason("mechanism", f"机制:{mechanism.name}")

    return reason


def _in_place(key: str, typed: str, today: tuple[str, ...], sources: Sources) -> Callable[[int], Reason]:
    """`地区:铜官山区 → 今铜官区` for what came later, else what the typed name stands for."""
    lexicon = sources.lexicon
    place = lexicon.places[key]

    def reason(number: int) -> Reason:
        later = [now for now in today if now != key and number in sources.having("place", now)]
        if later:
            return Reason(
                "place", f"地区:{place.name} → 今{'、'.join(lexicon.places[now].name for now in later)}"
            )
        if typed != place.name:
            return Reason("place", f"地区:{typed} → {lexicon.path(key)}")
        return Reason("place", f"地区:{lexicon.path(key)}")

    return reason


def _with_note(reason: Reason, note: str) -> Reason:
    return Reason(reason.kind, f"{reason.label}({note})")


def _is_mostly_a_place(word: str, ids: Ids, sources: Sources) -> bool:
    """Whether the word, where it stands in texts, mostly means the place: 闸北 does, 市中 does not."""
    return len(sources.letters.standing(word, Field.TEXT) - ids) <= len(ids)
