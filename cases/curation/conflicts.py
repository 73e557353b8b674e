"""Where documents say different things of a value: which are conflicts, and how a person decides one.

A conflict is an origin that is set aside and says something else than what is adopted. The room marks them
at its end (`Attribution.differs`); one whose note is empty waits for a person, who adopts one and says why.
"""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cases.award_field import Basis
from cases.curation.checks import whole_awards
from cases.curation.inferences import OF_PLACE, inferred_value
from cases.curation.readings import in_one_line, reading
from cases.curation.states import chunks
from cases.curation.whole_award import WholeAward
from cases.fields import BY_NAME, FIELDS
from cases.language.folding import FoldTable, simplified
from cases.models import Attribution, Award, Edition, Tier
from cases.models.writing import Room
from cases.places.naming import short_name
from cases.quoting import within_quotes
from cases.readers.rules import CURATED

RULED = tuple(each.name for each in FIELDS if each.basis is Basis.RULE)
PRINTED = frozenset({"title", "applicant", "rank"})  # what the award alone keeps, as it is printed
EXCHANGED = PRINTED | {"year", "tier"}  # which say of the award alone of which edition and tier it is
NO_REASON = "请写明理由：为什么采用这一种说法。"
NOTHING_CHOSEN = "请选定采用哪一种说法。"
MOVED = "打开页面以后，这个案例有人改过：请看过现在的内容再决定。"
NOT_HERE = "{}不能在这里改采另一种说法：请先在案例的编辑页面改好它和取值依据，再回来写理由。"
NO_EDITION = "“{programme}”还没有 {year} 年的届次：请先在“届次”里新增，再回来改采。"
SEVERAL_EDITIONS = "“{programme}”{year} 年有几个届次：请先在案例的编辑页面选定届次和取值依据，再回来写理由。"
LONGEST = 500  # characters of a reason
_SIMPLIFIED = FoldTable(simplified)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document, or a rule, says; `is_open` where it says something else and nobody said why not."""

    origin: Attribution
    words: str
    document: str

    @property
    def is_adopted(self) -> bool:
        return self.origin.counts

    @property
    def is_open(self) -> bool:
        return self.origin.differs and not self.origin.note


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value of which different things are said: what is adopted first."""

    field: str
    label: str
    claims: list[Claim]

    @property
    def is_open(self) -> bool:
        return any(claim.is_open for claim in self.claims)

    @property
    def reason(self) -> str:
        """Why what is adopted is: as the others say."""
        return next((each.origin.note for each in self.claims if each.origin.differs), "")

    @property
    def is_exchanged_here(self) -> bool:
        return self.field in EXCHANGED


def conflicts_of(award: int) -> list[Conflict]:
    """The conflicts of an award, in the order of its fields; none of one that is withdrawn or not there."""
    found = []
    for whole in whole_awards([award]):
        disputed = {row.field for row in whole.attributions if row.differs}
        for name in (name for name in BY_NAME if name in disputed):
            rows = sorted((row for row in whole.attributions if row.field == name), key=_order)
            found.append(Conflict(name, BY_NAME[name].label, [_claim(row, whole) for row in rows]))
    return found


def _order(row: Attribution) -> tuple[bool, bool, int]:
    return row.set_aside, not row.differs, row.pk


def _claim(row: Attribution, whole: WholeAward) -> Claim:
    document = row.document
    if row.is_inferred or document is None:
        return Claim(row, str(whole.value(row.field)), "")
    return Claim(row, document.text[row.start : row.end], document.marked_title)


# --- Which are conflicts ----------------------------------------------------------------------------


def mark_conflicts(awards: Iterable[int]) -> set[int]:
    """Mark the origins of these awards that say something else than what is adopted; at a room's end.

    The awards of which a mark was changed.
    """
    wrong = wrong_marks(awards)
    for marked, pks in wrong.items():
        # Past the guard, which would touch the award: no state tells of the column.
        rows: QuerySet[Attribution] = QuerySet(Attribution).filter(pk__in=pks)
        rows.update(differs=marked)
    marked_anew = [pk for pks in wrong.values() for pk in pks]
    rows = QuerySet(Attribution).filter(pk__in=marked_anew)
    return set(rows.values_list("award", flat=True)) if marked_anew else set()


def wrong_marks(awards: Iterable[int]) -> dict[bool, list[int]]:
    """The primary keys of the origins that should be marked as differing, and of those that should not."""
    found: dict[bool, list[int]] = {}
    for chunk in chunks(sorted(awards)):
        aside = Attribution.objects.filter(Q(set_aside=True) | Q(differs=True), award__in=chunk)
        several = sorted(set(aside.order_by().values_list("award", flat=True)))
        for whole in whole_awards(several) if several else ():
            for row in whole.attributions:
                if row.differs != (row.set_aside and differs(row, whole)):
                    found.setdefault(not row.differs, []).append(row.pk)
    return found


