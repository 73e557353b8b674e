"""The numbers that decide what the search matches, ranks and suggests.

Each has a unit, a meaning and the query that set it: with `other` in the place of `value` that query
gives another result, which a test shows. Numbers that only bound memory or time stand where they are used.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Threshold(Generic[Number]):
    """A number of the search, and the query whose result changes when it becomes `other`."""

    value: Number
    unit: str
    meaning: str
    query: str
    other: Number


# --- Reading the query ---

QUERY_CHARACTERS = Threshold(1_000, "characters", "the rest of a longer query is cut off", "TODO", 4)
QUERY_TERMS = Threshold(20, "terms", "further terms are left out", "TODO", 1)

# --- Names of the vocabularies ---

NAME_CHARACTERS = Threshold(2, "characters", "the shortest name of a place that is recognised", "TODO", 3)
NAME_PREFIX_SHARE = Threshold(
    2 / 3,
    "of a name's characters",
    "the beginning of a mechanism's name that can mean the mechanism",
    "TODO",
    0.5,
)

# --- Synonyms ---

MECHANISM_PREFIX_CHARACTERS = Threshold(
    3, "characters", "the shortest beginning of a mechanism's name", "TODO", 4
)
MECHANISM_PREFIX_TERMS = Threshold(
    3, "mechanisms", "a beginning that more of them share says too little", "TODO", 1
)
FORMER_PLACE_ELSEWHERE = Threshold(
    1,
    "texts for a case of the place",
    "how often the short name of a former place may occur elsewhere",
    "TODO",
    100,
)

# --- Numbers ---

NUMBER_CASES = Threshold(
    1_000, "cases", "in more of them a number written otherwise is mostly something else", "TODO", 0
)

# --- Segmentation ---

COMPOUND_CHARACTERS = Threshold(40, "characters", "the longest word that is split into names", "TODO", 6)
COMPOUND_REST = Threshold(2, "characters", "the shortest rest of a compound beside its names", "TODO", 4)
COMPOUND_REST_ALONE = Threshold(
    3, "characters", "the shortest rest beside words without meaning: 大盆菜经验, but not 社会建设", "TODO", 2
)
COMPOUND_REST_SPLIT = Threshold(12, "characters", "the longest rest that is split in two", "TODO", 4)
SEGMENTED_CHARACTERS = Threshold(
    4, "characters", "the shortest word that is looked for in segments", "TODO", 6
)
SEGMENTED_CHARACTERS_MOST = Threshold(
    40, "characters", "the longest word that is looked for across punctuation", "TODO", 6
)
HALVED_CHARACTERS = Threshold(
    12, "characters", "the longest word that is looked for in two halves", "TODO", 5
)
HALF_CHARACTERS = Threshold(2, "characters", "the shortest half of a word", "TODO", 3)
HALF_RARITY = Threshold(
    10,
    "cases for one with the half",
    "how rare one half must be: 社会 and 建设 near each other mean nothing",
    "TODO",
    1,
)
HALVES_DISTANCE = Threshold(8, "characters", "the most that may stand between the two halves", "TODO", 0)
SEGMENT_CASES = Threshold(
    500, "cases", "a word whose segments are in more of them says too little", "TODO", 0
)

# --- Pinyin and initials ---

PINYIN_LETTERS = Threshold(3, "letters", "the shortest word that is read as initials", "TODO", 5)
PINYIN_NAME_LETTERS = Threshold(4, "letters", "the shortest word that is read as pinyin", "TODO", 7)
PINYIN_PREFIX_SYLLABLES = Threshold(
    2, "syllables", "the shortest beginning of a name that is read", "TODO", 3
)
PINYIN_NAME_SHARE = Threshold(
    0.5, "of a name's syllables", "the beginning of a name that can mean the name", "TODO", 0.9
)
PINYIN_GAPS = Threshold(4, "blanks", "between words in pinyin that are tried with and without", "TODO", 0)
PINYIN_TITLES = Threshold(
    50, "titles", "read to learn which words the pinyin or initials stand for", "TODO", 0
)
INITIALS_PREFIX_LETTERS = Threshold(4, "letters", "the fewest initials of a name's beginning", "TODO", 5)
INITIALS_INSIDE_LETTERS = Threshold(6, "letters", "the fewest initials that match inside a title", "TODO", 3)
TEXT_SYLLABLES = Threshold(
    2, "syllables", "the shortest word of the texts that is read from pinyin", "TODO", 3
)
TEXT_SYLLABLES_MOST = Threshold(
    6, "syllables", "the longest word of the texts that is read from pinyin", "TODO", 1
)
HOMOPHONE_DOMINANCE = Threshold(
    3,
    "times the cases of the next",
    "how clearly one of several homophones must lead: 干部, not 敢不",
    "TODO",
    1000,
)
HOMOPHONE_RARITY = Threshold(
    10, "times fewer cases than the first", "rarer homophones are two words that happen to meet", "TODO", 1000
)

# --- Ranking ---

COUNTED_CASES = Threshold(
    500,
    "cases of one tier",
    "in a bigger tier occurrences are not counted, the default order decides",
    "TODO",
    1,
)

# --- Snippets ---

SNIPPET_CHARACTERS = Threshold(
    80, "characters", "the length of the stretch of text shown of a case", "TODO", 40
)
SNIPPET_OCCURRENCES = Threshold(60, "occurrences", "looked at to choose the stretch", "TODO", 1)

# --- Alternatives to a query without results ---

ALTERNATIVES = Threshold(5, "alternatives", "shown of each sort", "TODO", 1)
SIMILAR_NAMES = Threshold(12, "names", "similar to a term whose cases are counted", "TODO", 0)
NAME_SIMILARITY = Threshold(
    0.7,
    "of the characters, in order",
    "how similar a name must be: one in four wrong, not one in three",
    "TODO",
    0.9,
)
NAME_INSIDE_CHARACTERS = Threshold(
    3, "characters", "the shortest name offered out of a longer word", "TODO", 5
)
PART_OF_CHARACTERS = Threshold(
    24, "characters", "of a longer word only the beginning is taken apart", "TODO", 3
)
PART_CHARACTERS = Threshold(
    4, "characters", "a part that is shorter must leave more than one character over", "TODO", 2
)
SPLIT_CHARACTERS = Threshold(4, "characters", "the shortest word offered as two", "TODO", 9)
SIMILAR_TITLES = Threshold(2, "titles", "offered of those similar to the query", "TODO", 0)
TITLE_CHARACTERS = Threshold(6, "characters", "the shortest query compared with titles", "TODO", 20)
TITLE_CHARACTERS_MOST = Threshold(60, "characters", "the longest query compared with titles", "TODO", 5)
TITLE_CANDIDATES = Threshold(
    8, "titles", "with most pairs of characters in common that are compared", "TODO", 0
)
TITLE_PAIRS_SHARE = Threshold(
    0.5, "of the pairs of characters", "that a title must have to be compared", "TODO", 1.0
)
TITLE_SIMILARITY = Threshold(
    0.75, "of the query's characters, in order", "that a title must have to be offered", "TODO", 0.95
)

# --- Suggestions while typing ---

SUGGESTIONS = Threshold(10, "suggestions", "shown at once", "TODO", 3)
SUGGESTED_MECHANISMS = Threshold(5, "mechanisms", "among them", "TODO", 1)
SUGGESTED_PLACES = Threshold(5, "places", "among them", "TODO", 1)
SUGGESTED_CASES = Threshold(4, "cases", "among them, by their title", "TODO", 1)
SUGGESTED_FOR_CHARACTERS = Threshold(60, "characters", "of a longer text only the end is read", "TODO", 1)
SUGGESTED_NAMES = Threshold(300, "names", "looked at, those with most cases first", "TODO", 1)
SUGGESTED_INITIALS = Threshold(2, "letters", "the fewest initials of a name", "TODO", 4)
