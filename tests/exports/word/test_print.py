"""The document as LibreOffice prints it, with the whole library in it."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from cases.exports.word.contents import Entry
from cases.exports.word.document import compilation
from tests.exports.word.made import FACTS, NOTES, contents_list, cover, elements, entry, written
from tests.exports.word.office import printed as as_pdf
from tests.exports.word.office import program, updated
from tests.readers.library import awards

pytestmark = pytest.mark.slow
A4 = (595.3, 841.9)  # points


def library() -> list[Entry]:
    return [entry(record.title.value, record.text, FACTS, NOTES) for _source, record in awards().values()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> PdfReader:
    office, entries = program(), library()
    file = tmp_path_factory.mktemp("print") / "compilation.docx"
    file.write_bytes(compilation(cover(len(entries)), entries))
    return PdfReader(as_pdf(office, file))


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


def test_places_stay_in_the_contents_when_it_is_updated(tmp_path):
    """The contents are made of the headings; what was shown before the update, here 过时, is gone."""
    made = [replace(entry(title), place=place) for title, place in (("甲", "广东省"), ("乙", "江苏省苏州市"))]
    document = Document(BytesIO(compilation(cover(2), made)))
    for shown in elements(document, "hyperlink"):
        next(shown.iter(qn("w:t"))).text = "过时"
    document.save(tmp_path / "compilation.docx")
    lines = updated(program(), tmp_path / "compilation.docx")
    start = lines.index("目　录") + 1
    assert lines[start : start + 2] == ["甲（广东省）\t1", "乙（江苏省苏州市）\t2"]
