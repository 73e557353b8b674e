"""docs/interface.md says what the site answers: no address, parameter, column or command more or less."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandParser
from django.urls import get_resolver

from cases.facets.declarations import FACETS
from cases.listing.state import PARAMETERS
from cases.parameters import MOST, MOST_OF_ONE
from cases.search.query import query

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("whole_library")]

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
EXAMPLES = {
    "/<file>": "cases.csv",
    "/cases/<accession>": "2014-sqzl-w01",
    "/cases/<written>": "2014sqzlw1",
    "/places/<key>": "320585",
    "/mechanisms/<slug>": "sanshe-liandong",
    "/terms/<scheme>": "innovation-field",
    "/programmes/<slug>": "sqzl",
    "/sources/<slug>": "mca-2014-notice",
    "/sitemap-<section>": "cases",
}
BASKET = ("2014-sqzl-w01", "2015-sqzl-w02")
OF_ONE_CASE = ["codings", "figures", "origins", "witnesses"]
# Vocabularies of the codebook that no facet has.
OF_CODINGS_AND_SOURCES = {"confidence", "source_kind", "qualifier"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(autouse=True)
def index_dir(settings, folder: Path) -> None:
    """One index for all of these tests, for none of them changes the library."""
    settings.INDEX_DIR = folder


def section(heading: str) -> str:
    return INTERFACE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    r"""The cells of the table in a section; `\|` is a stroke within a cell."""
    lines = [line for line in section(heading).splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def code(text: str) -> list[str]:
    """What stands in backquotes."""
    return [part.replace("\\|", "|") for part in re.findall("`([^`]+)`", text)]


ADDRESSES = [code(cells[0])[0] for cells in rows("Addresses")]
COMMANDS = [code(cells[0])[0] for cells in rows("Commands")]
VALUES = {code(name)[0]: values for name, _, values in rows("Parameters")}
COLUMN_OF = {code(name)[0]: code(column)[0] for name, column, _ in rows("Parameters") if column}
FACET_NAMES = [facet.parameter for facet in FACETS]
CLOSED = [name for name in FACET_NAMES if name in COLUMN_OF and " · " in VALUES[name]]
COLUMNS = (
    " ".join(line for line in section("CSV").splitlines() if line.startswith("    ")).replace(",", "").split()
)


def example(address: str) -> str:
    """The address with real values in the place of names and dots."""
    address = address.replace("/terms/<scheme>/<slug>", "/terms/<scheme>/wuye-huanjing")
    for start, value in EXAMPLES.items():
        if address.startswith(start):
            address = re.sub("<[a-z]+>", value, address.replace("<year>", "2014"))
    for accession in BASKET:
        address = address.replace("id=…", f"id={accession}", 1)
    return address.replace("q=…", "q=sanshe")


def addresses_of_the_site() -> set[str]:
    """Every address of the URLconf, written as the document writes it."""
    addresses = set()
    for entry in get_resolver().url_patterns:
        own = str(entry.pattern)
        for pattern in entry.url_patterns if own == "" else [entry]:
            text = re.sub(r"\(\?P<(\w+)>[^()]*\)|<\w+:(\w+)>", r"<\1\2>", str(pattern.pattern))
            addresses.add("/" + text.removeprefix("^").removesuffix(r"\Z").replace(r"\.", "."))
    return addresses


def options(parser: CommandParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def table(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client.get(address)), newline="")))


def values_of(client, column: str) -> list[dict[str, str]]:
    """The rows of the codebook that explain the values of a column; of all columns if it is empty."""
    values = [row for row in table(client, "/codebook.csv") if row["section"] == "value"]
    return [row for row in values if row["column"] == column or not column]


def hits(client, typed: str) -> set[str]:
    return {row["id"] for row in table(client, f"/cases.csv?q={quote(typed)}")}


def test_it_names_every_address_of_the_site_and_no_other():
    named = [address.partition("?")[0] for address in ADDRESSES]

    assert sorted(named) == sorted(addresses_of_the_site())


# The library that is shipped has no counted batches, no reports and no frozen lists: the tests of their views
# try those, and versions.
MADE = "<count>|<number>|<code>"


@pytest.mark.parametrize("address", [each for each in ADDRESSES if not re.search(MADE, each)])
def test_every_address_answers(client, address):
    leads_on = {"/admin/": 302, "/favicon.ico": 302, "/cases/<written>/": 301, "/cases/<written>.json": 301}

    assert client.get(example(address)).status_code == leads_on.get(address, 200)


def test_it_names_every_part_of_the_sitemap(client):
    [what] = [what for address, what in rows("Addresses") if "<section>" in address]

    assert set(code(what)) == set(re.findall(r"/sitemap-(\w+)\.xml", body(client.get("/sitemap.xml"))))


def test_it_names_every_command_with_its_options():
    every = options(BaseCommand().create_parser("manage.py", ""))
    built = {
        name: options(load_command_class("cases", name).create_parser("manage.py", name)) - every
        for name, app in get_commands().items()
        if app == "cases"
    }
    built["export_dataset"].add("--version")  # in the place of Django's

    assert {command.split()[0]: set(re.findall("--[a-z-]+", command)) for command in COMMANDS} == built


def test_it_names_every_key_that_resolve_places_writes(tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text("江苏省太仓市", encoding="utf-8")
    call_command("resolve_places", text, year="2014")
    [paragraph] = [part for part in section("Commands").split("\n\n") if part.startswith("A line of")]

    assert set(code(paragraph)) - {"resolve_places"} == set(json.loads(capsys.readouterr().out))


def test_every_make_target_it_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall("`make ([a-z]+)`", INTERFACE)

    assert named
    assert [target for target in named if not re.search(f"^{target}:", makefile, re.MULTILINE)] == []


def test_it_names_every_parameter():
    assert sorted(VALUES) == sorted(PARAMETERS)


def test_the_codebook_explains_the_values_of_the_closed_facets(client):
    explained = {row["column"] for row in values_of(client, "")}

    assert {COLUMN_OF[name] for name in CLOSED} == explained - OF_CODINGS_AND_SOURCES


@pytest.mark.parametrize("parameter", CLOSED)
def test_a_closed_facet_has_the_values_and_labels_of_the_codebook(client, parameter):
    known = [(row["value"], row["label"]) for row in values_of(client, COLUMN_OF[parameter])]

    assert re.findall("`([^`]+)` ([^ ]+)", VALUES[parameter]) == known


@pytest.mark.parametrize("parameter", FACET_NAMES)
def test_a_facet_takes_the_values_that_stand_there_and_refuses_others(client, parameter):
    for value in [*code(VALUES[parameter]), "none", ""]:
        assert client.get(f"/cases.csv?{parameter}={value}").status_code == 200
    refused = client.get(f"/cases.csv?{parameter}=nothing")

    assert refused.status_code == 400
    assert f"（参数 {parameter}）" in body(refused)
    assert "“nothing”" in body(refused)


@pytest.mark.parametrize("parameter", ["place_at", "sort", "per_page", "view"])
def test_a_parameter_that_is_no_facet_has_the_values_that_a_refusal_names(client, parameter):
    refusal = body(client.get(f"/cases.csv?{parameter}=nothing"))

    assert code(VALUES[parameter]) == refusal.partition("可用的值是 ")[2].strip("。").split("、")


@pytest.mark.parametrize("parameter", ["rows", "cols"])
def test_the_statistics_cross_the_facets_that_stand_there(client, parameter):
    refusal = body(client.get(f"/statistics/?{parameter}=nothing"))

    named = re.search("可用的值是 ([a-z:、-]+)", refusal)[1].split("、")
    assert named == [*FACET_NAMES, "coding:innovation-field"]


def test_the_statistics_give_the_shares_that_stand_there(client):
    [line] = [line for line in section("Parameters").splitlines() if "`percent`" in line]
    refusal = body(client.get("/statistics/?percent=nothing"))

    assert code(line)[1:] == re.search("可用的值是 ([a-z、]+)", refusal)[1].split("、")


def test_a_parameter_that_does_not_stand_there_is_named(client):
    refused = client.get("/cases.csv?no-such-parameter=1")
    assert (refused.status_code, "“no-such-parameter”" in body(refused)) == (400, True)
    assert "“no-such-parameter”不是这里的参数" in body(client.get("/cases/?no-such-parameter=1"))


def test_a_parameter_by_which_others_follow_readers_is_passed_over(client):
    [line] = [line for line in section("Parameters").split("\n\n") if "`utm_source`" in line]
    for name in [name for name in code(line) if name not in {"id", "/selection/"}]:
        assert body(client.get(f"/cases.csv?{name}=1")) == body(client.get("/cases.csv"))


def test_as_many_values_are_taken_as_stand_there(client):
    most, in_all = re.search(r"at most (\d+) values of one parameter and (\d+) in all", INTERFACE).groups()
    assert (int(most), int(in_all)) == (MOST_OF_ONE, MOST)


def test_every_way_of_typing_that_it_shows_finds_what_it_says(client):
    texts = {row["id"]: row for row in table(client, "/cases.csv?raw=1")}
    both, either, first = hits(client, "协商 民主"), hits(client, "协商|民主"), hits(client, "协商 -民主")

    assert both < hits(client, "协商") < either
    assert (first & both, first | both) == (set(), hits(client, "协商"))
    assert [hits(client, f"协商 {word} 民主") for word in ("AND", "OR", "NOT")] == [both, either, first]
    assert hits(client, '"三社联动"') == {
        id for id, row in texts.items() if "三社联动" in row["title"] + row["text"]
    }
    for typed, column in {
        "题名:协商": "title",
        "标题:协商": "title",
        "正文:协商": "text",
        "申报单位:太仓": "applicant",
    }.items():
        assert hits(client, typed) == {
            id for id, row in texts.items() if typed.partition(":")[2] in row[column]
        }
    assert hits(client, "地区:苏州") == {id for id, row in texts.items() if "苏州" in row["place_now"]}


def test_it_names_every_field_to_which_a_word_can_be_limited():
    typed = " ".join(cells[0] for cells in rows("Search text"))

    assert set(re.findall("`([^`:]+):", typed)) == {*query.FIELD_NAMES, *query.FACET_NAMES}


def test_the_columns_are_those_of_every_download_of_cases(client):
    basket = "&".join(f"id={accession}" for accession in BASKET)
    lists = [body(client.get(address)) for address in ("/cases.csv", f"/selection.csv?{basket}")]

    assert [text.partition("\r\n")[0].split(",") for text in lists] == [COLUMNS, COLUMNS]
    assert list(json.loads(body(client.get("/cases.json")))["items"][0]) == COLUMNS
    assert json.loads(body(client.get("/cases.jsonl")).partition("\n")[0]).keys() == set(COLUMNS)
    assert list(json.loads(body(client.get(example("/cases/<accession>.json"))))) == [*COLUMNS, *OF_ONE_CASE]


def test_the_columns_of_codings_are_those_that_stand_there(client):
    named = " ".join(line for line in section("Codings").splitlines() if line.startswith("    "))
    columns = named.replace(",", "").split()

    assert body(client.get("/codings.csv")).partition("\r\n")[0].split(",") == columns
    assert list(json.loads(body(client.get("/codings.jsonl")).partition("\n")[0])) == columns


def test_it_names_the_keys_of_a_sidecar(client):
    described = json.loads(body(client.get("/cases.csv.meta.json")))
    named = code(section("Whole and unchanged"))

    assert {*described, *described["columns"][0]} <= set(named)


def test_the_codebook_explains_every_column_in_the_same_order(client):
    book = table(client, "/codebook.csv")

    assert [row["column"] for row in book if row["section"] == "column"] == COLUMNS
    assert f"`{', '.join(book[0])}`" in section("Addresses")


@pytest.mark.parametrize("address", ["/suggest/?q=…", "/healthz"])
def test_it_names_the_keys_of_the_small_json_answers(client, address):
    answer = json.loads(body(client.get(example(address))))
    [what] = [what for cell, what in rows("Addresses") if code(cell) == [address]]
    keys = set(answer) | {key for each in answer.get("suggestions", []) for key in each}

    assert set(re.findall(r'"(\w+)"', what)) == keys


def test_it_names_the_keys_of_the_list_as_json(client):
    assert set(json.loads(body(client.get("/cases.json")))) <= set(code(section("JSON")))
    assert set(json.loads(body(client.get("/cases.json?year=1")))) <= set(code(section("Errors")))
