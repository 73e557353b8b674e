"""manage.py load_library: bring the fixtures into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.library.load import NothingToRepublish, load
from cases.library.load_report import LoadReport
from cases.models import Award


class Command(BaseCommand):
    """Load or refresh the library; safe to run twice; leaves alone what curators changed."""

    help = "装载或更新案例库（可重复执行，不覆盖人工修改）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--overwrite", action="store_true", help="以装载文件覆盖人工修改过的条目")
        parser.add_argument(
            "--republish",
            action="append",
            default=[],
            metavar="入库编号",
            help="连同这个撤回的案例一起恢复，可以重复",
        )
        parser.add_argument("--if-empty", action="store_true", help="库中已有案例时不做任何事")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["republish"] and not options["overwrite"]:
            raise CommandError("--republish 只能与 --overwrite 一起使用。")
        if options["if_empty"] and Award.objects.exists():
            self.stdout.write("库中已有案例，未装载。")
            return
        for report in self._load(overwrite=options["overwrite"], republish=options["republish"]):
            for line in report.lines():
                self.stdout.write(line)

    @staticmethod
    def _load(*, overwrite: bool, republish: list[str]) -> list[LoadReport]:
        try:
            return load(Path(settings.BASE_DIR) / "fixtures", overwrite=overwrite, republish=republish)
        except NothingToRepublish as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("装载文件有误，未作任何改动：\n" + "\n".join(error.messages)) from error
