"""`load_library --overwrite` puts back what curators changed, says so, and republishes nothing by itself."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.library.load import NothingToRepublish, load
from cases.library.snapshots import KINDS
from cases.models import (
    Award,
    Coding,
    Division,
    IssuingBody,
    Mechanism,
    MechanismName,
    Programme,
    Source,
    Tier,
)
from cases.models.writing import writing
from tests.library.deciding import decide
from tests.origins import past_the_room

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("whole_library")]


def award(accession: str) -> Award:
    return Award.objects.get(accession=accession)


def renumber(old: str, new: str) -> None:
    changed = award(old)
    changed.accession = new
    changed.save()


def delete(accession: str) -> None:
    """As a draft, since what was public stays for good."""
    past_the_room(Award).filter(accession=accession).update(state="draft")
    award(accession).delete()


def rename(row, **key: str) -> None:
    for name, value in key.items():
        setattr(row, name, value)
    row.save()


def everything_is_as_in(fixtures: Path) -> bool:
    return all(kind.dump() == kind.read(fixtures) for kind in KINDS)


def overwrite(*words: str, capsys) -> str:
    call_command("load_library", "--overwrite", *words)
    return capsys.readouterr().out


# --- Numbers and slugs that curators changed ----------------------------------------------------


def test_an_award_that_was_renumbered_gets_its_number_back(fixtures, client):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    load(fixtures, overwrite=True)
    assert everything_is_as_in(fixtures)
    assert client.get("/cases/0000-sqzl-w01/").status_code == 200


def test_the_number_that_a_curator_gave_it_leads_to_it(fixtures, client):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    load(fixtures, overwrite=True)
    response = client.get("/cases/0000-sqzl-w02/")
    assert (response.status_code, response["Location"]) == (301, "/cases/0000-sqzl-w01/")


def test_a_number_is_put_back_together_with_the_rank_that_it_says(fixtures):
    changed = award("2014-sqzl-w01")
    changed.accession, changed.rank = "2014-sqzl-w31", 31
    with writing():
        changed.save()
        changed.attributions.filter(field="rank").update(
            start=None, end=None, rule="curated", note="按补充通知。"
        )
    load(fixtures, overwrite=True)
    assert everything_is_as_in(fixtures)


@pytest.mark.parametrize(
    ("model", "key", "old", "new"),
    [
        (Mechanism, "slug", "sanshe-liandong", "three-parties"),
        (Mechanism, "slug", "jiedao-tizhi-gaige", "streets"),
        (Source, "slug", "mca-2014-notice", "notice-of-2014"),
        (Division, "key", "320500", "suzhou"),
        (Programme, "slug", "sqzl", "ten-best"),
        (Tier, "slug", "winner", "best"),
        (IssuingBody, "slug", "mca", "civil-affairs"),
    ],
)
def test_a_slug_that_was_renamed_is_put_back(fixtures, model, key, old, new):
    if model is Division:  # as an earlier release let curators do
        past_the_room(Division).filter(key=old).update(key=new)
    else:
        rename(model.objects.get(**{key: old}), **{key: new})
    load(fixtures, overwrite=True)
    assert everything_is_as_in(fixtures)


def test_a_renamed_slug_does_not_make_what_refers_to_it_look_curated(fixtures, edit):
    rename(Mechanism.objects.get(slug="sanshe-liandong"), slug="three-parties")
    rename(Source.objects.get(slug="mca-2014-notice"), slug="notice-of-2014")
    rename(Programme.objects.get(slug="sqzl"), slug="ten-best")
    rename(Tier.objects.get(slug="winner"), slug="best")
    rename(IssuingBody.objects.get(slug="mca"), slug="civil-affairs")
    edit("awards", lambda snapshots: [snapshot["codings"][0].update(note="改") for snapshot in snapshots])
    reports = {report.kind.name: report for report in load(fixtures)}
    assert reports["mechanism"].refused == ["sanshe-liandong"]
    assert reports["source"].refused == ["mca-2014-notice"]
    assert reports["programme"].refused == ["sqzl"]
    assert reports["tier"].refused == ["winner"]
    assert reports["issuing body"].refused == ["mca"]
    assert (reports["edition"].unchanged, reports["edition"].refused) == (5, [])
    assert (reports["award"].updated, reports["award"].refused, reports["award"].failed) == (46, [], {})
    assert Award.objects.filter(codings__note="改").distinct().count() == 46
    assert Mechanism.objects.get(slug="three-parties").codings.exists()


def test_what_was_renamed_is_kept_under_its_new_key_unless_told_to_overwrite(fixtures):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    [report] = [report for report in load(fixtures) if report.kind.name == "award"]
    assert report.refused == ["0000-sqzl-w01"]
    assert report.remarks["0000-sqzl-w01"] == "已改为 0000-sqzl-w02"
    assert Award.objects.filter(accession="0000-sqzl-w02").exists()
    assert Award.objects.count() == 46


def test_a_number_that_another_case_has_in_a_new_release_loses_neither_of_them(fixtures, edit):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")

    def add(snapshots):
        first = next(snapshot for snapshot in snapshots if snapshot["accession"] == "0000-sqzl-w01")
        line = first["paragraph_starts"][1]
        passage = {"start": line, "paragraph_starts": [line], "text": first["text"].split("\n")[1]}
        nothing = {"attributions": [], "milestones": [], "codings": [], "title": "又一例"}
        snapshots.append({**first, **passage, **nothing, "accession": "0000-sqzl-w02"})

    edit("awards", add)
    reports = {report.kind.name: report for report in load(fixtures)}
    assert reports["award"].refused == ["0000-sqzl-w01"]
    assert list(reports["award"].failed) == ["0000-sqzl-w02"]
    load(fixtures, overwrite=True)
    assert award("0000-sqzl-w01").title == "党政群共商共治项目"
    assert load(fixtures)[-1].failed == {"0000-sqzl-w02": "这个编号是某个案例的原入库编号，不能再用。"}


# --- What curators withdrew ---------------------------------------------------------------------


def test_what_was_withdrawn_stays_withdrawn(fixtures, capsys):
    award("2014-sqzl-n05").withdraw()
    told = overwrite(capsys=capsys)
    assert award("2014-sqzl-n05").state == "withdrawn"
    assert "仍为撤回：2014-sqzl-n05 " in told and "--republish 2014-sqzl-n05" in told


def be(state: str) -> Callable[[list[dict[str, Any]]], None]:
    """2014-sqzl-n05 as a release might have it."""
    return lambda rows: next(row for row in rows if row["accession"] == "2014-sqzl-n05").update(state=state)


def test_a_release_that_withdraws_it_too_does_not_let_the_next_one_publish_it(fixtures, edit):
    award("2014-sqzl-n05").withdraw()
    edit("awards", be("withdrawn"))
    load(fixtures)
    edit("awards", be("published"))
    assert "仍为撤回：2014-sqzl-n05 " in "".join(load(fixtures)[-1].lines())
    assert award("2014-sqzl-n05").state == "withdrawn"
    assert load(fixtures)[-1].refused == ["2014-sqzl-n05"], "a person withdrew it"
    load(fixtures, overwrite=True, republish=["2014-sqzl-n05"])
    assert award("2014-sqzl-n05").state == "published"


def test_what_a_release_withdrew_comes_back_when_it_is_named(fixtures, edit):
    edit("awards", be("withdrawn"))
    load(fixtures)
    assert award("2014-sqzl-n05").state == "withdrawn"
    edit("awards", be("published"))
    load(fixtures, overwrite=True, republish=["2014-sqzl-n05"])
    assert award("2014-sqzl-n05").state == "published"


def test_what_else_was_changed_in_a_withdrawn_award_is_overwritten(fixtures):
    changed = award("2014-sqzl-w02")
    changed.setting = "rural"
    changed.withdraw()
    changed.save()
    load(fixtures, overwrite=True)
    assert (award("2014-sqzl-w02").setting, award("2014-sqzl-w02").state) == ("urban", "withdrawn")


def test_a_withdrawn_award_that_was_renumbered_stays_withdrawn(fixtures):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    award("0000-sqzl-w02").withdraw()
    load(fixtures, overwrite=True)
    assert award("0000-sqzl-w01").state == "withdrawn"


@pytest.mark.parametrize("name", ["0000-sqzl-w01", "0000-sqzl-w02"])
def test_it_is_republished_when_named_by_its_number_of_now_or_then(fixtures, name):
    award("2014-sqzl-n05").withdraw()
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    award("0000-sqzl-w02").withdraw()
    load(fixtures, overwrite=True, republish=[name])
    assert award("0000-sqzl-w01").state == "published"
    assert award("2014-sqzl-n05").state == "withdrawn"


@pytest.mark.parametrize("name", ["2014-sqzl-n06", "2014-sqzl-n99"])
def test_a_name_of_nothing_that_was_withdrawn_stops_it_before_anything_is_written(fixtures, name):
    past_the_room(Award).filter(accession="2014-sqzl-w02").update(setting="rural")
    with pytest.raises(NothingToRepublish, match=name):
        load(fixtures, overwrite=True, republish=[name])
    assert award("2014-sqzl-w02").setting == "rural"


def test_nothing_is_republished_without_overwriting():
    with pytest.raises(CommandError, match="--overwrite"):
        call_command("load_library", "--republish", "2014-sqzl-n05")


# --- What it says and logs ----------------------------------------------------------------------


def test_it_says_what_it_overwrote(capsys):
    past_the_room(Award).filter(accession="2014-sqzl-w02").update(setting="rural", applicant_kind="other")
    MechanismName.objects.create(mechanism=Mechanism.objects.get(slug="sanshe-liandong"), name="三社协同")
    told = overwrite(capsys=capsys)
    assert f"  已覆盖：2014-sqzl-w02 {award('2014-sqzl-w02').title}：申报单位类型、城乡类型\n" in told
    assert "  已覆盖：sanshe-liandong 三社联动：其他名称\n" in told
    assert "未覆盖" not in told


def test_what_was_deleted_and_brought_back_is_said(capsys):
    delete("2014-sqzl-n09")
    assert "  已恢复：2014-sqzl-n09 " in overwrite(capsys=capsys)


def test_the_log_keeps_what_curators_had_written(fixtures, caplog):
    past_the_room(Award).filter(accession="2014-sqzl-w02").update(setting="rural")
    with writing():
        Coding.objects.filter(pk=award("2014-sqzl-w03").codings.all()[0].pk).update(note="改过")
    delete("2014-sqzl-n09")
    with caplog.at_level(logging.WARNING):
        load(fixtures, overwrite=True)
    messages = caplog.messages
    coding = messages.pop(1)
    assert coding.startswith("overwrote award 2014-sqzl-w03, which was: ")
    assert [row["note"] for row in json.loads(coding.partition(": ")[2])["codings"]] == ["改过"]
    assert messages == [
        'overwrote award 2014-sqzl-w02, which was: {"setting": "rural"}',
        "restored award 2014-sqzl-n09, which had been deleted",
    ]


def test_overwriting_twice_overwrites_nothing_more(fixtures, capsys):
    renumber("0000-sqzl-w01", "0000-sqzl-w02")
    award("2014-sqzl-n05").withdraw()
    load(fixtures, overwrite=True)
    assert "已覆盖" not in overwrite(capsys=capsys)


# --- What does not fit in beside what curators did ----------------------------------------------


def test_what_a_curator_made_impossible_is_left_out_and_the_rest_is_loaded(fixtures, edit):
    """The other name that the new release gives to a term belongs to another term by now."""
    MechanismName.objects.create(mechanism=Mechanism.objects.get(slug="sanshe-liandong"), name="新名")
    edit("mechanisms", lambda snapshots: snapshots[0]["names"].append("新名"))
    edit("awards", lambda snapshots: decide(snapshots[1], applicant_kind="other"))
    reports = {report.kind.name: report for report in load(fixtures)}
    [(slug, reason)] = reports["mechanism"].failed.items()
    assert "冲突" in reason
    assert not MechanismName.objects.filter(mechanism__slug=slug, name="新名").exists()
    assert (reports["mechanism"].updated, reports["award"].updated) == (0, 1)


def test_a_case_of_a_term_that_is_not_there_is_left_out_with_the_reason(fixtures, edit):
    def code(snapshots):
        snapshots[0]["codings"][0]["mechanism"] = "passing"

    edit("awards", code)
    reports = {report.kind.name: report for report in load(fixtures)}
    [(accession, reason)] = reports["award"].failed.items()
    assert reason == "库中没有它引用的 passing。"
    assert any(line.startswith(f"  未能载入：{accession} ") for line in reports["award"].lines())
    assert reports["award"].updated == 0
