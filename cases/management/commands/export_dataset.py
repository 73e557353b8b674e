"""manage.py export_dataset: the published data as a data package."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.dataset.export import NoPackage, PackageReport, export
from cases.listing.earlier import version_of
from cases.management.memory import collect_seldom
from cases.parameters import InvalidParameters


class Command(BaseCommand):
    """Write the package of a public version into a new folder."""

    help = "把公布的数据导出为数据包（Frictionless Data Package），同一版的文件逐字节相同"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="目录", help="尚不存在或者空的目录")
        parser.add_argument("--version", dest="number", metavar="N", help="第几版，默认最近一版")
        parser.add_argument(
            "--sqlite", action="store_true", help="另附一个 SQLite 文件，Datasette 可直接打开"
        )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """With `--version` in the place of Django's, which prints the version of Django."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **options)

    def handle(self, *, folder: Path, number: str | None, sqlite: bool, **options: Any) -> None:
        collect_seldom()
        try:
            version = version_of(number) if number is not None else None
            report = export(folder, version, sqlite=sqlite)
        except InvalidParameters as invalid:
            raise CommandError("\n".join(invalid.messages)) from None
        except NoPackage as refusal:
            raise CommandError(str(refusal)) from None
        for line in _lines(folder, report):
            self.stdout.write(line)


def _lines(folder: Path, report: PackageReport) -> list[str]:
    version, left_out = report.version, report.left_out
    lines = [
        f"已导出第 {version.number} 版（{version.day.isoformat()}）：{report.rows['awards']} 个案例，"
        f"{report.rows['codings']} 条编码，{report.rows['sources']} 份文献，在 {folder}。"
    ]
    if left_out["awards"]:
        lines.append(f"另有 {left_out['awards']} 个案例此后封存，已略去。")
    if left_out["sources"] or left_out["editions"]:
        gone = f"{left_out['sources']} 份文献、{left_out['editions']} 个届次"
        lines.append(f"另有 {gone}现在不再公开，已略去。")
    if report.withdrawn_since:
        lines.append(f"其中 {report.withdrawn_since} 个案例此后撤回，在这一版里仍照当时的样子。")
    return lines
