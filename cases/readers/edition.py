"""What a document says about a round of awards: issuer, theme, procedure, dates, declared numbers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cases.language.numerals import printed_number
from cases.readers.aims import without_aims
from cases.readers.dates import DATE, date_at
from cases.readers.issuers import issuers_of, signing, who_acts
from cases.readers.page import SourcePage
from cases.readers.passages import PrintedLine, lines, stretch
from cases.readers.printed_vocabulary import (
    PrintedNames,
    PrintedVocabulary,
    printed_year,
    without_others,
    year_of_list,
    years_in,
)
from cases.readers.records import (
    AwardRecord,
    EditionFacts,
    Inferred,
    Printed,
    Problem,
    Quota,
    SaidOfEdition,
)

_THEME = re.compile(r"[将以把](?P<theme>[^，,。；;\r\n]{2,40}?)(?:作为|为)本?(?:年度|今年|届)的?主题")
_PROCEDURE = re.compile(r"(?:申报|推荐|评审|评选|公示|审核)")
_DECIDES = re.compile(r"[，,]\s*(?:最终|研究)?(?:确定|评选出|遴选出|产生|决定)")
_SIGNED = re.compile(
    rf"(?:(?P<issuer>[^\d。，,]{{1,28}}[部厅廳局委会會室府院办辦司处處])\s*)?(?P<date>{DATE.pattern})"
)
_CALLS = re.compile(r"征集|徵集|申报|申報|推荐|推薦|报送|報送|[开開]展")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d\s*[、，,和与與及至到—~～-]+\s*$")  # 2017、2018年度
_OF_A_DAY = re.compile(r"\s*年(?:\s*\d|第?[一二三四]季|[上下]半年|以来|以來|至|底|初|末|工作)")
_NAMES_LIST = re.compile(
    r"(?:名单|名單|名录|榜单|结果|結果|案例|成果|单位|單位|社区|社區|项目|項目|的(?:通知|通報|通报|公告|公示|决定|決定|批复|批復))"
    r"(?:公布|揭晓|出炉|公示)?(?:[(（][^()（）]{0,20}[)）])?$"
)
LONGEST_SIGNATURE = 30
NOT_SETTLED = "年度未确定："
_YEARS = (
    NOT_SETTLED + "文中印有 {}，没有写明哪一个是这份名单的年度，请写明；原文确实没有年度的，可以就这样收录。"
)


def can_sign(line: PrintedLine) -> bool:
    """Whether a line may be an issuer's name above the date of a document."""
    return len(line.text) <= LONGEST_SIGNATURE and "。" not in line.text


def signs(line: PrintedLine) -> re.Match[str] | None:
    """The parts of a line that dates a document, alone or behind the name of the issuer."""
    return _SIGNED.fullmatch(line.text)


def signature(
    text: str, rows: Sequence[PrintedLine]
) -> tuple[PrintedLine | None, Printed[date] | None, list[Problem]]:
    """The line that names the issuer, and the date below or behind it."""
    for above, row in zip([None, *rows], rows, strict=False):
        match = signs(row)
        if match is None or (match["issuer"] is None and (above is None or not can_sign(above))):
            continue
        day = date_at(DATE.match(text, row.start + match.start("date"), row.end))
        wrong = [] if day else [Problem(f"落款不是一个日期：{row.text}", row.start, row.end)]
        return row if match["issuer"] else above, day, wrong
    return None, None, []


def issuing_body(
    text: str, rows: Sequence[PrintedLine], vocabulary: PrintedVocabulary
) -> Printed[str] | None:
    """The issuer of whom the text says that he organises or publishes."""
    for row in rows:
        if match := vocabulary.acts.search(text, row.start, row.end):
            return vocabulary.issuers.run_in(text, *match.span(1))
    return None


def _sentences(text: str, rows: Sequence[PrintedLine]) -> list[PrintedLine]:
    sentences = []
    for row in rows:
        for match in re.compile(r"[^。！？]+").finditer(text, row.start, row.end):
            sentences.append(stretch(text, match.start(), match.end()))
    return [sentence for sentence in sentences if sentence is not None]


def procedure(text: str, rows: Sequence[PrintedLine]) -> Printed[str] | None:
    """How the awards were chosen: the clauses before `…,确定…` of the sentence that tells the steps."""
    for sentence in _sentences(text, rows):
        decides = _DECIDES.search(sentence.text)
        steps = sentence.text[: decides.start()] if decides else ""
        if len(_PROCEDURE.findall(steps)) > 1:
            return Printed(steps, sentence.start, sentence.start + len(steps))
    return None


def theme(text: str, rows: Sequence[PrintedLine]) -> Printed[str] | None:
    """The theme of the year, as `将…作为年度主题` prints it."""
    for row in rows:
        if match := _THEME.search(text, row.start, row.end):
            return Printed(match["theme"], match.start("theme"), match.end("theme"))
    return None


def quotas(text: str, rows: Sequence[PrintedLine], vocabulary: PrintedVocabulary) -> tuple[Quota, ...]:
    """How many awards of each tier the text declares: the first number of each tier."""
    by_tier: dict[str, Quota] = {}
    for row in rows:
        for form in vocabulary.counts:
            for match in form.finditer(text, row.start, row.end):
                tier = vocabulary.tiers.last_in(text, *match.span("name"))
                count = printed_number(match["count"])
                if tier and count and vocabulary.programmes.first_in(text, *match.span("name")):
                    printed = Printed(count, match.start("count"), match.end("count"))
                    by_tier.setdefault(tier.value, Quota(tier.value, printed))
    return tuple(by_tier.values())


