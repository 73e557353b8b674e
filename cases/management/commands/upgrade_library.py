"""manage.py upgrade_library: bring the database and the library to this release, as `make serve` does."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.library.database_copy import CopyError
from cases.library.upgrade import UpgradeError, upgrade


class Command(BaseCommand):
    """Copy, migrate and refresh where there is something new; say nothing where there is not."""

    help = "升级数据库和案例库：先做副本，再迁移，再更新（不覆盖人工修改）；没有新内容时不做任何事"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        try:
            upgrade(fixtures, settings.BACKUP_DIR, settings.RELEASE, self._say)
        except CopyError as error:
            raise CommandError(f"{error}没有升级，数据库未作任何改动。") from error
        except UpgradeError as error:
            raise CommandError(str(error)) from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
