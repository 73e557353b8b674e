"""manage.py check_library: whether the library says only what its sources print, whoever wrote it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.curation.library import problems_of_library
from cases.models import Award


class Command(BaseCommand):
    """Finds what no form lets through: rows that were written by SQL, restored or loaded past the checks."""

    help = "核对全库：每个取值与原文相符、依据齐全、编号不失；有不符时逐条列出，退出码为 1"

    def handle(self, *args: Any, **options: Any) -> None:
        problems = problems_of_library()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"案例库有 {len(problems)} 处不符。")
        self.stdout.write(f"案例库无误：核对了 {Award.objects.count()} 个案例。")
