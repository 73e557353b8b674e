"""The examples of docs/api.md run as they stand there, against a server."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from tests.replay import with_index
from tests.small_library import make_small_library

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
GUIDE = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(python|r)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
SITE = "http://127.0.0.1:8000"
SAID = [  # in what each prints
    ["年度为2014的案例 2 data version", "2014-sqzl-w01", "400 ['year']"],
    ["3 cases, 3 in the list"],
    ["codings,", "mechanisms", "printed"],
    ["304 nothing new in 3 cases"],
    ["nominee", "winner"],
    ["3 cases"],
]
SECONDS = 120


def test_the_examples_are_those():
    assert [language for language, _program in EXAMPLES] == ["python"] * 4 + ["r"] * 2
    assert all(f'"{SITE}"' in program for _language, program in EXAMPLES)


@pytest.mark.parametrize("number", range(len(SAID)))
def test_an_example_runs(live_server, index_dir, tmp_path, number):
    with_index(make_small_library())
    language, program = EXAMPLES[number]
    command = [sys.executable] if language == "python" else [needed("Rscript"), "--vanilla"]
    file = tmp_path / f"example.{language}"
    file.write_text(program.replace(SITE, live_server.url), encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "no_proxy": "*"}
    done = subprocess.run([*command, file], capture_output=True, timeout=SECONDS, env=environment)
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert [words for words in SAID[number] if words not in printed] == []


def needed(program: str) -> str:
    """Skips where the program is not installed, or fails with REQUIRE_BROWSER=1."""
    found = shutil.which(program)
    if found is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop(f"NO {program}: install Debian's r-base-core")
    return found
