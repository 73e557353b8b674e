"""CSV files as rows of tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.kinds import FileKind


def read(content: bytes) -> str:
    return read_content(FileKind.CSV, content).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_cells_are_parted_whatever_parts_them(delimiter: str, encoding: str) -> None:
    rows = [["序号", "单位名称"], ["1", "宁海县桑洲镇南岭村"], ["2", "安吉县递铺街道鲁家村"]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)

    assert read(content) == "序号\t单位名称\n1\t宁海县桑洲镇南岭村\n2\t安吉县递铺街道鲁家村\n"


def test_quoted_cells_keep_their_signs_on_one_line() -> None:
    content = '题名,单位\n"“一核,多元”\n治理",南岭村\n"说""好""",海头村\n'.encode()

    assert read(content) == '题名\t单位\n“一核,多元”治理\t南岭村\n说"好"\t海头村\n'


def test_a_single_column_is_lines() -> None:
    assert read("名单\n南岭村\n海头村\n".encode()) == "名单\n南岭村\n海头村\n"


@given(st.text(st.sampled_from('南岭村,;\t|"\n\r1 '), max_size=80))
def test_any_signs_are_rows_or_refused(text: str) -> None:
    try:
        assert read(text.encode()).strip()
    except FileRefused as error:
        assert str(error)
