"""docs/worked-example.md: both scripts print the same, the site counts the same, every figure is theirs."""

import csv
import io
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from tests.exports.test_readers import SECONDS, needed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("whole_library"),
    pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed"),
]

DOCS = settings.BASE_DIR / "docs"
TEXT = (DOCS / "worked-example.md").read_text("utf-8")
BOTH_YEARS = "year=2014&year=2015"
FILES = {
    **{f"/{name}?{BOTH_YEARS}": name for name in ("cases.csv", "codings.csv", "figures.csv")},
    "/codebook.csv": "codebook.csv",
}
ASKED = f"programme=sqzl&{BOTH_YEARS}"
STATISTICS = {  # what the statistics are asked for each table
    "年度筛选": f"{BOTH_YEARS}&rows=programme&cols=year",
    "区域 × 年度 × 等次": f"{ASKED}&rows=region&cols=year&cols=tier",
    "层级 × 机关": f"{ASKED}&rows=level&cols=organ",
    "城乡 × 年度": f"{ASKED}&rows=setting&cols=year",
    "机制 × 年度": f"{ASKED}&rows=mechanism&cols=year",
    "创新领域 × 年度": f"{ASKED}&rows=coding:innovation-field&cols=year",
}
UNQUOTED = (  # the sections that say nothing of what others counted
    "Why the filter by year gives one more",
    "What the tables say beside it",
    "Where they differ, and why",
)
FIGURE = re.compile(r"\*\*([0-9.]+)( %)?\*\*<!-- (.+?) -->")
Table = dict[tuple[str, str], int]  # by the heads of row and column


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture
def files(client, index_dir, folder) -> Path:
    """A folder with the files as the site gives them."""
    for address, name in FILES.items():
        (folder / name).write_bytes(body(client, address))
    return folder


def body(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def printed(*command: str) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def by_pandas(source: object) -> str:
    return printed(sys.executable, str(DOCS / "worked_example.py"), str(source))


def by_r(source: object) -> str:
    rscript = needed("Rscript", "r-base-core")
    return printed(rscript, "--vanilla", str(DOCS / "worked_example.R"), str(source))


def tables(output: str) -> dict[str, Table]:
    found = {}
    for block in output.strip().split("\n\n"):
        (title, *heads), *rows = (line.split("\t") for line in block.split("\n"))
        found[title] = {
            (row[0], head): int(cell) for row in rows for head, cell in zip(heads, row[1:], strict=True)
        }
    return found


def statistics(client, query: str) -> Table:
    text = body(client, f"/statistics.csv?{query}").decode("utf-8-sig")
    (_title, *heads), *rows = csv.reader(io.StringIO(text, newline=""))
    return {(row[0], head): int(cell) for row in rows for head, cell in zip(heads, row[1:], strict=True)}


def without_empty(table: Table) -> Table:
    """Without cells of nothing, and so without rows and columns that have no case."""
    return {place: number for place, number in table.items() if number}


def test_pandas_and_r_print_the_same(files):
    assert by_r(files) == by_pandas(files)


def test_the_site_counts_the_same(client, files):
    counted = tables(by_pandas(files))
    for title, query in STATISTICS.items():
        assert without_empty(counted[title]) == without_empty(statistics(client, query)), title
    assert counted.keys() - STATISTICS.keys() == {"三分区域 × 年度", "机制依据 × 年度", "关键数字 × 年度"}
    of_three = body(client, f"/statistics.csv?{ASKED}&form=long&rows=region&regions=3&cols=year")
    for row in csv.DictReader(io.StringIO(of_three.decode("utf-8-sig"), newline="")):
        place = (row["region_label"], row["year_label"])
        assert counted["三分区域 × 年度"].get(place, 0) == int(row["n"]), place


def test_passages_and_key_figures_are_counted_from_their_files(files):
    counted = tables(by_pandas(files))
    cases = {row["id"]: (row["year"], row["programme"]) for row in rows_of(files / "cases.csv")}
    year_of = {award: year for award, (year, programme) in cases.items() if programme == "sqzl"}
    passages: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for row in rows_of(files / "codings.csv"):
        if row["scheme"] == "mechanism" and row["award"] in year_of:
            for place in [(row["term"], year_of[row["award"]]), ("合计", "合计")]:
                passages.setdefault(place, set()).add((row["award"], row["start"], row["end"]))
    evidence = counted["机制依据 × 年度"]
    assert len(passages.pop(("合计", "合计"))) == evidence["合计", "合计"] > 100
    for place, some in passages.items():  # terms above others have passages of theirs besides
        assert evidence[place] >= len(some), place
    assert any(evidence[place] == len(some) > 1 for place, some in passages.items())
    figures = Counter(cases[row["award"]] for row in rows_of(files / "figures.csv"))
    assert counted["关键数字 × 年度"]["合计", "合计"] == sum(figures.values())
    assert counted["关键数字 × 年度"]["中国社区治理十大创新成果", "2014"] == figures["2014", "sqzl"] > 0


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def test_the_tables_of_the_text_are_what_is_printed(files):
    [shown] = re.findall(r"^```\n(.+?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    output, blocks = by_pandas(files).strip().split("\n\n"), shown.strip().split("\n\n")
    for block, whole in zip(blocks, output, strict=True):
        assert block == whole or whole.startswith(block.removesuffix("…")), "left out is the end of a table"
    assert sum(block.endswith("\n…") for block in blocks) == 2


def test_every_figure_of_the_text_is_what_is_printed(files):
    counted = tables(by_pandas(files))

    def number(place: str) -> int:
        title, row, column = place.split(" / ")
        return counted[title][row, column]

    figures = FIGURE.findall(TEXT)
    assert len(figures) > 45
    for said, is_share, places in figures:
        value = sum(map(number, places.split(" + ")))
        title, _row, column = places.split(" + ")[0].split(" / ")
        found = f"{100 * value / counted[title]['合计', column]:g}" if is_share else str(value)
        assert said == found, places


def test_no_figure_stands_in_the_text_unchecked():
    """But for years, what is quoted of the literature, and addresses."""
    for heading in UNQUOTED:
        section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        rest = re.sub(r"`[^`]*`", "", FIGURE.sub("", section))
        assert set(re.findall("[0-9]+", rest)) <= {"2013", "2014", "2015"}, heading


def test_no_case_is_of_the_year_that_the_library_lacks(client, index_dir):
    assert b'"total":0' in body(client, "/cases.json?year=2013")


@pytest.fixture
def address(client, index_dir) -> Iterator[str]:
    """A site that answers these addresses, as they are written in the scripts, and no other."""
    known = {asked: body(client, asked) for asked in FILES}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = known.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", "text/csv; charset=utf-8")
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_from_the_address_of_a_site_they_print_the_same(files, address):
    assert by_pandas(address) == by_pandas(files)


def test_r_reads_from_the_address_of_a_site_as_well(files, address):
    assert by_r(address) == by_r(files)


def test_the_scripts_are_short():
    for name in ("worked_example.py", "worked_example.R"):
        assert len((DOCS / name).read_text("utf-8").splitlines()) < 100, name
