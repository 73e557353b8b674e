"""A .doc whose table did not outlive its conversion is refused: its cells would run together."""

import io
import zipfile

import pytest

from cases.imports.files import conversion
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.kinds import FileKind

ROWS = "名称\x07单位\x07\x07小巷议事\x07杭州市\x07\x07".encode("utf-16-le")
PLAIN = "名称、单位\r小巷议事、杭州市\r".encode("utf-16-le")


def docx(body: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", f"<w:body>{body}</w:body>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "body", "is_lost"),
    [
        (ROWS, "<w:p>名称单位小巷议事杭州市</w:p>", True),
        (ROWS, "<w:tbl><w:tr>名称</w:tr></w:tbl>", False),
        (PLAIN, "<w:p>名称、单位</w:p>", False),
    ],
)
def test_rows_of_cells_are_looked_for_in_what_was_made_of_them(content, body, is_lost):
    assert conversion.has_lost_tables(content, docx(body)) is is_lost


def test_a_doc_without_its_table_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(conversion.shutil, "which", lambda name: name)
    monkeypatch.setattr(conversion, "_convert", lambda *given: docx("<w:p>名称单位</w:p>"))
    with pytest.raises(FileRefused, match="另存为 docx"):
        conversion.converted(FileKind.DOC, ROWS)
