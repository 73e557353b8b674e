"""Lists as they were: reconstructed from the revisions, byte for byte as the index had them."""

import pytest

from cases.index.current import rebuild
from cases.index.index import Index
from cases.models import Award, PublicVersion
from cases.versions.index_then import index_then, indexes
from tests.factories import (
    make_award,
    make_coding,
    make_division,
    make_listed_award,
    make_mechanism,
    make_renamed_city,
    make_source,
)
from tests.versions.test_cutting import change, note

pytestmark = pytest.mark.django_db

COLUMNS = ("csv", "raw", "item")


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


def lines(index: Index, sort: str = "newest") -> dict[str, list[bytes]]:
    """All that the exports print of all cases, in an order."""
    return {
        column: [line for some in index.prepared(index.arranged(index.all, sort), column) for line in some]
        for column in COLUMNS
    }


def sets(index: Index) -> dict[str, dict[str, list[int]]]:
    """All facet values with their cases."""
    return {
        facet: {value: list(ids) for value, ids in values.items() if ids}
        for facet, values in index.bitmaps.items()
    }


def latest() -> PublicVersion:
    return PublicVersion.objects.first()


def library() -> list[Award]:
    broader = make_mechanism("协商民主")
    term = make_mechanism("社区协商", broader=broader, names=("居民协商",))
    city = make_renamed_city()
    awards = [
        make_award(place_then=city, place_now=city, applicant="襄城区人民政府"),
        make_award(rank=2, title="三社联动"),
        make_listed_award(),
    ]
    make_coding(awards[0], term)
    return awards


def test_the_version_of_now_is_the_index_of_now():
    library()
    now, then = rebuild(), index_then(latest())

    assert lines(then) == lines(now)
    assert sets(then) == sets(now)
    for sort in now.orders:
        assert list(then.orders[sort]) == list(now.orders[sort])


def test_it_is_what_it_was_whatever_was_changed_since():
    first, second, third = library()
    then, version = rebuild(), latest()
    before = lines(then), sets(then)
    term = first.codings.get().mechanism
    change(term, name="协商议事", slug="xieshang-yishi")
    change(first.source, slug="another-source")
    note(second, "核对过。")
    third.withdraw()
    make_award(number=9)
    first.codings.get().delete()
    change(first.edition.programme, slug="another")

    found = index_then(version)

    assert (lines(found), sets(found)) == before
    assert lines(rebuild()) != before[0]


def test_a_sealed_case_is_in_no_version():
    first, second, _third = library()
    version = latest()
    assert first.pk in index_then(version).all

    first.state = "sealed"
    first.save(update_fields=["state"])

    assert set(index_then(version).all) == {second.pk, _third.pk}


def test_it_is_kept_on_disk_and_few_are(monkeypatch, index_dir):
    monkeypatch.setattr("cases.versions.index_then.KEPT", 2)
    award = make_award()
    for text in ("一", "二", "三"):
        note(award, text)
    for version in PublicVersion.objects.all():
        index_then(version)
        indexes.loaded.clear()

    kept = sorted(path.name.partition("-")[0] for path in (index_dir / "versions").glob("*.sqlite3"))
    assert kept == ["1", "2"]


def test_a_damaged_file_is_made_again():
    make_award()
    version = latest()
    path = index_then(version).path
    indexes.loaded.clear()
    path.write_bytes(b"no database")

    assert len(index_then(version).all) == 1


def test_divisions_are_read_as_they_were():
    province = make_division("江苏省", code="320000")
    county = make_division("太仓市", code="320585", parent=province)
    make_award(place_then=county, place_now=county, source=make_source())
    version, before = latest(), lines(rebuild())
    change(province, region="central")

    assert lines(rebuild()) != before
    assert lines(index_then(version)) == before
