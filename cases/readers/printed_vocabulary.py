"""The words by which documents print programmes, tiers and issuing bodies; the curators' tables say which.

Readers know no list of them: whoever reads hands the vocabulary over, from the curated files or the database.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cases import accessions
from cases.readers.dates import CHINESE
from cases.readers.records import SEVERAL, Printed
from cases.years import FIRST_YEAR, LAST_YEAR

_YEAR = re.compile(r"(?<!\d)\d{4}(?=\s*年)")
# what others printed before, on which a list rests: 根据《…2018年工作要点》的通知, 继第一批（2011年）之后
_OF_OTHERS = re.compile(
    r"(?:根据|根據|依据|依據|按照|依照|遵照|继|繼)[^，,。；;：:\r\n]*"
    r"|(?<!^)《(?![^》\r\n]*(?:名单|名單|公布|命名|授予|表彰|[确確][认認]))[^》\r\n]*(?:通知|意见|意見|要点|要點|方案|办法|辦法|规定|規定|纲要|綱要|规划|規劃|条例|條例)》"
)
_OF_LIST = r"\s*年度(?:[^，,。；;：:\s]{0,12}?(?:名单|名單)|(?:获奖|獲獎|入选|入選|获评|獲評))"
_RUNNING = re.compile(r"[，,。；;]|如下")
# how the way to a list begins: 民政部2018年部署开展…征集, 2018年5月，民政部启动
_BEGINS = re.compile(
    r"\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:以?[来來]|起|初|底)?[，,]?[^，,。；;：:\r\n]*?"
    r"(?:部署|启动|啟動|开展|開展|征集|徵集|申报|申報|筹备|籌備"
    r"|[印下][发發][^，,。；;：:\r\n]*(?:方案|要点|要點|意见|意見|办法|辦法))"
)
_BETWEEN = r"[、，,和及与\s]*"
_AND = r"[ \t]*[、，,和及与][ \t]*"  # between those of one line who do something together
_CLOSING = '”"」』》’ '
NEVER = r"(?!)"  # a pattern that matches nothing


class PrintedNames(Mapping[str, str]):
    """Printed name → slug, the longest first: where 民政部办公厅 stands, 民政部 alone is not meant.

    Of the names that are given for a slug the last is the one it is called by.
    """

    def __init__(self, slugs: Iterable[tuple[str, str]] = ()) -> None:
        self._given = tuple(slugs)
        self._slugs = dict(sorted(self._given, key=lambda pair: -len(pair[0])))
        self.pattern = "|".join(map(re.escape, self._slugs)) or NEVER
        self.run = rf"(?:{self.pattern})(?:{_BETWEEN}(?:{self.pattern}))*"
        self._name, self._run = re.compile(self.pattern), re.compile(self.run)
        self._behind = re.compile(rf"[{_CLOSING}]*?(?:{self.pattern})")
        self._further = re.compile(rf"{_AND}(?:{self.pattern})")
        self._former = re.compile(rf"(?:{self.pattern}){_AND}$")

    def __getitem__(self, name: str) -> str:
        return self._slugs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

    def name_of(self, slugs: str) -> str:
        """By what documents call these slugs: their names, the one that was given last."""
        names = {slug: name for name, slug in self._given}
        return "、".join(names.get(slug, slug) for slug in slugs.split(SEVERAL))

    def first_in(self, text: str, start: int, end: int) -> Printed[str] | None:
        """The slug of the longest name that stands in `text[start:end]`."""
        for name, slug in self._slugs.items():
            at = text.find(name, start, end)
            if at >= 0:
                return Printed(slug, at, at + len(name))
        return None

    def all_in(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The slugs of all names in `text[start:end]`, each once; a name within a longer one is none."""
        found, rest = list[str](), text[start:end]
        for name, slug in self._slugs.items():  # the longest first
            if name in rest:
                found.append(slug)
                rest = rest.replace(name, "\n")
        return tuple(dict.fromkeys(found))

    def last_in(self, text: str, start: int, end: int) -> Printed[str] | None:
        """The slug of the name that ends last in `text[start:end]`: what stands behind says more."""
        ends = ((at + len(name), name) for name in self._slugs if (at := text.rfind(name, start, end)) >= 0)
        stop, name = max(ends, key=lambda found: (found[0], len(found[1])), default=(0, ""))
        return Printed(self._slugs[name], stop - len(name), stop) if name else None

    def run_in(self, text: str, start: int, end: int) -> Printed[str] | None:
        """The first names in `text[start:end]` that stand behind one another: 中央组织部、民政部."""
        match = self._run.search(text, start, end)
        return Printed(self._joined(match[0]), match.start(), match.end()) if match else None

    def meaning_of(self, text: str, start: int, end: int) -> str | None:
        """The slugs of the names of which these words consist; None for others, and for a part of a name."""
        if self._run.fullmatch(text, start, end) is None:
            return None
        names = [match.span() for match in self._name.finditer(text, start, end)]
        is_whole = not any(self._is_cut_out(text, *name) for name in names)
        return self._joined(text[start:end]) if is_whole else None

    def last_meaning_of(self, text: str, start: int, end: int) -> str | None:
        """The same, if no other name follows past closing quotes: what stands behind says more."""
        return None if self._behind.match(text, end) else self.meaning_of(text, start, end)

    def whole_meaning_of(self, text: str, start: int, end: int) -> str | None:
        """The same, if these are all who are named there together: not 民政部 of 中央组织部、民政部."""
        line = text.rfind("\n", 0, start) + 1
        is_part = self._further.match(text, end) or self._former.search(text[line:start])
        return None if is_part else self.meaning_of(text, start, end)

    def _joined(self, words: str) -> str:
        slugs = (self._slugs[name] for name in self._name.findall(words))
        return SEVERAL.join(dict.fromkeys(slugs))

    def _is_cut_out(self, text: str, start: int, end: int) -> bool:
        """Whether a longer name stands there of which the words are a part: 民政部 of 民政部办公厅."""
        words = text[start:end]
        longer = (name for name in self._slugs if len(name) > len(words) and words in name)
        return any(
            text.startswith(name, start - before)
            for name in longer
            for before in range(min(len(name) - len(words), start) + 1)
        )


