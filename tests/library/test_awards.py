"""All 46 awards, column by column: the table in tests/data was read against the printed documents."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from cases.curation.states import states
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATA = Path(__file__).parents[1] / "data"
EXPECTED = DATA / "awards.csv"
# What the release ba39bed gave, and every cell that was changed on purpose since, each with the reason.
AT_BA39BED = DATA / "awards-ba39bed.csv.gz"
SINCE_BA39BED = DATA / "changes-since-ba39bed.csv"
ADDED_SINCE = ["applicant_organ", "locality", "other_readings"]
ADDED_SINCE += ["mechanism_slugs", "mechanism_broader_slugs"]
# Their terms are the same, in the order in which their first evidence stands.
REORDERED = {"0000-sqzl-w01", "2014-sqzl-w03", "2014-sqzl-w10", "2015-sqzl-n06", "2015-sqzl-w10"}
# Printed words that a tidy-minded program would spoil, with the award that prints them.
AS_PRINTED = [
    ("2014-sqzl-w02", "applicant", "广东省深圳市罗湖区区委、区政府"),
    ("2014-sqzl-n09", "applicant", "黑龙江省哈尔滨市市政府"),
    ("2015-sqzl-n05", "applicant", "上海市松江区石湖荡镇镇党委、镇政府"),
    ("2014-sqzl-w01", "title", "“六个一”街道中心化改革"),
    ("2015-sqzl-w06", "title", "宁海36条"),
    ("2015-sqzl-n01", "title", "“六个规范”织密乡村“法治”“德治”围栏"),
    ("2021-jczl-t01", "title", "实施“社区成长伙伴计划” 探索超大城市社区治理创新路径"),
    ("2015-sqzl-n04", "text", "通过减化申报程序"),
    ("2015-sqzl-n09", "text", "协商共议， 使自我服务能力"),
    ("2015-sqzl-w04", "text", "政府“买单”的方式"),
]
JOINT = "党政联合"
CHROME = ("字体[", "分享到", "点击数", "备案号", "扫一扫", "责任编辑", "作者单位", "当前位置", "在线预览")


@pytest.fixture
def rows(client, db, index_dir, whole_library) -> dict[str, dict[str, str]]:
    content = b"".join(client.get("/cases.csv?raw=1").streaming_content).decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}


def test_every_award_is_right_in_every_column(rows):
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == expected.keys()
    for accession, columns in expected.items():
        assert {name: rows[accession][name] for name in columns} == columns


def read(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_the_file_differs_from_the_release_ba39bed_in_these_cells_alone(client, whole_library, index_dir):
    before = read(gzip.decompress(AT_BA39BED.read_bytes()).decode("utf-8-sig"))
    after = read(b"".join(client.get("/cases.csv").streaming_content).decode("utf-8-sig"))
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert list(after[0]) == [*before[0], *ADDED_SINCE]
    found = {
        (old["id"], column): (old[column], new[column])
        for old, new in zip(before, after, strict=True)
        for column in old
        if old[column] != new[column]
    }
    assert found == {
        (row["award"], row["column"]): (row["before"], row["after"])
        for row in read(SINCE_BA39BED.read_text("utf-8"))
    }


def test_of_these_cells_five_only_changed_their_order():
    terms = [row for row in read(SINCE_BA39BED.read_text("utf-8")) if row["column"] == "mechanisms"]
    same = [row for row in terms if sorted(row["before"].split("；")) == sorted(row["after"].split("；"))]
    assert {row["award"] for row in same} == REORDERED
    assert all(row["why"] == "只是次序：按首条依据排列" for row in same)


def test_every_text_is_what_its_source_prints_between_its_offsets(rows):
    sources = {source.slug: source.text for source in Source.objects.all()}
    for row in rows.values():
        printed = sources[row["source"]][int(row["source_start"]) : int(row["source_end"])]
        lines = [line.strip(" \u00a0\u2003\u3000") for line in printed.split("\n")]
        paragraphs = [line for line in lines if line]
        text = row["text"].split("\n")
        assert paragraphs[-len(text) :] == text, row["id"]
        assert len(paragraphs) - len(text) in (0, 1), row["id"]


def test_what_stands_before_the_text_is_the_heading_with_title_and_applicant(rows):
    sources = {source.slug: source.text for source in Source.objects.all()}
    listed = [row for row in rows.values() if row["source"] in ("mca-2014-notice", "sqzl-2015-list")]
    assert len(listed) == 40
    for row in listed:
        heading = sources[row["source"]][int(row["source_start"]) :].split("\n")[0].strip()
        assert heading.startswith(f"{row['rank']}.")
        assert heading[:-1].endswith(row["applicant"])
        assert row["title"] in heading


def test_34_awards_went_to_party_and_government_together(client, rows):
    content = b"".join(client.get("/cases.csv?organ=joint").streaming_content).decode("utf-8-sig")
    listed = {row["id"] for row in csv.DictReader(io.StringIO(content, newline=""))}
    assert listed == {row["id"] for row in rows.values() if row["applicant_organ"] == "joint"}
    assert len(listed) == 34
    assert JOINT in client.get("/cases/2014-sqzl-w02/").content.decode()


def test_words_stay_as_printed(rows):
    spoilt = [(id_, column, words) for id_, column, words in AS_PRINTED if words not in rows[id_][column]]
    assert spoilt == []


def test_no_page_chrome_is_left_in_a_text(rows):
    found = [(row["id"], word) for row in rows.values() for word in CHROME if word in row["text"]]
    assert found == []


def test_every_printed_value_stands_at_its_passage_and_every_other_has_a_rule(rows):
    for award in Award.objects.prefetch_related("attributions").select_related("source", "edition"):
        for attribution in award.attributions.all():
            if attribution.is_inferred:
                assert attribution.rule
            elif attribution.field in ("title", "applicant"):
                printed = award.source.text[attribution.start : attribution.end]
                assert printed == getattr(award, attribution.field)
            elif attribution.field == "rank":
                assert award.source.text[attribution.start : attribution.end] == str(award.rank)
            elif attribution.field == "year":
                assert award.source.text[attribution.start : attribution.end] == str(award.edition.year)


def test_every_value_has_exactly_one_origin_and_no_blank_has_one(rows):
    columns = ("title", "applicant", "applicant_level", "applicant_kind", "setting", "tier", "rank", "year")
    for award in Award.objects.prefetch_related("attributions"):
        row = rows[award.accession]
        fields = {attribution.field for attribution in award.attributions.all()}
        for name in (*columns, "programme", "issuing_body", "province", "city", "county", "township"):
            assert (name in fields) == bool(row[name]), (award.accession, name)


def test_states_say_the_same_as_the_snapshots(whole_library):
    """A sheet of thousands of awards is read by what is there already, not by asking for all of it again."""
    states_of_all = states(Award, Award.objects.values_list("pk", flat=True))
    assert AwardSnapshots().of_states(states_of_all.values()) == AwardSnapshots().dump()
    assert {state["accession"] for state in states_of_all.values()} == set(AwardSnapshots().dump())
