"""What a version publishes, as rows of the package's tables, in an order that no database decides."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Max

from cases.choices import TAKEN_BACK, CodingState, State
from cases.curation.seen_codings import accepted_figures
from cases.curation.states import COLUMNS, PARTS, chunks
from cases.curation.versions.forms import Form, canonical, form_of, of_lines, sha256, told_origins
from cases.dataset.tables import (
    EDITION,
    FORMER,
    FURTHER,
    OF_THINGS,
    POSITION,
    PUBLIC_KEY,
    PackageTable,
    key_of_edition,
    package_tables,
)
from cases.models import Award, Edition, Mechanism, Programme, PublicVersion, PublishedForm, Revision, Source
from cases.models.shown import SEEN
from cases.models.writing import Public
from cases.models.writing import State as Values
from cases.records.sealed_passages import readable_text
from cases.versions.shown_then import shown_then
from cases.versions.states_then import published_then, sealed_then, states_then, things_then

Row = list[Any]
Rows = dict[str, list[Row]]  # by table
Head = tuple[int | None, str | None]  # data version, time
Plan = list[tuple[str, Mapping[Any, Any] | None]]
TEXTS = "texts"


class VersionContents:
    """A public version read from the database, whole but for its awards, which come in pieces."""

    def __init__(self, version: PublicVersion) -> None:
        self.version = version
        self.vocabularies = [model for model in OF_THINGS if model is not Award]
        self.things = {model: things_then(model, version.revision) for model in self.vocabularies}
        self.shown = {model: self._shown(model) for model in self.vocabularies}
        self.sealed = sealed_then(version)
        self.hidden_terms = self.things[Mechanism].keys() - self.shown[Mechanism]
        self.tables = {(each.model, each.part): each for each in package_tables()}
        self.left_out = {"awards": len(self.sealed)}
        for model in (Edition, Source):
            then = shown_then(model, version.revision, self.things[model])
            self.left_out[OF_THINGS[model]] = len(then - self.shown[model])

    def _shown(self, model: type[Public]) -> set[int]:
        """What readers saw with the version, without documents and editions that nobody is told of today."""
        then = shown_then(model, self.version.revision, self.things[model])
        rows: Any = model._default_manager.all()
        return then & set(rows.shown().values_list("pk", flat=True)) if model in (Edition, Source) else then

    def key(self, model: type[Public], pk: int | None) -> str | None:
        """What a thing was called with the version; None where there is none that readers may know of."""
        if pk is None or pk not in self.shown[model]:
            return None
        state = self.things[model][pk]
        if model is not Edition:
            return str(state[PUBLIC_KEY[model]])
        return key_of_edition(*self._edition(pk))

    def _edition(self, pk: int) -> tuple[Any, ...]:
        state = self.things[Edition][pk]
        return (self.key(Programme, state["programme_id"]), state["year"], state["round"], state["batch"])

    def resolved(self, model: type[Public], state: Values) -> Values:
        """The state with its references called as they were called with the version."""
        whole = self._named(model, state)
        for part, rows_of in PARTS[model].items():
            whole[part] = [self._named(rows_of, row) for row in state.get(part, ())]
        return whole

    def _named(self, model: type[Public], state: Values) -> Values:
        named = dict(state)
        for name, to in _REFERENCES[model]:
            pk = state.get(f"{name}_id")
            if to is Edition:
                named |= dict(zip(EDITION, self._edition(pk), strict=True)) if pk is not None else {}
            else:
                named[name] = self.key(to, pk)
        return named

    # --- Vocabularies, documents, editions --------------------------------------------------------------

    def rows_of_things(self, model: type[Public]) -> tuple[Rows, dict[str, str]]:
        """The rows of all tables of these things, in order, and key → SHA-256 of the canonical form."""
        found: Rows = {table.name: [] for table in self._tables_of(model)}
        digests = {}
        for pk in sorted(self.shown[model], key=lambda pk: str(self.key(model, pk))):
            key, form = str(self.key(model, pk)), form_of(model, self.resolved(model, self.things[model][pk]))
            if key in digests:
                raise ValueError(f"two things are called {key}")
            digests[key] = "" if self._lacks(model, pk) else sha256(canonical(form))
            self._add(found, model, key, form)
        return found, digests

    def compare_coders(self, digests: Mapping[str, str]) -> None:
        """Note whether the version was cut by an earlier release, whose hash is over all coders."""
        if not self.sealed and of_lines(sorted(digests.values())) != self.version.parts.get("coders"):
            self.left_out["coders"] = True  # how many, a library that was filled from a package cannot know

    def _lacks(self, model: type[Public], pk: int) -> bool:
        """Whether it names a document that nobody is told of any more: its hash was of another form."""
        state = self.things[model][pk]
        documents = [state.get("source_id"), *(row.get("source_id") for row in state.get("facts", ()))]
        return any(each is not None and each not in self.shown[Source] for each in documents)

    def text(self, slug: str) -> str:
        """The text of a document as readers see it: without what is sealed."""
        pk = next(pk for pk, state in self.things[Source].items() if state["slug"] == slug)
        text = str(self.things[Source][pk]["text"])
        document = Source.objects.get(pk=pk)
        return readable_text(document) if document.text == text else text

    # --- Awards -------------------------------------------------------------------------------------------

    @cached_property
    def forms(self) -> dict[int, PublishedForm]:
        """What was published of each award that is not sealed, by primary key, in order of the numbers."""
        found = published_then(self.version)
        return {
            pk: found[pk] for pk in sorted(found, key=lambda pk: found[pk].accession) if pk not in self.sealed
        }

    def rows_of_awards(self) -> Iterator[Rows]:
        """The rows of all tables of awards, some awards at a time."""
        for chunk in chunks(self.forms):
            states = states_then(Award, self.version.revision, chunk, named=False)
            found: Rows = {table.name: [] for table in self._tables_of(Award)}
            for pk in chunk:
                self._add_award(found, self.forms[pk], states[pk])
            yield found

    def _add_award(self, found: Rows, form: PublishedForm, state: Values) -> None:
        """Its rows, straight from its state: of so many the detour over the canonical form would be felt."""
        own = self._named(Award, state) | {"other_readings": sorted(form.readings)}
        own["former_accessions"] = state["former_accessions"]
        found[OF_THINGS[Award]].append(_own_row(self.tables[Award, ""], form.accession, own))
        for part, (table, plan) in self._plans.items():
            rows = accepted_figures(state) if part == "figures" else state[part]
            if part == "attributions":
                rows = told_origins(state, form.readings, lambda row: self.key(Source, row.get("source_id")))
            if part == "codings":
                rows = [
                    row
                    for row in rows
                    if row["state"] == CodingState.ACCEPTED and row["mechanism_id"] not in self.hidden_terms
                ]
            if rows:
                found[table.name] += _numbered(table, [_planned(plan, form.accession, row) for row in rows])

    @cached_property
    def _plans(self) -> dict[str, tuple[PackageTable, Plan]]:
        """How rows of each part of an award are made: what a value is called, and names where it refers."""
        plans: dict[str, tuple[PackageTable, Plan]] = {}
        names = {
            OF_THINGS[model]: {pk: self.key(model, pk) for pk in self.shown[model]} for model in self.shown
        }
        for table in self._tables_of(Award):
            if table.part:
                plan: Plan = [
                    (f"{column.form}_id", names[column.to])
                    if column.to and column.form
                    else (column.form, _BOOLEANS if column.kind == "boolean" else None)
                    for column in table.columns
                ]
                plans[table.part] = (table, plan)
        return plans

    def withdrawn(self) -> list[Row]:
        """The numbers that nothing else gets: of what was withdrawn by then, and of what is sealed by now."""
        revision = self.version.revision
        ids = set(Award.objects.filter(state__in=TAKEN_BACK).order_by().values_list("pk", flat=True))
        since = Revision.objects.filter(table="award", pk__gt=revision, before__state=State.WITHDRAWN)
        ids |= set(since.order_by().values_list("thing", flat=True))
        sealed = set(Award.objects.filter(state=State.SEALED).order_by().values_list("pk", flat=True))
        rows = []
        for pk, state in states_then(Award, revision, sorted(ids), without=("text",)).items():
            is_sealed = pk in sealed and state["state"] in SEEN
            if is_sealed or state["state"] == State.WITHDRAWN:
                rows.append(self._withdrawn(state, State.SEALED if is_sealed else State.WITHDRAWN))
        return sorted(rows)

    def _withdrawn(self, state: Values, now: str) -> Row:
        edition = self.key(Edition, state["edition_id"])
        refers = [edition, *(self.key(to, state[f"{name}_id"]) for name, to in _TOMBSTONE)]
        former = sorted(row["accession"] for row in state["former_accessions"])
        return [state["accession"], str(now), *refers, state["start"], state["end"], _array(former)]

    # --- The heads of the revisions -----------------------------------------------------------------------

    def heads(self, digests: Mapping[type[Public], Mapping[str, str]]) -> Iterator[Row]:
        """Kind, key, since, data version, time and hash of each thing, table by table, in order of keys."""
        for model in sorted(OF_THINGS, key=lambda each: OF_THINGS[each]):
            if model is not Award:
                last = self._last(model, self.version.revision)
                keys = {str(self.key(model, pk)): pk for pk in self.shown[model]}
                for key, digest in digests[model].items():
                    yield [OF_THINGS[model], key, None, *last.get(keys[key], (None, None)), digest]
        yield from self._heads_of_awards()

    def _heads_of_awards(self) -> Iterator[Row]:
        """Of awards the last revision that readers saw something of: what came later changed nothing."""
        kept = dict(PublicVersion.objects.order_by("number").values_list("number", "revision"))
        bounds = sorted(number for number in kept if number <= self.version.number)
        ends: dict[int, list[int]] = {}
        for pk, form in self.forms.items():
            ends.setdefault(kept[next(number for number in bounds if number >= form.since)], []).append(pk)
        heads: dict[int, Head] = {}
        for end, ids in ends.items():
            for chunk in chunks(ids):
                heads |= self._last(Award, end, thing__in=chunk)
        for pk, form in self.forms.items():
            yield [OF_THINGS[Award], form.accession, form.since, *heads.get(pk, (None, None)), form.sha256]

    @staticmethod
    def _last(model: type[Public], revision: int, **wanted: Any) -> dict[int, Head]:
        rows = Revision.objects.filter(
            table=str(model._meta.model_name), pk__lte=revision, **wanted
        ).order_by()
        last = rows.values("thing").annotate(last=Max("pk")).values("last")
        found = Revision.objects.filter(pk__in=last).order_by()
        # Number 0: it was there before records were kept.
        return {
            thing: (number, made_at.isoformat()) if number else (None, None)
            for thing, number, made_at in found.values_list("thing", "number", "made_at")
        }

    # --- Rows ---------------------------------------------------------------------------------------------

    def _tables_of(self, model: type[Public]) -> list[PackageTable]:
        return [table for table in package_tables() if table.model is model]

    def _add(self, found: Rows, model: type[Public], key: str, form: Form) -> None:
        found[OF_THINGS[model]].append(_own_row(self.tables[model, ""], key, form))
        for part in PARTS[model]:
            if part in form and part not in FORMER and form[part]:
                table = self.tables[model, part]
                found[table.name] += _numbered(table, [_part_row(table, key, row) for row in form[part]])


def _references(model: type[Public]) -> list[tuple[str, type[Public]]]:
    columns = set(COLUMNS[model].names)
    fields = [each for each in model._meta.concrete_fields if each.is_relation and each.attname in columns]
    return [(each.name, each.related_model) for each in fields if each.related_model in OF_THINGS]  # type: ignore[misc]  # models


_BOOLEANS = {True: "true", False: "false"}
_REFERENCES = {
    model: _references(model) for thing, parts in PARTS.items() for model in (thing, *parts.values())
}
_TOMBSTONE = [
    (each.name, model)
    for each in FURTHER[0].columns
    for model in OF_THINGS
    if each.to == OF_THINGS[model] and model is not Edition
]


def _own_row(table: PackageTable, key: str, form: Form) -> Row:
    return [_cell(column.name, key, form, column.form) for column in table.columns]


def _cell(name: str, key: str, form: Form, said: str) -> Any:  # noqa: ANN401 - values of columns
    if said in FORMER:
        values = [next(iter(row.values())) for row in form.get(said, ())]
        return _array(values)
    if said:
        return _plain(form.get(said))
    if name == "text":
        return f"{TEXTS}/{key}.txt"
    return key_of_edition(*(form[each] for each in EDITION)) if EDITION[0] in form else key


def _part_row(table: PackageTable, key: str, row: Form) -> Row:
    return [_plain(row.get(column.form)) if column.form else key for column in table.columns]


def _planned(plan: Plan, key: str, row: Values) -> Row:
    return [(row[name] if names is None else names.get(row[name])) if name else key for name, names in plan]


def _numbered(table: PackageTable, rows: list[Row]) -> list[Row]:
    """The rows in order, with their numbers where the table has these."""
    rows.sort(key=_in_order)
    if POSITION.name in table.key:
        for number, row in enumerate(rows, 1):
            row[1] = number
    return rows


def _plain(value: Any) -> Any:  # noqa: ANN401 - of JSON
    if value is True or value is False:
        return "true" if value else "false"
    return _array(value) if isinstance(value, list) else value


def _array(values: Iterable[Any]) -> str:
    found = list(values)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _in_order(row: Row) -> list[tuple[bool, Any]]:
    return [(value is not None, value) for value in row]
