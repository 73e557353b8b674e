"""An award with all that hangs on it, and where a document may print what is said of it."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from cases.characters import without_blanks
from cases.fields import BY_NAME
from cases.language.folding import FoldTable, simplified
from cases.models import Attestation, Attribution, Award, Coding, KeyFigure, Milestone, Source
from cases.models.award import Letters
from cases.places.naming import short_name
from cases.places.place import Place
from cases.readers.chrome import cut
from cases.readers.dates import DATE
from cases.readers.facts import opens_with_fact
from cases.readers.lists.reviews import says
from cases.readers.numbered import is_brief
from cases.readers.passages import PrintedLine, line_around, lines
from cases.readers.printed_vocabulary import PrintedVocabulary

OWN = frozenset({"title", "applicant", "rank"})  # what no heading prints for several awards together
_SIMPLIFIED = FoldTable(simplified)  # character by character
OF_EDITION = frozenset({"year", "programme", "issuing_body", "tier"})  # what a whole document may be about


@dataclass(slots=True)
class WholeAward:
    """An award with all that hangs on it, and the names of its place in its year by field.

    `names` are those by which its sources are read, `letters` those of accession numbers, `lineage` its place
    behind all that it was part of, `namesakes` those of other divisions that were called so then. `coming`
    are the numbers of awards that are not written yet.
    """

    award: Award
    components: dict[str, str]
    names: PrintedVocabulary
    letters: Letters
    attestations: list[Attestation] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    figures: list[KeyFigure] = field(default_factory=list)
    lineage: tuple[Place, ...] = ()
    namesakes: list[tuple[Place, ...]] = field(default_factory=list)
    coming: Collection[str] = ()

    def value(self, name: str) -> Any:  # noqa: ANN401 - text or number, as the field is
        """The value of a recorded field."""
        return BY_NAME[name].value_in(self.award) if BY_NAME[name].lookup else self.components[name]

    def passage_in(self, source_id: int | None) -> Award | Attestation | None:
        """By which words that document prints the award; None where it does not attest it."""
        if source_id is None or source_id == self.award.source_id:
            return self.award
        return next((each for each in self.attestations if each.source_id == source_id), None)

    def owns(self, source_id: int | None, start: int, end: int) -> bool:
        """Whether these words of that document are the award's own."""
        own = self.passage_in(source_id)
        return own is not None and own.start <= start and end <= own.end


def misplaced(origin: Attribution, whole: WholeAward) -> str:
    """Why the passage of an origin is not where its document prints such a value, in Chinese; else empty."""
    document, start, end = origin.document, origin.start, origin.end
    if document is None or start is None or end is None:
        return ""
    if whole.owns(origin.source_id, start, end):
        if origin.field == "rank" and not _is_in_first_line(document, end, whole.passage_in(document.pk)):
            return f"的依据不在案例的第一行：{where(origin)}"
        if origin.field == "rank" and not _stands_with_name(document, start, end, whole):
            return f"的依据与案例的标题、申报单位之间隔着别的句子，是别的事情的序号：{where(origin)}"
        if origin.field in OF_EDITION and _is_of_page(document, start, end):
            return f"的依据是网页的导航或者发布信息，不是文献所说：{where(origin)}"
        is_later = origin.field == "year" and _is_of_milestone(origin, whole)
        return f"的依据说的是后来的事：{where(origin)}" if is_later else ""
    if origin.field in OWN:
        return f"的依据不在案例自己的文字之内：{where(origin)}"
    if origin.field in OF_EDITION:
        if not _is_of_document(document, start, end):
            return f"的依据不在文献的正文之内，也不在其标题行里：{where(origin)}"
        if origin.source_id is not None and not _is_above_or_signed(origin, document, whole):
            return f"的依据不在该文献说到案例的文字之内，也不在它上方的标题行里：{where(origin)}"
        is_of_date = origin.field == "year" and _is_of_date(document, start, end)
        return f"的依据是一个日期的一部分，说的不是荣誉的年度：{where(origin)}" if is_of_date else ""
    above = whole.passage_in(origin.source_id)
    is_there = above is not None and _is_heading_above(document, start, end, above.start)
    return "" if is_there else f"的依据不在案例自己的文字之内，也不在它上方的标题行里：{where(origin)}"


def misplaced_milestone(milestone: Milestone, whole: WholeAward) -> str:
    """Why its document does not say this of the award there, in Chinese; else empty.

    The award's own document says it in the award's words or in a heading above them; another one names the
    award, and says somewhere that awards of its list were accepted, reviewed or withdrawn.
    """
    award, start, end = whole.award, milestone.start, milestone.end
    document = milestone.document
    if document is None:
        return ""
    if milestone.source_id is None:
        is_said = whole.owns(None, start, end) or _is_heading_above(document, start, end, award.start)
        if not is_said:
            return "所引的话不在案例自己的文字之内，也不在它上方的标题行里。"
    elif not says_name(document.text[start:end], whole):
        return "所引的话没有说到这个案例：应印有它的标题、申报单位或者地名。"
    elif not says(milestone.kind, document.text):
        return f"所在文献没有说到{milestone.get_kind_display()}。"
    if milestone.year_start is None or milestone.year_end is None:
        return ""
    is_there = _is_of_document(document, milestone.year_start, milestone.year_end)
    return "" if is_there else "年份的依据不在文献的正文之内，也不在其标题行里。"