def edition_facts(
    text: str,
    title: Printed[str] | None,
    rows: Sequence[PrintedLine],
    published: Printed[date] | None,
    vocabulary: PrintedVocabulary,
) -> tuple[EditionFacts, list[Problem]]:
    """What title and body say about the edition. `published` counts only for what is signed itself:
    elsewhere it is the day of somebody's copy."""
    signed, day, problems = signature(text, rows)
    signs_there = _passage(text, rows, signed, vocabulary) if signed is not None else None
    issuers = issuers_of(text, title, signs_there, vocabulary)
    stretches = ([(title.start, title.end)] if title else []) + [(row.start, row.end) for row in rows]
    own = without_aims(text, vocabulary.programmes)
    names = [(_first_in(own, passage, vocabulary.programmes), passage) for passage in stretches]
    dated = day or published
    of = dated.value.year if dated is not None else None
    years = (_year(own, passage, title, vocabulary, of) for named, passage in names if named)
    known = issuers.known or issuing_body(text, rows, vocabulary)
    facts = EditionFacts(
        programme=next((named for named, _ in names if named), None),
        year=next((year for year in years if year), None) or year_of_title(own, title),
        issuing_body=known,
        theme=theme(text, rows),
        procedure=procedure(text, rows),
        date_signed=day,
        date_published=published if day else None,
        quotas=quotas(own, rows, vocabulary),
        dated=of,
        other_issuers=issuers.others or (who_acts(text, rows) if known is None else ()),
    )
    return facts, problems


def _passage(
    text: str, rows: Sequence[PrintedLine], signed: PrintedLine, vocabulary: PrintedVocabulary
) -> tuple[int, int]:
    """Where those who sign stand: on the lines that end with this one, without its date."""
    match = signs(signed)
    last = signed if match is None else stretch(text, signed.start, signed.start + match.end("issuer"))
    above = rows[: rows.index(signed)]
    return signing([*above, last or signed], len(above), vocabulary)


def _year(
    text: str,
    passage: tuple[int, int],
    title: Printed[str] | None,
    vocabulary: PrintedVocabulary,
    dated: int | None,
) -> Printed[int] | None:
    """The year of a passage that names a programme: the first of the title, elsewhere that of the list."""
    if title is None or passage != (title.start, title.end):
        return year_of_list(text, *passage, vocabulary.programmes, dated)
    year = printed_year(without_others(text[title.start : title.end]), 0, title.end - title.start)
    return Printed(year.value, title.start + year.start, title.start + year.end) if year is not None else None


def _first_in(text: str, passage: tuple[int, int], names: PrintedNames) -> Printed[str] | None:
    """The name that stands in a passage, also over the lines of a title on several."""
    found = names.first_in(text, *passage)
    parts = lines(text, *passage) if found is None else []
    if len(parts) < 2:
        return found
    at = [offset for part in parts for offset in range(part.start, part.end)]
    joined = names.first_in("".join(part.text for part in parts), 0, len(at))
    return joined and Printed(joined.value, at[joined.start], at[joined.end - 1] + 1)


def year_of_title(text: str, title: Printed[str] | None) -> Printed[int] | None:
    """The one year that the title of a list prints: its 年度, or what stands in 关于公布2021年…名单的通知."""
    if title is None or _CALLS.search(title.value):
        return None
    own = without_others(text[title.start : title.end])
    year = printed_year(own, 0, len(own))
    if year is None or len(years_in(own, 0, len(own))) > 1 or _YEAR_BEFORE.search(own, 0, year.start):
        return None
    is_edition = re.match(r"\s*年度", own[year.end :]) is not None
    if not is_edition and (_OF_A_DAY.match(own[year.end :]) or not _NAMES_LIST.search(title.value)):
        return None
    return Printed(year.value, title.start + year.start, title.start + year.end)


def year_not_settled(page: SourcePage, records: Sequence[AwardRecord], year: object) -> Iterator[Problem]:
    """That neither the document nor an award has a year although more than the signature prints some."""
    if year is not None or not records or any(record.year is not None for record in records):
        return
    title = [(page.title.start, page.title.end)] if page.title is not None else []
    passages = [*title, *((row.start, row.end) for row in page.body)]
    signing = {(row.start, row.end) for row in page.body if signs(row) is not None}
    printing = {each: years for each in passages if (years := years_in(page.text, *each))}
    first = next((each for each in printing if each not in signing), None)
    if first is not None:
        several = sorted({year for each in printing.values() for year in each})
        yield Problem(_YEARS.format("、".join(map(str, several))), *first)


def several_in_title(
    page: SourcePage, record: AwardRecord, said: SaidOfEdition, vocabulary: PrintedVocabulary
) -> tuple[Problem, ...]:
    """That the award has its year or programme from a title that names several, and nobody said which."""
    title = page.title
    if title is None:
        return ()
    problems = []
    years = years_in(page.text, title.start, title.end)
    if len(years) > 1 and said.year is None and _stands_in(record.year, title):
        message = f"标题里有 {'、'.join(map(str, years))} 几个年度，请核对这一条是哪一年度的。"
        problems.append(Problem(message, title.start, title.end))
    own = without_aims(page.text[title.start : title.end], vocabulary.programmes)
    programmes = vocabulary.programmes.all_in(own, 0, len(own))
    if len(programmes) > 1 and said.programme is None and _stands_in(record.programme, title):
        message = "标题里有几个评选项目，请核对这一条是哪个项目的。"
        problems.append(Problem(message, title.start, title.end))
    return tuple(problems)


def _stands_in(value: Printed[Any] | Inferred[Any] | None, title: Printed[str]) -> bool:
    return isinstance(value, Printed) and title.start <= value.start and value.end <= title.end
