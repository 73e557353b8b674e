"""Pinyin, without tones, of titles and terms."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict

LONGEST_SYLLABLE = 6  # zhuang
MOST_READINGS = 8
MOST_STEPS = 500  # letters with very many beginnings of a reading and no complete one are no pinyin

_STANDARD = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce
cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun
chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de den deng di dian diao die din ding diu dong
dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen
geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai
huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao
ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian
liang liao lie lin ling liu long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian
miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu
nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi
qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru ruan
rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu
shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti
tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao
xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun za zai zan
zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan
zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""  # the syllables of standard Chinese, ü typed as v
SYLLABLES = frozenset(_STANDARD.split())
_BEGINNINGS = frozenset(syllable[:end] for syllable in SYLLABLES for end in range(1, len(syllable) + 1))
_FUZZY_START = re.compile("^([zcs])h")
_FUZZY_END = re.compile("ng$")
_RUN = re.compile(r"[^\W_]+")
_FIRST_HANZI, _LAST_HANZI = 0xB0A1, 0xF7FE  # of GB 2312, whose 6,763 characters modern texts are written in


@lru_cache(maxsize=8192)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a folded word, one a character; Latin letters and digits stay one piece."""
    return tuple(lazy_pinyin(word))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word is read: the usual syllables, and at each place what else its polyphone may be read as."""

    usual: tuple[str, ...]
    others: tuple[frozenset[str], ...]

    def at(self, place: int) -> frozenset[str]:
        """The syllables that are accepted at a place."""
        return self.others[place] | {self.usual[place]}

    def beginning(self, length: int) -> "Reading":
        """The reading of the first syllables alone."""
        return Reading(self.usual[:length], self.others[:length])

    def begins_with(self, parts: Sequence[str]) -> bool:
        """Whether the word is read so at its beginning."""
        return len(parts) <= len(self.usual) and all(part in self.at(at) for at, part in enumerate(parts))

    def is_read(self, parts: Sequence[str]) -> bool:
        """Whether the whole word is read so."""
        return len(parts) == len(self.usual) and self.begins_with(parts)

    def spellings(self) -> Iterator[tuple[str, ...]]:
        """The usual syllables, and those with one polyphone read otherwise."""
        yield self.usual
        for at, others in enumerate(self.others):
            yield from ((*self.usual[:at], other, *self.usual[at + 1 :]) for other in sorted(others))


def reading_of(usual: tuple[str, ...], *more: tuple[str, ...]) -> Reading:
    """The reading of a word that may be read in the given ways alone, each of as many syllables."""
    columns = zip(usual, *more, strict=True)
    return Reading(usual, tuple(frozenset(column[1:]) - {column[0]} for column in columns))


def every_reading(word: str) -> Reading:
    """A folded word with every reading of its polyphones that words have: 还权 is huan quan and hai quan."""
    usual, rest, others = syllables(word), word, []
    for part in usual:
        piece = part if rest.startswith(part) else rest[:1]
        others.append(_readings_in_words().get(piece, frozenset()) - {part})
        rest = rest[len(piece) :]
    return Reading(usual, tuple(others))


@cache
def _readings_in_words() -> dict[str, frozenset[str]]:
    """Polyphone → its syllables in the words of the dictionary, which leaves rare ones out: 格 as luo.

    Made in half a second.
    """
    read_as: defaultdict[str, set[str]] = defaultdict(set)
    plain = cache(to_normal)
    for phrase, read in phrases_dict.items():
        for character, syllable in zip(phrase, read, strict=False):
            read_as[character].add(plain(syllable[0]).replace("ü", "v"))
    return {character: frozenset(read) for character, read in read_as.items() if len(read) > 1}


def fuzzy(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Fuzzy pinyin: without what many do not distinguish, zh, ch, sh and z, c, s; n and ng; l and n."""
    return tuple(_FUZZY_END.sub("n", _FUZZY_START.sub(r"\1", part)).replace("l", "n") for part in parts)


def initials(word: str) -> str:
    """The first letters of the syllables; Latin letters and digits in full: `1jia10`, `o2oms`."""
    return initials_of(syllables(word), word)


def initials_of(parts: tuple[str, ...], word: str) -> str:
    """The initials of a folded word whose syllables are known."""
    return "".join(part if part in word else part[:1] for part in parts)


def runs(text: str) -> list[str]:
    """The stretches of a folded text between punctuation, which no term crosses."""
    return _RUN.findall(text)


def readings(typed: str) -> list[tuple[str, ...]]:
    """The segmentations of letters into syllables, the last of which may be only begun.

    At most MOST_READINGS, those with long syllables first: `xian` is xian, then xi an.
    """
    complete: list[tuple[str, ...]] = []
    waiting: list[tuple[tuple[str, ...], str]] = [((), typed)]
    for _ in range(MOST_STEPS):
        if not waiting or len(complete) == MOST_READINGS:
            break
        parts, rest = waiting.pop()
        if not rest:
            complete.append(parts)
            continue
        if rest in _BEGINNINGS and rest not in SYLLABLES:
            complete.append((*parts, rest))
        cuts = range(1, min(LONGEST_SYLLABLE, len(rest)) + 1)
        waiting += [((*parts, rest[:cut]), rest[cut:]) for cut in cuts if rest[:cut] in SYLLABLES]
    return complete


@cache
def characters_by_syllable() -> dict[str, list[str]]:
    """Syllable → the characters of GB 2312 that may be read so. Made in a tenth of a second."""
    characters: defaultdict[str, list[str]] = defaultdict(list)
    for code in range(_FIRST_HANZI, _LAST_HANZI + 1):
        character = code.to_bytes(2, "big").decode("gb2312", errors="ignore")
        if len(character) == 1:
            for syllable in pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
                characters[syllable].append(character)
    return dict(characters)