def says_name(words: str, whole: WholeAward) -> bool:
    """Whether these words name the award: its title, its applicant, or its place as it was or is called."""
    award = whole.award
    places = {place.name for place in (award.place_then, award.place_now) if place is not None}
    names = {award.title, award.applicant, *_names_in(None, whole), award.locality, *places}
    names |= {short_name(name) for name in places}
    return any(name in _plain(words) for name in map(_plain, names) if name)


def _plain(words: str) -> str:
    """The words without width, script, quotation marks, signs and blanks."""
    even = unicodedata.normalize("NFKC", words).translate(_SIMPLIFIED)
    return "".join(sign for sign in even if sign.isalnum())


def unnamed(whole: WholeAward) -> list[Attestation]:
    """The further documents that do not name the award: neither as its own does nor as one that does.

    Where its own prints neither title nor applicant, its place or locality is its name.
    """
    names = _names_in(None, whole) or {whole.award.locality, *_place_name(whole)} - {""}
    left = list(whole.attestations)
    while naming := [each for each in left if _names(each, names)]:
        names |= {name for each in naming for name in _names_in(each.source_id, whole)}
        left = [each for each in left if each not in naming]
    return left


def _names_in(source_id: int | None, whole: WholeAward) -> set[str]:
    """The titles and applicants that are quoted from that document, the award's own if None."""
    return {
        origin.document.text[origin.start : origin.end]
        for origin in whole.attributions
        if origin.field in {"title", "applicant"} and origin.source_id == source_id
        if origin.document is not None and origin.start is not None and origin.end is not None
    }


def _place_name(whole: WholeAward) -> set[str]:
    return {whole.award.place_then.name} if whole.award.place_then is not None else set()


def _names(attestation: Attestation, names: set[str]) -> bool:
    """Whether one of the names stands in the lines of the passage, or in a title of the document above it."""
    document, start, end = attestation.source, attestation.start, attestation.end
    printed = lines(document.text)
    first = next((line for line in printed if line.start >= document.body_start), None)
    said = [
        line.text
        for line in printed
        if (line.start < end and start < line.end)
        or (line.end <= start and (line.end <= document.body_start or line == first) and is_brief(line))
    ]
    words = without_blanks("".join(said))
    return any(without_blanks(name) in words for name in names)


def _is_above_or_signed(origin: Attribution, document: Source, whole: WholeAward) -> bool:
    """Whether a further document says it in a heading above what it says of the award, or signs with it."""
    own, start, end = whole.passage_in(document.pk), origin.start or 0, origin.end or 0
    if own is None or origin.field == "tier":  # of tiers the last heading above says which
        return True
    line = line_around(document.text, start, end)
    is_signature = origin.field == "issuing_body" and line is not None and is_brief(line)
    return is_signature or _is_heading_above(document, start, end, own.start)


def _is_in_first_line(document: Source, end: int, own: Award | Attestation | None) -> bool:
    """Whether the words end in the line that opens the award: a number further down counts something else."""
    return own is not None and not lines(document.text, own.start, end)[1:]


def _stands_with_name(document: Source, start: int, end: int, whole: WholeAward) -> bool:
    """Whether no sentence ends between a number and what that document calls the award."""
    is_main = document.pk == whole.award.source_id
    between = [
        document.text[end : each.start] if end <= each.start else document.text[each.end : start]
        for each in whole.attributions
        if each.field in {"title", "applicant"} and each.start is not None and each.end is not None
        if each.source_id == document.pk or (each.source_id is None and is_main)
    ]
    return not between or any("。" not in words for words in between)


def _is_of_milestone(origin: Attribution, whole: WholeAward) -> bool:
    """Whether what happened to the award later is said in these words."""
    if origin.start is None or origin.end is None:
        return False
    start, end, source = origin.start, origin.end, origin.source_id
    return any(
        each.source_id == source and each.start < end and start < each.end for each in whole.milestones
    )


def _is_of_date(document: Source, start: int, end: int) -> bool:
    """Whether the year is that of a whole date: when something was signed, not what it is about."""
    line = line_around(document.text, start, end)
    dates = DATE.finditer(document.text, line.start, line.end) if line is not None else ()
    return any(date.start() <= start < date.end() for date in dates)


def _is_of_document(document: Source, start: int, end: int) -> bool:
    """Whether the words stand in the body, or in a line above it that may be the title."""
    if document.body_start <= start:
        return end <= document.body_end
    line = line_around(document.text, start, end)
    return line is not None and end <= document.body_start and not _is_about_page(line)


def _is_of_page(document: Source, start: int, end: int) -> bool:
    """Whether the words stand in what a web site prints around a document, or in a fact of the page."""
    line = line_around(document.text, start, end)
    if line is None:
        return False
    own = cut(document.text, line).line
    return opens_with_fact(line.text) or own is None or not own.start <= start <= end <= own.end


def _is_heading_above(document: Source, start: int, end: int, award: int) -> bool:
    """Whether the words stand in a short line without a sentence that is printed above the award."""
    line = line_around(document.text, start, end)
    return line is not None and line.end <= award and is_brief(line) and not _is_about_page(line)


def _is_about_page(line: PrintedLine) -> bool:
    """Whether the line tells when and by whom something was published, not what it is about."""
    return opens_with_fact(line.text) or DATE.search(line.text) is not None


def where(origin: Attribution) -> str:
    """Where the passage of an origin stands, in Chinese."""
    return passage_name(origin.document, origin.start, origin.end)


def passage_name(document: Source | None, start: int | None, end: int | None) -> str:
    """Where a passage stands, in Chinese."""
    return f"{document.slug if document is not None else ''} 第 {start}–{end} 字"
