"""A process of its own for each file that is more than text, with bounds of time and memory.

A file can be made so that packages which read PDF, Office files and HTML run long or take much memory; here
they take down nothing but themselves. `python -m cases.imports.files.reading_process KIND` is that process:
the content comes on standard input, the reading goes out as JSON.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from cases.imports.files.bounds import MOST_MEMORY, MOST_SECONDS, MOST_WAITING
from cases.imports.files.contents import TOO_LARGE, read_content
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.kinds import FileKind

_MODULE = "cases.imports.files.reading_process"
_ROOT = Path(__file__).resolve().parents[3]


def read_apart(kind: FileKind, content: bytes) -> FileText:
    """What `read_content` gives, from a process that is stopped where it takes too much."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ},
        "OPENBLAS_NUM_THREADS": "1",  # threads reserve address space
        "PYTHONIOENCODING": "utf-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - this program with a word of its own
            [sys.executable, "-m", _MODULE, kind],
            input=content,
            capture_output=True,
            timeout=MOST_WAITING,
            cwd=_ROOT,
            env=environment,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        raise FileRefused(TOO_LARGE) from error
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return FileText(answer["text"], answer["encoding"], tuple(answer["notes"]))


def _main(kind: FileKind) -> None:
    for bound, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError, OSError):  # where the system has a lower one
            resource.setrlimit(bound, (most, most))
    try:
        answer = asdict(read_content(kind, sys.stdin.buffer.read()))
    except FileRefused as error:
        answer = {"refused": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _main(FileKind(sys.argv[1]))
