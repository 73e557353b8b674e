"""What a document prints under one name was given to another thing by a person: the origins then say so."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from cases.curation.readings import disagreement, printed_vocabulary, reading
from cases.curation.states import chunks
from cases.curation.tables import LABELS_OF_FACTS
from cases.fields import BY_NAME
from cases.models import Attribution, EditionFact, Source
from cases.readers import rules
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.records import SEVERAL
from cases.readers.rules import CURATED

OF_RECOGNITION = "title-of-recognition"


def decide_origins(awards: Iterable[int], fields: Collection[str], note: str) -> int:
    """Within a room: values of these fields that no origin gives any more become decided, with this note.

    What is printed stays beside them, set aside with the note; what was inferred is decided in its place. The
    number of awards of which that is true. Awards of every state are asked: what is withdrawn may come back.
    """
    names, decided = printed_vocabulary(), set[int]()
    for some in chunks(awards):
        rows = Attribution.objects.filter(award__in=some, field__in=fields, set_aside=False)
        rows = rows.exclude(rule=CURATED).select_related("award__tier", "award__edition__programme")
        wrong = _wrong(list(rows.prefetch_related("award__edition__issuers__body").order_by("pk")), names)
        _decide(wrong, note)
        decided.update(row.award_id for row in wrong)
    return len(decided)


def _wrong(rows: list[Attribution], names: PrintedVocabulary) -> list[Attribution]:
    """Those that do not give the value; each document is read once."""
    wanted = {row.source_id or row.award.source_id for row in rows if not row.rule}
    documents = Source.objects.in_bulk(wanted)
    return [row for row in rows if not _gives(row, documents, names)]


def _gives(row: Attribution, documents: Mapping[int, Source], names: PrintedVocabulary) -> bool:
    value = BY_NAME[row.field].value_in(row.award)
    if row.rule == OF_RECOGNITION:
        return names.programmes.get(row.award.title) == row.award.edition.programme.slug
    if row.rule and row.field == "issuing_body":
        inferred = rules.issuing_body(row.award.edition.programme.slug, names.usual_issuers)
        return inferred is not None and inferred.value == value
    if value is None or row.start is None or row.end is None:
        return True
    document = documents[row.source_id or row.award.source_id]
    return not disagreement(row.field, value, document, (row.start, row.end), names)


def _decide(rows: list[Attribution], note: str) -> None:
    """Those that have no note yet are written together, as thousands may be."""
    for row in rows:
        if row.note.strip():
            _said(row.pk).update(note=f"{row.note.strip()}；{note}")
    bare = [row.pk for row in rows if not row.note.strip()]
    _said(*bare).update(note=note)
    _said(*(row.pk for row in rows if row.rule)).update(rule=CURATED)
    printed = [row for row in rows if not row.rule]
    _said(*(row.pk for row in printed)).update(set_aside=True)
    decided = [
        Attribution(award_id=row.award_id, field=row.field, rule=CURATED, note=note) for row in printed
    ]
    Attribution.objects.bulk_create(decided)


def _said(*pks: int) -> QuerySet[Attribution]:
    return Attribution.objects.filter(pk__in=pks)


def read_facts_again(editions: Iterable[int], field: str, old: str, new: str) -> None:
    """Within a room: what these editions' documents print under a name that is the new thing's now, it means.

    `old` and `new` are slugs of what the `field` names.
    """
    labels = [label for label, named in LABELS_OF_FACTS.items() if named == field]
    facts = EditionFact.objects.filter(edition__in=list(editions), label__in=labels, value__contains=old)
    names = printed_vocabulary()
    for fact in facts.select_related("source"):
        says = str(reading(field, fact.source, (fact.start, fact.end), names))
        if new in says.split(SEVERAL) and says != fact.value:
            fact.value = says
            fact.save()
