"""One coherent row of each model, for the tests that walk through all of them."""

from collections.abc import Callable

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from cases import models
from cases.models.frozen_list import key_of
from cases.models.scheme import scheme_of_mechanisms
from tests.factories import (
    make_award,
    make_coding,
    make_division,
    make_figure,
    make_mechanism,
    make_scheme,
    make_source,
)
from tests.origins import make_attribution
from tests.vocabularies import make_edition, make_issuing_body, make_programme, make_tier


def make_source_fact() -> models.SourceFact:
    return models.SourceFact.objects.create(source=make_source(), label="作者", value="通知", start=7, end=9)


def make_edition_fact() -> models.EditionFact:
    source = make_source()
    return models.EditionFact.objects.create(
        edition=make_edition(), source=source, label="遴选程序", value="公布", start=2, end=4
    )


def make_quota() -> models.EditionQuota:
    edition = make_edition(source=make_source(text="评出11项。\n"))
    return models.EditionQuota.objects.create(
        edition=edition, tier=make_tier("winner"), declared=11, start=2, end=4
    )


def make_attestation() -> models.Attestation:
    source = make_source(slug="article", text="社区协商共治获评。\n", kind="article")
    return models.Attestation.objects.create(award=make_award(), source=source, start=0, end=5)


def make_milestone() -> models.Milestone:
    award = make_award(source=make_source(text="2016年通过验收\n"))
    return models.Milestone.objects.create(award=award, kind="accepted", year=2016, start=0, end=5)


def make_former_accession() -> models.FormerAccession:
    return models.FormerAccession.objects.create(award=make_award(state="draft"), accession="2013-sqzl-w01")


def make_mechanism_name() -> models.MechanismName:
    return models.MechanismName.objects.create(mechanism=make_mechanism(), name="协商民主")


def make_contrast() -> models.MechanismContrast:
    return models.MechanismContrast.objects.create(mechanism=make_mechanism(), text="协调", why="没有议事。")


def make_succession() -> models.Succession:
    province = make_division("广东省", code="440000")
    before = make_division("坪山新区", level="zone", parent=province, first_year=2009, last_year=2016)
    after = make_division("坪山区", code="440310", parent=province, first_year=2016)
    return models.Succession.objects.create(predecessor=before, successor=after)


def make_version() -> models.DataVersion:
    models.DataVersion.advance(everything=True)
    return models.DataVersion.objects.get()


def make_loaded_unit() -> models.LoadedUnit:
    return models.LoadedUnit.objects.create(kind="award", key="2014-sqzl-w01", content={"title": "一"})


def make_report() -> models.Report:
    number = "k7mq-2xwd-9hvc-t4pa"
    return models.Report.objects.create(
        number=number, award=make_award(), page="/cases/", message="第二段有错字。"
    )


def make_revision() -> models.Revision:
    make_source(slug="notice")
    return models.Revision.objects.get(table="source")


def make_former_slug(thing: Model) -> Model:
    thing.slug = "today"
    thing.save()
    return thing.former_slugs.get()


def make_other_name(thing: Model) -> Model:
    return thing.names.create(name="又一名称")


def make_work_problem() -> models.WorkProblem:
    return models.WorkProblem.objects.create(words="居民议事难", query="q=议事", reason="正文写到议事的。")


def make_stored_change() -> models.StoredChange:
    return models.StoredChange.objects.create(
        intake=make_intake(), order=1, action="new", start=0, end=3, proposed={"title": "一"}
    )


def make_round() -> models.CodingRound:
    """An open round of two people about one award."""
    people = [User.objects.create_user(name, last_name=name) for name in ("甲", "乙")]
    made = models.CodingRound.objects.create(
        name="第一轮", scheme_id=scheme_of_mechanisms(), opened_by="boss"
    )
    made.coders.set([models.Coder.of(each) for each in people])
    made.awards.set([make_award()])
    return made


def make_bulk_work() -> models.BulkWork:
    return models.BulkWork.objects.create(act="publish", awards=[1, 2], total=2, seen=0, made_by="boss")


def make_finished() -> models.FinishedCoding:
    made = make_round()
    return models.FinishedCoding.objects.create(
        round=made, award=made.awards.get(), coder=made.coders.order_by("pk")[0]
    )


def make_distinct_cases() -> models.DistinctCases:
    one, other = make_award(title="三社联动"), make_award(title="三社联动")
    return models.DistinctCases.objects.create(first=one, second=other, made_by="boss")


def make_reconciliation() -> models.Reconciliation:
    made, term = make_round(), make_mechanism()
    return models.Reconciliation.objects.create(
        round=made, award=made.awards.get(), mechanism=term, term=term.name,
        outcome="adopted", reason="原文写明。", by="boss",
    )  # fmt: skip


