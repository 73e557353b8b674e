"""Files name the public version that they are of, by number, day and hash, and are cited by it."""

import io
import json
import subprocess
import sys

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command

from cases.curation.versions.cutting import cut_what_waits
from cases.models import DataVersion, PublicVersion
from cases.models.writing import writing
from tests.factories import make_award, make_mechanism
from tests.versions.test_cutting import note

pytestmark = pytest.mark.django_db
OF_TODAY = [
    *("/cases.csv", "/cases.json", "/codings.csv", "/figures.jsonl", "/matrix.csv", "/statistics.csv"),
    *("/codebook.csv", "/vocabulary.ttl", "/cases.bib", "/cases.xlsx", "/cases/2014-sqzl-w01.json"),
]  # fmt: skip


def body(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def sidecar(client, address: str) -> dict:
    path, _, query = address.partition("?")
    return json.loads(body(client.get(f"{path}.meta.json?{query}")))


def named(number: int) -> dict:
    version = PublicVersion.objects.get(number=number)
    return {"version": number, "date": version.day.isoformat(), "sha256": version.sha256}


def write_nothing_public() -> None:
    """The data version moves on, and readers see what they saw."""
    with writing() as room:
        room.advance(everything=False)


@pytest.fixture
def award(index_dir, db):
    """Version 1 has it, version 2 as it is now; the data version is another number."""
    award = make_award(rank=1)
    make_mechanism("社区协商")
    note(award, "核对过。")
    write_nothing_public()
    latest = PublicVersion.objects.first()
    assert latest.number >= 2 and DataVersion.current().number > latest.data_version > latest.number
    return award


@pytest.mark.parametrize("address", ["/cases.csv", "/cases.json", "/cases.jsonl", "/codebook.csv"])
def test_the_sidecar_of_a_version_names_it_and_cites_it(client, award, address):
    for version in PublicVersion.objects.all():
        said = sidecar(client, f"{address}?version={version.number}")
        assert said["public_version"] == named(version.number)
        assert said["data_version"] == said["version"] == version.data_version
        assert f"[DS/OL]. 第 {version.number} 版. ({version.day}). http" in said["citation"]
        assert "数据版本" not in said["citation"]


def test_the_json_of_a_version_names_it_and_keeps_its_bytes(client, award):
    number = PublicVersion.objects.first().number
    address = f"/cases.json?version={number}&limit=5"
    response = client.get(address)
    before = body(response)
    said = json.loads(before)
    assert said["public_version"] == named(number)
    assert said["data_version"] == said["version"] == said["begun"] == named_data_version(number)
    write_nothing_public()
    assert body(client.get(address)) == before
    make_award(rank=7)
    again = client.get(address)
    assert body(again) == before and again["X-Public-Version"] == str(number)
    assert again["Content-Disposition"] == response["Content-Disposition"]


def named_data_version(number: int) -> int:
    return PublicVersion.objects.get(number=number).data_version


@pytest.mark.parametrize("address", OF_TODAY)
def test_a_file_of_today_names_the_latest_version_that_its_data_are(client, award, address):
    address = address.replace("2014-sqzl-w01", award.accession)
    latest = PublicVersion.objects.first()
    response, said = client.get(address), sidecar(client, address)
    assert response["X-Public-Version"] == str(latest.number)
    assert response["X-Public-Version-SHA-256"] == latest.sha256
    assert response["X-Data-Version"] == str(DataVersion.current().number) == str(said["data_version"])
    assert said["public_version"] == named(latest.number)
    assert f". 第 {latest.number} 版. ({latest.day})" in said["citation"]


def sheet_of_conditions(client, address: str) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(body(client.get(address))))
    return {row[0].value: row[1].value for row in book["检索条件"].iter_rows()}


@pytest.mark.parametrize("address", ["/cases.xlsx", "/codings.xlsx", "/selection.xlsx?id=2014-sqzl-w01"])
def test_the_sheet_of_conditions_names_the_version_too(client, award, address):
    address = address.replace("2014-sqzl-w01", award.accession)
    latest = PublicVersion.objects.first()
    said = sheet_of_conditions(client, address)
    assert said["公布版本"] == f"第 {latest.number} 版（{latest.day}），SHA-256：{latest.sha256}"
    assert said["数据版本"] == DataVersion.current().number
    with writing() as room:
        room.more_to_come = True
        note(award, "又核对过。")
    assert sheet_of_conditions(client, address)["公布版本"] == "与最新的公布版本有出入，不属于任何一版"


def test_the_check_of_a_file_names_the_version(client, award, tmp_path):
    (tmp_path / "cases.csv").write_bytes(body(client.get("/cases.csv")))
    said = sidecar(client, "/cases.csv")
    (tmp_path / "cases.csv.meta.json").write_text(json.dumps(said), encoding="utf-8")
    out = io.StringIO()
    call_command("verify_download", str(tmp_path / "cases.csv"), stdout=out)
    number, data_version = said["public_version"]["version"], said["data_version"]
    assert f"与公布版本第 {number} 版、数据版本 {data_version}（{said['date']}）的文件一致" in out.getvalue()
    script = settings.BASE_DIR / "docs" / "verify_download.py"
    done = subprocess.run([sys.executable, script, tmp_path / "cases.csv"], capture_output=True, text=True)
    assert done.returncode == 0 and f"version {number} (public)" in done.stdout


def test_what_waits_for_a_version_is_named_by_none_until_it_is_cut(client, award):
    number = PublicVersion.objects.first().number
    with writing() as room:
        room.more_to_come = True
        note(award, "又核对过。")
    response, said = client.get("/cases.csv"), sidecar(client, "/cases.csv")
    assert "X-Public-Version" not in response and said["public_version"] is None
    assert f"[DS/OL]. 数据版本 {said['data_version']}. (" in said["citation"]
    assert json.loads(body(client.get("/cases.json")))["public_version"] is None

    cut_what_waits()

    again = client.get("/cases.csv", headers={"If-None-Match": response["ETag"]})
    assert again["X-Public-Version"] == str(number + 1)
    assert sidecar(client, "/cases.csv")["public_version"] == named(number + 1)


def test_a_library_without_versions_names_none(client, index_dir, db):
    assert "X-Public-Version" not in client.get("/cases.csv")
    assert sidecar(client, "/cases.csv")["public_version"] is None
