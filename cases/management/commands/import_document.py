"""`manage.py import_document FILE… [--dry-run] [--json]`: what is read in a notice becomes drafts.

A sheet that the library exported and that comes back edited changes the awards of its rows. Of a table of a
curator's own, what was said of such columns in the admin is remembered.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cases.imports.facts import Said, refuse_unknown
from cases.imports.files.bounds import MOST_BYTES
from cases.imports.files.decoded_file import DecodedFile, FileRefused
from cases.imports.files.decoding import decode_file
from cases.imports.reading import ReadDocument, read_whole
from cases.imports.reading_report import json_rows, text_lines
from cases.imports.receiving import ImportRefused
from cases.imports.said_columns import fact_of_columns, known_columns
from cases.imports.sheets.exported_sheet import ExportedSheet, open_sheet
from cases.imports.sheets.reading import read_sheet
from cases.imports.sheets.report import json_lines, refusals
from cases.imports.sheets.report import text_lines as text_lines_of_sheet
from cases.imports.taking import take, undecided
from cases.management.memory import collect_seldom
from cases.management.text_file import read_bytes
from cases.models import Intake, StoredFile
from cases.vocabulary import read_gazetteer

BY_COLUMNS = "表格的列按 {on} {by}的对应读取。"
NO_YEAR = "none"
KEPT = "{name}：没有收录，已存为导入 {number}，请在编目后台处理："
WOULD_BE_KEPT = "{name}：试读，没有写入；收录时会存为导入，由人在编目后台处理："


class Command(BaseCommand):
    """Reads with the curators' vocabularies and divisions as the database has them."""

    help = (
        "读公告或名单，把读到的案例收录为草稿；有存疑之处的不收录，列出来由人在编目后台处理。"
        "从本库导出、改过的表格按入库编号修改案例"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="txt、html、docx、pdf、xlsx、csv 等文件")
        parser.add_argument("--programme", default="", help="评选项目的标识，原文没有印出时写明")
        parser.add_argument("--year", default="", help="年度，原文没有印出时写明；确实没有的写 none")
        parser.add_argument("--tier", default="", help="等次的标识，原文没有印出时写明")
        parser.add_argument("--issuer", action="append", default=[], help="发布机关的标识，可以有几个")
        parser.add_argument("--batch", default="", help="批次，照原文印出的写，如“第三批”")
        parser.add_argument("--dry-run", action="store_true", help="照样读取、核对，列出会怎样收录，但不写入")
        parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象：先是文献，再是每个案例")

    def handle(self, *args: Any, **options: Any) -> None:
        collect_seldom()
        said = _said(options)
        unread, refused = 0, []
        for path in map(Path, options["files"]):
            content = self._content(path)
            if content is not None and (sheet := open_sheet(path.name, content)) is not None:
                refused += self._change(path.name, content, sheet, options)
                continue
            decoded = self._decoded(path, content) if content is not None else None
            if content is None or decoded is None:
                unread += 1
                continue
            try:
                self._bring_in(decoded, content, said, options)
            except ImportRefused as refusal:
                refused += refusal.messages
        if unread:
            refused.append(f"{unread} 个文件没有读，原因见上。")
        if refused:
            raise CommandError("\n".join(refused))

    def _content(self, path: Path) -> bytes | None:
        """The bytes of a file; None where they cannot be read, which is said on the standard error."""
        try:
            return read_bytes(path, MOST_BYTES + 1)
        except CommandError as error:
            self.stderr.write(str(error))
            return None

    def _decoded(self, path: Path, content: bytes) -> DecodedFile | None:
        """Its text; None where it is refused, which is said on the standard error."""
        try:
            decoded = decode_file(content, path.name)
        except FileRefused as error:
            self.stderr.write(f"{path}：{error}")
            return None
        notes, by_columns = [*decoded.notes], fact_of_columns(decoded.text, known_columns())
        if by_columns is not None:
            notes.append(BY_COLUMNS.format(**by_columns))
        for note in notes:
            self.stderr.write(f"{path}：{note}", self.style.NOTICE)
        return decoded

    def _change(self, name: str, content: bytes, sheet: ExportedSheet, options: dict[str, Any]) -> list[str]:
        """Print what a sheet would change and change it, unless it is only looked at; what is refused."""
        was_kept = StoredFile.objects.filter(sha256=StoredFile.of(name, content).sha256).exists()
        intake = read_sheet(name, content, sheet)
        try:
            for line in json_lines(intake) if options["json"] else text_lines_of_sheet(intake):
                self.stdout.write(line)
            refused = list(refusals(intake))
        finally:
            if options["dry_run"]:
                _remove(intake, with_file=not was_kept)
        if options["dry_run"]:
            return refused
        if intake.fact("changed"):
            try:
                taken = take(intake, intake.lock)
            except ImportRefused as refusal:
                return [*refused, *refusal.messages]
            self.stderr.write(f"{name}：导入 {intake.pk}：修改 {taken.changed}，待审 {taken.waiting}。")
        return refused

    def _bring_in(self, decoded: DecodedFile, content: bytes, said: Said, options: dict[str, Any]) -> None:
        """Read a file once, print what was read and take it in; ImportRefused with the reasons if it waits.

        A dry run does the same and takes all of it back; nothing is locked while the file is read.
        """
        read = read_whole(decoded, content, said)
        if not options["dry_run"]:
            return self._take_in(decoded, read, options)
        with transaction.atomic():
            try:
                return self._take_in(decoded, read, options)
            finally:
                transaction.set_rollback(True)

    def _take_in(self, decoded: DecodedFile, read: ReadDocument, options: dict[str, Any]) -> None:
        intake, dry = read.keep(), options["dry_run"]
        for line in _lines(read, as_json=options["json"]):
            self.stdout.write(line)
        if reasons := _in_the_way(intake):
            kept = WOULD_BE_KEPT if dry else KEPT
            raise ImportRefused([kept.format(name=decoded.name, number=intake.pk), *reasons])
        taken = take(intake, intake.lock)
        self.stderr.write(
            f"{decoded.name}：{'试读，没有写入' if dry else f'导入 {intake.pk}'}：新增 {taken.new}，"
            f"修改 {taken.changed}，无变化 {taken.unchanged}，待审 {taken.waiting}。"
        )
        if taken.renumbered:
            self.stderr.write(f"{decoded.name}：编号改了：{'、'.join(taken.renumbered)}。")


