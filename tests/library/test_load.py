"""`load_library` brings everything in, does nothing the second time, and never destroys curation."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import carry_out, outlook
from cases.curation.care.terms import merging
from cases.library.load import load
from cases.library.snapshots import KINDS
from cases.models import (
    Award,
    Coder,
    Coding,
    DataVersion,
    Division,
    Edition,
    EditionIssuer,
    LoadedUnit,
    Mechanism,
    Source,
)
from cases.models.writing import writing
from tests.library.deciding import decide
from tests.origins import make_attribution, past_the_room

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("whole_library")]


def report_of(reports, label):
    return next(report for report in reports if report.label == label)


def test_it_loads_the_whole_library():
    assert Award.objects.published().count() == 46
    assert Source.objects.count() == 5
    assert Edition.objects.count() == 5
    assert Mechanism.objects.count() >= 40
    assert Division.objects.filter(last_year=None, level="province").count() == 34
    assert Coding.objects.count() > 46


def test_what_is_in_the_database_is_what_is_in_the_fixtures(fixtures: Path):
    for kind in KINDS:
        assert kind.dump() == kind.read(fixtures), kind.label


def test_every_loaded_row_passes_its_own_validation():
    wrong = []
    for row in (*Award.objects.all(), *Coding.objects.all()):
        try:
            row.full_clean()
        except ValidationError as error:
            wrong.append((str(row), error.messages))
    assert wrong == []


def test_the_second_run_changes_nothing_and_moves_no_version(fixtures: Path):
    before = DataVersion.current()
    reports = load(fixtures)
    assert [(r.created, r.updated, r.refused) for r in reports] == [(0, 0, [])] * len(KINDS)
    assert DataVersion.current() == before


def test_an_award_that_nobody_changed_is_refreshed(fixtures: Path, edit):
    edit("awards", lambda snapshots: decide(snapshots[1], setting="both"))
    report = report_of(load(fixtures), "案例")
    assert (report.created, report.updated, report.refused) == (0, 1, [])


def test_what_a_curator_changed_is_kept_and_named(fixtures: Path, edit):
    award = Award.objects.get(accession="2014-sqzl-w01")
    with writing():
        make_attribution(award, "setting", rule="curated")
        award.setting = "both"
        award.save()
    edit("awards", lambda snapshots: [snapshot["codings"][0].update(note="改") for snapshot in snapshots])
    report = report_of(load(fixtures), "案例")
    award.refresh_from_db()
    assert (award.setting, award.codings.filter(note="改").exists()) == ("both", False)
    assert report.refused == ["2014-sqzl-w01"]
    assert report.updated == 45


def test_an_award_that_a_curator_moved_to_another_batch_is_kept(fixtures: Path):
    award = Award.objects.get(accession="2014-sqzl-w01")
    edition = Edition.objects.get(pk=award.edition_id)
    with writing():
        edition.pk, edition.batch = None, "第三方"  # which its documents print
        edition._state.adding = True
        edition.save()
        for row in EditionIssuer.objects.filter(edition=award.edition):
            EditionIssuer.objects.create(edition=edition, body=row.body, position=row.position)
        award.edition = edition
        award.save()
    assert report_of(load(fixtures), "案例").updated == 0
    award.refresh_from_db()
    assert award.edition == edition


def test_a_coding_that_a_curator_added_is_kept(fixtures: Path):
    award = Award.objects.get(accession="2014-sqzl-w01")
    Coding.objects.create(
        award=award,
        mechanism=Mechanism.objects.order_by("slug").last(),
        start=award.paragraph_starts[0],
        end=award.paragraph_starts[0] + 9,
        confidence="low",
        coder=Coder.objects.create(name="张三"),
    )
    assert report_of(load(fixtures), "案例").refused == ["2014-sqzl-w01"]
    assert award.codings.filter(coder__name="张三").exists()


def test_what_a_curator_deleted_is_not_brought_back(fixtures: Path):
    past_the_room(Award).filter(accession="2014-sqzl-n09").update(state="draft")  # the public stays for good
    Award.objects.get(accession="2014-sqzl-n09").delete()
    assert report_of(load(fixtures), "案例").refused == ["2014-sqzl-n09"]
    assert not Award.objects.filter(accession="2014-sqzl-n09").exists()


def test_a_slug_that_a_newer_release_changes_does_not_pass_for_curation(fixtures: Path):
    term = Mechanism.objects.order_by("slug").filter(codings__isnull=False).first()
    old, new = term.slug, f"{term.slug}-x"
    for name in ("mechanisms", "awards"):
        path = fixtures / "built" / f"{name}.json"
        path.write_text(path.read_text(encoding="utf-8").replace(f'"{old}"', f'"{new}"'), encoding="utf-8")
    reports = load(fixtures)
    term.refresh_from_db()
    assert term.slug == new
    assert list(term.former_slugs.values_list("slug", flat=True)) == [old]
    assert not [report.refused for report in reports if report.refused]
    assert not [report for report in load(fixtures) if report.says_something]


def test_a_field_that_a_newer_release_records_does_not_pass_for_curation(fixtures: Path):
    snapshot = LoadedUnit.objects.get(kind="award", key="2014-sqzl-w01")
    del snapshot.content["applicant_kind"]
    snapshot.save()
    past_the_room(Award).filter(accession="2014-sqzl-w01").update(applicant_kind="")
    assert report_of(load(fixtures), "案例").updated == 1
    assert Award.objects.get(accession="2014-sqzl-w01").applicant_kind == "civil-affairs"


def test_it_overwrites_curation_only_when_told_to(fixtures: Path):
    past_the_room(Award).filter(accession="2014-sqzl-w02").update(setting="rural")
    load(fixtures, overwrite=True)
    assert Award.objects.get(accession="2014-sqzl-w02").setting == "urban"


def test_a_kept_award_stays_kept_on_the_run_after(fixtures: Path):
    past_the_room(Award).filter(accession="2014-sqzl-w02").update(setting="rural")
    load(fixtures)
    assert report_of(load(fixtures), "案例").refused == ["2014-sqzl-w02"]


def test_a_file_that_is_not_the_registered_one_is_not_loaded(fixtures):
    path = fixtures / "sources" / "002_503a69f30a0ab13b.txt"
    path.write_bytes(path.read_bytes().replace("宁海".encode(), "临海".encode(), 1))
    with pytest.raises(ValidationError, match="002_503a69f30a0ab13b.txt 的校验值与登记的不符"):
        load(fixtures)


def test_a_term_that_was_merged_stays_merged(fixtures: Path):
    manager = User.objects.create_superuser("manager")
    term, into = Mechanism.objects.get(slug="sishe-liandong"), Mechanism.objects.get(slug="sanshe-liandong")
    act = merging(term, into)
    carry_out(act, manager, "不再区分", outlook(act, manager).digest)
    reports = load(fixtures)
    assert report_of(reports, "治理机制").failed == {}
    assert not Mechanism.objects.filter(slug="sishe-liandong").exists()
    assert Mechanism.objects.get(former_slugs__slug="sishe-liandong") == into
    assert report_of(load(fixtures), "案例").failed == {}
