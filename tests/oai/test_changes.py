"""What harvesters see when the library changes: datestamps, deletions, lists that go on."""

import pytest

from cases.curation.versions.cutting import cut_what_waits, rows_of
from cases.models import Award, Mechanism, Programme, PublicVersion, PublishedForm
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.oai.asking import ask, headers, refused, texts
from tests.versions.test_cutting import change, note

pytestmark = pytest.mark.django_db


def listed(client, **arguments: str) -> dict[str, tuple[str, str]]:
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
    records = ask(client, verb="ListRecords", metadataPrefix="casebook", **arguments)
    assert headers(root) == headers(records)
    return headers(root)


def day(number: int, status: str = "") -> tuple[str, str]:
    return f"2026-11-{number:02}T08:00:00Z", status


def test_a_datestamp_is_that_of_the_last_change_that_readers_see(client, dated):
    first, second = make_award(rank=1), make_award(rank=2)
    note(first, "核对过。")
    dated()
    assert listed(client) == {second.accession: day(2), first.accession: day(3)}
    assert listed(client, from_="2026-11-03") == {first.accession: day(3)}
    assert listed(client, from_="2026-11-02T08:00:00Z", until="2026-11-02T08:00:00Z") == {
        second.accession: day(2)
    }
    assert listed(client, until="2026-11-02") == {second.accession: day(2)}
    late = ask(client, verb="ListRecords", metadataPrefix="oai_dc", from_="2026-11-03T08:00:01Z")
    assert refused(late) == "noRecordsMatch"


def test_what_readers_do_not_see_moves_no_datestamp(client, dated):
    award, term = make_award(rank=1), make_mechanism("社区协商")
    coding = make_coding(award, term, state="proposed")
    versions = PublicVersion.objects.count()
    change(coding, note="再看。")
    make_award(state="draft", number=2)
    assert PublicVersion.objects.count() == versions
    dated()
    assert [stamp for stamp, _status in listed(client).values()] == [day(1)[0]]


