"""Coding schemes in lists of an earlier version: what was released then, by the names of then."""

import csv
import io

import pytest

from cases.models import PublicVersion
from cases.models.writing import writing
from cases.versions.index_then import indexes
from tests.factories import make_award, make_coding, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


def latest() -> int:
    return PublicVersion.objects.first().number


def ranks(client, query: str) -> list[str]:
    answer = client.get(f"/cases.csv?{query}")
    assert answer.status_code == 200, answer.content.decode()
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [row["rank"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def test_a_list_of_a_version_knows_the_schemes_that_were_released_then(client):
    scheme = make_scheme("动因", slug="motives")
    broad = make_mechanism("需求", slug="xuqiu", scheme=scheme)
    term = make_mechanism("居民需求", slug="jumin-xuqiu", scheme=scheme, broader=broad)
    coded, _other = make_award(rank=1), make_award(rank=2)
    make_coding(coded, term)
    before = latest()
    with writing():
        scheme.is_released = True
        scheme.save()
    released = latest()
    with writing():
        term.slug = "qunzhong-xuqiu"
        term.save()
    renamed = latest()
    make_coding(_other, term)

    assert before < released < renamed < latest()
    for query in ("coding=motives:jumin-xuqiu", "coding=motives:none"):
        refused = client.get(f"/cases.csv?{query}&version={before}")
        assert refused.status_code == 400 and "motives" in refused.content.decode()
    assert ranks(client, f"coding=motives:xuqiu&version={released}") == ["1"]
    assert ranks(client, f"coding=motives:jumin-xuqiu&version={released}") == ["1"]
    assert ranks(client, f"coding=motives:none&version={released}") == ["2"]
    assert client.get(f"/cases.csv?coding=motives:qunzhong-xuqiu&version={released}").status_code == 400
    assert ranks(client, f"coding=motives:jumin-xuqiu&version={renamed}") == ["1"]
    assert ranks(client, "coding=motives:jumin-xuqiu&sort=rank") == ["1", "2"]
