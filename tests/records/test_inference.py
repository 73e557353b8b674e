"""What counts as inferred is the same on the page of a case, in its CSV and in its JSON."""

import csv
import io

import pytest

from cases.fields import PLACE_FIELDS, WITH_ORIGIN
from cases.index.current import current_index
from cases.models import Attribution, Award
from cases.pages.case_values import case_values
from cases.records.location import location_of
from tests.factories import make_award, make_division
from tests.origins import make_attribution, past_the_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Award:
    jiangsu = make_division("江苏省", code="320000")
    city = make_division("苏州市", code="320500", level="prefecture", parent=jiangsu)
    taicang = make_division("太仓市", code="320585", parent=city)
    port = make_division("太仓港区", level="zone", parent=taicang, key="320585-port")
    award = make_award(rank=1, applicant="太仓市民政局", setting="urban", place_then=port, place_now=taicang)
    make_attribution(award, "city", rule="place-from-gazetteer")
    make_attribution(award, "rank", rule="curated")
    return award


def on_the_page(award: Award) -> set[str]:
    """The recorded fields that the page marks as inferred."""
    vocabulary = current_index().vocabulary
    location = location_of(award, vocabulary)
    values = case_values(award, list(award.attributions.all()), location, vocabulary)
    stored = [each.name for each in WITH_ORIGIN if each.lookup and each.name != "locality"]
    fields = list(zip(stored, values, strict=False))
    marked = {name for name, value in fields for part in value.parts if part.origin.kind == "inferred"}
    components = ["province", "city", "county", "township"]
    for name, part in zip(components, values[len(stored)].parts, strict=True):
        marked |= {name} if part.origin.kind == "inferred" else set()
    return marked


def in_the_csv(client) -> set[str]:
    text = b"".join(client.get("/cases.csv").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    return set(row["inferred"].split("；"))


@pytest.mark.parametrize("lost", [None, "year", "township", "setting"])
@pytest.mark.slow
def test_page_csv_and_json_agree(client, award, lost):
    """Also of a value whose origin somebody deleted past the checks: it is not called printed."""
    rows = past_the_room(Attribution).filter(award=award, field=lost)
    rows._raw_delete("default")
    recorded = {each.name for each in WITH_ORIGIN}
    json = set(client.get(f"{award.get_absolute_url()[:-1]}.json").json()["inferred"])
    assert on_the_page(award) == in_the_csv(client) & recorded == json & recorded
    assert ("place_then" in json) is bool(json & set(PLACE_FIELDS.values()))
    assert {"rank", "city", "setting", *filter(None, [lost])} == json & recorded