@pytest.mark.parametrize("takes_back", ["withdrawn", "sealed"])
def test_what_is_taken_back_stays_as_a_deleted_header_without_words(client, dated, takes_back):
    award, other = make_award(rank=1, title="撤回的标题"), make_award(rank=2)
    award.withdraw()
    if takes_back == "sealed":
        change(Award.objects.get(pk=award.pk), state="sealed")
    make_award(state="draft", number=9)
    dated()
    assert listed(client) == {other.accession: day(2), award.accession: day(3, "deleted")}
    identifier = f"oai:casebook.invalid:{award.accession}"
    one = ask(client, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert headers(one) == {award.accession: day(3, "deleted")}
    assert texts(one, "//oai:setSpec") == ["programme:sqzl:2014", "year:2014"]
    assert not one.xpath("//*[local-name()='metadata']")
    everything = client.get("/oai?verb=ListRecords&metadataPrefix=casebook").content.decode()
    assert "撤回的标题" not in everything
    assert refused(ask(client, verb="ListMetadataFormats", identifier=identifier)) == "noMetadataFormats"


def test_what_is_published_again_is_deleted_no_more(client, dated):
    award = make_award(rank=1)
    award.withdraw()
    award.publish()
    dated()
    assert listed(client) == {award.accession: day(3)}


def test_what_was_never_public_is_not_there(client):
    make_award(rank=1)
    draft = make_award(state="draft", number=2)
    change(draft, state="withdrawn")
    assert draft.accession not in listed(client) or listed(client)[draft.accession][1] == "deleted"
    hidden = make_award(state="draft", number=3)
    assert hidden.accession not in listed(client)
    identifier = f"oai:casebook.invalid:{hidden.accession}"
    one = ask(client, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert refused(one) == "idDoesNotExist"


def test_a_number_that_was_changed_is_deleted_and_the_new_one_says_which_it_was(client, dated):
    make_award(rank=1)
    award = make_award(number=2)
    change(award, accession="2014-sqzl-w05")
    dated()
    assert listed(client) == {
        "2014-sqzl-w01": day(1),
        "2014-sqzl-w02": day(3, "deleted"),
        "2014-sqzl-w05": day(3),
    }
    one = ask(
        client, verb="GetRecord", identifier="oai:casebook.invalid:2014-sqzl-w05", metadataPrefix="oai_dc"
    )
    assert texts(one, "//dc:relation") == ["oai:casebook.invalid:2014-sqzl-w02"]
    change(award, accession="2014-sqzl-w02")
    dated()
    assert listed(client)["2014-sqzl-w02"] == day(4)
    assert listed(client)["2014-sqzl-w05"] == day(4, "deleted")


def test_a_name_that_records_print_moves_the_datestamps_of_those_that_print_it(client, dated):
    place = make_division(
        "太仓市", code="320585", parent=(province := make_division("江苏省", code="320000"))
    )
    coded, there, plain = (
        make_award(rank=1),
        make_award(rank=2, place_now=place),
        make_award(year=2015, number=1),
    )
    broader = make_mechanism("协商")
    term = make_mechanism("社区协商", broader=broader)
    make_coding(coded, term)
    before = PublicVersion.objects.count()

    change(Mechanism.objects.get(pk=broader.pk), name="民主协商")
    dated()
    assert listed(client)[coded.accession] == day(before + 1)
    change(province, region="central")
    dated()
    assert listed(client)[there.accession] == day(before + 2)
    assert listed(client)[coded.accession] == day(before + 1)
    assert listed(client)[plain.accession][0] < day(before + 1)[0]
    change(Programme.objects.get(), short_name="十大成果")
    dated()
    assert {stamp for stamp, _status in listed(client).values()} == {day(before + 3)[0]}
    change(Mechanism.objects.get(pk=term.pk), definition="释义")
    dated()
    assert {stamp for stamp, _status in listed(client).values()} == {day(before + 3)[0]}


def test_a_list_goes_on_across_a_change_without_losing_or_repeating_what_stayed(client, dated, monkeypatch):
    monkeypatch.setattr("cases.oai.verbs.ON_A_PAGE", 2)
    awards = [make_award(rank=rank) for rank in range(1, 7)]
    dated()
    first = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    [token] = texts(first, "//oai:resumptionToken")
    note(awards[0], "已经取走的改了。")
    awards[2].withdraw()
    note(awards[3], "还没取走的改了。")
    new = make_award(rank=7)
    dated()
    rest: list[dict[str, tuple[str, str]]] = []
    while token:
        page = ask(client, verb="ListRecords", resumptionToken=token)
        again = ask(client, verb="ListRecords", resumptionToken=token)
        assert headers(page) == headers(again), "the same token gives the same"
        rest.append(headers(page))
        [token] = texts(page, "//oai:resumptionToken")
    numbers = [number for page in rest for number in page]
    assert numbers == [
        awards[4].accession,
        awards[5].accession,
        awards[0].accession,  # once more, for it has changed
        awards[2].accession,
        awards[3].accession,
        new.accession,
    ]
    assert {page[awards[2].accession][1] for page in rest if awards[2].accession in page} == {"deleted"}


def test_sets_select(client):
    for year in (2014, 2015):
        make_award(year=year, number=1)
    make_award(programme="jczl", year=2015, tier="typical", number=1)
    for name, count in (
        ("programme", 3),
        ("programme:sqzl", 2),
        ("programme:sqzl:2015", 1),
        ("year", 3),
        ("year:2015", 2),
        ("programme:jczl:2015", 1),
    ):
        assert len(listed(client, set=name)) == count, name


def test_what_was_taken_back_before_there_were_versions_is_told_as_well(client, dated):
    award, other = make_award(rank=1), make_award(rank=2)
    award.withdraw()
    dated()
    rows_of(PublishedForm).filter(award=award.pk).delete()
    rows_of(PublicVersion).filter(number=3).update(data_version=0)
    rows_of(PublicVersion).filter(number=3).update(
        sha256="0" * 64
    )  # another state: the catalogue is made anew
    assert listed(client) == {award.accession: day(1, "deleted"), other.accession: day(2)}


def test_what_waits_for_its_version_is_told_with_it(client, dated):
    make_award(rank=1)
    award = make_award(rank=2)
    dated()
    with writing() as room:
        room.more_to_come = True
        award.withdraw()
    assert listed(client)[award.accession] == day(2, "deleted"), "its words are gone at once"
    cut_what_waits()
    dated()
    assert listed(client)[award.accession] == day(3, "deleted")


def test_what_xml_cannot_hold_is_a_blank(client):
    award = make_award(rank=1)
    Award.objects.model._meta.base_manager  # noqa: B018 - past every guard, as somebody's SQL would be
    from django.db.models import QuerySet

    QuerySet(Award).filter(pk=award.pk).update(title="控\x0b制\ufffe字符]]>")
    one = ask(
        client,
        verb="GetRecord",
        identifier=f"oai:casebook.invalid:{award.accession}",
        metadataPrefix="oai_dc",
    )
    assert texts(one, "//dc:title") == ["控 制 字符]]>"]
