"""A source and an award of a village, entered through the admin: no title, no text, and found everywhere."""

import csv
import io

import pytest

from cases.models import Award, Source
from tests.admin.forms import errors_of, page_data
from tests.factories import make_baoan, make_edition, make_tier

pytestmark = pytest.mark.django_db
LIST = "2021年全国基层治理创新典型案例名单\n民政部办公厅\n广东省深圳市宝安区西乡街道桃源村\n"
VILLAGE = "广东省深圳市宝安区西乡街道桃源村"
PRINTED = {
    "year": "2021",
    "programme": "全国基层治理创新典型案例",
    "issuing_body": "民政部办公厅",
    "tier": "典型案例",
    "applicant": VILLAGE,
    "province": "广东省",
    "city": "深圳市",
    "county": "宝安区",
    "township": "西乡街道",
    "locality": "西乡街道桃源村",
}


def save(client, url: str, **values: object) -> None:
    response = client.post(url, page_data(client, url) | values)
    assert response.status_code == 302, errors_of(response)


def enter_village(client) -> Award:
    described = {"slug": "list-2021", "file_name": "list.txt", "title": "名单", "kind": "list", "text": LIST}
    save(client, "/admin/cases/source/add/", **described)
    edition, district, source = make_edition(programme="jczl", year=2021), make_baoan(), Source.objects.get()
    start = LIST.index(VILLAGE)
    origins: dict[str, object] = {"attributions-TOTAL_FORMS": len(PRINTED)}
    for number, (field, words) in enumerate(PRINTED.items()):
        origins |= {f"attributions-{number}-field": field, f"attributions-{number}-words": words}
    award = {
        "accession": "2021-jczl-t01",
        "edition": edition.pk,
        "tier": make_tier("typical").pk,
        "source": source.pk,
        "start": start,
        "end": start + len(VILLAGE),
        "applicant": VILLAGE,
        "place_then": district.pk,
        "place_now": district.pk,
        "locality": "西乡街道桃源村",
        "_publish": "1",
    }
    save(client, "/admin/cases/award/add/", **award, **origins)
    return Award.objects.get()


@pytest.mark.slow
def test_a_village_is_entered_published_and_found(as_curator):
    make_edition(programme="jczl", year=2021, issuing_body="mca-office")
    award = enter_village(as_curator)
    assert award.state == "published"
    for query in ("q=桃源村", "q=西乡街道", "place=440306", "source=list-2021", "year=2021"):
        text = b"".join(as_curator.get(f"/cases.csv?{query}").streaming_content).decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(text, newline=""))
        assert (row["id"], row["title"], row["township"]) == (award.accession, "", "西乡街道"), query
    name = f"{VILLAGE}（全国基层治理创新典型案例）"
    suggested = as_curator.get("/suggest/", {"q": "桃源村"}).json()["suggestions"]
    assert [each["text"] for each in suggested] == [name]
    for address in ("/feed.atom", "/statistics/?rows=place", "/codebook/", award.get_absolute_url()):
        assert as_curator.get(address).status_code == 200
    assert name in as_curator.get("/feed.atom").content.decode()
