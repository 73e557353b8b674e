"""The way from a source's text to a document: tell its form, then read it by that form."""

from collections import Counter
from dataclasses import dataclass, replace

from cases.readers import facts as page_facts
from cases.readers import rules
from cases.readers.award_record import Context
from cases.readers.colon import colon_awards, is_colon_heading
from cases.readers.edition import edition_facts, signature
from cases.readers.numbered import is_award_heading
from cases.readers.outline import outline
from cases.readers.page import SourcePage, parse_page
from cases.readers.printed_codes import TIERS, printed_code
from cases.readers.ranked import entries, ranked_awards
from cases.readers.recognition import Recognition
from cases.readers.records import (
    AwardRecord,
    Document,
    EditionFacts,
    Form,
    Inferred,
    Problem,
    Quota,
    SourceEntry,
)
from cases.readers.single import recognised_award, stated


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


def _detect(page: SourcePage) -> Form | None:
    if any(entry.heading.applicant for entry in entries(page.text, page.body)):
        return Form.NOTICE if _is_signed(page) else Form.RANKED_LIST
    if any(is_colon_heading(line) for line in page.body):
        return Form.CASES
    if stated(page) is not None:
        labels = {fact.label for fact in page.facts}
        return Form.ARTICLE if labels & {"作者", "作者单位", "期刊"} else Form.REPORT
    return None


def detect(text: str) -> Detection:
    """The form of a document, told by what it consists of."""
    return _detection(_page(text))


def _detection(page: SourcePage) -> Detection:
    form = _detect(page)
    if form is not None:
        return Detection(form)
    message = (
        "认不出文献的形式：没有“编号＋题名（申报单位）”的标题行，没有“地名：题名”的标题行，"
        "也没有“被民政部评为‘…’”一类写明项目名称的句子。"
    )
    return Detection(None, (Problem(message),))


def read(text: str, registry: SourceEntry | None = None) -> Document:
    """Read a whole document. Whatever the text, nothing is raised: see `problems`.

    `registry`, where a person registered the source, settles the form; otherwise it is detected.
    """
    page = _page(text)
    detection = Detection(registry.form) if registry else _detection(page)
    published, problems = page_facts.published(text, page.facts)
    edition, more = edition_facts(text, page.title, page.body, published)
    records, edition, odd = _awards(page, detection.form, edition)
    problems += [*detection.problems, *more, *odd]
    if detection.form is not None and not records:
        problems.append(Problem("按这种形式没有读到任何案例。"))
    problems += [problem for record in records for problem in record.problems]
    return Document(
        form=detection.form,
        title=page.title,
        date_signed=edition.date_signed,
        date_published=published,
        body_start=page.body_start,
        body_end=page.body_end,
        outline=outline(page, records),
        facts=page.facts,
        edition=edition,
        awards=tuple(records),
        problems=tuple(problems),
    )


def _awards(
    page: SourcePage, form: Form | None, edition: EditionFacts
) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    if form in (Form.NOTICE, Form.RANKED_LIST):
        return _ranked(page, edition)
    if form is Form.CASES:
        return _cases(page, edition)
    if form in (Form.ARTICLE, Form.REPORT):
        return _single(page)
    return [], edition, []


def _issuer(edition: EditionFacts) -> EditionFacts:
    programme = edition.programme.value if edition.programme else None
    return replace(edition, issuing_body=edition.issuing_body or rules.issuing_body(programme))


def _ranked(page: SourcePage, edition: EditionFacts) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    issuer = edition.issuing_body
    above = Context(edition.year, edition.programme, None, None if isinstance(issuer, Inferred) else issuer)
    records, problems = ranked_awards(page.text, page.body, above)
    counts = Counter(record.tier.value for record in records if record.tier is not None)
    declared = {quota.tier: quota for quota in edition.quotas}
    for tier, quota in declared.items():
        if quota.declared.value != counts[tier]:
            problems.append(_mismatch(quota, counts[tier]))
    for tier, count in counts.items():
        declared.setdefault(tier, Quota(tier, Inferred(count, "declared-counted")))
    return records, _issuer(replace(edition, quotas=tuple(declared.values()))), problems


def _mismatch(quota: Quota, count: int) -> Problem:
    message = f"文中说有 {quota.declared.value} 项，读到 {count} 项。"
    if isinstance(quota.declared, Inferred):
        return Problem(message)
    return Problem(message, quota.declared.start, quota.declared.end)


def _cases(page: SourcePage, edition: EditionFacts) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    named = edition.programme
    tier = printed_code(TIERS, page.text, named.start, named.end) if named else None
    issuer = edition.issuing_body
    above = Context(edition.year, edition.programme, tier, None if isinstance(issuer, Inferred) else issuer)
    return colon_awards(page.body, above), _issuer(edition), []


def _single(page: SourcePage) -> tuple[list[AwardRecord], EditionFacts, list[Problem]]:
    recognition: Recognition | None = stated(page)
    record = recognised_award(page)
    if recognition is None or record is None:
        return [], EditionFacts(), [Problem("正文里没有“被民政部评为‘…’”一类写明项目名称的句子。")]
    edition = EditionFacts(recognition.programme, recognition.year, recognition.issuing_body)
    return [record], _issuer(edition), []