@dataclass(frozen=True)
class PrintedVocabulary:
    """All printed names; of each programme its code and usual issuers, of each of its tiers the letter."""

    programmes: PrintedNames = field(default_factory=PrintedNames)
    tiers: PrintedNames = field(default_factory=PrintedNames)
    issuers: PrintedNames = field(default_factory=PrintedNames)
    codes: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[tuple[str, str], str] = field(default_factory=dict)
    usual_issuers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_field(self) -> Mapping[str, PrintedNames]:
        """The names by the field of an award whose values they print."""
        return {"programme": self.programmes, "tier": self.tiers, "issuing_body": self.issuers}

    def accession(self, year: int | None, programme: str, tier: str, number: int) -> str | None:
        """`2014-sqzl-w01`; None where the programme has no such tier."""
        letter = self.letters.get((programme, tier))
        if letter is None:
            return None
        return accessions.accession(year, self.codes[programme], letter, number)

    @cached_property
    def acts(self) -> re.Pattern[str]:
        """An issuer of whom a text says that he organises or publishes."""
        return re.compile(
            rf"({self.issuers.run})\s*(?:联合)?(?:组织|印发|发布|公布|推介|评选|遴选|确定|决定)"
        )

    @cached_property
    def counts(self) -> tuple[re.Pattern[str], ...]:
        """Sentences that say how many awards of a tier there are."""
        count = rf"(?P<count>\d{{1,4}}|[{CHINESE}]{{1,3}})"
        return (
            re.compile(
                rf"{count}\s*(?:项|个|件)[^，,。；;“\"\r\n]{{0,10}}为\s*[“\"「『]?"
                rf"(?P<name>[^”\"」』，,。；;\r\n]{{4,40}}[”\"」』]?(?:{self.tiers.pattern})?)"
            ),
            re.compile(rf"{count}\s*(?:项|个|件)(?P<name>{self.programmes.pattern})"),
            re.compile(
                rf"(?P<name>(?:{self.programmes.pattern})[”\"」』]?(?:{self.tiers.pattern})?)[”\"」』]?"
                rf"\s*[（(]\s*(?:共|计|共计)?\s*{count}\s*[项个]\s*[）)]"
            ),
        )

    @cached_property
    def statement(self) -> re.Pattern[str]:
        """A sentence that states a recognition: 被民政部评为“…”."""
        return re.compile(
            rf"(?:(?P<issuer>{self.issuers.run})"
            r"(?:联合)?(?:授予|命名为|评选为|评为|确定为|认定为|列为|评定为)|荣获|获评|入选|获得)"
            rf"(?:(?P<giver>{self.issuers.run})(?:授予的|颁发的|评选的|的)?)?\s*"
            rf"[“\"「『](?P<name>[^”\"」』\r\n]{{4,60}})[”\"」』](?P<behind>{self.tiers.pattern})?"
        )


def years_in(text: str, start: int, end: int) -> tuple[int, ...]:
    """The years in `text[start:end]` in their order, each once: `2021年度、2022年度`."""
    years = (int(match[0]) for match in _YEAR.finditer(text, start, end))
    return tuple(dict.fromkeys(year for year in years if FIRST_YEAR <= year <= LAST_YEAR))


def printed_year(text: str, start: int, end: int) -> Printed[int] | None:
    """The first `2014年`, `2014年度` of `text[start:end]`."""
    for match in _YEAR.finditer(text, start, end):
        if FIRST_YEAR <= int(match[0]) <= LAST_YEAR:
            return Printed(int(match[0]), match.start(), match.end())
    return None


def without_others(passage: str) -> str:
    """The passage, as long as it was, without what it says of others on which a list rests."""
    return _OF_OTHERS.sub(lambda match: "\n" * len(match[0]), passage)


def year_of_list(
    text: str, start: int, end: int, names: PrintedNames, dated: int | None = None
) -> Printed[int] | None:
    """The one year that `text[start:end]` prints of its own list, not of others that it refers to.

    Of several years only that right before the name of a programme (`names`) is taken, or of the list itself:
    2018年度…成果. So it is of one in a running text of a document that is `dated` in another year, or that
    tells what began then; what began in another year than the document's gives none.
    """
    passage = without_others(text[start:end])
    years = [match for match in _YEAR.finditer(passage) if FIRST_YEAR <= int(match[0]) <= LAST_YEAR]
    doubtful: list[re.Match[str]] = []
    if _RUNNING.search(passage) is not None:
        other = [match for match in years if dated is not None and int(match[0]) != dated]
        began = [match for match in years if _BEGINS.match(passage, match.end())]
        years = [match for match in years if match not in other or match not in began]
        doubtful = [match for match in years if match in other or match in began]
    if doubtful or len({match[0] for match in years}) > 1:
        own = re.compile(
            rf"\s*年度?(?:的|全国|第\w{{1,3}}[批届]|首批|\d{{1,4}}[个個项項件例]|[“\"「『《\s])*"
            rf"(?:{names.pattern})|{_OF_LIST}"
        )
        years = [match for match in years if own.match(passage, match.end())]
    if len({match[0] for match in years}) != 1:
        return None
    return Printed(int(years[0][0]), start + years[0].start(), start + years[0].end())
