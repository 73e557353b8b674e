"""The real fixtures in a folder of their own, which a test may change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A copy of the project's fixtures."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))


@pytest.fixture
def edit(fixtures: Path) -> Callable[[str, Callable[[list[dict[str, Any]]], None]], None]:
    """Change a built file in the copy: `edit("awards", lambda snapshots: …)`."""

    def change(name: str, how: Callable[[list[dict[str, Any]]], None]) -> None:
        path = fixtures / "built" / f"{name}.json"
        snapshots = json.loads(path.read_text(encoding="utf-8"))
        how(snapshots)
        path.write_text(json.dumps(snapshots, ensure_ascii=False), encoding="utf-8")

    return change
