"""A slug that is changed leads on: pages redirect, filters of old addresses and CSV links still work."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import FormerMechanismSlug, Mechanism, Source, Succession
from cases.models.slugs import Slugged
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.vocabularies import make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db


def rename(thing: Slugged, slug: str) -> None:
    thing.slug = slug
    thing.save()


@pytest.fixture
def term() -> Mechanism:
    term = make_mechanism("社区协商", slug="xieshang")
    make_coding(make_award(source=make_source(slug="notice")), term)
    return term


def listed(client, query: str) -> list[str]:
    answer = client.get(f"/cases.csv?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode().splitlines()[1:]


def test_the_old_address_of_a_term_leads_to_the_new_one(client, term):
    rename(term, "shequ-xieshang")
    response = client.get("/mechanisms/xieshang/")
    assert (response.status_code, response["Location"]) == (301, "/mechanisms/shequ-xieshang/")
    assert client.get("/mechanisms/never/").status_code == 404


@pytest.mark.parametrize("end", ["/", ".txt"])
def test_the_old_addresses_of_a_source_lead_to_the_new_ones(client, term, end):
    rename(Source.objects.get(), "mca-notice")
    response = client.get(f"/sources/notice{end}")
    assert (response.status_code, response["Location"]) == (301, f"/sources/mca-notice{end}")
    assert client.get(f"/sources/never{end}").status_code == 404


@pytest.mark.slow
def test_old_values_of_filters_select_the_same_cases(client, term):
    before = listed(client, "mechanism=xieshang&source=notice")
    rename(term, "shequ-xieshang")
    rename(Source.objects.get(), "mca-notice")
    after = listed(client, "mechanism=xieshang&source=notice")
    renamed = [line.replace(",notice,", ",mca-notice,") for line in before]
    assert after == [line.replace(",xieshang,", ",shequ-xieshang,") for line in renamed]
    assert len(after) == 2, "one case, whose text has two lines"
    assert client.get("/cases/?mechanism=xieshang").status_code == 200
    assert client.get("/cases/?mechanism=never").status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "query", "new"),
    [
        (lambda: make_tier("winner"), "tier=winner", "ten-best"),
        (lambda: make_issuing_body("mca"), "issuer=mca", "ministry"),
        (lambda: make_programme("sqzl"), "programme=sqzl", "community"),
    ],
)
def test_old_slugs_of_tiers_bodies_and_programmes_select_the_same_cases(client, term, make, query, new):
    name, old = query.split("=")
    before = listed(client, query)
    rename(make(), new)
    after = listed(client, query)
    assert after == [line.replace(f",{old},", f",{new},", 1) for line in before]
    assert after == listed(client, f"{name}={new}") and len(after) == 2
    page = client.get(f"/cases/?{query}")
    assert page.status_code == 200 and f'value="{new}"' in page.content.decode()
    assert client.get(f"/cases/?{name}=never").status_code == 400


@pytest.mark.slow
def test_the_old_address_of_a_programme_leads_to_the_new_one(client, term):
    rename(make_programme("sqzl"), "community")
    response = client.get("/programmes/sqzl/")
    assert (response.status_code, response["Location"]) == (301, "/programmes/community/")
    assert client.get("/programmes/never/").status_code == 404


@pytest.mark.slow
def test_a_slug_may_change_twice_and_back(client, term):
    rename(term, "second")
    rename(term, "third")
    rename(term, "xieshang")
    assert set(FormerMechanismSlug.objects.values_list("slug", flat=True)) == {"second", "third"}
    assert client.get("/mechanisms/second/")["Location"] == "/mechanisms/xieshang/"
    assert client.get("/mechanisms/xieshang/").status_code == 200


@pytest.mark.slow
def test_a_former_slug_is_given_to_no_other(term):
    rename(term, "second")
    with pytest.raises(ValidationError, match="原属另一条目"):
        make_mechanism("别的", slug="xieshang")


@pytest.mark.slow
def test_a_slug_is_not_lost_in_bulk(term):
    with pytest.raises(ValidationError, match="标识 xieshang 公布过"), writing():
        Mechanism.objects.update(slug="second")
    rename(term, "second")
    with pytest.raises(ValidationError, match="标识 xieshang 公布过"):
        FormerMechanismSlug.objects.get().delete()


@pytest.mark.slow
def test_a_code_means_the_division_that_holds_it_today(client):
    """Renamed under its old code: the key of the old row is that code."""
    province = make_division("江苏省", code="320000")
    old = make_division("太仓县", code="320585", parent=province, last_year=2015)
    new = make_division("太仓市", code="320585", key="320585-2016", parent=province, first_year=2016)
    make_award(place_then=old, place_now=new)
    assert len(listed(client, "place=320585")) == 2  # the text has two lines
    assert listed(client, "place=320585") == listed(client, "place=320585-2016")
    assert client.get("/cases/?place=320585").status_code == 200


@pytest.mark.slow
def test_an_old_code_selects_the_cases_of_what_the_division_became(client):
    """Where it was divided: those of all of it; an award of which nobody knows where it lies is in none."""
    province = make_division("江苏省", code="320000")
    taicang = make_division("太仓市", code="320585", parent=province, last_year=2025)
    ninghai = make_division("宁海县", code="320226", parent=province, last_year=2025)
    parts = [
        make_division(name, code=code, parent=province)
        for name, code in (("甲区", "320227"), ("乙区", "320228"))
    ]
    district = make_division("太仓区", code="320587", parent=province, first_year=2026)
    for former, successor in ((taicang, district), *((ninghai, part) for part in parts)):
        Succession.objects.create(predecessor=former, successor=successor)
    make_award(place_then=taicang, place_now=district)
    for part in parts:
        make_award(place_then=part, place_now=part)
    make_award(place_then=ninghai, place_now=None)
    assert len(listed(client, "place=320585")) == 2  # the text has two lines
    assert listed(client, "place=320585") == listed(client, "place=320587")
    assert listed(client, "place=320226") == listed(client, "place=320227&place=320228")
    assert len(listed(client, "place=320226")) == 4
    assert len(listed(client, "place=320226&place_at=then")) == 2
    page = client.get("/cases/?place=320226").content.decode()
    assert "place=320227" in page and "place=320228" in page and "共 <b>2</b> 个案例" in page
    for address in ("feed.atom", "statistics/", "cases.json", "cases.xlsx", "compilation.docx"):
        assert client.get(f"/{address}?place=320585").status_code == 200, address


def test_none_is_no_slug_because_it_stands_for_what_is_not_recorded():
    for thing in (make_mechanism("协商日"), make_source()):
        thing.slug = "none"
        with pytest.raises(ValidationError, match="标识不能是 none"):
            thing.full_clean()
