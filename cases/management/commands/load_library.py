"""manage.py load_library: bring the fixtures into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cases.library.load import load
from cases.models import Award


class Command(BaseCommand):
    """Load or refresh the library; safe to run twice; leaves alone what curators changed."""

    help = "装载或更新案例库（可重复执行，不覆盖人工修改）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--overwrite", action="store_true", help="以装载文件覆盖人工修改过的条目")
        parser.add_argument("--if-empty", action="store_true", help="库中已有案例时不做任何事")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Award.objects.exists():
            self.stdout.write("库中已有案例，未装载。")
            return
        for report in load(Path(settings.BASE_DIR) / "fixtures", overwrite=options["overwrite"]):
            self.stdout.write(
                f"{report.label}：新增 {report.created}，更新 {report.updated}，未变 {report.unchanged}，"
                f"保留人工修改 {len(report.refused)}"
            )
            for key in report.refused:
                self.stdout.write(f"  未覆盖：{key}（如需覆盖，请加 --overwrite）")
