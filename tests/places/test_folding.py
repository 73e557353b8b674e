"""Width, script and stray blanks, and the offsets in the printed text."""

import pytest

from cases.places.folding import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("廣東省深圳市羅湖區", "广东省深圳市罗湖区"),
        ("共议， 使", "共议, 使"),
        ("太 仓\u3000市", "太仓市"),
        ("南\u00a0京\u2003市", "南京市"),
        ("３４３（三大）", "343(三大)"),
        ("a b 京 c", "a b 京 c"),
        ("北京\n朝阳", "北京\n朝阳"),
        ("", ""),
    ],
)
def test_it_evens_out_what_print_varies(printed: str, folded: str) -> None:
    assert fold(printed, frozenset()).text == folded


def test_it_keeps_characters_that_stand_in_names() -> None:
    assert fold("乾縣", frozenset("乾县")).text == "乾县"
    assert fold("乾縣", frozenset()).text == "干县"


def test_it_finds_the_way_back_to_print() -> None:
    printed = "在 深 圳 市，羅湖"
    folded = fold(printed, frozenset())
    start = folded.text.index("深圳市")
    first, last = folded.printed_span(start, start + 3)
    assert printed[first:last] == "深 圳 市"
    assert len(folded.text) == len(folded.offsets)


def test_it_survives_characters_outside_the_basic_plane() -> None:
    printed = "𠮷林省長春市😀"
    folded = fold(printed, frozenset())
    assert folded.text.endswith("长春市😀")
