"""The released schemes with all that is said of their terms, as they are, or as they were at a version."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cases.exports.codebook import further_schemes, mechanisms
from cases.language.pinyin import syllables
from cases.models import CodingScheme, Mechanism, PublicVersion
from cases.models.scheme import MECHANISMS
from cases.models.writing import State
from cases.versions.states_then import things_then


@dataclass(frozen=True, slots=True)
class WholeTerm:
    """A term: `names` are its others, `contrasts` what it is not (text, why), `broader` a slug or empty."""

    slug: str
    name: str
    definition: str
    names: tuple[str, ...]
    contrasts: tuple[tuple[str, str], ...]
    broader: str
    is_retired: bool


@dataclass(frozen=True, slots=True)
class WholeScheme:
    """A scheme with its terms by pinyin."""

    slug: str
    name: str
    description: str
    source_note: str
    terms: tuple[WholeTerm, ...]


def schemes_now() -> Iterator[WholeScheme]:
    """The mechanisms first."""
    first = CodingScheme.objects.filter(slug=MECHANISMS).first()
    of_mechanisms = [(first, mechanisms())] if first is not None else []
    for scheme, terms in (*of_mechanisms, *further_schemes()):
        yield WholeScheme(
            scheme.slug, scheme.name, scheme.description, scheme.source_note, tuple(map(_of_today, terms))
        )


def _of_today(term: Mechanism) -> WholeTerm:
    return WholeTerm(
        term.slug,
        term.name,
        term.definition,
        tuple(each.name for each in term.names.all()),
        tuple((each.text, each.why) for each in term.contrasts.all()),
        term.broader.slug if term.broader else "",
        term.is_retired,
    )


def schemes_then(version: PublicVersion) -> Iterator[WholeScheme]:
    """Those that were released with the version, by the revisions; the mechanisms first."""
    schemes = things_then(CodingScheme, version.revision)
    terms = things_then(Mechanism, version.revision)
    first = next((pk for pk, scheme in schemes.items() if scheme["slug"] == MECHANISMS), None)
    of_scheme: dict[int | None, list[State]] = defaultdict(list)
    for term in terms.values():
        of_scheme[term.get("scheme_id") or first].append(term)  # at first all were mechanisms
    for pk in sorted(schemes, key=lambda pk: (pk != first, pk)):
        scheme = schemes[pk]
        if scheme["is_released"]:
            own = sorted(of_scheme[pk], key=lambda term: (syllables(term["name"]), term["slug"]))
            said = (scheme["slug"], scheme["name"], scheme["description"], scheme["source_note"])
            yield WholeScheme(*said, tuple(_of_then(term, terms) for term in own))


def _of_then(term: State, terms: dict[int, State]) -> WholeTerm:
    broader = terms.get(term["broader_id"])
    return WholeTerm(
        term["slug"],
        term["name"],
        term["definition"],
        tuple(row["name"] for row in term["names"]),
        tuple((row["text"], row["why"]) for row in term["contrasts"]),
        broader["slug"] if broader else "",
        term.get("is_retired", False),
    )
