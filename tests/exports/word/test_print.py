"""The document as LibreOffice prints it, with the whole library in it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from cases.exports.word.contents import Entry
from cases.exports.word.document import compilation
from tests.exports.word.made import FACTS, NOTES, contents_list, cover, entry, written
from tests.readers.library import awards

pytestmark = pytest.mark.slow
A4 = (595.3, 841.9)  # points


def library() -> list[Entry]:
    return [entry(record.title.value, record.text, FACTS, NOTES) for _source, record in awards().values()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> PdfReader:
    """The PDF. Skips where no LibreOffice is installed, or fails with REQUIRE_BROWSER=1."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop("NO OFFICE SUITE: install Debian's libreoffice-writer to print the compilation")
    folder = tmp_path_factory.mktemp("print")
    entries = library()
    (folder / "compilation.docx").write_bytes(compilation(cover(len(entries)), entries))
    return PdfReader(convert(office, folder))


def convert(office: str, folder: Path) -> Path:
    """With a profile of its own, so that an open LibreOffice is not asked to do it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    done = subprocess.run([*command, str(folder / "compilation.docx")], capture_output=True, timeout=180)
    assert done.returncode == 0, done.stderr.decode()
    assert "error" not in done.stderr.decode().lower()
    return folder / "compilation.pdf"


def numbered(printed: PdfReader) -> dict[int, str]:
    """Page number → the words above it, without blanks; the pages of the cases alone."""
    pages = {}
    for page in printed.pages:
        words = re.sub(r"\s", "", page.extract_text())
        if foot := re.search(r"—(\d+)—$", words):
            pages[int(foot[1])] = words
    return pages


def test_it_opens_with_the_cover_and_the_contents(printed):
    first, second = (re.sub(r"\s", "", printed.pages[number].extract_text()) for number in (0, 1))
    assert first.startswith("社区治理创新案例材料汇编（共46例）")
    assert "—" not in first
    assert second.startswith("目录")
    assert second.endswith("—I—")
    assert all(page.mediabox[2:] == pytest.approx(A4, abs=0.5) for page in printed.pages)


def test_the_pages_of_the_cases_are_numbered_without_a_gap(printed):
    pages = numbered(printed)
    assert sorted(pages) == list(range(1, len(pages) + 1))


def test_the_contents_name_the_page_on_which_each_case_begins(printed):
    pages, listed = numbered(printed), contents_list(written(*library()))
    assert len(listed) == 46
    wrong = [
        (title, page)
        for title, page in listed
        if not pages[page].startswith(re.sub(r"\s", "", title) + "所获荣誉")
    ]
    assert wrong == []


def test_no_page_holds_more_than_the_type_area(printed):
    """22 lines of text and the line of the page number; digits of the fonts here may widen a line."""
    longest = max(len(page.extract_text().strip().splitlines()) for page in printed.pages)
    assert longest <= 22 + 1


def test_the_properties_reach_the_print(printed):
    assert printed.metadata.title == "社区治理创新案例材料汇编"
