"""What the resolver knows of the language around place names: patterns, and words from tables.

The words stand in `fixtures/curated/words/`, each with an example; here is only what a table cannot say:
single characters, what they may stand next to, and how words go together.
"""

import re

from cases.language.word_tables import any_of, any_row, rows_of_kind, words_of_kind

IDEOGRAPH = r"[\u3400-\u9fff\U00020000-\U000323af]"

# Between two places of one list: punctuation, conjunctions, and the institutions of the first.
INSTITUTION = (
    rf"(?:[市区县州旗镇乡省]?(?:委|民政[局厅]|{any_of(words_of_kind('neighbours', 'institution'))})"
    rf"{any_of(words_of_kind('neighbours', 'office'))}?)"
)
# What may follow the only name of a text: its institutions.
WHOLE_REST = re.compile(rf"(?:{INSTITUTION}[、,]?)*")
LIST_GLUE = re.compile(
    rf"(?:{INSTITUTION}|[、,;:/|·.。()\[\]《》“”\"'\s\d-]|[和与及暨原现今等个含的]|"
    rf"{any_of(words_of_kind('neighbours', 'in-list'))})*"
)

# Between two sentences, where what was said of a city before may hold no more.
SENTENCE_END = re.compile(r"[。！？!?\n]")
# Between two townships or zones of one list.
SIBLING_GLUE = re.compile(r"[、,;和及与]")

# Bare, these are common nouns; they are places only behind their city, in a list of its districts,
# or where the same text has named the district in full before.
COMMON_NOUNS = frozenset(words_of_kind("common_nouns", "everywhere", "texts"))
# Behind a city whose district they were once, these may still be common nouns: 常州郊区 in 2015.
BARE_NOUNS = frozenset(words_of_kind("common_nouns", "behind-city"))
# 3城区, 各城区: counted, so a common noun even in a list.
COUNTED = re.compile(r"[\d一二两三四五六七八九十几数个各多全]$")
# These also arise where two other words meet; bare, they need a clear edge on both sides.
WORDLIKE = frozenset(words_of_kind("wordlike_places", "both-edges"))
# These are the end of other words (湘西山区, 广东城区); bare, they need a clear edge on the left.
EDGED = frozenset(words_of_kind("wordlike_places", "left-edge"))
# 沿海城市, 复兴城市: a city of two characters whose name ends in 城.
CITY_OF_CITY = re.compile(r"^[\u3400-\u9fff]城市$")
# Short names of prefectures that are words, things or persons first; they count only in a chain.
WORDLIKE_SHORT = frozenset(words_of_kind("wordlike_places", "city-in-short"))
# Short county names that are words; even behind their province they are not taken for a place.
WORDLIKE_COUNTY = frozenset(words_of_kind("wordlike_places", "county-in-short"))
# What may follow a name that is wordlike, or a township: the end of a name, not of a word.
NAME_ENDS = re.compile(
    r"$|[^\u3400-\u9fff]|[的是在以为被等和与及将把对从推获有自按紧着原现今]|[区县市州旗镇乡]?[委党办]|"
    rf"[区县市州旗镇乡]?{any_of(words_of_kind('neighbours', 'institution-behind'))}|"
    rf"{any_of(words_of_kind('neighbours', 'behind'))}|"
    r"[一-鿿]{1,6}(?:街道|社区|村|镇|乡)"
)
# What stands right before a name that begins there.
NAME_BEGINS = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[在于和与及从到由对向为是原现今以将把让使同给经赴往自如按据由省市州盟区县共了来、]|"
    rf"{any_of(words_of_kind('neighbours', 'before'))})$"
)
# 书记王长春, 、张海南: a surname before a short name of a place makes a person.
SURNAME = any_of(words_of_kind("surnames", "surname"))
BEFORE_PERSON = rf"(?:^|[^\u3400-\u9fff]|[员长师叫]|{any_of(words_of_kind('neighbours', 'before-person'))})"
PERSON = re.compile(rf"{BEFORE_PERSON}{SURNAME}$")
# 、徐州平、: a short name of a place that is the surname and half of the given name.
PERSON_HERE = re.compile(
    rf"{SURNAME}[\u3400-\u9fff](?![市省州区县盟委府等的地港人内外站段办台会都])[\u3400-\u9fff](?:$|[、，,。；;]|同志|先生|女士)"
)
PERSON_BEGINS = re.compile(rf"{BEFORE_PERSON}$")
# 西安区域, 河北区县: the last character belongs to the next word.
RUNS_ON_ALWAYS = re.compile(r"域|划(?![船归入出给])|间|别|块|段")
RUNS_ON = re.compile(rf"{RUNS_ON_ALWAYS.pattern}|位|(?:县|市)(?![委政民])|情|属|级|内外|里")
# 合作市场, 安宁市民: the same behind names that are wordlike.
RUNS_ON_WORD = re.compile(rf"{RUNS_ON.pattern}|[场容值面分]|民(?!政)|政(?!府)")
# Counties of two characters that arise where other words meet: 市和县, 从新县城, 在任县长, 到达县城.
RISKY_TWO = frozenset(words_of_kind("wordlike_places", "two-characters"))
# What joins two places behind the name of the first.
UNIT = re.compile(r"[省市县区州盟旗]")
# A clear end: the end of the text, a mark, an institution.
CLEAR_END = re.compile(r"$|[^\u3400-\u9fff]|[区县市旗]{1,2}委|[区县市旗]?(?:人民)?政府")
# Where a short name in a list ends.
LIST_END = re.compile(rf"{CLEAR_END.pattern}|[等和与及]")
# Not a place but a road, a school, a bank, a paper: 上海路, 南京东路, 北京大学.
_ROAD = rf"路|街(?!道)|道(?=\d|号|[、,。;与和及交])|{any_of(words_of_kind('named_after_places', 'road'))}"
_BANK = rf"{any_of(words_of_kind('named_after_places', 'bank'))}?银行"
NOT_OF_PLACE = re.compile(
    rf"[东西南北中]?[一二三四]?(?:{_ROAD})|"
    rf"[\u3400-\u9fff]{{0,2}}大学|[\u3400-\u9fff]{{0,4}}学院|{_BANK}|"
    rf"{any_row(rows_of_kind('named_after_places', 'thing'))}"
)
# Long names that hold the name of a place but are none.
BLOCKED = re.compile(
    rf"[^\u3400-\u9fff]年来|{any_row(rows_of_kind('no_places', 'name', 'where-words-meet'))}"
)

