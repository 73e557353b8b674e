from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.embeddings import builder
from cases.index.check import differences
from cases.index.current import current_index, rebuild
from cases.models import DataVersion


class Command(BaseCommand):
    help = "重建检索索引（rebuild the search index from the database）"

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--check", action="store_true", help="只核对索引与数据库，不符时退出码为 1")
        which.add_argument("--if-stale", action="store_true", help="索引已是最新时不重建")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self._check()
        index = rebuild(only_if_stale=options["if_stale"])
        self.stdout.write(f"检索索引：{len(index.all)} 例，数据版本 {index.version.number}")
        computed = builder.build(index)
        if computed:
            self.stdout.write(f"意思相近：新算 {computed} 个句子")
        return None

    def _check(self) -> None:
        index = current_index()
        if index.version != DataVersion.current():
            raise CommandError("检索索引落后于数据库，请运行 reindex。")
        wrong = differences(index)
        if wrong:
            raise CommandError("检索索引与数据库不符，请运行 reindex：\n" + "\n".join(wrong))
        self.stdout.write(f"检索索引与数据库一致：{len(index.all)} 例，数据版本 {index.version.number}")
