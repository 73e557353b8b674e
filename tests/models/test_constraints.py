"""The database itself refuses what must never be, whoever writes and by whatever way."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, F, Model, UniqueConstraint
from django.db.models.fields import PositiveIntegerRelDbTypeMixin

from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coder,
    Coding,
    DataVersion,
    Division,
    Edition,
    EditionFact,
    EditionIssuer,
    EditionQuota,
    FormerAccession,
    FormerIssuingBodySlug,
    FormerMechanismSlug,
    FormerProgrammeSlug,
    FormerSourceSlug,
    FormerTierSlug,
    IssuingBody,
    IssuingBodyName,
    LoadedUnit,
    Mechanism,
    MechanismContrast,
    MechanismName,
    Milestone,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
    Report,
    Revision,
    Source,
    SourceFact,
    Succession,
    Tier,
    TierName,
    WorkProblem,
)
from tests.factories import make_source, make_tier, past_the_room
from tests.models.samples import MODELS, SAMPLES

pytestmark = pytest.mark.django_db

# Constraint: the model, and changes of a coherent row, each of which must be refused by it.
CHECKS: dict[str, tuple[type[Model], list[dict[str, Any]]]] = {
    "attestation_passage": (Attestation, [{"end": F("start")}]),
    "attribution_beside_is_printed": (
        Attribution,
        [{"start": None, "end": None, "rule": "curated", "set_aside": True}],
    ),
    "attribution_field_known": (Attribution, [{"field": "colour"}, {"field": ""}]),
    "attribution_printed_or_inferred": (
        Attribution,
        [
            {"start": None, "end": None},
            {"start": None},
            {"end": None},
            {"rule": "region"},
            {"rule": "region", "start": None},
            {"end": F("start")},
        ],
    ),
    "award_accession_form": (
        Award,
        [{"accession": "2014-sqzl-w1"}, {"accession": "2014-sqzl-w01\n"}, {"accession": "x2014-sqzl-w01"}],
    ),
    "award_passage": (Award, [{"end": F("start")}, {"start": F("end")}]),
    "award_published_has_name": (Award, [{"title": "", "applicant": "", "place_then": None}]),
    "award_locality_lies_in_division": (Award, [{"locality": "桃源村", "place_then": None}]),
    "award_rank_positive": (Award, [{"rank": 0}]),
    "award_level_known": (Award, [{"applicant_level": "village"}]),
    "award_kind_known": (Award, [{"applicant_kind": "company"}]),
    "award_organ_known": (Award, [{"applicant_organ": "street-town"}]),
    "award_setting_known": (Award, [{"setting": "sea"}]),
    "award_state_known": (Award, [{"state": "hidden"}, {"state": ""}]),
    "coding_has_evidence": (Coding, [{"end": F("start")}, {"start": F("end") + 1}]),
    "coder_has_name": (Coder, [{"name": ""}]),
    "coding_confidence_known": (Coding, [{"confidence": "sure"}, {"confidence": ""}]),
    "coding_state_known": (Coding, [{"state": "maybe"}]),
    "data_version_is_one_row": (DataVersion, [{"id": 2}]),
    "data_version_rebuild_past": (DataVersion, [{"rebuild": F("number") + 1}]),
    "division_key_form": (Division, [{"key": ""}, {"key": "太仓"}, {"key": "320585\n"}, {"key": "A1"}]),
    "division_has_name": (Division, [{"name": ""}]),
    "division_code_six_digits": (Division, [{"code": "3205"}, {"code": "012345"}, {"code": "32058a"}]),
    "division_years_in_order": (Division, [{"first_year": 2017, "last_year": 2016}]),
    "division_level_known": (Division, [{"level": "village"}]),
    "division_region_known": (Division, [{"region": "south"}]),
    "division_only_provinces_have_no_parent": (Division, [{"parent": None}, {"level": "province"}]),
    "division_not_its_own_parent": (Division, [{"parent": F("id")}]),
    "edition_year": (Edition, [{"year": 1948}, {"year": 2101}]),
    "edition_fact_passage": (EditionFact, [{"end": F("start")}]),
    "edition_fact_says_something": (EditionFact, [{"label": ""}, {"value": ""}]),
    "edition_quota_printed_or_inferred": (
        EditionQuota,
        [{"start": None, "end": None}, {"end": None}, {"rule": "count"}, {"end": F("start")}],
    ),
    "edition_quota_positive": (EditionQuota, [{"declared": 0}]),
    "former_accession_form": (FormerAccession, [{"accession": "w01"}, {"accession": "2014-sqzl-w01\n"}]),
    "mechanism_has_name": (Mechanism, [{"name": ""}, {"slug": ""}]),
    "mechanism_is_defined": (Mechanism, [{"definition": ""}]),
    "mechanism_not_its_own_broader": (Mechanism, [{"broader": F("id")}]),
    "mechanism_name_not_empty": (MechanismName, [{"name": ""}]),
    "mechanism_contrast_explained": (MechanismContrast, [{"text": ""}, {"why": ""}]),
    "work_problem_is_explained": (WorkProblem, [{"words": ""}, {"query": ""}, {"reason": ""}]),
    "milestone_passage": (Milestone, [{"end": F("start")}]),
    "milestone_kind_known": (Milestone, [{"kind": "forgotten"}]),
    "milestone_year": (Milestone, [{"year": 1948}, {"year": 2101}]),
    "report_says_something": (Report, [{"message": ""}, {"message": " \n"}]),
    "report_not_endless": (Report, [{"message": "错" * 2001}]),
    "report_state_known": (Report, [{"state": "lost"}, {"state": ""}]),
    "source_has_slug": (Source, [{"slug": ""}]),
    "source_has_title": (Source, [{"title": ""}]),
    "source_sha256_form": (Source, [{"sha256": "0" * 63}, {"sha256": "G" * 64}]),
    "source_body_not_empty": (Source, [{"body_end": F("body_start")}]),
    "former_mechanism_slug_not_empty": (FormerMechanismSlug, [{"slug": ""}]),
    "former_source_slug_not_empty": (FormerSourceSlug, [{"slug": ""}]),
    "former_issuing_body_slug_not_empty": (FormerIssuingBodySlug, [{"slug": ""}]),
    "former_programme_slug_not_empty": (FormerProgrammeSlug, [{"slug": ""}]),
    "former_tier_slug_not_empty": (FormerTierSlug, [{"slug": ""}]),
    "issuingbody_has_name": (IssuingBody, [{"name": ""}, {"slug": ""}]),
    "issuingbody_kind_known": (IssuingBody, [{"kind": "club"}, {"kind": ""}]),
    "issuing_body_name_not_empty": (IssuingBodyName, [{"name": ""}]),
    "programme_has_name": (Programme, [{"name": ""}, {"slug": ""}]),
    "programme_code_form": (Programme, [{"code": "x"}, {"code": "xc1"}, {"code": "XCZL"}, {"code": ""}]),
    "programme_level_known": (Programme, [{"level": "world"}, {"level": ""}]),
    "programme_name_not_empty": (ProgrammeName, [{"name": ""}]),
    "programme_letter_form": (ProgrammeTier, [{"letter": "W"}, {"letter": ""}, {"letter": "1"}]),
    "tier_has_name": (Tier, [{"name": ""}, {"slug": ""}]),
    "tier_name_not_empty": (TierName, [{"name": ""}]),
    "revision_through_known": (Revision, [{"through": "mail"}, {"through": ""}]),
    "revision_of_something": (Revision, [{"table": ""}, {"key": ""}]),
    "source_body_in_text": (Source, [{"text": "通知"}, {"body_end": F("body_end") + 1}]),
    "source_url_original_form": (Source, [{"url_original": "javascript:alert(1)"}, {"url_original": "/x"}]),
    "source_kind_known": (Source, [{"kind": "rumour"}]),
    "source_fact_passage": (SourceFact, [{"end": F("start")}]),
    "source_fact_says_something": (SourceFact, [{"label": ""}, {"value": ""}]),
    "succession_not_to_itself": (Succession, [{"successor": F("predecessor")}]),
}

# Constraint: the model, and what tells a second row from the first besides the unique columns.
UNIQUES: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "attestation_once": (Attestation, {"start": 1}),
    "attribution_counts_once": (Attribution, {"start": None, "end": None, "rule": "printed-elsewhere"}),
    "attribution_of_main_source_once": (Attribution, {"set_aside": True}),
    "award_passage_once": (Award, {"accession": "2014-sqzl-w02", "rank": 2}),
    "award.accession": (Award, {"start": 0, "rank": 2}),
    "coder.name": (Coder, {"user_id": None}),
    "coder.user": (Coder, {"name": "另一名称"}),
    "coding_once": (Coding, {"note": "再读一遍。"}),
    "division_code_in_force_once": (Division, {"key": "320585-2"}),
    "division.key": (Division, {"code": ""}),
    "edition_once": (Edition, {}),
    "edition_issuer_once": (EditionIssuer, {"position": 2}),
    "formerissuingbodyslug.slug": (FormerIssuingBodySlug, {}),
    "formerprogrammeslug.slug": (FormerProgrammeSlug, {}),
    "formertierslug.slug": (FormerTierSlug, {}),
    "issuingbody.name": (IssuingBody, {"slug": "another"}),
    "issuingbody.slug": (IssuingBody, {"name": "另一机关"}),
    "issuing_body_name_once": (IssuingBodyName, {}),
    "programme.code": (Programme, {"slug": "another", "name": "另一项目"}),
    "programme.name": (Programme, {"slug": "another", "code": "another"}),
    "programme.slug": (Programme, {"name": "另一项目", "code": "another"}),
    "programme_issuer_once": (ProgrammeIssuer, {"position": 2}),
    "programme_name_once": (ProgrammeName, {}),
    "programme_tier_once": (ProgrammeTier, {"letter": "z"}),
    "tier.name": (Tier, {"slug": "another"}),
    "tier.slug": (Tier, {"name": "另一等次"}),
    "tier_name_once": (TierName, {}),
    "edition_fact_once": (EditionFact, {"value": "另一种"}),
    "edition_quota_once": (EditionQuota, {"declared": 9}),
    "formeraccession.accession": (FormerAccession, {}),
    "formermechanismslug.slug": (FormerMechanismSlug, {}),
    "formersourceslug.slug": (FormerSourceSlug, {}),
    "loaded_unit_once": (LoadedUnit, {"content": {}}),
    "mechanism.name": (Mechanism, {"slug": "another"}),
    "mechanism.slug": (Mechanism, {"name": "另一术语"}),
    "mechanism_name_leads_to_one_term": (MechanismName, {}),
    "mechanism_contrast_once": (MechanismContrast, {"why": "另一理由。"}),
    "milestone_once": (Milestone, {"start": 1}),
    "workproblem.words": (WorkProblem, {}),
    "report.number": (Report, {"message": "另一条。"}),
    "source.slug": (Source, {"file_name": "b.txt", "sha256": "b" * 64}),
    "source.file_name": (Source, {"slug": "b", "sha256": "b" * 64}),
    "source.sha256": (Source, {"slug": "b", "file_name": "b.txt"}),
    "source_fact_once": (SourceFact, {"value": "另一作者"}),
    "succession_once": (Succession, {}),
}
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
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change(row, **values)


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
