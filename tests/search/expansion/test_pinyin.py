"""Pinyin and initials."""

import pytest

from tests.search.asked import accessions, reasons
from tests.search.memory import Case, MemoryLibrary, make_place, make_term


def test_half_a_pinyin_name_is_enough_and_less_is_not():
    library = MemoryLibrary(
        [Case(mechanisms=("jjh",), text="基金。")], terms=[make_term("jjh", "社区基金会")]
    )
    assert library.ranked("shequji") == [1]
    assert library.ranked("shequ") == library.ranked("she") == []


@pytest.mark.slow
def test_initials_of_another_name_find_only_what_prints_it():
    assert accessions("mlzx") == ["2014-sqzl-w08"]
    assert reasons("mlzx", "2014-sqzl-w08") == ["首字母:mlzx → 睦邻中心"]


def test_initials_of_two_terms_match_both_and_never_before_an_exact_match():
    library = MemoryLibrary(
        [Case(mechanisms=("a",)), Case(mechanisms=("b",)), Case(text="代号 wgh。")],
        terms=[make_term("a", "网格化"), make_term("b", "文官会")],
    )
    assert library.ranked("wgh") == [3, 1, 2]
    assert library.reasons("wgh", 1) == ["首字母:wgh → 网格化"]
    assert library.reasons("wgh", 3) == []


def test_an_apostrophe_separates_syllables():
    places = [make_place("61", "陕西省"), make_place("6101", "西安市", parent="61")]
    assert MemoryLibrary([Case(then="6101", now="6101")], places).ranked("xi'an") == [1]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["san she", "san she liandong", "sanshe liandong", "SAN SHE lian dong"])
def test_pinyin_with_blanks_finds_what_it_finds_as_one(typed):
    assert set(accessions(typed)) == set(accessions("三社联动"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("changning", "长宁区"),
        ("minhang", "闵行区"),
        ("chaoyang", "朝阳市"),
        ("luhe", "六合区"),
        ("changzhi", "长治市"),
        ("pidu", "郫都区"),
        ("hongtong", "洪洞县"),
        ("xunxian", "浚县"),
        ("shifang", "什邡市"),
        ("qianan", "乾安县"),
    ],
)
def test_a_division_is_found_by_its_official_reading(typed, name):
    places = [make_place("11", "北京市"), make_place("1101", name, parent="11")]
    assert MemoryLibrary([Case(then="1101", now="1101")], places).ranked(typed) == [1]


def test_a_division_is_not_found_by_a_reading_that_is_not_its_own():
    places = [make_place("11", "北京市"), make_place("1101", "长宁区", parent="11")]
    assert MemoryLibrary([Case(then="1101", now="1101")], places).ranked("zhangning") == []


def test_a_term_is_found_by_every_reading_of_its_polyphones():
    terms = [make_term("fuquan", "赋权", ("还权赋能",))]
    library = MemoryLibrary([Case(mechanisms=("fuquan",), text="放权。")], terms=terms)
    assert library.ranked("huanquanfuneng") == library.ranked("haiquanfuneng") == [1]
    assert library.reasons("huanquanfuneng", 1) == ["拼音:huanquanfuneng → 赋权"]


def test_a_word_of_the_texts_is_found_by_every_reading_of_its_polyphones():
    library = MemoryLibrary([Case(text="推行还权赋能的改革。")])
    assert library.ranked("huanquan") == library.ranked("haiquan") == [1]


@pytest.mark.slow
def test_pinyin_of_two_names_stays_two_words():
    assert accessions("nanjing sanshe") == ["2014-syq-p01"]


def test_letters_that_occur_in_a_text_are_never_joined():
    places = [make_place("ar", "安仁县")]
    library = MemoryLibrary([Case(text="an ren"), Case(then="ar", now="ar")], places)
    assert library.ranked("an ren") == [1]
    assert library.ranked("anren") == [2]


def test_canyu_is_no_passport_spelling():
    assert set(accessions("canyushizhili")) == set(accessions("参与式治理"))
    places = [make_place("lv", "吕梁市")]
    assert MemoryLibrary([Case(then="lv", now="lv")], places).ranked("lyuliang") == [1]


def test_pinyin_says_what_is_printed_when_the_case_is_not_coded():
    assert reasons("zizhi", "2014-sqzl-n06") == []
    assert reasons("zizhi", "2015-sqzl-n04") == ["拼音:zizhi → 自治"]
    assert reasons("zizhi", "2015-sqzl-n02") == ["拼音:zizhi → 居民自治(下位词:社区协商)"]
    assert set(accessions("zizhi")) == set(accessions("自治"))


@pytest.mark.parametrize("typed", ["nan jing xieshang", "su zhou taicang", "yuhuatai wang ge"])
def test_words_in_pinyin_are_joined_as_far_as_that_finds_something(typed):
    assert accessions(typed)


def test_initials_find_the_titles_that_have_them_first():
    assert set(accessions("ssld")[:2]) == {"2014-sqzl-w05", "2014-sqzl-w07"}  # 三社联动 and 四社联动


def test_a_name_read_to_its_end_comes_before_one_that_goes_on():
    assert accessions("yuhua") == ["2014-sqzl-n05", "2014-syq-p01"]


@pytest.mark.parametrize(("typed", "word"), [("ganbu", "干部"), ("pei xun", "培训"), ("fangan", "方案")])
def test_a_word_of_the_texts_is_found_by_its_pinyin(typed, word):
    printed = [number for number in accessions(word) if not reasons(word, number)]
    assert set(accessions(typed)) == set(printed)
    assert reasons(typed, printed[-1]) == [f"拼音:{typed.replace(' ', '')} → {word}"]


def test_of_homophones_only_one_that_is_clearly_meant_matches():
    meant, other = Case(text="干部。"), Case(text="敢不。")
    assert MemoryLibrary([meant, meant, meant, other]).ranked("ganbu") == [1, 2, 3]
    assert MemoryLibrary([meant, meant, other]).ranked("ganbu") == []


def test_a_word_read_in_a_title_is_found_in_texts_as_well_and_after_it():
    library = MemoryLibrary([Case(text="培训。"), Case(title="培训新法")])
    assert library.ranked("peixun") == [2, 1]
    assert library.reasons("peixun", 1) == ["拼音:peixun → 培训"]


def test_a_whole_syllable_is_no_beginning_of_another():
    terms = [make_term("sjyh", "时间银行")]
    library = MemoryLibrary([Case(mechanisms=("sjyh",)), Case(text="实际。")], terms=terms)
    assert library.ranked("shiji") == [2]
    assert library.ranked("shijian") == [1]
