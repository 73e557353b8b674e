"""What is asked of the servers: kinds of pages, each with many different addresses."""

import random
from dataclasses import dataclass
from urllib.parse import urlencode

COMMON = ("社区", "居民", "治理", "组织", "服务", "协商", "机制", "建设")
# What both servers answer: Datasette finds no single characters, and pages by keyset instead of by number.
SHARED = (
    "browse",
    "one filter",
    "two filters",
    "common word",
    "rare phrase",
    "two terms",
    "word and filters",
)
FACETS = ("year", "programme", "tier", "applicant_level", "setting")


@dataclass(frozen=True, slots=True)
class Query:
    """One list that a reader asks for, before it is an address of one server or another."""

    kind: str
    words: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    page: int = 1

    def site_path(self) -> str:
        """The address on this site."""
        pairs = [("q", " ".join(self.words))] if self.words else []
        pairs += [(name, value) for name, value in self.filters]
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return "/cases/?" + urlencode(pairs)

    def datasette_path(self, facet_mechanisms: bool) -> str:
        """The address on Datasette: five plain facets, and on demand the many-to-many one."""
        bigrams = [word[at : at + 2] for word in self.words for at in range(max(1, len(word) - 1))]
        index = [("_fts_table", "cases_fts"), ("_fts_pk", "rowid")]
        pairs = [("_search", " ".join(bigrams)), *index] if bigrams else []
        for name, value in self.filters:
            column = "mechanisms__arraycontains" if name == "mechanism" else PEER_COLUMNS.get(name, name)
            pairs.append((column, value))
        pairs += [("_facet", column) for column in FACETS]
        pairs += [("_facet_array", "mechanisms")] if facet_mechanisms else []
        pairs += [("_size", "20"), ("_sort_desc", "year")]
        return "/cases/cases?" + urlencode(pairs)


PEER_COLUMNS = {"level": "applicant_level"}


def workload(texts: list[str], last_page: int, *, rounds: int, seed: int = 7) -> list[Query]:
    """`rounds` queries of each kind in a mixed order; words are taken from `texts`."""
    rng = random.Random(seed)
    queries = []
    for _round in range(rounds):
        year, level = str(rng.randint(2010, 2025)), rng.choice(("county", "township", "prefecture"))
        setting, tier = rng.choice(("urban", "rural")), rng.choice(("winner", "typical"))
        common, rare = rng.choice(COMMON), _cut(texts, rng, rng.randint(4, 7))
        queries += [
            Query("browse"),
            Query("one filter", filters=(("year", year),)),
            Query("two filters", filters=(("level", level), ("setting", setting))),
            Query("common word", (common,)),
            Query("rare phrase", (rare,)),
            Query("two terms", (_cut(texts, rng, 2), rng.choice(COMMON))),
            Query("one character", (_cut(texts, rng, 1),)),
            Query("word and filters", (_cut(texts, rng, 2),), (("year", year), ("tier", tier))),
            Query("deep page", page=rng.randint(2, max(2, last_page))),
        ]
    rng.shuffle(queries)
    return queries


def _cut(texts: list[str], rng: random.Random, length: int) -> str:
    """A run of Chinese characters that stands in one of the texts."""
    while True:
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - length))
        words = text[start : start + length]
        if len(words) == length and all("\u4e00" <= character <= "\u9fff" for character in words):
            return words
