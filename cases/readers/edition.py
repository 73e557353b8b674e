"""What a document says about a round of awards: issuer, theme, procedure, dates, declared numbers."""

import re
from collections.abc import Sequence
from datetime import date

from cases.language.numerals import printed_number
from cases.readers.dates import CHINESE, DATE, date_at
from cases.readers.passages import PrintedLine, stretch
from cases.readers.printed_codes import ISSUERS, PROGRAMMES, TIERS, printed_code, printed_year
from cases.readers.records import EditionFacts, Printed, Problem, Quota

_ISSUERS = "|".join(ISSUERS)
_ACTS = re.compile(rf"({_ISSUERS})(?:联合)?(?:组织|印发|发布|公布|推介|评选|遴选|确定|决定)")
_THEME = re.compile(r"[将以把](?P<theme>[^，,。；;\r\n]{2,40}?)(?:作为|为)本?(?:年度|今年|届)的?主题")
_PROCEDURE = re.compile(r"(?:申报|推荐|评审|评选|公示|审核)")
_DECIDES = re.compile(r"[，,]\s*(?:最终|研究)?(?:确定|评选出|遴选出|产生|决定)")
_COUNT = rf"(?P<count>\d{{1,4}}|[{CHINESE}]{{1,3}})"
_COUNTS = (
    re.compile(
        rf"{_COUNT}\s*(?:项|个|件)[^，,。；;“\"\r\n]{{0,10}}为\s*[“\"「『]?"
        rf"(?P<name>[^”\"」』，,。；;\r\n]{{4,40}}[”\"」』]?(?:提名成果|提名奖)?)"
    ),
    re.compile(rf"{_COUNT}\s*(?:项|个|件)(?P<name>{'|'.join(PROGRAMMES)})"),
    re.compile(
        rf"(?P<name>(?:{'|'.join(PROGRAMMES)})[”\"」』]?(?:{'|'.join(TIERS)})?)[”\"」』]?"
        rf"\s*[（(]\s*(?:共|计|共计)?\s*{_COUNT}\s*[项个]\s*[）)]"
    ),
)
_SIGNED = re.compile(rf"(?:(?P<issuer>[^\d。，,]{{1,28}}[部厅局委会室府院])\s*)?(?P<date>{DATE.pattern})")
LONGEST_SIGNATURE = 30


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


def issuing_body(text: str, rows: Sequence[PrintedLine], signed: PrintedLine | None) -> Printed[str] | None:
    """The issuer: whoever signs, or of whom the text says that he organises or publishes."""
    if signed is not None and (code := printed_code(ISSUERS, text, signed.start, signed.end)):
        return code
    for row in rows:
        if match := _ACTS.search(text, row.start, row.end):
            return Printed(ISSUERS[match[1]], match.start(1), match.end(1))
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


def quotas(text: str, rows: Sequence[PrintedLine]) -> tuple[Quota, ...]:
    """How many awards of each tier the text declares: the first number of each tier."""
    by_tier: dict[str, Quota] = {}
    for row in rows:
        for form in _COUNTS:
            for match in form.finditer(text, row.start, row.end):
                tier = printed_code(TIERS, text, *match.span("name"))
                count = printed_number(match["count"])
                if tier and count and printed_code(PROGRAMMES, text, *match.span("name")):
                    printed = Printed(count, match.start("count"), match.end("count"))
                    by_tier.setdefault(tier.value, Quota(tier.value, printed))
    return tuple(by_tier.values())


def edition_facts(
    text: str, title: Printed[str] | None, rows: Sequence[PrintedLine], published: Printed[date] | None
) -> tuple[EditionFacts, list[Problem]]:
    """What title and body say about the edition. `published` counts only for what is signed itself:
    elsewhere it is the day of somebody's copy."""
    signed, day, problems = signature(text, rows)
    stretches = ([(title.start, title.end)] if title else []) + [(row.start, row.end) for row in rows]
    programmes = (printed_code(PROGRAMMES, text, *passage) for passage in stretches)
    programme_passages = [passage for passage in stretches if printed_code(PROGRAMMES, text, *passage)]
    years = (printed_year(text, *passage) for passage in programme_passages)
    facts = EditionFacts(
        programme=next((code for code in programmes if code), None),
        year=next((year for year in years if year), None),
        issuing_body=issuing_body(text, rows, signed),
        theme=theme(text, rows),
        procedure=procedure(text, rows),
        date_signed=day,
        date_published=published if day else None,
        quotas=quotas(text, rows),
    )
    return facts, problems
