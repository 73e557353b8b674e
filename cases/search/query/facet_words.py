"""The words by which readers mean a programme, a tier, an issuing body, a part of the country or a year."""

import re
from collections.abc import Mapping

from cases.language.numerals import ONE_TO_NINE, as_number, even_zeros
from cases.language.word_tables import read_table, words_of_kind
from cases.search.text.normalisation import fold_text
from cases.vocabulary import Vocabulary

Labels = Mapping[str, Mapping[str, str]]  # facet name → value → Chinese label

# The facets whose values are called by their names, and the fields of awards that have these.
_NAMED = {"programme": "programme", "tier": "tier", "issuer": "issuing_body"}

_YEAR_ENDS = r"(?:年度?|届)?"
_YEAR = re.compile(rf"((?:19|20)\d\d|[一二][〇零{ONE_TO_NINE}]{{3}}){_YEAR_ENDS}")
_YEARS = re.compile(rf"((?:19|20)\d\d)年?(?:-+|~+|至|到)((?:19|20)\d\d){_YEAR_ENDS}")

# Words of a question that ask for nothing in particular: 太仓的案例.
STOP_WORDS = words_of_kind("query_words", "idle")


def facet_words(vocabulary: Vocabulary) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded word → (facet, value) of every value that the word means: names, and the words of the table."""
    meanings: dict[str, list[tuple[str, str]]] = {}
    for facet, field in _NAMED.items():
        for value in vocabulary.values.get(field, {}).values():
            for name in (value.name, *value.names):
                meanings.setdefault(fold_text(name), []).append((facet, value.slug))
    for row in read_table("facet_words"):
        meanings.setdefault(row["word"], []).extend((row["kind"], value) for value in row["values"].split())
    return {word: tuple(dict.fromkeys(meant)) for word, meant in meanings.items()}


def years(word: str) -> tuple[str, ...]:
    """The years that a folded word means: `2015`, 2015年度, 二〇一五年, `2014-2016`; empty for others."""
    one = _YEAR.fullmatch(even_zeros(word))
    if one:
        return (str(as_number(one[1])),)
    several = _YEARS.fullmatch(word)
    if several:
        return tuple(str(year) for year in range(int(several[1]), int(several[2]) + 1))
    return ()
