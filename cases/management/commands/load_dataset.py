"""manage.py load_dataset: an empty library from a data package."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.dataset.loading import NotLoaded, load_package
from cases.dataset.reading import DamagedPackage
from cases.management.memory import collect_seldom


class Command(BaseCommand):
    """Load a package into an empty library: all of it or nothing."""

    help = "把数据包（export_dataset 所导出的）装入一个空的案例库，全部装入或者一条也不装"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="目录", help="数据包的目录")

    def handle(self, *, folder: Path, **options: Any) -> None:
        collect_seldom()
        try:
            loaded = load_package(folder)
        except (DamagedPackage, NotLoaded) as refusal:
            raise CommandError(f"没有装载，案例库未作任何改动：\n{refusal}") from None
        rows = loaded.rows
        self.stdout.write(
            f"已装载第 {loaded.version.number} 版（{loaded.version.day.isoformat()}）："
            f"{rows['awards']} 个案例，{rows['codings']} 条编码，{rows['sources']} 份文献。"
        )
