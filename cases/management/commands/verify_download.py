"""Say whether a downloaded file is whole and unchanged, by the sidecar that describes it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.exports.verification import NotASidecar, problems, read_sidecar, version_in


class Command(BaseCommand):
    help = "核对下载的文件是否完整、未被改动：按它的说明文件（下载网址后加 .meta.json 所得）"
    requires_system_checks: list[str] = []  # it asks nothing of the site

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="下载的文件")
        parser.add_argument("--sidecar", type=Path, help="说明文件；默认为文件名后加 .meta.json")

    def handle(self, *, file: Path, sidecar: Path | None, **options: Any) -> None:
        try:
            said = read_sidecar(sidecar or file.with_name(f"{file.name}.meta.json"))
            found = problems(file, said)
        except NotASidecar as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"无法读取 {file}：{error.strerror}。") from None
        if found:
            raise CommandError("\n".join(found))
        rows = "" if said["rows"] is None else f"，{said['rows']} 行"
        self.stdout.write(f"{file}：完整，与{version_in(said).strip()}（{said['date']}）的文件一致{rows}。")
