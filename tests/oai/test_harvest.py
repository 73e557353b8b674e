"""A harvester that is not ours takes the library from a running site, and keeps up with it."""

import time
from datetime import timedelta

import pytest
from sickle import Sickle
from sickle.models import Record

from cases.curation.versions.cutting import rows_of
from cases.models import Award, PublicVersion
from tests.factories import make_award, make_coding, make_mechanism
from tests.versions.test_cutting import note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def awards(monkeypatch, index_dir) -> list[Award]:
    """Five awards, two to an answer, published a year ago."""
    monkeypatch.setattr("cases.oai.verbs.ON_A_PAGE", 2)
    awards = [make_award(rank=rank, title=f"案例之{rank}") for rank in range(1, 6)]
    make_coding(awards[0], make_mechanism("社区协商", slug="xieshang"))
    for version in PublicVersion.objects.all():
        made_at = version.made_at - timedelta(days=365)
        rows_of(PublicVersion).filter(pk=version.pk).update(made_at=made_at)
    return awards


def harvested(client: Sickle, **arguments: str) -> dict[str, Record]:
    """Identifier → record, each once."""
    records = list(client.ListRecords(**{"metadataPrefix": "oai_dc", **arguments}))
    assert len({record.header.identifier for record in records}) == len(records)
    return {record.header.identifier: record for record in records}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_takes_everything_and_then_only_what_changed(live_server, awards, method):
    client = Sickle(f"{live_server.url}/oai", http_method=method, timeout=20)
    identity = client.Identify()
    assert (identity.baseURL, identity.deletedRecord) == (f"{live_server.url}/oai", "persistent")
    assert {each.metadataPrefix for each in client.ListMetadataFormats()} == {"oai_dc", "casebook"}
    assert "programme:sqzl:2014" in {each.setSpec for each in client.ListSets()}

    held = harvested(client)
    assert {record.metadata["title"][0] for record in held.values()} == {award.title for award in awards}
    assert held.keys() == harvested(client, metadataPrefix="casebook").keys()
    assert held.keys() == harvested(client, set="year:2014").keys()
    start = now()

    note(awards[1], "核对过。")
    awards[2].withdraw()
    new = make_award(rank=6)
    found = harvested(client, **{"from": start})
    changed = {f"oai:casebook.invalid:{award.accession}" for award in (awards[1], awards[2], new)}
    assert found.keys() == changed
    deleted = {name for name, record in found.items() if record.deleted}
    assert deleted == {f"oai:casebook.invalid:{awards[2].accession}"}
    one = client.GetRecord(identifier=deleted.pop(), metadataPrefix="oai_dc")
    assert one.deleted

    assert (held | found).keys() == harvested(client).keys(), "who keeps up has what who begins anew gets"


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
