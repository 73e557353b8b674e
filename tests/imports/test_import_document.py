"""manage.py import_document: what is read in a notice, for scripts and for people, and what is taken in."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.fields import FIELDS
from cases.models import Award, Division, Intake
from tests.factories import make_division
from tests.imports.files import documents
from tests.vocabularies import make_issuing_body, make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEVELS = {"0000": "province", "0100": "prefecture", "0102": "county"}
NOTICE = "省民政厅公布：杭州市上城区小营街道小营巷社区、宁海县桑洲镇南岭村等3个村（社区）入选示范名单。\n"


def run(*paths: Path, **options: Any) -> list[str]:
    out = StringIO()
    call_command("import_document", *map(str, paths), stdout=out, **options)
    return out.getvalue().splitlines()


def look(*paths: Path, **options: Any) -> list[str]:
    """What a dry run prints, whether or not the import would be refused."""
    out = StringIO()
    with suppress(CommandError):
        call_command(
            "import_document", *map(str, paths), stdout=out, stderr=StringIO(), dry_run=True, **options
        )
    return out.getvalue().splitlines()


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_it_prints_the_document_and_then_each_award_by_the_columns(notice: Path) -> None:
    document, *awards = [json.loads(line) for line in look(notice, json=True)]

    assert document["document"]["read"] == len(awards) == 2
    assert document["document"]["declared"] == 3
    for award in awards:
        assert list(award) == [*(each.name for each in FIELDS), "problems", "action", "milestone"]
    assert awards[1]["place_then"] == "浙江省/宁波市/宁海县/桑洲镇"
    assert (awards[1]["city"], awards[1]["division_code_then"]) == ("宁波市", "330226")
    assert NOTICE[awards[1]["source_start"] : awards[1]["source_end"]] == awards[1]["applicant"]


def test_a_zone_stands_where_a_county_does_and_has_no_code(tmp_path: Path) -> None:
    path = tmp_path / "zones.txt"
    path.write_text("入选名单\n铜川市新区裕丰园社区\n铜川市王益区王家河街道柿树沟社区\n", encoding="utf-8")

    _document, zone, county = [json.loads(line) for line in look(path, json=True)]

    assert [zone[name] for name in ("place_then", "county", "township", "division_code_then")] == [
        "陕西省/铜川市/新区",
        "新区",
        "",
        "",
    ]
    assert [county[name] for name in ("county", "township", "division_code_then")] == [
        "王益区",
        "王家河街道",
        "610202",
    ]


def test_it_says_what_is_doubtful_and_where(notice: Path) -> None:
    document = json.loads(look(notice, json=True)[0])["document"]

    (problem,) = [each for each in document["problems"] if "文中说有" in each["message"]]

    assert problem["message"] == "文中说有 3 个，读到 2 个。"
    assert NOTICE[problem["start"] : problem["end"]] == "3"


def test_people_read_it_in_chinese(notice: Path) -> None:
    lines = look(notice)

    assert lines[0] == "《无标题》：文中公布数 3，读到 2：不能收录 2"
    assert lines[1].startswith("1. 杭州市上城区小营街道小营巷社区　［浙江省/杭州市/上城区/小营街道］")
    assert any(line.startswith("存疑：文中说有 3 个") for line in lines)


def test_it_writes_nothing(notice: Path) -> None:
    look(notice)

    assert not Award.objects.exists()


def test_what_is_doubtful_is_not_taken_in_but_kept_for_a_person(notice: Path) -> None:
    with pytest.raises(CommandError, match="没有收录，已存为导入") as refused:
        run(notice)

    assert "无法编号：请写明项目" in str(refused.value)
    assert not Award.objects.exists()
    assert Intake.objects.get().rows.count() == 2


def test_what_is_told_completes_it_and_it_is_taken_in(tmp_path: Path) -> None:
    make_programme("jczl")
    make_issuing_body("mca")
    for code, name in (("330000", "浙江省"), ("330100", "杭州市"), ("330102", "上城区")):
        make_division(name, code=code, level=LEVELS[code[2:]], parent=Division.objects.last())
    path = tmp_path / "named.txt"
    path.write_text(
        "先进社区名单\n浙江省杭州市上城区小营街道小营巷社区\n浙江省杭州市上城区清波街道清波门社区\n",
        encoding="utf-8",
    )

    run(path, programme="jczl", tier="typical", year="2021", issuer=["mca"])

    award, _other = Award.objects.order_by("accession")
    assert (award.accession, award.state, award.locality) == ("2021-jczl-t01", "draft", "小营街道小营巷社区")
    assert award.place_then == Division.objects.get(code="330102")


def test_names_that_no_table_has_are_refused(notice: Path) -> None:
    with pytest.raises(CommandError, match="没有标识为 nothing 的评选项目"):
        run(notice, programme="nothing", dry_run=True)
    with pytest.raises(CommandError, match="年度应是四位数字"):
        run(notice, year="去年", dry_run=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "utf-16-be"])
def test_a_text_in_another_encoding_is_read_to_the_byte_as_in_utf_8(
    encoding: str, notice: Path, tmp_path: Path
) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(NOTICE.encode(encoding))

    assert look(path, json=True) == look(notice, json=True)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_a_list_in_a_file_of_another_kind_is_read_as_its_text(
    kind: str, notice: Path, tmp_path: Path
) -> None:
    makers = {"docx": documents.as_word, "xlsx": documents.as_workbook, "html": documents.as_broken_lines}
    path = tmp_path / f"notice.{kind}"
    path.write_bytes(makers[kind](NOTICE.splitlines()))

    assert look(path) == look(notice)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(notice: Path, tmp_path: Path) -> None:
    empty, absent = tmp_path / "空.txt", tmp_path / "没有.txt"
    empty.touch()
    out, errors = StringIO(), StringIO()

    with pytest.raises(CommandError, match="3 个文件没有读") as refusal:
        call_command(
            "import_document",
            *map(str, (empty, absent, notice, tmp_path)),
            dry_run=True,
            stdout=out,
            stderr=errors,
        )

    assert refusal.value.returncode == 1
    assert out.getvalue().splitlines() == look(notice)
    assert errors.getvalue().splitlines() == [
        f"{empty}：文件是空的（0 字节）。请检查是否传错了文件。",
        f"找不到文件：{absent}。",
        f"不是文件：{tmp_path} 是一个目录。",
    ]


def test_what_was_left_out_of_a_file_is_said_beside_it(notice: Path, tmp_path: Path) -> None:
    path = tmp_path / "notice.csv"
    path.write_bytes(documents.as_page("<p>宁海县桑洲镇南岭村</p>").encode())
    errors = StringIO()

    with suppress(CommandError):
        call_command("import_document", str(path), dry_run=True, stdout=StringIO(), stderr=errors)

    assert errors.getvalue().splitlines() == [
        f"{path}：文件名以 .csv 结尾，内容却是 html，按 html 读。",
        f"{path}：略去了网页的菜单：首页 政务公开 办事服务 互动交流。",
    ]
