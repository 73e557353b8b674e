"""Full names, short names and the other ways in which a division's name is written."""

import re

from cases.language.word_tables import any_of, rows_of_kind, words_by, words_of_kind

# The provinces that are cities, by the first two digits of their codes; they have no prefectures.
MUNICIPALITIES = {"11": "北京市", "12": "天津市", "31": "上海市", "50": "重庆市"}
PEOPLE = any_of(words_of_kind("ethnic_groups", "group"))
AUTONOMOUS = re.compile(rf"^(.+?){PEOPLE}*(?:联合)?自治([区州县旗])$")
# Units whose short name does not follow from the rules.
WHOLE = {row["division"]: row["word"] for row in rows_of_kind("customary_names", "in-short")}
PLAIN = re.compile(r"^(.{2,}?)(特别行政区|地区|林区|特区|新区|省|市|盟|区|县|旗)$")
# What news and honours lists write for some prefectures and banners, beyond the rules.
CUSTOMARY = words_by("customary_names", "division", "also")


def short_name(name: str) -> str:
    """太仓市 -> 太仓, 延边朝鲜族自治州 -> 延边; the name itself where nothing can be cut off."""
    if name in WHOLE:
        return WHOLE[name]
    autonomous = AUTONOMOUS.match(name)
    if autonomous:
        return autonomous[1]
    plain = PLAIN.match(name)
    return plain[1] if plain else name


def derived_aliases(name: str) -> tuple[str, ...]:
    """The forms that keep the kind of an autonomous unit: 延边州, 长阳县, 鄂伦春旗; and customary ones."""
    autonomous = AUTONOMOUS.match(name)
    forms = list(CUSTOMARY.get(name, ()))
    if autonomous and autonomous[2] != "区":
        stem = autonomous[1]
        forms = [stem + autonomous[2], f"{stem}自治{autonomous[2]}", *forms]
    return tuple(dict.fromkeys(form for form in forms if form != name))
