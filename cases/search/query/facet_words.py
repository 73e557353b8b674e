"""The words by which readers mean a programme, a tier, an issuing body, a part of the country or a year."""

import re
from collections.abc import Mapping

from cases.language.numerals import as_number
from cases.search.text.normalisation import fold_text

Labels = Mapping[str, Mapping[str, str]]  # facet name → value → Chinese label

# Beside the full labels, which come with the facets.
_SHORT = {
    ("tier", "winner"): ("十大", "十大成果", "十大创新成果奖"),
    ("tier", "nominee"): ("提名", "提名奖", "获提名", "十大创新成果提名", "十大提名"),
    ("tier", "typical"): ("创新典型案例",),
    ("tier", "pilot"): ("试验区",),
    ("programme", "sqzl"): ("社区治理十大创新成果", "社区治理创新成果", "创新成果"),
    ("programme", "jczl"): ("基层治理创新典型案例", "基层治理典型案例", "基层治理典型"),
    ("programme", "syq"): ("社区治理和服务创新实验区", "社区治理实验区", "全国实验区", "创新实验区"),
    ("issuer", "mca-office"): ("民政部",),
    ("region", "east"): ("东部", "东部地区", "东部省份"),
    ("region", "central"): ("中部", "中部地区", "中部省份"),
    ("region", "west"): ("西部", "西部地区", "西部省份"),
    ("region", "northeast"): ("东北", "东北地区", "东北三省"),
    ("setting", "rural"): ("农村", "乡村", "农村社区", "农村治理", "乡村治理", "农村社区治理"),
}
# Parts of the country beside the four regions of 国家统计局, by the codes of what they consist of. 大区 are
# those of geography, 长三角 that of 《长江三角洲区域一体化发展规划纲要》 (2019), 珠三角 that of
# 《珠江三角洲地区改革发展规划纲要》 (2008).
_AREAS = {
    "华北": "110000 120000 130000 140000 150000",
    "华东": "310000 320000 330000 340000 350000 360000 370000",
    "华中": "410000 420000 430000",
    "华南": "440000 450000 460000",
    "西南": "500000 510000 520000 530000 540000",
    "西北": "610000 620000 630000 640000 650000",
    "京津冀": "110000 120000 130000",
    "长三角": "310000 320000 330000 340000",
    "珠三角": "440100 440300 440400 440600 440700 441200 441300 441900 442000",
}
# 简称 of provinces that are hardly ever another word.
_PROVINCES = dict(zip("沪粤渝皖鲁浙赣鄂桂闽湘豫冀琼", (
    *("310000", "440000", "500000", "340000", "370000", "330000", "360000"),
    *("420000", "450000", "350000", "430000", "410000", "130000", "460000"),
), strict=True))  # fmt: skip
_LABELLED = ("programme", "tier", "issuer")

_YEAR_ENDS = r"(?:年度?|届)?"
_YEAR = re.compile(rf"((?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}}){_YEAR_ENDS}")
_YEARS = re.compile(rf"((?:19|20)\d\d)年?(?:-+|~+|至|到)((?:19|20)\d\d){_YEAR_ENDS}")

# Words of a question that ask for nothing in particular: 太仓的案例.
IDLE = (
    *("的", "案例", "的案例", "经验", "的经验", "做法", "的做法"),
    *("怎么", "怎样", "如何", "怎么管", "怎么办", "怎么做", "有哪些", "哪些", "关于", "给"),
    *("模式", "机制", "工作", "制度", "实践", "工作法", "方法", "建设"),
)


def facet_words(labels: Labels) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded word → (facet, value) of every value that the word means."""
    found: dict[str, list[tuple[str, str]]] = {}
    for facet in _LABELLED:
        for value, label in labels.get(facet, {}).items():
            found.setdefault(fold_text(label), []).append((facet, value))
    for meant, words in _SHORT.items():
        for word in words:
            found.setdefault(word, []).append(meant)
    for word, codes in (_AREAS | _PROVINCES).items():
        found.setdefault(word, []).extend(("place", code) for code in codes.split())
    return {word: tuple(dict.fromkeys(meant)) for word, meant in found.items()}


def years(word: str) -> tuple[str, ...]:
    """The years that a folded word means: `2015`, 2015年度, 二〇一五年, `2014-2016`; empty for others."""
    one = _YEAR.fullmatch(word)
    if one:
        return (str(as_number(one[1])),)
    several = _YEARS.fullmatch(word)
    if several:
        return tuple(str(year) for year in range(int(several[1]), int(several[2]) + 1))
    return ()
