"""Typed readers of environment variables.

Each reader returns a value of its type or ends the process with exit code 2 and one line on
standard error that names the variable, what is wrong and what is expected. An empty variable
counts as unset, because that is what most process managers make of a blank line.
"""

import os
import re
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}


def fail(name: str, problem: str) -> NoReturn:
    """End the process: nothing may start on a setting that was misunderstood."""
    sys.stderr.write(f"设置错误 setting error: {name}: {problem}\n")
    raise SystemExit(2)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE_WORDS | FALSE_WORDS:
        fail(name, f"应为 1 或 0，得到 {value!r} (expected 1 or 0)")
    return value in TRUE_WORDS


def integer(name: str, *, default: int, low: int, high: int) -> int:
    value = text(name)
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
        fail(name, f"应为 {low} 至 {high} 的整数，得到 {value!r} (expected an integer {low}–{high})")
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list, blanks around the items dropped."""
    items = [item.strip() for item in text(name).split(",")]
    return [item for item in items if item] or default


def matching(name: str, pattern: str, expected: str, default: str = "") -> str:
    """A text that must match `pattern` whole when it is given; `expected` says so in words."""
    value = text(name)
    if value and not re.fullmatch(pattern, value):
        fail(name, f"应为{expected}，得到 {value!r}")
    return value or default


def hosts(name: str, default: list[str], *, any_host: bool = False) -> list[str]:
    """Host names as Django's ALLOWED_HOSTS takes them: no scheme, no port, no path.

    `*` needs `any_host`: with it whoever asks decides which addresses the site prints.
    """
    names = words(name, default)
    for host in names:
        if host == "*" and any_host:
            continue
        if host == "*":
            fail(name, "请写出主机名，* 只能与 DEBUG=1 一起用 (name the hosts; * is for DEBUG=1 alone)")
        if not re.fullmatch(r"\.?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host):
            fail(name, f"应为逗号分隔的主机名，得到 {host!r} (host names without scheme or port)")
    return names


def origins(name: str) -> list[str]:
    """Origins as Django's CSRF_TRUSTED_ORIGINS takes them: scheme and host, no path."""
    addresses = words(name, [])
    for origin in addresses:
        if not re.fullmatch(r"https?://[^/\s?#]+", origin):
            fail(name, f"应为 https://主机名，得到 {origin!r} (expected scheme and host, no path)")
    return addresses


def folder(name: str, default: Path) -> Path:
    """An absolute path; it need not exist yet, but must not be a file."""
    path = Path(text(name, str(default))).expanduser().resolve()
    if path.exists() and not path.is_dir():
        fail(name, f"应为目录，{str(path)!r} 是文件 (expected a directory)")
    return path


def page_cache(name: str, default: Path) -> dict[str, object]:
    """Django's description of the cache for pages: files in a folder, the Redis server of a URL, or none.

    Files serve all processes of a machine; machines that share a Redis make each page once together.
    """
    url = text(name)
    options = {"TIMEOUT": 24 * 3600, "KEY_PREFIX": "casebook"}  # seconds; a page holds for a day at the most
    if url == "none":
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    if re.fullmatch(r"rediss?://\S+", url):
        if find_spec("redis") is None:
            fail(name, "未安装 redis 软件包，请 pip install redis (the package redis is not installed)")
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, **options}
    if url:
        fail(name, f"应为 redis://主机:端口/库号 或 none，得到 {url!r} (a redis:// address, or none)")
    files = {"MAX_ENTRIES": 2000}  # of some 15 kB; Django lists the folder with each page that is added
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(default),
        "OPTIONS": files,
        **options,
    }


def make_private_folder(path: Path) -> None:
    """A folder that only its owner enters, with what lies in it directly.

    Whatever stands in the way is left to those who need the folder, who say what it is.
    """
    with suppress(OSError):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        for file in path.iterdir():
            if file.is_file() and not file.is_symlink():
                file.chmod(0o600)


def create_private_file(path: Path) -> None:
    """An empty file of its owner's alone where there is none; SQLite gives its side files the same mode."""
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def database(name: str, default: str, base: Path) -> dict[str, object]:
    """Django's description of the database that a URL names.

    `sqlite:///relative/to/base.sqlite3`, `sqlite:////absolute.sqlite3`, or
    `postgresql://user:password@host:port/name?sslmode=require`; a socket directory is given as
    `?host=/run/postgresql`. Query parameters go to the driver as they are.
    """
    url = text(name, default)
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        fail(name, "网址无法解析 (not a URL)")
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return sqlite_database(name, base / unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        return postgresql_database(parts)
    fail(name, "应为 sqlite:///文件 或 postgresql://用户:密码@主机:端口/库名 (one of these two forms)")


def sqlite_database(name: str, path: Path) -> dict[str, object]:
    """One file; readers never wait for the writer, and writers queue instead of failing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(name, f"无法建立目录 {path.parent}：{error.strerror} (cannot make the folder)")
    create_private_file(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # seconds; opening the file again for every page costs a tenth of it
        "OPTIONS": {
            "timeout": 20,  # seconds; also SQLite's busy_timeout
            "transaction_mode": "IMMEDIATE",  # a read that turns into a write would fail at once
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql_database(parts: SplitResult) -> dict[str, object]:
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