# Townships behind a county: 曹家渡街道, 石湖荡镇; non-greedy, so that 石湖荡镇镇党委 ends at the first 镇.
TOWNSHIP = re.compile(
    rf"({IDEOGRAPH}{{1,12}}?(?:街道|苏木|镇(?!街道|[化域区级长政])|"
    rf"乡(?!街道|[村镇亲贤土愁情音风约规民绅里下间统])))(?={NAME_ENDS.pattern})"
)
# 静安区人民政府曹家渡街道办事处: how a street office signs in full.
STREET_OFFICE = re.compile(rf"人民政府({IDEOGRAPH}{{1,10}}?街道)(?=办事处)")
# What is no name of a township: function words, institutions, and common nouns that end in 镇 or 乡.
TOWNSHIP_STOPS = re.compile(
    r"^(?:[委的在为有共与及对从以是还也已就个全所每该本区镇乡村街道两我](?!和新路|台|岗|山|湖|店|桥|河|沟|妙)|市(?![中南北])|县(?![河底街])|"
    r"各(?![庄塔])|将(?!口)|把(?!荷)|等(?!子)|和(?![平谐顺兴睦畅义寨安庆盛静日谦什])|近|党(?!店)|"
    rf"{any_row(rows_of_kind('township_and_zone_stops', 'township-begins'))})|"
    r"[的了是个让并]|[在由等把将](?!.?[镇乡街])|各(?!庄|塔)|建设(?!.{0,2}街)|.[市县区](?!街道|镇|乡|苏木).|"
    rf"{any_of(words_of_kind('township_and_zone_stops', 'township-contains'))}|"
    r"^[城乡村集小古重名强百中新市县区老家故同水侨山异下返回还梦他进外本贵该两三几数一][镇乡]$|"
    rf"^{any_of(words_of_kind('township_and_zone_stops', 'township-is'))}$"
)

# Functional zones behind a city: 高新区, 经济技术开发区, 某某新区; a bare 新区 is a common noun.
ZONE = re.compile(rf"({IDEOGRAPH}{{0,10}}?{any_of(words_of_kind('zone_kinds', 'alone', 'with-stem'))})")
ZONE_STOPS = re.compile(
    r"[的了是在等个由把将让各并和与及委省市县乡镇村]|城区$|^[区全]|国家级?新区$|"
    rf"{any_of(words_of_kind('township_and_zone_stops', 'zone-contains'))}"
)
ZONE_NEEDS_STEM = frozenset(words_of_kind("zone_kinds", "with-stem"))
