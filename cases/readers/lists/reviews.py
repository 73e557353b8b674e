"""What a list says of its entries that were honoured before: accepted, reviewed and kept, or withdrawn."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from cases.language.folding import FoldTable, simplified
from cases.readers.passages import stretch
from cases.readers.records import AwardRecord, Printed

ACCEPTED, REVIEWED, WITHDRAWN = "accepted", "reviewed", "withdrawn"
_NEW = ""
_SIMPLIFIED = FoldTable(simplified)  # character by character: offsets stay
_SIGN = re.compile(r"[^\r\n]")
_SENTENCE = re.compile(r"[^。；;！!？?\r\n]+")
# In this order: what is withdrawn or kept was reviewed, what is named after an acceptance is new.
_KINDS = (
    (WITHDRAWN, re.compile(r"(?:撤销|取消)[^，,。；;]{0,40}?(?:称号|资格|命名|名单|单位)|不再保留")),
    (REVIEWED, re.compile(r"保留[^，,。；;]{0,40}?(?:称号|资格|命名|名单)|(?:复核|复审|复查)(?:合格|通过)")),
    (REVIEWED, re.compile(r"通过[^，,。；;]{0,8}(?:复核|复审|复查)")),
    (_NEW, re.compile(r"命名|授予|认定|评为|入选|新增|增补|(?:确认|确定)[^。；;]{0,60}?为")),
    (ACCEPTED, re.compile(r"通过[^，,。；;]{0,16}验收|验收(?:合格|通过|结果)|结项")),
    (REVIEWED, re.compile(r"复核|复审|复查")),
)
_ANY_REVIEW = re.compile("|".join(form.pattern for kind, form in _KINDS if kind != _NEW))


def reviews(text: str, records: Sequence[AwardRecord]) -> list[Printed[str] | None]:
    """Of each award of a document what is said to have become of it, and where; None for a new honour.

    Its own sentence says so, else the nearest line or sentence above it that says anything.
    """
    text = text.translate(_SIMPLIFIED)
    if _ANY_REVIEW.search(text) is None:
        return [None] * len(records)
    statements = _statements(_without(text, records))
    starts = [statement.start for statement in statements]
    return [_governing(statements, starts, record) for record in records]


def says(kind: str, text: str) -> bool:
    """Whether a document says anywhere that something was accepted, reviewed or withdrawn."""
    text = text.translate(_SIMPLIFIED)
    return any(form.search(text) is not None for of_form, form in _KINDS if of_form == kind)


def _without(text: str, records: Sequence[AwardRecord]) -> str:
    """The text with the words of the entries blank, which say nothing of what became of them."""
    pieces, done = [], 0
    for record in sorted(records, key=lambda record: record.start):
        start = max(record.start, done)
        pieces += [text[done:start], _SIGN.sub(" ", text[start : max(record.end, start)])]
        done = max(record.end, done)
    return "".join([*pieces, text[done:]])


def _statements(text: str) -> list[Printed[str]]:
    """The sentences that say what became of something, or that it is honoured, in order."""
    found = []
    for sentence in _SENTENCE.finditer(text):
        kind = next((kind for kind, form in _KINDS if form.search(sentence[0])), None)
        printed = stretch(text, *sentence.span())
        if kind is not None and printed is not None:
            found.append(Printed(kind, printed.start, printed.end))
    return found


def _governing(
    statements: Sequence[Printed[str]], starts: Sequence[int], record: AwardRecord
) -> Printed[str] | None:
    before = bisect_right(starts, record.start)
    behind = statements[before : before + 1]
    own = [each for each in behind if each.start < record.end]
    statement = next(iter([*own, *reversed(statements[:before])]), None)
    return statement if statement is not None and statement.value != _NEW else None
