"""Pinyin without tones."""

import time

import pytest

from cases.language.pinyin import (
    MOST_READINGS,
    SYLLABLES,
    every_reading,
    initials,
    reading_of,
    readings,
    runs,
    syllables,
)


def test_it_knows_how_words_are_read():
    assert syllables("重庆") == ("chong", "qing")
    assert syllables("厦门") == ("xia", "men")
    assert syllables("绿色") == ("lv", "se")


def test_latin_letters_and_digits_stay_as_they_are():
    assert syllables("o2o模式") == ("o2o", "mo", "shi")
    assert initials("1加10") == "1j10"


def test_a_polyphone_is_read_in_every_way():
    reading = every_reading("还权赋能")
    assert reading.usual == ("hai", "quan", "fu", "neng")
    assert reading.begins_with(["huan", "quan"]) and reading.begins_with(["hai", "quan"])
    assert reading.is_read(["huan", "quan", "fu", "neng"]) and not reading.is_read(["huan", "quan"])
    assert ("huan", "quan", "fu", "neng") in set(reading.spellings())


def test_a_reading_that_no_word_has_is_left_out():
    assert every_reading("网格化").at(1) == {"ge"}


def test_letters_and_digits_have_one_reading():
    assert every_reading("o2o模式").at(0) == {"o2o"}


def test_a_name_of_two_readings_has_no_third():
    reading = reading_of(("zhang", "zi"), ("chang", "zi"))
    assert set(reading.spellings()) == {("zhang", "zi"), ("chang", "zi")}
    assert reading.beginning(1).usual == ("zhang",)


def test_it_gives_the_first_letters():
    assert initials("民情理事会") == "mqlsh"


def test_it_parts_a_text_at_punctuation():
    assert runs('"六个一"街道,中心_化') == ["六个一", "街道", "中心", "化"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sanshe", [("san", "she")]),
        ("sansh", [("san", "sh")]),
        ("mqlsh", []),
        ("xian", [("xian",), ("xia", "n"), ("xi", "an"), ("xi", "a", "n")]),
    ],
)
def test_it_parts_letters_into_syllables(typed, expected):
    assert readings(typed) == expected


def test_letters_that_part_in_many_ways_take_no_time():
    start = time.thread_time()
    assert len(readings("xianlianguan" * 5)) <= MOST_READINGS
    assert readings("xian" * 14 + "vvv") == []
    assert time.thread_time() - start < 0.1


def test_every_reading_of_a_place_is_made_of_known_syllables():
    for name in ("太仓", "铜官", "坪山", "雨花台", "武侯", "奎文", "北碚", "红谷滩", "石湖荡", "曹家渡"):
        assert set(syllables(name)) <= SYLLABLES
