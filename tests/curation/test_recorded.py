"""Whatever writes is recorded: a walk through every way of writing in bulk, command and task.

A way, a command or a task that is new fails here until somebody says what revisions it leaves. The actions
of the admin: tests/admin/test_recorded_actions.py.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command, get_commands
from django.db.models import Model, ProtectedError, QuerySet
from django_tasks.base import Task

from cases import models
from cases.choices import State, Through
from cases.models.writing import PublicQuerySet, writing
from tests.curation.recording import recorded
from tests.factories import make_award, make_division, make_mechanism
from tests.imports.lists import LIST, make_readers_library
from tests.models.samples import MODELS, SAMPLES

pytestmark = pytest.mark.django_db
PUBLIC = [model for model in MODELS if isinstance(model._default_manager.all(), PublicQuerySet)]

# --- Every way of writing in bulk, of every public table -------------------------------------------

Values = dict[str, Any]


def becoming(number: int) -> Values:
    return {"successor": make_division(f"第{number}区", parent=make_division(f"第{number}省"))}


FIXED = {  # an address that led on does so for ever
    *(models.FormerIssuingBodySlug, models.FormerTierSlug, models.FormerProgrammeSlug),
    *(models.FormerSourceSlug, models.FormerMechanismSlug),
}
CHANGES: Mapping[type[Model], Callable[[int], Values]] = {  # another value each time, that the room allows
    **dict.fromkeys(
        (
            *(models.Division, models.Source, models.Attestation, models.Attribution, models.Coding),
            models.KeyFigure,
        ),
        lambda number: {"note": f"改{number}"},
    ),
    **dict.fromkeys(
        (models.IssuingBody, models.Tier, models.Programme), lambda number: {"short_name": f"改{number}"}
    ),
    **dict.fromkeys(
        (models.IssuingBodyName, models.TierName, models.ProgrammeName, models.MechanismName),
        lambda number: {"name": f"改{number}"},
    ),
    **dict.fromkeys(FIXED, lambda number: {"slug": f"other-{number}"}),
    **dict.fromkeys(
        (models.ProgrammeTier, models.ProgrammeIssuer, models.EditionIssuer, models.Mechanism),
        lambda number: {"position": 20 + number},
    ),
    models.WorkProblem: lambda number: {"position": 20 + number},
    **dict.fromkeys((models.Coder, models.CodingScheme), lambda number: {"description": f"改{number}"}),
    **dict.fromkeys((models.SourceFact, models.EditionFact), lambda number: {"label": f"改{number}"}),
    models.Succession: becoming,
    models.Edition: lambda number: {"is_published": bool(number % 2)},
    models.EditionQuota: lambda number: {"end": 4 + number % 2},
    models.Award: lambda number: {"locality": f"改{number}"},
    models.MechanismContrast: lambda number: {"why": f"改{number}"},
    models.Milestone: lambda number: {"year_note": f"改{number}"},
    models.FormerAccession: lambda number: {"accession": f"2013-sqzl-w1{number}"},
}
KEPT = FIXED  # whose samples cannot be deleted
OTHER_SAMPLES: Mapping[type[Model], Callable[[], Model]] = {
    models.Award: lambda: make_award(state=State.DRAFT),
}


def saved(row: Model, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def updated_in_bulk(row: Model, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    type(row)._default_manager.bulk_update([row], [*values])


# The methods of a queryset that write, and how a row that is there is written through them.
CHANGING: Mapping[str, Callable[[Model, Values], object]] = {
    "save": saved,
    "update": lambda row, values: type(row)._default_manager.filter(pk=row.pk).update(**values),
    "bulk_update": updated_in_bulk,
    "update_or_create": lambda row, values: type(row)._default_manager.update_or_create(
        pk=row.pk, defaults=values
    ),
}
DELETING: Mapping[str, Callable[[Model], object]] = {
    "delete of a row": lambda row: type(row)._default_manager.get(pk=row.pk).delete(),
    "delete": lambda row: type(row)._default_manager.filter(pk=row.pk).delete(),
}
MAKING: Mapping[str, Callable[[Model, Values], object]] = {
    "create": lambda row, values: type(row)._default_manager.create(**values),
    "bulk_create": lambda row, values: type(row)._default_manager.bulk_create([type(row)(**values)]),
    "get_or_create": lambda row, values: type(row)._default_manager.get_or_create(pk=row.pk, defaults=values),
    "update_or_create": lambda row, values: type(row)._default_manager.update_or_create(
        pk=row.pk, defaults=values
    ),
}


def test_every_way_of_a_queryset_to_write_is_walked():
    writing_ways = {name for name in dir(QuerySet) if getattr(getattr(QuerySet, name), "alters_data", False)}
    known = {*CHANGING, *DELETING, *MAKING}
    of_django = {"_insert", "_raw_delete", "_update"}  # which the others call
    assert {name for name in writing_ways if name.removeprefix("a") not in known} == of_django
    assert set(CHANGES) == set(PUBLIC)


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)
def test_each_way_of_changing_a_row_is_recorded(model):
    row, table = OTHER_SAMPLES.get(model, SAMPLES[model])(), model.thing()._meta.model_name
    for number, (name, way) in enumerate(CHANGING.items(), 1):
        values = CHANGES[model](number)
        is_refused = False
        with recorded(Through.SHELL) as tables:
            try:
                with writing():
                    way(model._default_manager.get(pk=row.pk), values)
            except ValidationError:
                is_refused = True
        assert (is_refused, tables) == ((True, set()) if model in FIXED else (False, {table})), name


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)
def test_each_way_of_deleting_and_making_a_row_is_recorded(model):
    row, table = OTHER_SAMPLES.get(model, SAMPLES[model])(), model.thing()._meta.model_name
    values = {each.attname: getattr(row, each.attname) for each in model._meta.concrete_fields}
    ways = [*DELETING.values()] * 2
    for delete, (name, make) in zip(ways, MAKING.items(), strict=True):
        is_deleted = True
        with recorded(Through.SHELL) as tables:
            try:
                with writing():
                    delete(row)
            except (ValidationError, ProtectedError):
                is_deleted = False
        assert is_deleted is (model not in KEPT)
        if not is_deleted:
            assert not tables  # what is refused leaves nothing, and no revision
            return
        assert tables == {table}
        with recorded(Through.SHELL) as tables, writing():
            make(row, values)
        assert tables == {table}, name


def test_each_way_through_related_rows_is_recorded():
    term, other = make_mechanism("协商", names=("商量", "议事")), make_mechanism("监督")
    for way in (
        lambda: term.names.create(name="议决"),
        lambda: term.names.bulk_create([models.MechanismName(mechanism=term, name="共商")]),
        lambda: term.names.get_or_create(name="会商"),
        lambda: term.names.update_or_create(name="会商", defaults={"name": "合议"}),
        lambda: term.names.filter(name="合议").update(name="评议"),
        lambda: other.names.add(term.names.get(name="评议")),
        lambda: other.names.add(term.names.get(name="议决"), bulk=False),
        lambda: other.names.set(term.names.all()),
        lambda: other.names.all().delete(),
    ):
        with recorded(Through.SHELL) as tables, writing():
            way()
        assert tables == {"mechanism"}


# --- Every command ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Command:
    """How it is driven, and the tables of which it then leaves revisions, through what."""

    arguments: Callable[[Path], tuple[str, ...]] = lambda folder: ()
    leaves: frozenset[str] = frozenset()
    through: str = Through.LOADER


def keep(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


OF_FILES = frozenset({"division", "tier", "issuingbody"})
NOT_DRIVEN = {  # and why
    "build_fixtures": "writes files; tests/library/test_build.py runs it without a database",
    "load_dataset": "fills an empty library; tests/dataset/test_loading.py looks at its revisions",
    "run_worker": "runs the tasks below, counts searches and lets go of drafts of forms: nothing public",
}
SIDECAR = json.dumps(
    {
        "bytes": 3,
        "sha256": hashlib.sha256("甲".encode()).hexdigest(),
        "rows": None,
        "version": 1,
        "date": "2026-11-28",
    }
)
COMMANDS = {
    "check_library": Command(),
    "export_dataset": Command(lambda folder: (str(folder / "package"),)),
    "explain_search": Command(lambda folder: ("协商", models.Award.objects.get().accession)),
    "import_document": Command(
        lambda folder: (keep(folder / "list.txt", LIST), "--issuer", "mca"),
        frozenset({"award", "source", "edition"}),
        Through.IMPORT,
    ),
    "load_library": Command(leaves=OF_FILES),
    "reindex": Command(),
    "resolve_places": Command(lambda folder: (keep(folder / "a.txt", "杭州市"), "--year", "2014")),
    "upgrade_library": Command(leaves=OF_FILES),
    "verify_download": Command(
        lambda folder: (keep(folder / "a.txt", "甲"), "--sidecar", keep(folder / "a.json", SIDECAR))
    ),
}


def few_fixtures(root: Path) -> None:
    """A division, the tiers and bodies of the library: what is loaded in a moment; the licence."""
    repository = Path(__file__).parents[2]
    files, few = repository / "fixtures" / "built", root / "fixtures" / "built"
    keep(root / "DATA_LICENSE", (repository / "DATA_LICENSE").read_text(encoding="utf-8"))
    few.mkdir(parents=True)
    (root / "fixtures" / "sources").mkdir()
    for path in files.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".csv":
            text = "\n".join(text.splitlines()[:2]) + "\n"
        elif path.stem not in ("tiers", "issuing_bodies"):
            text = json.dumps([])
        keep(few / path.name, text)


def test_every_command_is_walked():
    ours = {name for name, app in get_commands().items() if app == "cases"}
    assert ours == {*COMMANDS, *NOT_DRIVEN}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_recorded(name, tmp_path, settings, monkeypatch):
    if name not in ("load_library", "upgrade_library"):
        make_award()
        make_readers_library()
    few_fixtures(tmp_path)
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr("cases.library.upgrade._keep_copy", lambda *given: None)
    command = COMMANDS[name]
    arguments = command.arguments(tmp_path)
    with recorded(command.through) as tables:
        call_command(name, *arguments)
    assert tables == command.leaves


# --- Every task of the worker ----------------------------------------------------------------------

TASKS = {
    "cases.admin.reviews.bulk.do_bulk": "tests/admin/test_recorded_actions.py",
    "cases.imports.work.do_work": "tests/imports/test_recorded_work.py",
}


def test_every_task_is_walked():
    modules = [module for name, module in sys.modules.items() if name.startswith("cases.")]
    tasks = {each for module in modules for each in vars(module).values() if isinstance(each, Task)}
    assert {each.module_path for each in tasks} == set(TASKS)
    root = Path(__file__).parents[2]
    assert all((root / path).is_file() for path in TASKS.values())
