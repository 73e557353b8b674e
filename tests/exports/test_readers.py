"""The lines of docs/reading-the-files.md keep codes and years as they are, in each program at hand."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from tests.exports.word.office import run
from tests.factories import make_award, make_coding, make_division, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GUIDE = (settings.BASE_DIR / "docs" / "reading-the-files.md").read_text("utf-8")
LINES = dict(re.findall(r"^\| ([^|]+?) \| `(.+)` \|$", GUIDE, re.MULTILINE))
CODE = "division_code_then"
SECONDS = 120


def needed(program: str, package: str) -> str:
    """Skips where the program is not installed, or fails with REQUIRE_BROWSER=1."""
    found = shutil.which(program)
    if found is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop(f"NO {program}: install Debian's {package}")
    return found


@pytest.fixture
def folder(client, index_dir, tmp_path) -> Path:
    """Files of a list in which one case has neither year nor place, and texts have line ends and quotes."""
    province = make_division("江苏省", code="320000", region="east")
    place = make_division("太仓市", code="320585", parent=province)
    term = make_mechanism("社区协商", slug="xieshang")
    make_coding(make_award(place_now=place, title="“甲”,乙", text="一“二”。\n三,四。"), term)
    make_award(year=None)
    for name in ("cases.csv", "cases.jsonl", "matrix.csv", "statistics.csv?form=long&rows=year"):
        response = client.get(f"/{name}")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        (tmp_path / name.partition("?")[0]).write_bytes(content)
    return tmp_path


def expected(folder: Path) -> list[list[str]]:
    """Number, code, year and title of each case, as the file has them."""
    text = (folder / "cases.csv").read_text("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [[row["id"], row[CODE], row["year"], row["title"]] for row in rows]


@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed")
@pytest.mark.parametrize("line", ["pandas", "pandas, JSON Lines"])
def test_pandas_keeps_codes_and_years(folder, line):
    program = f"""
import pandas
frame = {LINES[line]}
columns = frame[["id", "{CODE}", "year", "title"]].astype(object)
print(columns.where(columns.notna(), "").astype(str).to_json(orient="values"))
"""
    assert json.loads(python(program, folder)) == expected(folder)


@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed")
def test_pandas_keeps_them_without_arguments_where_no_row_lacks_them(folder):
    program = """
import pandas
matrix, counts = pandas.read_csv("matrix.csv"), pandas.read_csv("statistics.csv")
print([*matrix.columns], matrix.dtypes.astype(str).tolist()[1:], counts.n.tolist())
lines = open("cases.csv", encoding="utf-8-sig").read()
import io, csv
rows = [row for row in csv.reader(io.StringIO(lines, newline="")) if row[2]]
out = io.StringIO(); csv.writer(out).writerows(rows)
frame = pandas.read_csv(io.StringIO(out.getvalue()))
print(frame.year.tolist(), frame.division_code_now.tolist())
"""
    first, second = python(program, folder).splitlines()
    assert first == "['id', 'coded', 'm_xieshang'] ['int64', 'int64'] [1, 1]"
    assert second == "[2014] [320585]"


def test_r_keeps_codes_and_years(folder):
    rscript = needed("Rscript", "r-base-core")
    program = f"""
frame <- {LINES["R"]}
shown <- frame[, c("id", "{CODE}", "year", "title")]
shown[] <- lapply(shown, function(column) ifelse(is.na(column), "", as.character(column)))
stopifnot(is.integer(frame$year), is.character(frame${CODE}))
write.table(shown, "out.csv", sep = ",", row.names = FALSE, col.names = FALSE, fileEncoding = "UTF-8")
matrix <- read.csv("matrix.csv")
stopifnot(identical(names(matrix), c("id", "coded", "m_xieshang")), sum(matrix$m_xieshang) == 1)
"""
    (folder / "read.R").write_text(program, encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [rscript, "--vanilla", "read.R"], cwd=folder, capture_output=True, timeout=SECONDS, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    read = list(csv.reader(io.StringIO((folder / "out.csv").read_text("utf-8"), newline="")))
    assert read == expected(folder)


def test_libreoffice_keeps_codes_and_years(folder):
    office = needed("soffice", "libreoffice-calc")
    [filter_of] = re.findall(r'--infilter="([^"]+)"', LINES["LibreOffice"])
    run(
        office,
        folder,
        "--convert-to",
        "xlsx",
        f"--infilter={filter_of}",
        "--outdir",
        str(folder),
        str(folder / "cases.csv"),
    )
    if not (folder / "cases.xlsx").exists():
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop("NO CALC: install Debian's libreoffice-calc")
    header, *rows = openpyxl.load_workbook(folder / "cases.xlsx").active.iter_rows(values_only=True)
    at = [header.index(name) for name in ("id", CODE, "year", "title")]
    read = [["" if row[place] is None else row[place] for place in at] for row in rows]
    assert [[row[0], row[1], str(row[2]), row[3]] for row in read] == expected(folder)
    assert all(isinstance(row[1], str) for row in read)


def test_the_columns_that_lines_name_by_their_place_are_those(folder):
    header = (folder / "cases.csv").read_text("utf-8-sig").partition("\n")[0].split(",")
    named = [header.index("division_code_then") + 1, header.index("division_code_now") + 1]
    assert f"stringcols({named[0]} {named[1]})" in LINES["Stata"]
    assert f"{named[0]}/2/{named[1]}/2" in LINES["LibreOffice"]


def python(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
