"""A list is frozen, the library is changed, the list is asked again."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import FrozenList, PublicVersion
from cases.models.frozen_list import key_of
from cases.models.writing import writing
from cases.versions.index_then import indexes
from cases.views import frozen_lists
from tests.factories import make_award, make_coding, make_mechanism, make_source
from tests.versions.test_cutting import change, note

pytestmark = pytest.mark.django_db

FROM_ELSEWHERE = {"HTTP_SEC_FETCH_SITE": "cross-site"}


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


@pytest.fixture
def awards() -> list:
    return [make_award(rank=1, title="甲案例"), make_award(rank=2, title="乙案例"), make_award(year=2015)]


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, response
    return b"".join(response.streaming_content) if response.streaming else response.content


def freeze(client: Client, **parameters: str) -> FrozenList:
    response = client.post("/lists/", parameters)
    assert response.status_code == 303, response.content.decode()
    frozen = FrozenList.objects.latest("pk")
    assert response["Location"] == f"/lists/{frozen.key}/"
    return frozen


def test_a_list_is_reproduced_and_the_changes_since_are_named(client, awards):
    edited, withdrawn, _other_year = awards
    before = body(client, "/cases.csv?year=2014")
    frozen = freeze(client, year="2014")
    note(edited, "核对过。")
    withdrawn.withdraw()
    added = make_award(rank=3, title="丙案例")

    again = json.loads(body(client, f"/lists/{frozen.key}.json"))
    hashes = body(client, f"/lists/{frozen.key}.txt")

    assert body(client, f"/cases.csv?year=2014&version={frozen.version}") == before
    assert body(client, "/cases.csv?year=2014") != before
    assert hashlib.sha256(hashes).hexdigest() == frozen.sha256 == again["sha256"]
    assert again["reproduced"] == {"sha256": frozen.sha256, "same": True, "why": ""}
    assert again["withdrawn_since"] == [withdrawn.accession]
    changes = again["now"]["changes"]
    assert [each["id"] for each in changes["added"]] == [added.accession]
    assert [each["id"] for each in changes["withdrawn"]] == [withdrawn.accession]
    assert [each["id"] for each in changes["changed"]] == [edited.accession]
    assert again["now"]["sha256"] != frozen.sha256 and again["now"]["total"] == 2
    page = client.get(f"/lists/{frozen.key}/").content.decode()
    assert "校验值相同" in page and "此后已撤回" in page and "丙案例" in page


def test_the_same_query_at_the_same_version_is_the_same_list(client, awards):
    first = freeze(client, year="2014", tier="winner", page="2", per_page="50")
    client.post("/lists/", {"tier": "winner", "year": "2014"})

    assert FrozenList.objects.get() == first
    assert first.key == key_of("year=2014&tier=winner", first.version)

    note(awards[0], "核对过。")
    client.post("/lists/", {"tier": "winner", "year": "2014"})
    assert FrozenList.objects.count() == 2


def test_it_can_be_frozen_at_an_earlier_version(client, awards):
    assert freeze(client, version="1").total == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"q": "社区"}, "请去掉 q"),
        ({"year": "nothing"}, "没有年度"),
        ({"colour": "red"}, "colour"),
        ({"version": "99"}, "99"),
        ({"version": "x"}, "没有第“x”版"),
    ],
)
def test_what_makes_no_list_is_refused_with_a_sentence(client, awards, sent, said):
    response = client.post("/lists/", sent)

    assert response.status_code == 400
    assert said in response.content.decode()
    assert not FrozenList.objects.exists()


def test_the_page_of_a_list_has_the_button_unless_it_is_a_search(client, awards):
    page = body(client, "/cases/?year=2014&sort=oldest").decode()
    form = page.partition('<form method="post" action="/lists/">')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)" value="(\w+)"', form))
    assert (sent, "固定这份清单" in form) == ({"year": "2014", "sort": "oldest"}, True)
    freeze(client, **sent)

    assert "固定这份清单" not in body(client, "/cases/?year=2014&q=案例").decode()


def test_an_empty_library_has_no_list(client):
    assert client.post("/lists/", {}).status_code == 400
    assert client.get("/versions/").status_code == 200


def test_one_sender_freezes_so_many_in_an_hour_and_no_more(client, awards, monkeypatch):
    monkeypatch.setattr(frozen_lists, "LIMIT", 1)
    freeze(client, year="2014")
    assert client.post("/lists/", {"year": "2014"}).status_code == 303, "it is there already"
    assert client.post("/lists/", {"year": "2015"}).status_code == 429

    FrozenList.objects.update(made_at=timezone.now() - timedelta(hours=2))
    assert client.post("/lists/", {"year": "2015"}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        FROM_ELSEWHERE,
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://elsewhere.example/page"},
        {"HTTP_REFERER": "http://["},
    ],
)
def test_a_form_of_another_site_is_refused(client, awards, headers):
    assert client.post("/lists/", {"year": "2014"}, **headers).status_code == 403
    assert not FrozenList.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "http://testserver"},
        {"HTTP_REFERER": "http://testserver/cases/"},
    ],
)
def test_a_form_of_this_site_needs_no_token(awards, headers):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/lists/", {"year": "2014"}, **headers).status_code == 303


def test_what_was_sealed_is_left_out_counted_and_said(client, awards):
    frozen = freeze(client, year="2014")
    awards[0].state = "sealed"
    awards[0].save(update_fields=["state"])

    again = json.loads(body(client, f"/lists/{frozen.key}.json"))

    assert (again["sealed_since"], again["reproduced"]["same"]) == (1, False)
    assert "1 个案例此后封存" in again["reproduced"]["why"]
    for address in (f"/lists/{frozen.key}/", f"/lists/{frozen.key}.txt"):
        assert awards[0].accession not in body(client, address).decode()


def test_what_fits_now_or_no_longer_is_told_apart_from_what_came_and_went(client, awards):
    term = make_mechanism("社区协商")
    frozen, first = freeze(client, mechanism="none"), awards[0]
    make_coding(first, term)

    again = json.loads(body(client, f"/lists/{frozen.key}.json"))

    assert again["now"]["changes"]["left"] == [first.accession]
    assert again["now"]["changes"]["withdrawn"] == []
    assert PublicVersion.objects.count() > frozen.version


def test_its_citation_is_there_for_people_and_programs(client, awards, settings):
    settings.SITE_OPERATOR = "某研究中心"
    frozen = freeze(client, year="2014")
    page = body(client, f"/lists/{frozen.key}/").decode()

    assert f"[DS/OL]. 第 {frozen.version} 版. (" in page
    assert "(Version 3) [Data set]" in page
    assert "@dataset{" in body(client, f"/lists/{frozen.key}.bib").decode()
    assert "TY  - DATA" in body(client, f"/lists/{frozen.key}.ris").decode()
    [item] = json.loads(body(client, f"/lists/{frozen.key}.csl.json"))
    assert (item["type"], item["version"]) == ("dataset", f"第 {frozen.version} 版")


def test_there_is_no_list_under_a_key_that_nobody_made(client):
    for end in ("/", ".json", ".txt", ".bib"):
        assert client.get(f"/lists/{key_of('', 1)}{end}").status_code == 404


ENDS = ("/", ".json", ".txt", ".bib", ".ris", ".csl.json")


def answers(client: Client, frozen: FrozenList) -> dict[str, str]:
    """All addresses of a list, each of which answers, also where its index must be made anew."""
    indexes.loaded.clear()
    files = [f"/cases.{form}?{frozen.query}&version={frozen.version}" for form in ("csv", "json", "jsonl")]
    return {
        address: body(client, address).decode()
        for address in (*(f"/lists/{frozen.key}{end}" for end in ENDS), *files)
    }


def test_a_list_of_a_document_that_was_withdrawn_is_there_without_its_title(client, awards):
    source = make_source(slug="geheim", title="秘密文献", is_published=True)
    note(awards[0], "核对过。")
    frozen = freeze(client, source="geheim")
    assert "秘密文献" in frozen.words
    change(source, is_published=False)

    found = answers(client, frozen)

    assert [address for address, text in found.items() if "秘密文献" in text] == []
    assert "来源文献为geheim的案例" in found[f"/lists/{frozen.key}.bib"]
    page, said = found[f"/lists/{frozen.key}/"], json.loads(found[f"/lists/{frozen.key}.json"])
    assert "已经不能再查" in page and "没有来源文献“geheim”" in page and "校验值相同" in page
    assert (said["now"]["total"], said["now"]["sha256"]) == (None, None)
    assert "没有来源文献" in said["now"]["refused"][0]
    assert client.get("/cases/?source=geheim").status_code == 400


def test_a_list_of_a_document_that_is_gone_still_names_its_cases(client):
    first, other = make_source(slug="geheim", title="秘密文献", text="秘密文献\n甲案例\n"), make_source()
    award = make_award(title="甲案例", source=other)
    with writing():
        witness = award.attestations.create(source=first, start=5, end=8)
    frozen = freeze(client, source="geheim")
    assert frozen.total == 1
    with writing():
        witness.delete()
        first.delete()

    found = answers(client, frozen)

    assert not any("秘密文献" in text for text in found.values())
    assert hashlib.sha256(found[f"/lists/{frozen.key}.txt"].encode()).hexdigest() == frozen.sha256
    assert "甲案例" in found[f"/lists/{frozen.key}/"]
    assert "不再符合条件" not in found[f"/lists/{frozen.key}/"], "what cannot be asked is not answered"


def test_a_list_of_a_mechanism_that_is_gone_says_so(client, awards):
    term = make_mechanism("临时机制", slug="linshi")
    note(awards[0], "核对过。")
    frozen = freeze(client, mechanism="linshi")
    with writing():
        term.delete()

    found = answers(client, frozen)

    assert "没有治理机制“linshi”" in found[f"/lists/{frozen.key}/"]
    assert "治理机制为临时机制的案例" in found[f"/lists/{frozen.key}.ris"]


def test_an_index_made_before_a_document_was_withdrawn_is_not_asked_again(client, awards):
    source = make_source(slug="geheim", title="秘密文献", is_published=True)
    note(awards[0], "核对过。")
    frozen = freeze(client, source="geheim")
    note(awards[0], "又核对过。")
    earlier = f"/cases/?source=geheim&version={frozen.version}"
    assert "秘密文献" in body(client, earlier).decode()
    change(source, is_published=False)

    for address in (earlier, *(f"/lists/{frozen.key}{end}" for end in ENDS)):
        assert "秘密文献" not in body(client, address).decode()

    change(source, is_published=True)
    assert "秘密文献" in body(client, earlier).decode()


def test_what_even_its_own_version_does_not_know_is_refused_with_a_sentence(client, awards):
    frozen = freeze(client, year="2014")
    FrozenList.objects.filter(pk=frozen.pk).update(query="source=unheard-of")

    for end in ENDS:
        response = client.get(f"/lists/{frozen.key}{end}")
        assert response.status_code == 400 and "unheard-of" in response.content.decode()


def test_a_document_that_readers_did_not_see_then_is_no_value_then(client, awards):
    source = make_source(slug="geheim", title="未审题名", text="未审题名\n公开题名\n")
    note(awards[0], "核对过。")
    before = PublicVersion.objects.first().number
    change(source, is_published=True, title="公开题名")
    indexes.loaded.clear()

    response = client.get(f"/cases/?source=geheim&version={before}")

    assert response.status_code == 400 and "题名" not in response.content.decode()
