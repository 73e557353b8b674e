"""Read a package and hold it against what its descriptor and its tables say, before anything is written."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.curation.versions.forms import FORMAT as FORMAT_OF_VERSIONS
from cases.dataset.contents import TEXTS
from cases.dataset.descriptor import FORMAT, NAME
from cases.dataset.export import DESCRIPTOR
from cases.dataset.files import digest_of
from cases.dataset.tables import FURTHER, FurtherTable, PackageTable, package_tables
from cases.dataset.values import NotAValue, Reader, readers_of
from cases.models import PublicVersion

MOST = 20  # problems that are told
LONGEST_CELL = 10_000_000  # characters
Row = list[Any]


class DamagedPackage(Exception):
    """The package cannot be loaded; `problems` say why, each with file and row."""

    def __init__(self, problems: list[str]) -> None:
        further = f"……共 {len(problems)} 处。" if len(problems) > MOST else ""
        super().__init__("\n".join([*problems[:MOST], *filter(None, [further])]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RevisionHead:
    """The last revision of a thing, as the package tells it."""

    since: int | None
    data_version: int | None
    revised_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class DataPackage:
    """A package in memory: values by table, in the order of its columns; texts of documents by slug."""

    version: PublicVersion
    left_out: Mapping[str, int]
    rows: Mapping[str, list[Row]]
    heads: Mapping[tuple[str, str], RevisionHead]
    texts: Mapping[str, str]


def read_package(folder: Path) -> DataPackage:
    """DamagedPackage with all that is wrong with it."""
    said = _descriptor(folder)
    version, left_out = _version(said), said[NAME].get("left_out", {})
    tables: list[PackageTable | FurtherTable] = [*package_tables(), *FURTHER]
    resources = {each.get("path"): each for each in said.get("resources", ()) if isinstance(each, dict)}
    _refuse([problem for table in tables for problem in _wrong_file(folder, table.file, resources)])
    rows, problems = {}, list[str]()
    for table in tables:
        rows[table.name], wrong = _read_table(folder, table)
        problems += wrong
    _refuse(problems)
    _refuse([problem for table in tables for problem in _wrong_keys(table, rows)])
    slugs = [str(row[0]) for row in rows["sources"]]
    paths = {slug: f"{TEXTS}/{slug}.txt" for slug in slugs}
    _refuse([problem for path in paths.values() for problem in _wrong_file(folder, path, resources)])
    texts = {slug: (folder / path).read_bytes().decode() for slug, path in paths.items()}
    heads = {(row[0], row[1]): RevisionHead(*row[2:]) for row in rows["revisions"]}
    return DataPackage(version, left_out, rows, heads, texts)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise DamagedPackage(problems)


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DamagedPackage([f"{folder} 里没有 {DESCRIPTOR}：不是数据包的目录。"]) from None
    except (OSError, ValueError) as error:
        raise DamagedPackage([f"{DESCRIPTOR} 无法读取：{error}。"]) from None
    own = said.get(NAME) if isinstance(said, dict) else None
    if not isinstance(own, dict) or own.get("format") != FORMAT:
        raise DamagedPackage([f"{DESCRIPTOR}：不是本程序导出的数据包，或者格式不是第 {FORMAT} 种。"])
    return dict(said)


def _version(said: dict[str, Any]) -> PublicVersion:
    """The version of the package, not saved."""
    try:
        own = said[NAME]["version"]
        version = PublicVersion(
            number=int(own["number"]),
            made_at=datetime.fromisoformat(own["made_at"]),
            format=int(own["format"]),
            sha256=str(own["sha256"]),
            parts={str(name): str(value) for name, value in own["parts"].items()},
            awards=int(own["awards"]),
            data_version=int(own["data_version"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedPackage([f"{DESCRIPTOR}：casebook.version 不完整，或者写法不对。"]) from None
    if version.format != FORMAT_OF_VERSIONS:
        problem = f"公布版本的规范形式是第 {version.format} 种，本程序用第 {FORMAT_OF_VERSIONS} 种"
        raise DamagedPackage([f"{DESCRIPTOR}：{problem}，校验值无从核对。"])
    if version.number < 1 or version.data_version < 0 or version.made_at.tzinfo is None:
        raise DamagedPackage([f"{DESCRIPTOR}：casebook.version 的版本号或者时间不对。"])
    return version


def _wrong_file(folder: Path, path: str, resources: Mapping[Any, dict[str, Any]]) -> Iterator[str]:
    said = resources.get(path)
    if said is None:
        yield f"{DESCRIPTOR}：没有列出 {path}。"
        return
    try:
        found = digest_of(folder / path)
    except OSError as error:
        yield f"{path}：无法读取（{error.strerror}）。"
        return
    if found.bytes != said.get("bytes"):
        yield f"{path}：应为 {said.get('bytes')} 字节，却有 {found.bytes} 字节：文件不完整，或者被改动过。"
    elif f"sha256:{found.sha256}" != said.get("hash"):
        yield f"{path}：SHA-256 与 {DESCRIPTOR} 所记不符：文件被改动过。"


def _read_table(folder: Path, table: PackageTable | FurtherTable) -> tuple[list[Row], list[str]]:
    readers, rows, problems = readers_of(table), list[Row](), list[str]()
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        with (folder / table.file).open(encoding="utf-8", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            wanted = [each.name for each in table.columns]
            if next(lines, None) != wanted:
                return [], [f"{table.file}：表头应为 {','.join(wanted)}。"]
            for number, cells in enumerate(lines, 1):
                if len(cells) != len(wanted):
                    problems.append(f"{_row(table, number)}：应有 {len(wanted)} 格，却有 {len(cells)} 格。")
                else:
                    rows.append(_values(table, number, readers, cells, problems))
    except UnicodeDecodeError:
        problems.append(f"{table.file}：不是 UTF-8。")
    except csv.Error as error:
        problems.append(f"{table.file}：不是合规的 CSV（{error}）。")
    finally:
        csv.field_size_limit(before)
    return rows, problems


def _values(
    table: PackageTable | FurtherTable,
    number: int,
    readers: list[Reader],
    cells: list[str],
    problems: list[str],
) -> Row:
    values = []
    for column, reader, cell in zip(table.columns, readers, cells, strict=True):
        try:
            values.append(reader(cell))
        except NotAValue as wrong:
            values.append(None)
            problems.append(f"{_row(table, number)}，{column.name}：{wrong}")
    return values


def _wrong_keys(table: PackageTable | FurtherTable, rows: Mapping[str, list[Row]]) -> Iterator[str]:
    """Keys that come twice, and references to what is not there."""
    names = [each.name for each in table.columns]
    at, seen = [names.index(name) for name in table.key], set()
    for number, row in enumerate(rows[table.name], 1):
        key = tuple(row[each] for each in at)
        if key in seen:
            yield f"{_row(table, number)}：主键 {'、'.join(map(str, key))} 重复。"
        seen.add(key)
    for index, column in enumerate(table.columns):
        if column.to:
            known = {row[0] for row in rows[column.to]} | {""}
            for number, row in enumerate(rows[table.name], 1):
                if row[index] not in known:
                    yield f"{_row(table, number)}，{column.name}：{column.to}.csv 里没有“{row[index]}”。"


def _row(table: PackageTable | FurtherTable, number: int) -> str:
    return f"{table.file} 第 {number} 行（不计表头）"
