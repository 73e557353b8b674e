"""The way from a source's text to a document: tell its form, then read it by that form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.places.gazetteer import Gazetteer
from cases.readers import facts as page_facts
from cases.readers.award_record import NO_PROGRAMME, NO_TIER, Context
from cases.readers.colon import colon_awards, is_colon_heading
from cases.readers.edition import edition_facts, several_in_title, signature, year_not_settled
from cases.readers.formalities import closes_list
from cases.readers.issuers import others_named, unless_usual
from cases.readers.lists.column_roles import NO_COLUMNS, KnownColumns, table_heads
from cases.readers.lists.listed_awards import ListedAwards, listed_awards
from cases.readers.lists.swallowed import swallowed
from cases.readers.numbered import is_award_heading
from cases.readers.outline import outline
from cases.readers.page import SourcePage, parse_page
from cases.readers.printed_ranks import with_doubtful_ranks
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.ranked import entries, ranked_awards
from cases.readers.recognition import Recognition
from cases.readers.records import (
    AwardRecord,
    Document,
    EditionFacts,
    Form,
    Inferred,
    Printed,
    Problem,
    Quota,
    SaidOfEdition,
    SourceEntry,
    T,
)
from cases.readers.said import beside_print, by_said, with_said_tier
from cases.readers.single import others_recognised, recognised_award, stated
from cases.readers.studies import is_study
from cases.readers.without_awards import without_awards

_WITH_HEADINGS = (Form.NOTICE, Form.RANKED_LIST, Form.CASES)
MOST_BY_CHANCE = 5  # so many lines of a bare list may look like headings, with other lines as their texts


@dataclass(frozen=True, slots=True)
class Detection:
    """The form of a document, or None and what was looked for in vain."""

    form: Form | None
    problems: tuple[Problem, ...] = ()


def _page(text: str) -> SourcePage:
    return parse_page(text, lambda line: is_award_heading(text, line) or is_colon_heading(line))


def _is_signed(page: SourcePage) -> bool:
    titled = page.title is not None and "通知" in page.title.value
    return titled or signature(page.text, page.body)[1] is not None


def _detect(page: SourcePage, vocabulary: PrintedVocabulary) -> Form | None:
    if any(entry.heading.applicant for entry in entries(page.text, page.body, vocabulary.tiers)):
        return Form.NOTICE if _is_signed(page) else Form.RANKED_LIST
    if any(is_colon_heading(line) for line in page.body) and not is_study(page.body):
        return Form.CASES
    if stated(page, vocabulary) is not None:
        labels = {fact.label for fact in page.facts}
        return Form.ARTICLE if labels & {"作者", "作者单位", "期刊"} else Form.REPORT
    return None


def detect(text: str, vocabulary: PrintedVocabulary) -> Detection:
    """The form of a document, told by what it consists of."""
    return _detection(_page(text), vocabulary)


def _detection(page: SourcePage, vocabulary: PrintedVocabulary) -> Detection:
    form = _detect(page, vocabulary)
    if form is not None:
        return Detection(form)
    message = (
        "认不出文献的形式：没有“编号＋标题（申报单位）”的标题行，没有“地名：标题”的标题行，"
        "也没有“被民政部评为‘…’”一类写明项目名称的句子。"
    )
    return Detection(None, (Problem(message),))


def read(
    text: str,
    vocabulary: PrintedVocabulary,
    registry: SourceEntry | None = None,
    gazetteer: Gazetteer | None = None,
    said: SaidOfEdition | None = None,
    columns: KnownColumns = NO_COLUMNS,
) -> Document:
    """Read a whole document. Whatever the text, nothing is raised: see `problems`.

    `vocabulary` has the names to read by. `registry`, where a person registered the source, settles the form;
    otherwise it is detected, and with a `gazetteer` a document without a form of its own is read as a list.
    `said` completes what the document says of all its awards, `columns` what headings of tables say of these.
    """
    page = _page(text)
    detection = Detection(registry.form) if registry else _detection(page, vocabulary)
    published, problems = page_facts.published(text, page.facts)
    edition, more = edition_facts(text, page.title, page.body, published, vocabulary)
    beside = beside_print(said or SaidOfEdition(), edition, page, vocabulary)
    edition, said = _completed(edition, beside.said), beside.said
    records, edition, odd = _awards(page, detection.form, edition, vocabulary)
    edition = _completed(edition, said)
    above = _context(edition, vocabulary)
    if detection.form is Form.CASES:
        above = _with_tier(text, edition, vocabulary)
    listed = _listed(page, records, above, gazetteer, columns) if registry is None else None
    declared = None
    if listed is not None and not listed.awards:
        problems += listed.problems
    elif listed is not None:
        detection = Detection(Form.LIST)
        records, declared, odd = list(listed.awards), listed.declared, list(listed.problems)
        edition = _of_all(edition, records)
    elif gazetteer is not None and records and detection.form in _WITH_HEADINGS:
        year = edition.year.value if edition.year is not None else None
        odd = [*odd, *swallowed(text, records, gazetteer, year)]
    none = without_awards(page, records) if registry is None else None
    if none is not None:
        records, odd, detection, declared = [], [none], Detection(None), None
    settled = with_said_tier(text, by_said(records, said, beside.problems), said, vocabulary)
    records = list(settled.records)
    problems += [*detection.problems, *more, *odd, *settled.problems]
    if detection.form is not None and not records:
        problems.append(Problem("按这种形式没有读到任何案例。"))
    edition = _issuer(edition, vocabulary) if records else edition
    if issuers := list(others_named(edition, records)):
        edition, records = _without_usual(edition, records)
        problems += issuers if said.issuing_body is None else []
    records = _numbered([_with_said(record, said) for record in records], vocabulary)
    if detection.form not in (Form.ARTICLE, Form.REPORT):  # whose year is that of the sentence that states it
        problems += year_not_settled(page, records, edition.year)
    records = [
        replace(record, problems=(*record.problems, *several_in_title(page, record, said, vocabulary)))
        for record in records
    ]
    if detection.form not in (Form.NOTICE, Form.RANKED_LIST):  # whose reader says so itself
        records = with_doubtful_ranks(records, text)
    problems += [problem for record in records for problem in record.problems]
    title = page.title
    if title is not None and any(award.start < title.end for award in records):
        title = None  # a list without a title: its first entry is none
    return Document(
        form=detection.form,
        title=title or (listed.heading if listed is not None else None),
        date_signed=edition.date_signed,
        date_published=published,
        body_start=min([page.body_start, *(record.start for record in records)]),
        body_end=max([page.body_end, *(record.end for record in records)]),
        outline=outline(page, records if listed is None else ()),
        facts=page.facts,
        edition=edition,
        awards=tuple(records),
        problems=tuple(problems),
        declared=declared,
        said=said,
    )


def _completed(edition: EditionFacts, said: SaidOfEdition) -> EditionFacts:
    """With what a person says, which counts before what was read, unless it is the same."""
    return replace(
        edition,
        programme=_settled(said.programme, edition.programme),
        year=_settled(said.year, edition.year),
        issuing_body=_settled(said.issuing_body, edition.issuing_body),
    )


def _without_usual(
    edition: EditionFacts, records: Sequence[AwardRecord]
) -> tuple[EditionFacts, list[AwardRecord]]:
    """Without the issuer that the programme usually has, as others issue the document."""
    found = [replace(record, issuing_body=unless_usual(record.issuing_body)) for record in records]
    return replace(edition, issuing_body=unless_usual(edition.issuing_body)), found


def _of_all(edition: EditionFacts, records: Sequence[AwardRecord]) -> EditionFacts:
    """Without the programme or the year that one entry of a list prints and others do not have."""
    programmes = {record.programme.value if record.programme is not None else None for record in records}
    years = {record.year.value if record.year is not None else None for record in records}
    return replace(
        edition,
        programme=_unless_own(edition.programme, programmes, records),
        year=_unless_own(edition.year, years, records),
    )


def _unless_own(
    value: Printed[T] | Inferred[T] | None, values: set[T | None], records: Sequence[AwardRecord]
) -> Printed[T] | Inferred[T] | None:
    if not isinstance(value, Printed) or values == {value.value}:
        return value
    is_own = any(record.start <= value.start and value.end <= record.end for record in records)
    return None if is_own else value


def _settled(
    said: Printed[T] | Inferred[T] | None, read: Printed[T] | Inferred[T] | None
) -> Printed[T] | Inferred[T] | None:
    is_same = said is not None and read is not None and said.value == read.value
    return read if said is None or is_same else said


def _with_said(record: AwardRecord, said: SaidOfEdition) -> AwardRecord:
    """With what a person says of all; what is printed with the award itself counts."""
    missing = {NO_PROGRAMME: said.programme, NO_TIER: said.tier}
    answered = tuple(f"{message}。" for message, value in missing.items() if value is not None)
    return replace(
        record,
        problems=tuple(each for each in record.problems if not each.message.endswith(answered)),
        programme=record.programme or said.programme,
        year=record.year or said.year,
        issuing_body=_settled(said.issuing_body, record.issuing_body),
        tier=record.tier or said.tier,
    )


def _listed(
    page: SourcePage,
    records: Sequence[AwardRecord],
    above: Context,
    gazetteer: Gazetteer | None,
    columns: KnownColumns,
) -> ListedAwards | None:
    """The document read as a list, where a person said what the columns of its tables are, or no form of its
    own gave awards with a text; None for no list."""
    if gazetteer is not None and any(head.key in columns.roles for head in table_heads(page.text, columns)):
        return listed_awards(page.text, gazetteer, above, columns)
    with_text = _with_text(records)
    if gazetteer is None or (records and with_text == len(records) and with_text > MOST_BY_CHANCE):
        return None
    listed = listed_awards(page.text, gazetteer, above)
    different = {record.title.value if record.title is not None else record.start for record in records}
    is_list = len(listed.awards) > 2 * with_text and len(listed.awards) >= len(different)
    return listed if is_list or not records or _describes_list(records, listed.awards) else None


def _with_text(records: Sequence[AwardRecord]) -> int:
    """How many records have sentences below their heading, and not only the end of a list: 以上案例将…."""
    texts = (record.text.split("\n") for record in records)
    return sum(any("。" in line and not closes_list(line) for line in text) for text in texts)


def _describes_list(records: Sequence[AwardRecord], listed: Sequence[AwardRecord]) -> bool:
    """Whether the sections of a document are each about a unit that a list above them names in full."""
    units = [award.applicant.value for award in listed if award.applicant is not None]
    named = [record.applicant.value for record in records if record.applicant is not None]
    in_full = [any(unit.endswith(name) and unit != name for unit in units) for name in named]
    return len(units) >= len(records) == len(named) > 1 and all(in_full)


def _numbered(records: list[AwardRecord], vocabulary: PrintedVocabulary) -> list[AwardRecord]:
    """With their accession numbers: by the printed rank, where ranks are repeated or missing by the order."""
    tiers: dict[tuple[str, str], list[AwardRecord]] = {}
    for record in records:
        if record.programme is not None and record.tier is not None:
            tiers.setdefault((record.programme.value, record.tier.value), []).append(record)
    numbers = {}
    for (programme, tier), fellows in tiers.items():
        ranks = Counter(record.rank.value for record in fellows if record.rank is not None)
        for order, record in enumerate(fellows, 1):
            by_rank = record.rank is not None and max(ranks.values()) == 1
            number = record.rank.value if by_rank and record.rank is not None else order
            year = record.year.value if record.year is not None else None
            numbers[record.start] = vocabulary.accession(year, programme, tier, number)
    return [replace(record, accession=numbers.get(record.start)) for record in records]


def _awards(
    page: SourcePage, form: Form | None, edition: EditionFacts, vocabulary: PrintedVocabulary
) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    if form in (Form.NOTICE, Form.RANKED_LIST):
        return _ranked(page, edition, vocabulary)
    if form is Form.CASES:
        return _cases(page, edition, vocabulary)
    if form in (Form.ARTICLE, Form.REPORT):
        return _single(page, vocabulary)
    return [], edition, []


def _context(edition: EditionFacts, vocabulary: PrintedVocabulary) -> Context:
    issuer = edition.issuing_body
    printed = None if isinstance(issuer, Inferred) else issuer
    return Context(edition.year, edition.programme, None, printed, vocabulary, edition.dated)


def _with_tier(text: str, edition: EditionFacts, vocabulary: PrintedVocabulary) -> Context:
    """The same with the tier that the programme's printed name says of all: 中国社区治理十大创新成果."""
    named = edition.programme
    tier = vocabulary.tiers.last_in(text, named.start, named.end) if isinstance(named, Printed) else None
    return replace(_context(edition, vocabulary), tier=tier)