def make_office_change() -> models.OfficeChange:
    return models.OfficeChange.objects.create(
        through="form", by="boss", kind="account", thing=1, key="bianji", act="停用"
    )


def make_intake() -> models.Intake:
    return models.Intake.objects.create(
        kind="document", file=models.StoredFile.keep("a.txt", b"a"), text="名单\n", source=make_source()
    )


def make_column_mapping() -> models.ColumnMapping:
    return models.ColumnMapping.objects.create(
        key_sha256=models.ColumnMapping.sha256_of(["做法名", "部门"]),
        headings=["做法名", "部门"],
        roles={"做法名": "title", "部门": "unit"},
        made_by="张三",
        made_at=timezone.now(),
    )


def make_frozen_list() -> models.FrozenList:
    return models.FrozenList.objects.create(
        key=key_of("year=2014", 1), query="year=2014", version=1, words="年度为 2014 的案例", total=1,
        sha256="0" * 64,
    )  # fmt: skip


def make_draft() -> models.FormDraft:
    """What somebody has typed into the form of a new award."""
    user, _new = User.objects.get_or_create(username="typist")
    content = '{"query": "", "fields": [["title", "一"]]}'
    return models.FormDraft.objects.create(
        user=user,
        form="award/add",
        page="1700000000000000-0123ab",
        content=content,
        updated_at=timezone.now(),
    )


def make_visit() -> models.FormVisit:
    user, _new = User.objects.get_or_create(username="typist")
    now = timezone.now()
    return models.FormVisit.objects.create(user=user, form="award/1", opened_at=now, beat_at=now)


SAMPLES: dict[type[Model], Callable[[], Model]] = {
    models.Attestation: make_attestation,
    models.Attribution: lambda: make_attribution(make_award(state="draft"), "title"),
    models.Award: lambda: make_award(place_then=make_division(), place_now=None, rank=1),
    models.BulkWork: make_bulk_work,
    models.Coder: lambda: models.Coder.of(User.objects.create_user("reader")),
    models.CodingRound: make_round,
    models.CodingScheme: make_scheme,
    models.ColumnMapping: make_column_mapping,
    models.Coding: lambda: make_coding(make_award()),
    models.DataVersion: make_version,
    models.DistinctCases: make_distinct_cases,
    models.Division: lambda: make_division("太仓市", code="320585", parent=make_division("江苏省")),
    models.Edition: make_edition,
    models.EditionFact: make_edition_fact,
    models.EditionQuota: make_quota,
    models.FinishedCoding: make_finished,
    models.FormDraft: make_draft,
    models.FormVisit: make_visit,
    models.FormerAccession: make_former_accession,
    models.FrozenList: make_frozen_list,
    models.EditionIssuer: lambda: make_edition().issuers.get(),
    models.FormerIssuingBodySlug: lambda: make_former_slug(make_issuing_body()),
    models.FormerProgrammeSlug: lambda: make_former_slug(make_programme()),
    models.FormerTierSlug: lambda: make_former_slug(make_tier()),
    models.Intake: make_intake,
    models.IssuingBody: make_issuing_body,
    models.IssuingBodyName: lambda: make_other_name(make_issuing_body()),
    models.OfficeChange: make_office_change,
    models.Programme: make_programme,
    models.ProgrammeIssuer: lambda: make_programme().usual_issuers.get(),
    models.ProgrammeName: lambda: make_other_name(make_programme()),
    models.ProgrammeTier: lambda: make_programme().programme_tiers.first(),
    models.Tier: make_tier,
    models.TierName: lambda: make_other_name(make_tier()),
    models.FormerMechanismSlug: lambda: make_former_slug(make_mechanism()),
    models.FormerSourceSlug: lambda: make_former_slug(make_source()),
    models.LoadedUnit: make_loaded_unit,
    models.Mechanism: make_mechanism,
    models.MechanismContrast: make_contrast,
    models.MechanismName: make_mechanism_name,
    models.KeyFigure: make_figure,
    models.Milestone: make_milestone,
    models.PublicVersion: lambda: make_award() and models.PublicVersion.objects.get(),
    models.PublishedForm: lambda: make_award() and models.PublishedForm.objects.get(),
    models.Reconciliation: make_reconciliation,
    models.Report: make_report,
    models.Revision: make_revision,
    models.Source: make_source,
    models.SourceFact: make_source_fact,
    models.StoredChange: make_stored_change,
    models.StoredFile: lambda: models.StoredFile.keep("a.txt", b"a"),
    models.Succession: make_succession,
    models.WorkProblem: make_work_problem,
    models.ZeroResultSearch: lambda: models.ZeroResultSearch.objects.create(
        words="小区停车难", day=timezone.localdate()
    ),
}
MODELS: list[type[Model]] = list(apps.get_app_config("cases").get_models())
