"""Synonyms: other names of mechanisms and places, and what the catalogue says of a case."""

from collections.abc import Callable, Iterator

from cases.facets.declarations import FACET_LABELS
from cases.language.numerals import other_writings
from cases.search import thresholds
from cases.search.expansion.coverage import cases_before_merger, cases_of_place, successors
from cases.search.expansion.expansion import Expansion, Level, SearchContext, Strength, same_reason
from cases.search.query.facet_words import years
from cases.search.query.query import QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import fold_text

_WIDER = ("programme", "issuer")  # what a word that is not their name can mean as well
_OF_PLACES = ("region", "place")  # what 地区: can be asked for


def mechanisms(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """Cases coded with the term that the word names, or with a narrower one."""
    if term.field is not None:
        return
    for written in (term.text, *other_writings(term.text)):
        for slug in context.lexicon.mechanisms_named(written):
            yield from coded(slug, term, context)
    yield from _mechanisms_with_prefix(term, context)


def _mechanisms_with_prefix(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """Cases coded with a term of whose name the word is most."""
    occurs = bool(context.matcher.documents_with(term.text))
    names = context.lexicon.mechanisms_with_prefix(term.text, own_names_alone=occurs)
    long_enough = len(term.text) >= thresholds.MECHANISM_PREFIX_CHARACTERS.value
    if long_enough and len(names) <= thresholds.MECHANISM_PREFIX_TERMS.value:
        for slug, name in names.items():
            own = context.lexicon.mechanisms[slug].name
            other = "" if fold_text(own) == name else f"(近义:{name})"
            reason = same_reason(f"机制:{own}{other}")
            ids = context.documents_with_value("mechanism", slug)
            yield Expansion(ids, Strength.LOOSE, Level.MECHANISM, reason)


def coded(slug: str, term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The cases of one mechanism; those of its narrower terms separately, for they are tied less strongly."""
    below = context.lexicon.narrower(slug)
    narrower = union(context.documents_with_value("mechanism", other) for other in below)
    own = context.documents_with_value("mechanism", slug) - narrower
    names = _names(slug, context)
    yield Expansion(own, Strength.MEANING, Level.MECHANISM, _named_otherwise(slug, term, context), names)
    name = context.lexicon.mechanisms[slug].name
    for other in reversed(below):  # the deepest first: it says most
        ids = context.documents_with_value("mechanism", other)
        label = f"机制:{context.lexicon.mechanisms[other].name}({name}的下位词)"
        reason = same_reason(label)
        yield Expansion(ids, Strength.NARROWER, Level.MECHANISM, reason, _names(other, context))


def places(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """Cases of the place that the word names, in its time and today."""
    if term.field not in (None, Field.PLACE):
        return
    named = context.lexicon.places_named(term.text, common_nouns=term.field is Field.PLACE)
    for key in named:
        yield from located(key, term.typed, context, Strength.MEANING)
    for key in context.lexicon.places_with_short_name(term.text):
        if key in named or context.lexicon.places[key].in_force():
            continue  # the short name of a place in force is in its path
        if _is_mostly_a_place(term.text, cases_of_place(key, context), context):
            yield from located(key, term.typed, context, Strength.LOOSE)


def located(key: str, typed: str, context: SearchContext, strength: Strength) -> Iterator[Expansion]:
    """The cases of one place, of its time and of what it is today; separately what was another place then."""
    reason = _in_place(key, typed, successors(key, context.lexicon), context)
    before = cases_before_merger(key, context)
    yield Expansion(cases_of_place(key, context) - before, strength, Level.PLACE, reason)
    yield Expansion(
        before, Strength.LOOSE, Level.PLACE, lambda number: _with_note(reason(number), "获评时尚未合并")
    )


def catalogue(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """Cases of the year, programme, tier, issuing body or region that the word means, numerals either way."""
    if term.field not in (None, Field.PLACE):
        return
    for year in years(term.text) if term.field is None else ():
        ids, reason = context.documents_with_value("year", year), same_reason(f"年度:{year}")
        yield Expansion(ids, Strength.MEANING, Level.PLACE, reason)
    for written in (term.text, *other_writings(term.text)):
        for facet, value in context.lexicon.facet_words.get(written, ()):
            if term.field is None or facet in _OF_PLACES:
                yield _in_catalogue(facet, value, term, context)


def _in_catalogue(facet: str, value: str, term: QueryTerm, context: SearchContext) -> Expansion:
    if facet == "place":
        label, strength = f"{term.typed} → {context.lexicon.path(value)}", Strength.MEANING
    else:
        label = context.lexicon.labels.get(facet, {}).get(value, term.typed)
        strength = Strength.LOOSE if facet in _WIDER and label != term.typed else Strength.MEANING
    reason = same_reason(f"{FACET_LABELS[facet]}:{label}")
    return Expansion(context.documents_with_value(facet, value), strength, Level.PLACE, reason)


def _names(slug: str, context: SearchContext) -> tuple[str, ...]:
    mechanism = context.lexicon.mechanisms[slug]
    return tuple(fold_text(name) for name in (mechanism.name, *mechanism.names))


def _named_otherwise(slug: str, term: QueryTerm, context: SearchContext) -> Callable[[int], str]:
    """`机制:三社联动(近义:三社协作)`: the other name is the one typed, or the one that occurs in the case."""
    mechanism = context.lexicon.mechanisms[slug]

    def reason(number: int) -> str:
        if fold_text(mechanism.name) != term.text:
            return f"机制:{mechanism.name}(近义:{term.typed})"
        for other in mechanism.names:
            if number in context.matcher.documents_with(fold_text(other)):
                return f"机制:{mechanism.name}(近义:{other})"
        return f"机制:{mechanism.name}"

    return reason


def _in_place(key: str, typed: str, today: tuple[str, ...], context: SearchContext) -> Callable[[int], str]:
    """`地区:铜官山区 → 今铜官区` for what came later, else the path of what the typed name means."""
    lexicon = context.lexicon
    place = lexicon.places[key]

    def reason(number: int) -> str:
        later = [now for now in today if now != key and number in context.documents_with_value("place", now)]
        if later:
            return f"地区:{place.name} → 今{'、'.join(lexicon.places[now].name for now in later)}"
        if typed != place.name:
            return f"地区:{typed} → {lexicon.path(key)}"
        return f"地区:{lexicon.path(key)}"

    return reason


def _with_note(reason: str, note: str) -> str:
    return f"{reason}({note})"


def _is_mostly_a_place(word: str, ids: Ids, context: SearchContext) -> bool:
    """Whether the word, where it occurs in texts, mostly means the place: 闸北 does, 市中 does not."""
    elsewhere = context.matcher.documents_with(word, Field.TEXT) - ids
    return len(elsewhere) <= thresholds.FORMER_PLACE_ELSEWHERE.value * len(ids)
