"""What the columns of a table hold: as a person said of such headings, else by the headings themselves."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.language.folding import FoldTable, simplified

LEVELS = ("province", "city", "county")  # of places in columns of their own, from the largest
NAMING = frozenset({"title", "unit"})  # without one of these a row is no entry
LONGEST_HEADING = 12
FEWEST_COLUMNS = 2
# What the heading of a column says of its cells; the first that fits.
_ROLES = (
    ("number", re.compile(r"^(?:序号|编号|序|号)$")),
    (
        "year",
        re.compile(
            r"^(?:评选|获评|获奖|入选|公布|命名|授予|表彰|认定|评定|获得|确定|所属)?(?:年度|年份)$|^年$"
        ),
    ),
    ("honour", re.compile(r"奖|等次|等级|荣誉|称号|类别|类型")),
    ("title", re.compile(r"案例|项目|题名|题目|标题|主题|成果|做法|名称?$|品牌")),
    ("place", re.compile(r"省|^[市州区县]|^(?:设区|地级?)市$|盟市|地区|区域|所在|所属|属地|市县|市州|区县")),
    ("unit", re.compile(r"单位|社区|村|街道|乡镇|申报|推荐|部门|机构|主体|地方|[实试]验区|示范区|试点")),
)
_OF_UNITS = re.compile(r"单位|社区|村|街道|乡镇|城市|城区|[实试]验区|示范区")
_LIST = re.compile(r"名单$")
_NO_HEADING = re.compile(r"[:：\d]")
_TOPIC = re.compile(r"主题")  # the title of a pilot, which has none; beside the name of a case it is no title
# Who passed an entry on: its unit only where the table names no other.
_PASSES_ON = re.compile(r"推荐|报送|选送|主管|指导")
# A place, but where no other column has a unit.
_UNIT_OF = re.compile("(?:所属|所在)的?(?:街道|乡|镇|社区|村)")
# Beside what an award has, and nothing that anybody misses.
_BESIDE = re.compile(r"备注|联系|电话|手机|邮箱|邮编|地址|网址|链接|附件|^说明$")
CELL_ENDS = "\t|"  # what parts the cells of a line
_CELL_ENDS = re.compile(f"[{CELL_ENDS}]")
_FOLDS = FoldTable(simplified)
_MOST_BETWEEN = 2  # lines without cells, such as headings between rows, that do not end a table
_MOST_ABOVE = 5  # rows that may stand above the headings
_FILLED = 0.6  # of the widest row: fewer cells are a title over the table


def roles_of(headings: Sequence[str]) -> list[str | None]:
    """What the columns hold; who passed an entry on (推荐单位) only where no other unit has one."""
    # 实验区名单, 名单
    words = [_LIST.sub("", heading.strip()) or ("单位" if heading.strip() else "") for heading in headings]
    roles = [role_of(each) for each in words]
    if any(role == "title" and not _TOPIC.search(each) for each, role in zip(words, roles, strict=True)):
        roles = [
            None if role == "title" and _TOPIC.search(each) else role
            for each, role in zip(words, roles, strict=True)
        ]
    own = [role == "unit" and not _PASSES_ON.search(each) for each, role in zip(words, roles, strict=True)]
    if any(own):
        return [
            None if role == "unit" and not is_own else role for role, is_own in zip(roles, own, strict=True)
        ]
    if "title" in roles and "unit" not in roles:  # whose titles would have nobody that they belong to
        return [
            "unit" if role == "place" and _UNIT_OF.search(each) else role
            for each, role in zip(words, roles, strict=True)
        ]
    return roles


def role_of(heading: str) -> str | None:
    """What a column holds, by its heading; None where it says nothing known, or ends the title of a
    list: `实验区名单` is a heading only beside others."""
    words = heading.strip()
    if not words or len(words) > LONGEST_HEADING or _NO_HEADING.search(words) or _LIST.search(words):
        return None
    if _OF_UNITS.search(words) and re.search(r"名称?$", words):
        return "unit"
    return next((role for role, form in _ROLES if form.search(words)), None)


def is_header(roles: Sequence[str | None]) -> bool:
    """Whether cells with these roles are the headings of a list of awards."""
    known = [role for role in roles if role]
    return len(known) * 2 > len(roles) and len(known) >= FEWEST_COLUMNS and bool(NAMING & set(known))


def heading_names(cells: Sequence[str]) -> list[str]:
    """What headings are told by: script, width, case and blanks make no difference. Of two alike the second
    is `备注#2`; a column without a heading has an empty name, and no meaning."""
    names, met = [], Counter[str]()
    for cell in cells:
        words = "".join(unicodedata.normalize("NFKC", cell).translate(_FOLDS).split()).casefold()
        met[words] += 1
        names.append(f"{words}#{met[words]}" if words and met[words] > 1 else words)
    return names


def says_nothing_missed(heading: str) -> bool:
    """Whether a column without a role holds nothing that anybody misses."""
    return not heading.strip() or _BESIDE.search(heading) is not None


def key_of(names: Sequence[str]) -> tuple[str, ...]:
    """A set of headings, in whatever order they stand."""
    return tuple(sorted(filter(None, names)))


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """What persons said of the columns of tables: by the key of the headings the role of each by its name.

    Roles are `number`, `title`, `unit`, `place`, LEVELS, `honour`, `year`; a column without one is not read.
    """

    roles: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)

    def of(self, cells: Sequence[str]) -> list[str | None] | None:
        """The roles of the columns under these headings; None where nobody said anything of such."""
        if not self.roles or len(cells) < FEWEST_COLUMNS:
            return None
        names = heading_names(cells)
        said = self.roles.get(key_of(names))
        return None if said is None else [said.get(name) or None for name in names]


NO_COLUMNS = KnownColumns()


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table of a text: its headings, its rows, both as they are printed; where the line of headings is."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    start: int = 0
    end: int = 0

    @property
    def names(self) -> list[str]:
        """What its headings are told by."""
        return heading_names(self.headings)

    @property
    def key(self) -> tuple[str, ...]:
        """What the table is remembered by."""
        return key_of(self.names)

    @property
    def unknown(self) -> list[str]:
        """The headings by which nothing is read, or no more than by another."""
        roles = roles_of(self.headings)
        twice = {role for role in ("number", "honour", *NAMING) if roles.count(role) > 1}
        named = zip(self.headings, roles, strict=True)
        return [
            words
            for words, role in named
            if (role in twice and words.strip()) or (role is None and not says_nothing_missed(words))
        ]

    @property
    def is_understood(self) -> bool:
        """Whether its headings say all that a person could say of it."""
        return is_header(roles_of(self.headings)) and not self.unknown


def cells_of(line: str) -> list[str]:
    """The cells of a line of a text; of a framed one those within the frame."""
    cells = [cell.strip() for cell in _CELL_ENDS.split(line)]
    if line.startswith("|") and len(cells) > 1:
        cells.pop(0)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def table_heads(text: str, known: KnownColumns | None = None) -> list[TableHead]:
    """The tables of a text, each set of headings once; the headings are the first row that is whole, or one
    of which somebody has said what it means."""
    found: dict[tuple[str, ...], TableHead] = {}
    for run in _runs(text):
        rows = [row.cells for row in run]
        at = _heading_in(rows, known or NO_COLUMNS)
        head = TableHead(rows[at], rows[at + 1 :], run[at].start, run[at].end)
        if head.rows and len(head.key) >= FEWEST_COLUMNS:
            found.setdefault(head.key, head)
    return list(found.values())


def _heading_in(run: Sequence[Sequence[str]], known: KnownColumns) -> int:
    first = run[:_MOST_ABOVE]
    said = next((at for at, cells in enumerate(first) if known.of(cells) is not None), None)
    if said is not None:
        return said
    widest = max(len(list(filter(None, cells))) for cells in run[: _MOST_ABOVE + 1])
    return next(at for at, cells in enumerate(run) if len(list(filter(None, cells))) >= widest * _FILLED)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with cells, and where it stands."""

    cells: list[str]
    start: int
    end: int


def _runs(text: str) -> list[list[_Row]]:
    """The stretches of lines with cells."""
    runs: list[list[_Row]] = []
    apart, start = _MOST_BETWEEN + 1, 0
    for line in text.splitlines(keepends=True):
        row = _Row(cells_of(line.rstrip("\r\n")), start, start + len(line))
        start = row.end
        if len(row.cells) < FEWEST_COLUMNS:
            apart += 1
            continue
        if apart > _MOST_BETWEEN:
            runs.append([])
        runs[-1].append(row)
        apart = 0
    return runs
