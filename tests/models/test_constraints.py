"""The database itself refuses what must never be, whoever writes and by whatever way."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import CheckConstraint, F, Model, UniqueConstraint
from django.db.models.fields import PositiveIntegerRelDbTypeMixin

from cases.models import (
    Attribution,
    Division,
    Edition,
    ProgrammeTier,
)
from tests.factories import make_source
from tests.models.forbidden import CHECKS, UNIQUES
from tests.models.samples import MODELS, SAMPLES
from tests.origins import past_the_room
from tests.vocabularies import make_tier

pytestmark = pytest.mark.django_db

UNEXPLAINED = CheckConstraint.default_violation_error_message
WITH_A_TEST_OF_THEIR_OWN = {"edition_without_year_once", "attribution_once_a_source", "programme_letter_once"}


def change(row: Model, **values: Any) -> None:
    """Write past everything that Python checks."""
    past_the_room(type(row)).filter(pk=row.pk).update(**values)


def copy(row: Model, **values: Any) -> None:
    """Insert the row once more, with these values changed, past everything that Python checks."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | values
    values.pop("id")
    past_the_room(type(row)).bulk_create([type(row)(**values)])


def constraint_names(model: type[Model]) -> set[str]:
    unique = {
        f"{model._meta.model_name}.{field.name}"
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    }
    return unique | {constraint.name for constraint in model._meta.constraints}


def fields(kind: type) -> list[Any]:
    """Every field of every model that is of this kind, as pytest parameters."""
    return [
        pytest.param(model, field, id=f"{model._meta.model_name}.{field.name}")
        for model in MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, kind) and not field.primary_key
    ]


@pytest.mark.slow
def test_it_has_a_sample_of_every_model():
    assert set(SAMPLES) == set(MODELS)


def test_it_proves_every_constraint_of_every_model():
    named = set().union(*(constraint_names(model) for model in MODELS))
    assert named == {*CHECKS, *UNIQUES, *WITH_A_TEST_OF_THEIR_OWN}


def test_it_gives_every_choice_a_constraint():
    for model in MODELS:
        checked = " ".join(str(getattr(c, "condition", "")) for c in model._meta.constraints)
        for field in model._meta.concrete_fields:
            assert not field.choices or f"'{field.name}__in'" in checked, f"{model.__name__}.{field.name}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param(name, values, id=f"{name}-{number}")
        for name, (_model, changes) in CHECKS.items()
        for number, values in enumerate(changes)
    ],
)
def test_it_refuses_what_a_check_forbids(name, values):
    row = SAMPLES[CHECKS[name][0]]()
    too_long = "value too long"  # PostgreSQL refuses by the length of the column before it comes to the check
    with pytest.raises((IntegrityError, DataError), match=f"{name}|{too_long}"), transaction.atomic():
        change(row, **values)


@pytest.mark.slow
@pytest.mark.parametrize("name", UNIQUES)
def test_it_refuses_a_second_row_of_what_is_unique(name):
    model, values = UNIQUES[name]
    row = SAMPLES[model]()
    with pytest.raises(IntegrityError, match="(?i)unique") as refused, transaction.atomic():
        copy(row, **values)
    columns = unique_columns(model, name)
    assert all(column in str(refused.value) for column in columns), refused.value


def unique_columns(model: type[Model], name: str) -> list[str]:
    """The columns that both databases name when the constraint refuses a row."""
    if "." in name:
        return [name.partition(".")[2]]
    constraint = next(found for found in model._meta.constraints if found.name == name)
    assert isinstance(constraint, UniqueConstraint)
    return [model._meta.get_field(field).column for field in constraint.fields]


def test_it_refuses_a_second_edition_without_a_year():
    edition = SAMPLES[Edition]()
    change(edition, year=None)
    edition.refresh_from_db()
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        copy(edition)


@pytest.mark.slow
def test_it_refuses_a_second_origin_of_a_value_in_a_further_document():
    origin = SAMPLES[Attribution]()
    change(origin, source=make_source(), set_aside=True)
    origin.refresh_from_db()
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        copy(origin)


def test_it_refuses_a_letter_for_a_second_tier_of_a_programme():
    row = SAMPLES[ProgrammeTier]()
    with pytest.raises(IntegrityError, match="(?i)unique.*letter"), transaction.atomic():
        copy(row, tier_id=make_tier("pilot").pk)


def test_it_lets_a_former_division_keep_the_code_of_a_present_one():
    division = SAMPLES[Division]()
    copy(division, key="320585-1992", last_year=1992)
    assert Division.objects.filter(code="320585").count() == 2


def test_it_counts_the_body_of_a_source_in_characters():
    source = make_source(text="𠮷田、坪山")
    assert source.body_end == 5
    with pytest.raises(IntegrityError, match="source_body_in_text"), transaction.atomic():
        change(source, body_end=6)


@pytest.mark.parametrize(("model", "field"), fields(PositiveIntegerRelDbTypeMixin))
def test_it_refuses_a_negative_number(model, field):
    row = SAMPLES[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(row, **{field.name: -1})


@pytest.mark.parametrize(("model", "field"), [given for given in fields(object) if not given.values[1].null])
def test_it_refuses_a_missing_value(model, field):
    row = SAMPLES[model]()
    with pytest.raises(IntegrityError, match="(?i)null"), transaction.atomic():
        change(row, **{field.name: None})


@pytest.mark.parametrize(
    ("model", "field"), [given for given in fields(object) if given.values[1].is_relation]
)
def test_it_refuses_a_reference_to_nothing(model, field):
    row = SAMPLES[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(row, **{field.name: 999_999_999})
        connection.check_constraints()


def in_words(names: Iterable[str]) -> list[str]:
    """Those of the constraints that say in words what is wrong: those that a form can run into."""
    constraints = [constraint for model in MODELS for constraint in model._meta.constraints]
    return [c.name for c in constraints if c.name in names and c.violation_error_message != UNEXPLAINED]


def refusal(row: Model, name: str) -> list[str]:
    """What a form would say of the row as it stands in memory."""
    constraint = next(found for found in row._meta.constraints if found.name == name)
    with pytest.raises(ValidationError) as refused:
        constraint.validate(type(row), row)
    assert refused.value.messages == [constraint.violation_error_message]
    return refused.value.messages


@pytest.mark.parametrize("name", in_words(CHECKS))
def test_a_form_says_in_words_what_a_check_forbids(name):
    row = SAMPLES[CHECKS[name][0]]()
    for field, value in CHECKS[name][1][0].items():
        other = row._meta.get_field(value.name).attname if isinstance(value, F) else None
        setattr(row, row._meta.get_field(field).attname, getattr(row, other) if other else value)
    assert refusal(row, name)[0].endswith("。")


@pytest.mark.parametrize("name", in_words([*UNIQUES, "edition_without_year_once", "programme_letter_once"]))
def test_a_form_says_in_words_what_is_there_already(name):
    row = SAMPLES[UNIQUES[name][0] if name in UNIQUES else ProgrammeTier if "letter" in name else Edition]()
    if name == "edition_without_year_once":
        row.year = None
        row.save()
    row.pk = None
    assert refusal(row, name)[0].endswith("。")
