"""A process of its own for each file that is more than text, with bounds of time and memory.

A file can be made so that packages which read PDF, Office files and HTML run long or take much memory; here
they take down nothing but themselves. `python -m cases.imports.files.reading_process KIND` is that process:
the content comes on standard input, the reading goes out as JSON. With `grids` behind KIND it is the cells.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cases.imports.files.bounds import MOST_MEMORY, MOST_SECONDS, MOST_WAITING
from cases.imports.files.contents import TOO_LARGE, read_content, read_grids
from cases.imports.files.decoded_file import FileGrids, FileRefused, FileText, Grid
from cases.imports.files.kinds import FileKind

_MODULE = "cases.imports.files.reading_process"
_GRIDS = "grids"
_ROOT = Path(__file__).resolve().parents[3]


def read_apart(kind: FileKind, content: bytes) -> FileText:
    """What `read_content` gives, from a process that is stopped where it takes too much."""
    answer = _asked([kind], content)
    return FileText(answer["text"], answer["encoding"], tuple(answer["notes"]))


def read_grids_apart(kind: FileKind, content: bytes) -> FileGrids:
    """What `read_grids` gives, from such a process."""
    answer = _asked([kind, _GRIDS], content)
    grids = tuple(Grid(each["name"], each["rows"]) for each in answer["grids"])
    return FileGrids(grids, answer["encoding"], tuple(answer["notes"]))


def _asked(arguments: list[str], content: bytes) -> dict[str, Any]:
    """The answer of the process; FileRefused where it refuses or was stopped."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ},
        "OPENBLAS_NUM_THREADS": "1",  # threads reserve address space
        "PYTHONIOENCODING": "utf-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - this program with a word of its own
            [sys.executable, "-m", _MODULE, *arguments],
            input=content,
            capture_output=True,
            timeout=MOST_WAITING,
            cwd=_ROOT,
            env=environment,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        raise FileRefused(TOO_LARGE) from error
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return answer


def _main(kind: FileKind, *, as_grids: bool) -> None:
    for bound, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError, OSError):  # where the system has a lower one
            resource.setrlimit(bound, (most, most))
    try:
        read = read_grids if as_grids else read_content
        answer = asdict(read(kind, sys.stdin.buffer.read()))
    except FileRefused as error:
        answer = {"refused": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _main(FileKind(sys.argv[1]), as_grids=_GRIDS in sys.argv[2:])
