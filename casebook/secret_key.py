"""The signing key: from the environment, else made once and kept in a file only its owner reads."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from casebook import environment as env

SHORTEST = 50  # characters; what Django's own deployment check asks for


def read_or_create_secret_key(name: str, path: Path) -> str:
    """The value of variable `name`, or the content of `path`, which is created when missing."""
    given = env.text(name)
    if given and (len(given) < SHORTEST or len(set(given)) < 5):
        env.fail(name, f"至少 {SHORTEST} 个字符，不可单调重复 (at least {SHORTEST} varied characters)")
    try:
        return given or _stored_key(name, path)
    except OSError as error:
        env.fail(name, f"未设置，且无法读写 {path}：{error.strerror} (unset, and the key file is unusable)")


def _stored_key(name: str, path: Path) -> str:
    if not path.exists():
        _create(path)
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < SHORTEST:
        env.fail(name, f"{path} 内容过短，请删除后重启 (key file too short, delete it and restart)")
    return key


def _create(path: Path) -> None:
    """Write a new key under another name first, so that no process ever reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    with contextlib.suppress(FileExistsError):  # another process was quicker: its key stands
        os.link(draft, path)
    os.unlink(draft)