def _lines(read: ReadDocument, *, as_json: bool) -> Iterator[str]:
    gazetteer = read_gazetteer()
    if as_json:
        yield from (json.dumps(row, ensure_ascii=False) for row in json_rows(read, gazetteer))
    else:
        yield from text_lines(read, gazetteer)


def _remove(intake: Intake, *, with_file: bool) -> None:
    """What was only looked at is not kept; nothing was locked while it was read."""
    with transaction.atomic():
        file = intake.file
        intake.delete()
        if file is not None and with_file:
            file.delete()


def _in_the_way(intake: Intake) -> list[str]:
    return [*(problem["message"] for problem in intake.problems), *undecided(intake)]


def _said(options: dict[str, Any]) -> Said:
    year = options["year"]
    if not year.isdecimal() and year not in ("", NO_YEAR):
        raise CommandError(f"年度应是四位数字，或者 {NO_YEAR}（原文没有年度）。")
    said = Said(
        programme=options["programme"],
        year=int(year) if year.isdecimal() else None,
        no_year=year == NO_YEAR,
        tier=options["tier"],
        issuers=tuple(options["issuer"]),
        batch=options["batch"],
    )
    try:
        refuse_unknown(said)
    except ImportRefused as error:
        raise CommandError("\n".join(error.messages)) from error
    return said
