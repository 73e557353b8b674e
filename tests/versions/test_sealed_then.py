"""Sealed cases in what is had of a version: left out, counted, and said; the hash of the version stays."""

import hashlib
import json

import pytest
from django.test import Client

from cases.curation.release import unseal
from cases.models import Award, FrozenList, PublicVersion
from cases.versions.index_then import indexes
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import REVIEWER, account
from tests.versions.test_cutting import change

pytestmark = pytest.mark.django_db
FILES = ["/cases.csv", "/cases.json", "/cases.jsonl", "/codings.csv", "/figures.jsonl", "/matrix.csv"]


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.fixture
def awards(index_dir) -> list[Award]:
    awards = [make_award(rank=1, title="甲案例"), make_award(rank=2, title="乙案例"), make_award(year=2015)]
    make_coding(awards[0], make_mechanism("社区协商"))
    return awards


def latest() -> PublicVersion:
    return PublicVersion.objects.first()


def test_files_of_a_version_count_what_is_sealed_of_it_whatever_the_list(client, awards):
    version = latest().number
    for address in FILES:
        assert client.get(f"{address}?version={version}")["X-Sealed-Since"] == "0"
    change(awards[0], state="sealed")

    for address in FILES:
        for query in (f"version={version}", f"year=2015&version={version}"):
            assert client.get(f"{address}?{query}")["X-Sealed-Since"] == "1"
            assert awards[0].accession not in body(client, f"{address}?{query}")
            assert json.loads(body(client, f"{address}.meta.json?{query}"))["sealed_since"] == 1
        assert "X-Sealed-Since" not in client.get(address)
        assert client.get(f"{address}?version={latest().number}")["X-Sealed-Since"] == "0"


def test_sidecars_of_a_version_name_what_is_withdrawn_of_the_list(client, awards):
    version = latest().number

    def said(query: str) -> tuple[list[str], str]:
        sidecar = client.get(f"/cases.csv.meta.json?{query}version={version}")
        return sidecar.json()["withdrawn_since"], sidecar["ETag"]

    none, before = said("")
    awards[0].withdraw()
    named, after = said("")
    assert (none, named, said("year=2015&")[0]) == ([], [awards[0].accession], [])
    assert before != after


def test_pages_of_a_version_say_how_many_of_its_cases_are_sealed(client, awards):
    version = latest().number
    said = {
        f"/versions/{version}/": "其中 1 个已封存",
        f"/cases/?version={version}": "另有 1 个案例已封存",
        f"/cases/?year=2015&version={version}": "另有 1 个案例已封存",
    }
    assert not any("封存" in body(client, address) for address in said)
    change(awards[0], state="sealed")

    for address, words in said.items():
        assert words in body(client, address)
    assert json.loads(body(client, f"/versions/{version}.json"))["sealed_since"] == 1


def test_the_hash_of_a_version_can_be_made_again_without_the_numbers_of_sealed_cases(client, awards):
    version = latest()
    before = body(client, f"/versions/{version.number}.txt")
    change(awards[0], state="sealed")

    found = client.get(f"/versions/{version.number}.txt")
    lines = found.content.decode().splitlines()

    [gone] = [each.split()[1] for each in before.splitlines() if each.startswith(awards[0].accession)]
    assert lines[-1] == f"已封存 {gone}" and found["X-Sealed-Since"] == "1"
    assert awards[0].accession not in found.content.decode()
    assert {*lines[:-1]} == {each for each in before.splitlines() if gone not in each}
    hashes = "".join(f"{each}\n" for each in sorted(line.split(" ")[1] for line in lines))
    assert hashlib.sha256(hashes.encode()).hexdigest() == version.parts["awards"]


def frozen_at(client: Client, query: dict[str, str]) -> FrozenList:
    assert client.post("/lists/", query).status_code == 303
    return FrozenList.objects.latest("pk")


def test_the_hashes_of_a_list_say_why_they_are_fewer(client, awards):
    frozen = frozen_at(client, {"year": "2014"})
    whole = client.get(f"/lists/{frozen.key}.txt")
    assert hashlib.sha256(whole.content).hexdigest() == frozen.sha256 and whole["X-Sealed-Since"] == "0"
    change(awards[0], state="sealed")

    found = client.get(f"/lists/{frozen.key}.txt")
    *told, last = found.content.decode().splitlines()

    assert told == [each for each in whole.content.decode().splitlines() if awards[0].accession not in each]
    assert last.startswith("# 其中 1 个案例此后封存") and frozen.sha256 in last
    assert found["X-Sealed-Since"] == "1"
    again = json.loads(body(client, f"/lists/{frozen.key}.json"))["reproduced"]
    assert hashlib.sha256("".join(f"{each}\n" for each in told).encode()).hexdigest() == again["sha256"]


def test_a_list_that_was_frozen_while_a_case_was_sealed_says_so_when_it_comes_back(client, awards):
    version = latest().number
    change(awards[0], state="sealed")
    frozen = frozen_at(client, {"year": "2014", "version": str(version)})
    assert frozen.total == 1
    unseal(awards[0], account("shen", REVIEWER), "误封")

    again = json.loads(body(client, f"/lists/{frozen.key}.json"))

    assert again["sealed_since"] == 0 and again["reproduced"]["same"] is False
    assert again["reproduced"]["why"] == "其中 1 个案例固定时已封存，此后解除了封存。"
