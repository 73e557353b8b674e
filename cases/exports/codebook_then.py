"""The codebook as it was with an earlier public version; columns and rules are those of the code of today."""

from collections.abc import Iterator

from cases.award_field import SEPARATOR
from cases.exports.codebook import CodebookEntry, all_entries
from cases.language.pinyin import syllables
from cases.models import Coder, CodingScheme, Mechanism, PublicVersion
from cases.models.scheme import MECHANISMS
from cases.models.writing import State
from cases.versions.shown_then import shown_then
from cases.versions.states_then import things_then
from cases.versions.vocabulary_then import LibraryThen


def entries_then(version: PublicVersion) -> list[CodebookEntry]:
    """Every row, section by section."""
    then = LibraryThen(version)
    return all_entries(then.vocabulary(), list(_entries_of_tables(then)))


def _entries_of_tables(then: LibraryThen) -> Iterator[CodebookEntry]:
    yield from (_term(then, term, "mechanism", "mechanisms") for term in _terms(then, MECHANISMS))
    for scheme in things_then(CodingScheme, then.version.revision).values():
        if scheme["slug"] == MECHANISMS or not scheme["is_released"]:
            continue
        said = "\n".join(filter(None, [scheme["description"], scheme["source_note"]]))
        yield CodebookEntry("scheme", "", scheme["slug"], scheme["name"], said)
        yield from (_term(then, term, "term", scheme["slug"]) for term in _terms(then, scheme["slug"]))
    coders = things_then(Coder, then.version.revision)
    shown = shown_then(Coder, then.version.revision, coders)
    for coder in sorted((coders[pk] for pk in shown), key=lambda state: str(state["name"])):
        kind = "方法" if coder["user_id"] is None else "人员"
        yield CodebookEntry("coder", "", coder["name"], kind, coder["description"])


def _terms(then: LibraryThen, scheme: str) -> list[State]:
    """Those of a scheme by pinyin; before there were schemes all were mechanisms."""
    terms = (each for each in then.things[Mechanism].values() if each.get("scheme", MECHANISMS) == scheme)
    return sorted(sorted(terms, key=lambda term: str(term["slug"])), key=lambda term: syllables(term["name"]))


def _term(then: LibraryThen, term: State, section: str, column: str) -> CodebookEntry:
    return CodebookEntry(
        section,
        column,
        term["slug"],
        term["name"],
        term["definition"],
        SEPARATOR.join(row["name"] for row in term["names"]),
        then.key(Mechanism, term["broader_id"]),
        "\n".join(f"{row['text']}：{row['why']}" for row in term["contrasts"]),
    )
