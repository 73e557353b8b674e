"""manage.py build_fixtures: derive the fixtures from the sources and the curated tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.library.build import build


class Command(BaseCommand):
    """Write `fixtures/built/`, or with --check say whether the committed files are what would be written."""

    help = "由来源文献和人工表生成装载文件（--check 只核对，不写）"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对已提交的文件是否一致")

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        try:
            files = build(fixtures)
        except ValueError as error:
            raise CommandError(str(error)) from error
        different = [name for name, content in files.items() if _read(fixtures / name) != content]
        if options["check"]:
            if different:
                raise CommandError(f"装载文件与来源不一致：{'、'.join(different)}。请运行 build_fixtures。")
            self.stdout.write("装载文件与来源一致。")
            return
        for name in different:
            (fixtures / name).parent.mkdir(exist_ok=True)
            (fixtures / name).write_text(files[name], encoding="utf-8", newline="")
        self.stdout.write(f"已更新 {len(different)} 个文件，共 {len(files)} 个。")


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None
