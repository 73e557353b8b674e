"""Whether the words of a passage say the value that is marked as printed there."""

import re
from collections.abc import Callable

from cases.fields import BY_NAME
from cases.language.numerals import number_at
from cases.models import (
    IssuingBody,
    IssuingBodyName,
    Mechanism,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
    Source,
    Tier,
    TierName,
)
from cases.models.named import Named, OtherName
from cases.readers.numbered import rank_at
from cases.readers.printed_vocabulary import PrintedNames, PrintedVocabulary
from cases.readers.proposed_codings import CodingProposer, MechanismWords

AROUND = 8  # characters on either side that show of what longer name words are a part

_LINE_END = re.compile(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*")

Reading = Callable[[str, int, int], str | int | None]


def printed_vocabulary() -> PrintedVocabulary:
    """The names by which documents are read, as the curators have them now; nine queries."""
    usual: dict[str, tuple[str, ...]] = {}
    issuers = ProgrammeIssuer.objects.order_by("position", "id").values_list("programme__slug", "body__slug")
    for programme, body in issuers:
        usual[programme] = (*usual.get(programme, ()), body)
    letters = ProgrammeTier.objects.order_by().values_list("programme__slug", "tier__slug", "letter")
    return PrintedVocabulary(
        programmes=_names(Programme, ProgrammeName),
        tiers=_names(Tier, TierName),
        issuers=_names(IssuingBody, IssuingBodyName),
        codes=dict(Programme.objects.order_by().values_list("slug", "code")),
        letters={(programme, tier): letter for programme, tier, letter in letters},
        usual_issuers=usual,
    )


def coding_proposer() -> CodingProposer:
    """The terms by which codings are proposed, as the curators have them now; three queries.

    Those of other schemes than 治理机制 are what a person reads out of a text, not words that name them.
    """
    in_use = Mechanism.objects.of_mechanisms().filter(is_retired=False)
    mechanisms = in_use.order_by("position", "slug").select_related("broader")
    return CodingProposer(
        MechanismWords(
            each.slug,
            (each.name, *(other.name for other in each.names.all())),
            tuple(contrast.text for contrast in each.contrasts.all()),
            each.broader.slug if each.broader is not None else None,
        )
        for each in mechanisms.prefetch_related("names", "contrasts")
    )


def _names(table: type[Named], others: type[OtherName]) -> PrintedNames:
    own = table._default_manager.order_by("pk").values_list("name", "slug")
    printed = others.printed().order_by("pk").values_list("name", f"{others.part_of}__slug")
    return PrintedNames([*printed, *own])


def disagreement(
    field: str, value: str | int, source: Source, passage: tuple[int, int], names: PrintedVocabulary
) -> str:
    """What is wrong with saying that the source prints the value of the field there; empty if nothing is."""
    start, end = passage
    words = source.text[start:end]
    says = reading(field, source, passage, names)
    if says is not None and str(value) in (str(says), in_one_line(str(says))):
        return ""
    meant, where = _label(field, str(value), names), f"（{source.slug} 第 {start}–{end} 字）"
    if meant == words:
        return f"“{meant}”在原文中只是“{_around(source.text, start, end)}”的一部分{where}"
    return f"“{meant}”与原文“{_short(words)}”不符{where}"


def reading(
    field: str, source: Source, passage: tuple[int, int], names: PrintedVocabulary
) -> str | int | None:
    """The value of the field that these words stand for; None where they stand for none."""
    return _reading_of(field, names)(source.text, *passage)


def _reading_of(field: str, names: PrintedVocabulary) -> Reading:
    if field == "tier":
        return names.tiers.last_meaning_of
    if field == "issuing_body":
        return names.issuers.whole_meaning_of
    if field in names.by_field:
        return names.by_field[field].meaning_of
    if field == "year":
        return number_at
    if field == "rank":
        return rank_at
    if BY_NAME[field].vocabulary is not None:
        return lambda text, start, end: _labelled(field, text[start:end])
    return lambda text, start, end: text[start:end]


def _label(field: str, value: str, names: PrintedVocabulary) -> str:
    """What people call the value."""
    if field in names.by_field:
        return names.by_field[field].name_of(value)
    return BY_NAME[field].label_of(value) or value


def _labelled(field: str, words: str) -> str | None:
    """The value whose Chinese label these words are."""
    choices = BY_NAME[field].vocabulary.choices  # type: ignore[union-attr]  # of a field that has them
    labels = {label: value for value, label in choices}
    return labels.get(words)


def in_one_line(words: str) -> str:
    """The words where the end of a line only breaks them: 北京市东⏎城区."""
    return _LINE_END.sub("", words)


def _around(text: str, start: int, end: int) -> str:
    """The words with what stands beside them on their line."""
    before, behind = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return before.rpartition("\n")[2].lstrip() + text[start:end] + behind.partition("\n")[0].rstrip()


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:30]}…"
