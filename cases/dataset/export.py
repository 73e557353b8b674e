"""Write the package of a version into a folder, whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from cases.dataset.contents import TEXTS, VersionContents
from cases.dataset.descriptor import CODEBOOK, descriptor
from cases.dataset.explained import codebook, readmes
from cases.dataset.files import TableFile, digest_of, write_table, write_text
from cases.dataset.sqlite_file import write_sqlite
from cases.dataset.tables import FURTHER, OF_THINGS, package_tables
from cases.models import Award, Coder, PublicVersion, Source
from cases.models.writing import Public

DESCRIPTOR = "datapackage.json"


class NoPackage(Exception):
    """The package was not written; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was written: rows by table, and what of the version is not in it."""

    version: PublicVersion
    rows: Mapping[str, int]
    left_out: Mapping[str, int]
    withdrawn_since: int


def export(folder: Path, version: PublicVersion | None = None, *, sqlite: bool = False) -> PackageReport:
    """The package of a version, the last one unless said, in a folder that is not there or empty.

    With `sqlite` the same tables as one SQLite file, too. It is written beside and moved there at the end.
    NoPackage where the folder cannot take it.
    """
    target = folder.absolute()
    if target.exists() and not target.is_dir():
        raise NoPackage(f"{folder} 是一个文件：请指定一个新的目录。")
    if target.is_dir() and any(target.iterdir()):
        raise NoPackage(f"目录 {folder} 不是空的：请指定一个新的目录，以免新旧文件混在一起。")
    if not target.parent.is_dir():
        raise NoPackage(f"没有目录 {target.parent}：请先建立。")
    try:
        with _folder_beside(target) as beside, _one_state():
            report = _write(beside, version or _last())
            if sqlite:
                write_sqlite(beside, report.version)
            beside.rename(target)
    except OSError as error:
        raise NoPackage(f"无法写入 {error.filename or target}：{error.strerror}。") from error
    return report


def _last() -> PublicVersion:
    version = PublicVersion.objects.first()
    if version is None:
        raise NoPackage("还没有公布版本：库中没有公布过案例，没有可导出的数据。")
    return version


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        beside.chmod(0o755)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)  # moved by now, unless something went wrong


@contextmanager
def _one_state() -> Iterator[None]:
    """All is read as it was at one moment, whoever writes meanwhile; and nobody who writes waits for it."""
    is_outermost = not connection.in_atomic_block
    with _without_lock(), transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _without_lock() -> Iterator[None]:
    """A transaction of SQLite begins without the lock of who writes, which the settings have it take."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # which reads the settings
    database: Any = connection
    mode, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = mode


def _write(folder: Path, version: PublicVersion) -> PackageReport:
    contents = VersionContents(version)
    rows, digests = _write_things(folder, contents)
    rows |= _write_awards(folder, contents)
    contents.compare_coders(digests[Coder])
    withdrawn, heads = contents.withdrawn(), list(contents.heads(digests))
    for table, found in zip(FURTHER, (withdrawn, heads), strict=True):
        write_table(folder / table.file, [each.name for each in table.columns], found)
        rows[table.name] = len(found)
    write_table(folder / "codebook.csv", [each.name for each in CODEBOOK], codebook())
    texts = _write_texts(folder, contents)
    named = [f"{name}.csv" for name in (*rows, "codebook")]
    known = {path: digest_of(folder / path) for path in (*named, *texts)}
    write_text(folder / DESCRIPTOR, descriptor(version, contents.left_out, known, texts))
    for name, text in readmes(version, contents.left_out, rows).items():
        write_text(folder / name, text)
    gone = Award.objects.filter(state="withdrawn").order_by().values_list("pk", flat=True)
    return PackageReport(version, rows, contents.left_out, len(contents.forms.keys() & set(gone)))


def _write_things(
    folder: Path, contents: VersionContents
) -> tuple[dict[str, int], dict[type[Public], dict[str, str]]]:
    """Vocabularies, documents, editions: rows by table, hashes by kind and key."""
    counted, digests = {}, {}
    for model in (each for each in OF_THINGS if each is not Award):
        found, digests[model] = contents.rows_of_things(model)
        for table in package_tables():
            if table.name in found:
                names = [each.name for each in table.columns]
                write_table(folder / table.file, names, found[table.name])
                counted[table.name] = len(found[table.name])
    return counted, digests


def _write_awards(folder: Path, contents: VersionContents) -> dict[str, int]:
    files = {
        table.name: TableFile(folder / table.file, table.columns)
        for table in package_tables()
        if table.model is Award
    }
    try:
        for found in contents.rows_of_awards():
            for name, rows in found.items():
                files[name].add(rows)
    finally:
        for file in files.values():
            file.close()
    return {name: file.rows for name, file in files.items()}


def _write_texts(folder: Path, contents: VersionContents) -> list[str]:
    (folder / TEXTS).mkdir()
    paths = []
    for slug in sorted(contents.things[Source][pk]["slug"] for pk in contents.shown[Source]):
        paths.append(f"{TEXTS}/{slug}.txt")
        write_text(folder / paths[-1], contents.text(slug))
    return paths
