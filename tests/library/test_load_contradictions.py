"""Where a release contradicts what curators keep, the new is left out and named."""

import pytest

from cases.library.load import load
from cases.models import Award, Division, Edition, Mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("whole_library")]
PLACE = "320585"


def reports_of(fixtures):
    return {report.kind.name: report for report in load(fixtures)}


def rename(fixtures) -> None:
    path = fixtures / "built" / "divisions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line.replace("太仓市", "新太仓市", 1) if line.startswith(PLACE) else line for line in lines]
    assert changed != lines
    path.write_text("".join(changed), encoding="utf-8")


def issued_by_others(snapshots) -> None:
    for each in snapshots:
        if (each["programme"], each["year"]) == ("sqzl", 2014):
            each["issuing_body"] = "mca-office"


def test_a_division_that_a_kept_award_prints_otherwise_is_left_out(fixtures, edit):
    kept = Award.objects.filter(place_then__key=PLACE, attributions__field="county").first()
    coding = kept.codings.first()
    coding.note = "改"
    coding.save()
    rename(fixtures)
    edit("mechanisms", lambda snapshots: snapshots[0].update(definition="新的定义。"))
    reports = reports_of(fixtures)
    assert list(reports["division"].failed) == [PLACE]
    assert f"与案例 {kept.accession} 不能并存" in reports["division"].failed[PLACE]
    assert Division.objects.get(key=PLACE).name == "太仓市"
    assert reports["mechanism"].updated == 1 and Mechanism.objects.filter(definition="新的定义。").exists()
    assert reports["award"].refused == [kept.accession]


def test_an_edition_that_its_awards_print_otherwise_is_left_out(fixtures, edit):
    edit("editions", issued_by_others)
    reports = reports_of(fixtures)
    assert list(reports["edition"].failed) == ["2014-sqzl"]
    assert "发布机关" in reports["edition"].failed["2014-sqzl"]
    edition = Edition.objects.get(programme__slug="sqzl", year=2014)
    assert [body.slug for body in edition.bodies] == ["mca"]


def test_what_was_left_out_is_tried_again_the_next_time(fixtures, edit):
    edit("editions", issued_by_others)
    load(fixtures)
    assert list(reports_of(fixtures)["edition"].failed) == ["2014-sqzl"]
