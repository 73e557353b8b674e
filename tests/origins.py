"""Where a document prints what is said of an award: found there, or written at its end, for tests."""

from typing import Any

from django.db.models import Model, QuerySet

from cases.curation.checks import names_of_place, whole_awards
from cases.curation.inferences import inferred_value
from cases.curation.readings import disagreement, printed_vocabulary
from cases.curation.whole_award import OF_EDITION, WholeAward
from cases.fields import WITH_ORIGIN
from cases.models import Attribution, Award, Revision, Source
from cases.models.writing import writing
from cases.readers.printed_vocabulary import PrintedVocabulary
from tests.vocabularies import make_tier

RULED = {"applicant_level", "applicant_kind", "applicant_organ", "setting"}
READ = "编者通读原文后判定。"
# What no heading prints: those that are printed behind an award are neither above the next nor below it.
BEHIND = {"year": "年", "programme": "评选。", "tier": "之一。"}


def explain(award: Award) -> None:
    """Say of each value of the award where it comes from, unless that is said already."""
    known = set(award.attributions.values_list("field", flat=True))
    names, places = printed_vocabulary(), names_of_place(award)
    unexplained = [each for each in WITH_ORIGIN if each.name not in known]
    values = {each.name: each.value_in(award) if each.lookup else places[each.name] for each in unexplained}
    missing = {name: value for name, value in values.items() if value not in (None, "")}
    with writing():
        rows = [
            Attribution(award=award, field=name, **_origin(award, name, value, names))
            for name, value in sorted(missing.items(), key=lambda each: each[0] in OF_EDITION)
            if name not in RULED
        ]
        print_in(award.source)
        last = max((row.end for row in rows if row.field not in OF_EDITION and row.end), default=award.end)
        if last > award.end:  # printed behind it just now: its own words nevertheless
            award.end = last
            award.save()
        Attribution.objects.bulk_create(rows)
        if ruled := RULED & missing.keys():
            whole = WholeAward(award, places, names, {}, attributions=list(award.attributions.all()))
            Attribution.objects.bulk_create(
                Attribution(award=award, field=name, **_rule(name, missing[name], whole))
                for name in sorted(ruled)
            )


def change(award: Award, **values: Any) -> None:
    """Give the award other values, a tier by its slug, and say anew where they come from: one change."""
    if "tier" in values:
        values["tier"] = make_tier(values["tier"])
    with writing():
        award.attributions.filter(field__in=values).delete()
        for name, value in values.items():
            setattr(award, name, value)
        award.save()
        explain(award)


def _rule(field: str, value: str | int, whole: WholeAward) -> dict[str, Any]:
    """The rule that gives the value, else the decision of a person."""
    inferred = inferred_value(field, whole)
    is_given = inferred is not None and inferred.value == value
    return {"rule": inferred.rule} if inferred and is_given else {"rule": "curated", "note": READ}


def _origin(award: Award, field: str, value: str | int, names: PrintedVocabulary) -> dict[str, Any]:
    start, end = _passage(award, field, value, names)
    return {"start": start, "end": end}


def _passage(award: Award, field: str, value: str | int, names: PrintedVocabulary) -> tuple[int, int]:
    """Where the source prints the value; written at its end, in memory, where it stands nowhere yet."""
    source, words = award.source, _words(field, value, names)
    start = source.text.find(words, 0 if field in OF_EDITION else award.start)
    others = list(source.awards.exclude(pk=award.pk).values_list("start", "end"))
    while start >= 0 and (
        disagreement(field, value, source, (start, start + len(words)), names)
        or any(low < start + len(words) and start < high for low, high in others)
    ):
        start = source.text.find(words, start + 1)
    if start < 0:
        start = len(source.text)
        source.text += f"{words}{BEHIND.get(field, '')}\n"
        source.body_end = len(source.text)
    return start, start + len(words)


def _words(field: str, value: str | int, names: PrintedVocabulary) -> str:
    return names.by_field[field].name_of(str(value)) if field in names.by_field else str(value)


def print_in(source: Source, printed: str = "") -> None:
    """Write the document with this more in its body, past the room: what awards quote refuses to change."""
    if printed:
        source.text += printed
        source.body_end = len(source.text)
    printed_now = {"text": source.text, "body_end": source.body_end}
    past_the_room(Source).filter(pk=source.pk).update(**printed_now)
    records = past_the_room(Revision).filter(table="source", thing=source.pk).order_by("pk")
    if (last := records.last()) is not None:  # as if the document had had these words from the beginning
        records.filter(pk=last.pk).update(after=last.after | printed_now)


def passage_in(source: Source, words: str) -> dict[str, int]:
    """Where the document prints the words: behind all else, if nowhere yet."""
    if words not in source.text:
        print_in(source, f"{words}\n")
    start = source.text.index(words)
    return {"start": start, "end": start + len(words)}


def said_of(award: Award, words: str) -> dict[str, int]:
    """Where the last award of its document says the words itself: behind all else, if nowhere yet."""
    where = passage_in(award.source, words)
    if where["end"] > award.end:
        award.end = where["end"]
        award.save()
    return where


def past_the_room(model: type[Model]) -> QuerySet[Any]:
    """Rows that can be written without any check: what somebody could do with SQL."""
    return QuerySet(model)


def make_attribution(award: Award, field: str, *, rule: str = "", **fields: Any) -> Attribution:
    """Where `field` of the award comes from, in place of what was said before: `rule`, else a passage."""
    if not rule and "start" not in fields:
        [whole] = whole_awards([award.pk])
        fields["start"], fields["end"] = _passage(award, field, whole.value(field), whole.names)
        print_in(award.source)
    if rule == "curated":
        fields.setdefault("note", READ)
    values = {"start": None, "end": None, "note": "", **fields, "rule": rule}
    return Attribution.objects.update_or_create(award=award, field=field, defaults=values)[0]
