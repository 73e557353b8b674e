"""The numbers that decide what the search matches, ranks and suggests.

Each has a unit, a meaning and the query that set it: with `other` in the place of `value` that query
gives another result, which a test shows. Numbers that only bound memory or time are where they are used.
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

QUERY_CHARACTERS = Threshold(
    1_000, "characters", "the rest of a longer query is cut off", " " * 999 + "三社", 1_001
)
QUERY_TERMS = Threshold(20, "terms", "further terms are left out", "社区 " * 20 + "火星", 21)

# --- Names of the vocabularies ---

NAME_CHARACTERS = Threshold(2, "characters", "the shortest name of a place that is recognised", "北京朝阳", 3)
NAME_PREFIX_SHARE = Threshold(
    2 / 3,
    "of a name's characters",
    "the beginning of a mechanism's name that can mean the mechanism",
    "人居环境",
    0.75,
)

# --- Synonyms ---

MECHANISM_PREFIX_CHARACTERS = Threshold(
    3, "characters", "the shortest beginning of a mechanism's name", "居民参", 4
)
MECHANISM_PREFIX_TERMS = Threshold(
    3, "mechanisms", "a beginning that more of them share says too little", "社区志愿", 4
)
FORMER_PLACE_ELSEWHERE = Threshold(
    1,
    "texts for a case of the place",
    "how often the short name of a former place may occur elsewhere",
    "市中",
    2,
)

# --- Numbers ---

NUMBER_CASES = Threshold(
    1_000, "cases", "in more of them a number written otherwise is mostly something else", "二十条", 1_001
)

# --- Segmentation ---

COMPOUND_CHARACTERS = Threshold(
    40,
    "characters",
    "the longest word that is split into names",
    "中国社区治理十大创新成果江苏省苏州市太仓市政社互动的经验做法",
    20,
)
LISTED_CHARACTERS = Threshold(
    10, "characters", "the longest of words with a sign between them: 物业、业委会", "物业、社区工作者队伍", 6
)
COMPOUND_REST = Threshold(2, "characters", "the shortest rest of a compound beside its names", "苏州清单", 3)
COMPOUND_REST_ALONE = Threshold(
    3,
    "characters",
    "the shortest rest beside stop words alone: 大盆菜经验, but not 社会建设",
    "社会建设",
    2,
)
COMPOUND_REST_SPLIT = Threshold(
    12, "characters", "the longest rest that is split in two", "温江343社区协商工作法", 8
)
SEGMENTED_CHARACTERS = Threshold(
    4, "characters", "the shortest word that is looked for in segments", "楼院党员", 5
)
SEGMENTED_CHARACTERS_MOST = Threshold(
    40, "characters", "the longest word that is looked for across punctuation", "共谋共建共管共评共享", 9
)
HALVED_CHARACTERS = Threshold(
    12, "characters", "the longest word that is looked for in two halves", "365工作体系", 6
)
HALF_CHARACTERS = Threshold(2, "characters", "the shortest half of a word", "楼院党员", 3)
HALF_RARITY = Threshold(
    10,
    "cases for one with the half",
    "how rare one half must be: 社会 and 建设 near each other mean nothing",
    "社会建设",
    5,
)
HALVES_DISTANCE = Threshold(8, "characters", "the most that may be between the two halves", "楼院党员", 7)
SEGMENT_CASES = Threshold(
    500, "cases", "a word whose segments are in more of them says too little", "楼院党员", 501
)

# --- Pinyin and initials ---

PINYIN_LETTERS = Threshold(3, "letters", "the shortest word that is read as initials", "sz", 2)
PINYIN_NAME_LETTERS = Threshold(4, "letters", "the shortest word that is read as pinyin", "wuxi", 5)
PINYIN_PREFIX_SYLLABLES = Threshold(
    2, "syllables", "the shortest beginning of a name that is read", "sanshe", 3
)
PINYIN_NAME_SHARE = Threshold(
    0.5, "of a name's syllables", "the beginning of a name that can mean the name", "weilao", 0.6
)
PINYIN_GAPS = Threshold(
    4, "blanks", "between words in pinyin that are tried with and without", "nan jing xie shang", 1
)
PINYIN_TITLES = Threshold(50, "titles", "read to learn which words the pinyin or initials mean", "peixun", 51)
INITIALS_PREFIX_LETTERS = Threshold(4, "letters", "the fewest initials of a name's beginning", "mqls", 5)
INITIALS_INSIDE_LETTERS = Threshold(
    6, "letters", "the fewest initials that match inside a title", "mqlshp", 7
)
TEXT_SYLLABLES = Threshold(
    2, "syllables", "the shortest word of the texts that is read from pinyin", "ganbu", 3
)
TEXT_SYLLABLES_MOST = Threshold(
    6, "syllables", "the longest word of the texts that is read from pinyin", "ganbuduiwujianshe", 5
)
HOMOPHONE_DOMINANCE = Threshold(
    3,
    "times the cases of the next",
    "how clearly one of several homophones must lead: 干部, not 敢不",
    "shiji",
    4,
)
HOMOPHONE_RARITY = Threshold(
    10, "times fewer cases than the first", "rarer homophones are two words that happen to meet", "ganbu", 12
)

# --- Ranking ---

COUNTED_CASES = Threshold(
    500,
    "cases of one tier",
    "in a bigger tier occurrences are not counted, the default order decides",
    "社区",
    501,
)

# --- Snippets ---

SNIPPET_CHARACTERS = Threshold(
    80, "characters", "the length of the stretch of text shown of a case", "协商", 40
)
SNIPPET_OCCURRENCES = Threshold(60, "occurrences", "looked at to choose the stretch", "社区 居民 议事", 30)

# --- Cases that match a part of the query, where none matches it whole ---

WORDS_OF_CHARACTERS = Threshold(
    48, "characters", "of a query are split into known words", "的" * 40 + "物业停车", 40
)
PARTIAL_SHARE = Threshold(
    0.3, "of the weight of all words", "that a case must fit to be listed", "火星 水星 木星 物业", 0.2
)
PARTIAL_FREQUENCY = Threshold(
    0.4, "of all cases", "a word that more of them have brings none by itself", "火星社区", 0.95
)
PARTIAL_MATCHES = Threshold(10, "cases", "listed", "志愿者没有积极性", 9)

# --- Alternatives to a query without results ---

ALTERNATIVES = Threshold(5, "alternatives", "shown of each sort", "sz", 3)
SIMILAR_NAMES = Threshold(12, "names", "similar to a term whose cases are counted", "sz", 3)
NAME_SIMILARITY = Threshold(
    0.7,
    "of the characters, in order",
    "how similar a name must be: one in four wrong, not one in three",
    "三社连动",
    0.8,
)
MISSPELT_LETTERS = Threshold(6, "letters", "the shortest pinyin that may have one wrong letter", "ninghia", 8)
NAME_INSIDE_CHARACTERS = Threshold(
    3, "characters", "the shortest name offered out of a longer word", "农村留守老人关爱服务", 5
)
PLACES_WITHOUT_CASES = Threshold(2, "places", "of one name around which to look", "南山区", 1)
NEIGHBOURS = Threshold(3, "places", "offered beside one without cases", "河北", 2)
WORDS_OFFERED = Threshold(3, "words", "offered out of a longer one", "业主和物业公司闹矛盾", 2)
SPLIT_CHARACTERS = Threshold(4, "characters", "the shortest word offered as two", "居民清单", 5)
SLIP_CHARACTERS = Threshold(
    4, "characters", "the shortest query with a slip that is put right", "居民提按", 5
)
SLIP_OF_ANY_CHARACTERS = Threshold(
    5, "characters", "from which on a slip need not sound alike", "民生大盆莱", 6
)
SIMILAR_TITLES = Threshold(2, "titles", "offered of those similar to the query", "居民议事会协商治理丙", 1)
TITLE_CHARACTERS = Threshold(6, "characters", "the shortest query compared with titles", "三社协做助推", 7)
TITLE_CHARACTERS_MOST = Threshold(
    60,
    "characters",
    "the longest query compared with titles",
    "聚力攻关 打造专业化与职业化社区工作者队伍",
    12,
)
TITLE_CANDIDATES = Threshold(
    8,
    "titles",
    "with most pairs of characters in common that are compared",
    "居民议事会协商治理平台",
    9,
)
TITLE_PAIRS_SHARE = Threshold(
    0.5, "of the pairs of characters", "that a title must have to be compared", "三社协做助推", 0.7
)
TITLE_SIMILARITY = Threshold(
    0.75,
    "of the query's characters, in order",
    "that a title must have to be offered",
    "村级治理制度化建设",
    0.85,
)

# --- Suggestions while typing ---

SUGGESTIONS = Threshold(10, "suggestions", "shown at once", "社", 9)
SUGGESTED_MECHANISMS = Threshold(5, "mechanisms", "among them", "社区", 4)
SUGGESTED_PLACES = Threshold(5, "places", "among them", "江", 4)
SUGGESTED_CASES = Threshold(4, "cases", "among them, by their title", "治理", 3)
SUGGESTED_FOR_CHARACTERS = Threshold(
    60, "characters", "of a longer text only the end is read", "社区治理和服务创新 " * 5 + "三社", 20
)
SUGGESTED_NAMES = Threshold(300, "names", "looked at, those with most cases first", "社区", 30)
SUGGESTED_INITIALS = Threshold(2, "letters", "the fewest initials of a name", "sz", 3)