def differs(row: Attribution, whole: WholeAward) -> bool:
    """Whether the passage says another value than the award has: not the same in other signs or short."""
    says = _says(row, whole)
    return says is not None and _plain(row.field, says) != _plain(row.field, whole.value(row.field))


def _says(row: Attribution, whole: WholeAward) -> str | int | None:
    document, start, end = row.document, row.start, row.end
    if document is None or start is None or end is None:
        return None
    says = reading(row.field, document, (start, end), whole.names)
    return in_one_line(says) if isinstance(says, str) else says


def _plain(field: str, value: object) -> str:
    words = "" if value is None else str(value)
    even = unicodedata.normalize("NFKC", short_name(words) if field in OF_PLACE else words)
    return "".join(sign for sign in even.translate(_SIMPLIFIED) if sign.isalnum())


# --- Deciding one -----------------------------------------------------------------------------------


def decide(room: Room, award: int, field: str, adopted: int, reason: str, *, seen: int) -> None:
    """Adopt the origin `adopted` of a value and say why, in the open room; ValidationError what is wrong.

    The others that say something else are set aside with the reason, and what rules infer of the value
    follows. `seen` is the version of the award that whoever decides has looked at.
    """
    reason = reason.strip()[:LONGEST]
    if not reason:
        raise ValidationError(NO_REASON)
    room.advance(everything=False)  # others wait: what is found stays
    whole = next(iter(whole_awards([award])), None)
    rows = [row for row in whole.attributions if row.field == field] if whole is not None else []
    chosen = next((row for row in rows if row.pk == adopted), None)
    if whole is None or not any(row.differs for row in rows) or whole.award.version != seen:
        raise ValidationError(MOVED)
    if chosen is None:
        raise ValidationError(NOTHING_CHOSEN)
    was_differing = {row.pk for row in rows if row.differs}
    if chosen.set_aside:
        _adopt(chosen, rows, whole)
    for row in rows:
        if row.pk and row.set_aside and (differs(row, whole) or row.pk in was_differing):
            row.note = reason if differs(row, whole) else ""
            row.save()
    room.note = said(field, chosen, whole, reason)


def said(field: str, chosen: Attribution, whole: WholeAward, reason: str) -> str:
    """The note of the revision."""
    words = within_quotes(_claim(chosen, whole).words[:40])
    return f"{BY_NAME[field].label}的说法不同，采用“{words}”：{reason}"


def _adopt(chosen: Attribution, rows: Collection[Attribution], whole: WholeAward) -> None:
    """Give the award what the passage says in place of what it had."""
    field, says = chosen.field, _says(chosen, whole)
    if chosen.differs:
        if field not in EXCHANGED or says is None:
            raise ValidationError(NOT_HERE.format(BY_NAME[field].label))
        _give(whole.award, field, says)
    for row in rows:
        if row.counts:
            _give_up(row, whole)
    chosen.set_aside, chosen.differs, chosen.note = False, False, ""
    chosen.save()
    for name in RULED:
        _infer_again(name, whole)
    whole.award.save()


def _give(award: Award, field: str, says: str | int) -> None:
    """The value, as the columns of an award keep it; where its number says it too, the old one leads on."""
    if field == "year":
        award.edition = _edition_of(award, int(says))
    elif field == "tier":
        award.tier = Tier.objects.get(slug=says)
    else:
        setattr(award, field, says)
    if field in ("year", "tier", "rank"):
        award.accession = award.free_number()


def _edition_of(award: Award, year: int) -> Edition:
    """That of the year in its programme; of several the one that counts as its present one does."""
    now = award.edition
    found = list(Edition.objects.filter(programme=now.programme_id, year=year).order_by("pk"))
    if len(found) > 1:
        found = [each for each in found if each.count == now.count]
        if not found:
            raise ValidationError(SEVERAL_EDITIONS.format(programme=now.programme, year=year))
    if not found:
        raise ValidationError(NO_EDITION.format(programme=now.programme, year=year))
    return found[0]


def _give_up(row: Attribution, whole: WholeAward) -> None:
    """What no document prints does not stay beside what one prints."""
    if row.is_inferred:
        row.delete()
        whole.attributions = [each for each in whole.attributions if each is not row]
    else:
        row.set_aside = True
        row.save()


def _infer_again(name: str, whole: WholeAward) -> None:
    """What its rule gives of the new words; what a person decided, or emptied, stays."""
    row = next((each for each in whole.attributions if each.field == name and each.counts), None)
    if row is None or not row.is_inferred or row.rule == CURATED:
        return
    inferred = inferred_value(name, whole)
    if inferred is None:
        setattr(whole.award, name, "")
        row.delete()
    elif (inferred.value, inferred.rule) != (whole.value(name), row.rule):
        setattr(whole.award, name, inferred.value)
        row.rule, row.note = inferred.rule, inferred.note
        row.save()
