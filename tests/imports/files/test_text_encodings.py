"""Texts in every encoding that offices use are read exactly; what is no text is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.text_encodings import decode
from tests.readers.layouts import LAYOUTS, text_of

TRADITIONAL = (
    "關於命名全國和諧社區建設示範單位的決定\n臺北市信義區、浙江省寧波市寧海縣桑洲鎮南嶺村等3個單位\n"
)
SIMPLIFIED = "关于命名全国和谐社区建设示范单位的决定\n浙江省宁波市宁海县桑洲镇南岭村等3个单位\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_exactly_in_every_encoding(layout: str, encoding: str) -> None:
    text = text_of(layout)

    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", codecs.BOM_UTF8, "UTF-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16-LE"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16-BE"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32-LE"),
    ],
)
def test_a_mark_at_the_beginning_says_the_encoding_and_is_no_text(
    encoding: str, mark: bytes, name: str
) -> None:
    assert decode(mark + SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, name)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (TRADITIONAL, "cp950", "Big5"),
        (TRADITIONAL.replace("和諧", "和諧粵語嘅"), "big5hkscs", "Big5-HKSCS"),
        (TRADITIONAL.replace("、", "‧"), "cp950", "Big5"),
        (TRADITIONAL, "utf-16-le", "UTF-16-LE"),
    ],
)
def test_encodings_that_are_easily_confused_are_told_apart(text: str, encoding: str, name: str) -> None:
    assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize("words", ["南岭村", "入选名单", "申报单位", "小营巷社区"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_few_words_are_enough(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding))[0] == words


@pytest.mark.parametrize(
    "content",
    [
        SIMPLIFIED.encode("gb18030")[:-4] + b"\xff",  # a character that is cut
        "Dès Noël où un zéphyr haï me vêt de glaçons würmiens".encode("cp1252"),
        "こんにちは世界、日本語の文章です".encode("shift_jis"),
        "Съешь же ещё этих мягких французских булок".encode("koi8-r"),
        bytes(range(256)) * 4,
        b"\0" * 100,
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0",
    ],
)
def test_what_is_no_text_in_these_encodings_is_refused_and_not_guessed(content: bytes) -> None:
    with pytest.raises(FileRefused, match="认不出文字的编码"):
        decode(content)


def test_a_mark_that_does_not_fit_is_refused_with_the_place() -> None:
    with pytest.raises(FileRefused, match="UTF-8，但第 10 字节不是"):
        decode(codecs.BOM_UTF8 + "名单".encode() + "名单".encode("gbk"))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_refused(content: bytes) -> None:
    try:
        text, name = decode(content)
    except FileRefused:
        return
    assert "\0" not in text
    assert name