def _issuer(edition: EditionFacts, vocabulary: PrintedVocabulary) -> EditionFacts:
    return replace(edition, issuing_body=edition.issuing_body or _context(edition, vocabulary).issuer)


def _ranked(
    page: SourcePage, edition: EditionFacts, vocabulary: PrintedVocabulary
) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    above = _context(edition, vocabulary)
    records, problems = ranked_awards(page.text, page.body, above)
    counts = Counter(record.tier.value for record in records if record.tier is not None)
    declared = {quota.tier: quota for quota in edition.quotas}
    for tier, quota in declared.items():
        if quota.declared.value != counts[tier]:
            problems.append(_mismatch(quota, counts[tier]))
    for tier, count in counts.items():
        declared.setdefault(tier, Quota(tier, Inferred(count, "declared-counted")))
    return records, _issuer(replace(edition, quotas=tuple(declared.values())), vocabulary), problems


def _mismatch(quota: Quota, count: int) -> Problem:
    message = f"文中说有 {quota.declared.value} 项，读到 {count} 项。"
    if isinstance(quota.declared, Inferred):
        return Problem(message)
    return Problem(message, quota.declared.start, quota.declared.end)


def _cases(
    page: SourcePage, edition: EditionFacts, vocabulary: PrintedVocabulary
) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    above = _with_tier(page.text, edition, vocabulary)
    return colon_awards(page.body, above), _issuer(edition, vocabulary), []


def _single(
    page: SourcePage, vocabulary: PrintedVocabulary
) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    recognition: Recognition | None = stated(page, vocabulary)
    record = recognised_award(page, vocabulary)
    if recognition is None or record is None:
        return [], EditionFacts(), [Problem("正文里没有“被民政部评为‘…’”一类写明项目名称的句子。")]
    edition = EditionFacts(recognition.programme, recognition.year, recognition.issuing_body)
    others = list(others_recognised(page, vocabulary))
    return [record], _issuer(edition, vocabulary), others
