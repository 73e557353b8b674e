"""What the references of states are called today, and what passages print: one query a table."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import F, Model

from cases.curation.states import PARTS, chunks
from cases.models import Division, Edition, Revision, Source
from cases.models.writing import Public, State

TOLD: Mapping[type[Model], tuple[str, ...]] = {  # what their names are made of
    Division: ("parent__parent__parent",),
    Edition: ("programme",),
}
WITHOUT_TEXT: Mapping[type[Model], tuple[str, ...]] = {Source: ("text",)}

Text = tuple[int, str]  # the last revision before which a document had these words, and the words


class KnownNames:
    """The names of all that these states refer to, asked for at once.

    `at` is the primary key of a revision: passages are read in the documents as they were then. What is no
    more is called by its key of then, or as `gone` says.
    """

    def __init__(
        self, states: Iterable[tuple[type[Public], State | None]], at: int | None = None, *, gone: str = ""
    ) -> None:
        given = [(model, state) for model, state in states if state is not None]
        self._named: dict[type[Model], dict[int, str]] = {}
        self._at, self._gone = at, gone
        for model, ids in _references(given).items():
            self._named[model] = dict(_names(model, ids))
        self._quoted = set(self._named.get(Source, ())) if _quotes(given) else set()
        self._texts: dict[int, str] | None = None
        self._former: dict[int, list[Text]] = {}

    def name(self, model: type[Model], pk: int, key: str) -> str:
        return self._named.get(model, {}).get(pk) or self._gone or key or f"（已删除）{pk}"

    def words(self, source: int | None, start: int, end: int) -> str:
        return self._text(source)[start:end] if source is not None else ""

    def seen_at(self, revision: int | None) -> "KnownNames":
        """The same names, with the documents as they were at another revision."""
        self._read()
        other = KnownNames((), revision, gone=self._gone)
        other._named, other._quoted = self._named, self._quoted
        other._texts, other._former = self._texts, self._former
        return other

    def _text(self, source: int) -> str:
        self._read()
        former = self._former.get(source, ()) if self._at is not None else ()
        later = (text for revision, text in former if self._at is not None and revision > self._at)
        return next(later, (self._texts or {}).get(source, ""))

    def _read(self) -> None:
        """The texts of all documents that are quoted, and what they were before they were changed."""
        if self._texts is not None:
            return
        self._texts = dict(Source.objects.filter(pk__in=self._quoted).order_by().values_list("pk", "text"))
        changes = Revision.objects.filter(table="source", thing__in=self._quoted, before__isnull=False)
        changes = changes.exclude(before__sha256=F("after__sha256"))
        for pk, source, text in changes.order_by("pk").values_list("pk", "thing", "before__text"):
            self._former.setdefault(source, []).append((pk, text))


def _references(states: Iterable[tuple[type[Public], State]]) -> dict[type[Model], set[int]]:
    found: dict[type[Model], set[int]] = {}
    for table, row in _rows(states):
        for column in table._meta.concrete_fields:
            pk = row.get(column.attname) if column.is_relation else None
            if pk is not None:
                found.setdefault(column.related_model, set()).add(pk)  # type: ignore[arg-type]  # a model
    return found


def _rows(states: Iterable[tuple[type[Public], State]]) -> Iterator[tuple[type[Public], State]]:
    for model, state in states:
        yield model, state
        for name, part in PARTS[model].items():
            yield from ((part, row) for row in state.get(name, ()))


def _quotes(states: Iterable[tuple[type[Public], State]]) -> bool:
    return any(row.get("start") is not None for table, row in _rows(states) if table.part_of)


def _names(model: type[Model], ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    for some in chunks(ids):
        rows = model._default_manager.filter(pk__in=some).order_by().defer(*WITHOUT_TEXT.get(model, ()))
        for row in rows.select_related(*TOLD.get(model, ())) if model in TOLD else rows:
            yield row.pk, row.full_name if isinstance(row, Division) else str(row)
