"""The settings as a process that starts meets them: read anew with a given environment."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3y-" * 4 + "long enough and varied enough for a signing key 0123456789"


def environment(**environ: str) -> dict[str, str]:
    """This environment and nothing else."""
    return {"PATH": os.environ["PATH"], "SECRET_KEY": KEY, "PYTHONUTF8": "1", **environ}


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the repository with this environment."""
    given = environment(**environ)
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


def read(*names: str, **environ: str) -> list[Any]:
    """The values of these settings when the module is read with this environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", environment(**environ))
        settings = runpy.run_path(str(ROOT / "casebook" / "settings.py"))
    return [settings[name] for name in names]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "2"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("ALLOWED_HOSTS", "https://example.gov.cn"),
        ("ALLOWED_HOSTS", "example.gov.cn:8000"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "example.gov.cn, *"),
        ("CSRF_TRUSTED_ORIGINS", "example.gov.cn"),
        ("CSRF_TRUSTED_ORIGINS", "https://example.gov.cn/path"),
        ("DATABASE_URL", "mysql://u:p@host/name"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://host:port/name"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/casebook.sqlite3"),
        ("INDEX_DIR", "/dev/null"),
        ("CACHE_URL", "memcached://localhost"),
        ("CACHE_URL", "redis://"),
        ("BIND_ADDRESS", "localhost"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80a"),
        ("WEB_CONCURRENCY", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("SITE_PATH", "anli"),
        ("SITE_PATH", "/anli/"),
        ("SITE_DOMAIN", "https://example.gov.cn"),
        ("SITE_ID_CODE", "12345"),
        ("SITE_ICP", "12345678"),
        ("SITE_POLICE", "京公网安备"),
    ],
)
def test_it_refuses_a_wrong_value_in_one_line(name, value, capsys):
    with pytest.raises(SystemExit) as ended:
        read(**{name: value})

    assert ended.value.code == 2
    said = capsys.readouterr()
    assert re.fullmatch(rf"设置错误 setting error: {name}: .+\n", said.err)
    assert said.out == ""


@pytest.mark.slow
def test_a_process_that_meets_a_wrong_value_ends_with_that_line():
    result = run("-c", "import casebook.settings", PORT="0")

    assert result.returncode == 2
    assert re.fullmatch(r"设置错误 setting error: PORT: .+\n", result.stderr)
    assert result.stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://user:secret@127.0.0.1:1/name", marks=pytest.mark.slow),
        pytest.param("postgresql://127.0.0.1:1/name?no_such_option=1", marks=pytest.mark.slow),
        "sqlite:////tmp",
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_too(url):
    result = run("manage.py", "migrate", DATABASE_URL=url)

    assert result.returncode == 2
    assert re.fullmatch(r"设置错误 setting error: DATABASE_URL: .+\n", result.stderr)
    assert "secret" not in result.stderr


def test_it_is_secure_with_nothing_set():
    names = ["DEBUG", "HTTPS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]

    assert read(*names) == [False, True, True, True, True]
    assert read("ALLOWED_HOSTS", "BIND_ADDRESS") == [["127.0.0.1", "localhost", "[::1]"], "127.0.0.1"]


@pytest.mark.slow
def test_the_deployment_check_is_clean_and_silences_only_what_other_sites_of_the_domain_decide():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "no issues (2 silenced)" in result.stdout
    assert read("SILENCED_SYSTEM_CHECKS") == [["security.W005", "security.W021"]]


def test_https_is_demanded_of_this_host_alone_unless_the_installation_says_so():
    names = ["SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]
    both = {"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}

    assert read("SECURE_HSTS_SECONDS", *names) == [365 * 24 * 3600, False, False]
    assert read(*names, **both) == [True, True]
    assert read(*names, **both, HTTPS="0") == [False, False]


def test_any_host_is_answered_only_while_debugging():
    assert read("ALLOWED_HOSTS", ALLOWED_HOSTS="*", DEBUG="1") == [["*"]]


@pytest.mark.slow
def test_what_an_installation_keeps_is_its_owners_alone(tmp_path):
    """The folder and what lies in it already, and a database that is made anew, whatever the umask."""
    shutil.copytree(ROOT / "casebook", tmp_path / "casebook")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    var = tmp_path / "var"
    var.mkdir(mode=0o755)
    for name in ("casebook.sqlite3", "casebook.sqlite3-wal"):
        (var / name).touch(mode=0o644)
    command = "import os; os.umask(0o022); import casebook.settings"
    elsewhere = tmp_path / "data" / "site.sqlite3"
    for environ in ({}, {"DATABASE_URL": f"sqlite:///{elsewhere}"}):
        subprocess.run([sys.executable, "-c", command], cwd=tmp_path, env=environment(**environ), check=True)

    assert mode(var) == 0o700
    assert {mode(path) for path in [*var.iterdir(), elsewhere]} == {0o600}


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_an_empty_variable_counts_as_unset():
    assert read("PORT", "DEBUG", "SITE_NAME", PORT="", DEBUG=" ", SITE_NAME="") == [
        8000,
        False,
        "社区治理创新案例库",
    ]


def test_plain_http_drops_what_only_https_can_keep():
    names = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]

    assert read(*names, HTTPS="0") == [False, 0, False, False]
    assert read(*names, DEBUG="1") == [False, 0, False, False]


def test_lists_are_separated_by_commas():
    assert read("ALLOWED_HOSTS", ALLOWED_HOSTS="a.gov.cn, .b.gov.cn,") == [["a.gov.cn", ".b.gov.cn"]]
    assert read("CSRF_TRUSTED_ORIGINS", CSRF_TRUSTED_ORIGINS="https://a.gov.cn") == [["https://a.gov.cn"]]


def test_a_site_below_a_path_keeps_its_addresses_and_cookies_there():
    names = ["FORCE_SCRIPT_NAME", "STATIC_URL", "SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH"]

    assert read(*names, SITE_PATH="/gov/anli") == [
        "/gov/anli",
        "/gov/anli/static/",
        "/gov/anli/",
        "/gov/anli/",
    ]
    assert read(*names) == [None, "/static/", "/", "/"]


def test_probes_are_not_redirected_wherever_the_site_is_mounted():
    assert read("SECURE_REDIRECT_EXEMPT") == [["^healthz$"]]
    assert read("SECURE_REDIRECT_EXEMPT", SITE_PATH="/gov/anli") == [["^gov/anli/healthz$"]]


def test_the_tags_of_a_government_site_are_not_invented():
    assert read("SITE_DOMAIN", "SITE_ID_CODE") == ["", ""]
    assert read("SITE_ID_CODE", SITE_ID_CODE="bm19000001") == ["bm19000001"]


def test_a_postgresql_address_is_taken_apart():
    url = "postgresql://u%40x:p%2Fw@db.example:6432/casebook?sslmode=require"
    (databases,) = read("DATABASES", DATABASE_URL=url)
    database = databases["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "u@x",
        "p/w",
        "db.example",
        "6432",
        "casebook",
    ]
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_postgresql_socket_folder_may_be_given_as_host():
    (databases,) = read("DATABASES", DATABASE_URL="postgres://u@/casebook?host=/run/postgresql")

    assert databases["default"]["HOST"] == "/run/postgresql"
    assert databases["default"]["OPTIONS"] == {}
