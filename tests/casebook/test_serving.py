"""The site as `make serve` runs it: gunicorn, a database of its own, plain HTTP on this machine."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = {"username": "curator", "password": "a long and secret word"}

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def environ(folder: Path) -> dict[str, str]:
    """Settings of a fresh, migrated site below /anli with one curator's account."""
    environ = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "a key that only the tests use, long and varied enough for Django",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "HTTPS": "0",
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
        "SITE_PATH": "/anli",
        "DJANGO_SUPERUSER_PASSWORD": ACCOUNT["password"],
    }
    manage("migrate", "--verbosity", "0", environ=environ)
    manage("createsuperuser", "--noinput", "--username", "curator", "--email", "", environ=environ)
    manage("collectstatic", "--noinput", "--verbosity", "0", environ=environ)
    return environ


def manage(*arguments: str, environ: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environ, check=True)


@pytest.fixture(scope="module")
def server(environ: dict[str, str], folder: Path) -> Iterator[tuple[str, Path]]:
    """The site's address, and the file that gets what the server prints."""
    output = folder / "output"
    command = [sys.executable, "-m", "gunicorn", "casebook.wsgi"]
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=file, stderr=file)
    address = f"http://127.0.0.1:{environ['PORT']}"
    wait_for(f"{address}/anli/admin/login/", process, output)
    yield address, output
    process.terminate()
    process.wait(timeout=40)


def wait_for(url: str, process: subprocess.Popen, output: Path) -> None:
    for _ in range(200):
        try:
            urlopen(url, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, output.read_text()
            time.sleep(0.1)
    pytest.fail(output.read_text())


def test_a_curator_logs_in_over_plain_http_below_a_path(server):
    site = f"{server[0]}/anli"
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    form = browser.open(f"{site}/admin/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]

    answer = {**ACCOUNT, "csrfmiddlewaretoken": token, "next": "/anli/admin/"}
    page = browser.open(f"{site}/admin/login/", data=urlencode(answer).encode())

    assert page.url == f"{site}/admin/"
    assert "欢迎" in page.read().decode()
    assert {cookie.path for cookie in jar} == {"/anli/"}


def test_static_files_are_compressed_and_kept_for_ever(server):
    site = f"{server[0]}/anli"
    form = urlopen(f"{site}/admin/login/").read().decode()
    style = re.search(r'href="(/anli/static/admin/css/base\.[0-9a-f]{12}\.css)"', form)[1]

    response = build_opener().open(f"{server[0]}{style}")
    compressed = urlopen_accepting("br", f"{server[0]}{style}")

    assert "immutable" in response.headers["Cache-Control"]
    assert compressed.headers["Content-Encoding"] == "br"


def urlopen_accepting(encoding: str, url: str):
    browser = build_opener()
    browser.addheaders = [("Accept-Encoding", encoding)]
    return browser.open(url)


@pytest.mark.parametrize("header", ["SCRIPT_NAME", "PATH_INFO", "Script-Name"])
def test_no_header_moves_the_site(server, header):
    """gunicorn believes such headers of a proxy on this machine, and a proxy passes on what clients send."""
    address = f"{server[0]}/anli/help/"
    plain = urlopen(address).read()
    with urlopen(Request(address, headers={header: "/anli"})) as answer:
        assert (answer.status, len(answer.read())) == (200, len(plain))


@pytest.mark.parametrize("path", ["/", "/cases/", "/admin/login/", "/static/cases/casebook.css"])
def test_nothing_is_answered_beside_the_path_of_the_site(server, path):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{server[0]}{path}")


def test_it_prints_its_address_and_how_to_make_an_account(server):
    address, output = server

    assert f"{address}/anli/" in output.read_text()
    assert "manage.py createsuperuser" in output.read_text()


@pytest.mark.parametrize("letter", ["x", "治", "𠀀"])
def test_a_search_for_ten_thousand_characters_is_answered_by_the_site(server, letter):
    query = urlencode({"q": letter * 10_000})
    with urlopen(f"{server[0]}/anli/cases/?{query}") as answer:
        page = answer.read().decode()

    assert "只用了前 1000 个字" in page


def test_make_serve_upgrades_before_it_builds_the_index_and_serves():
    shown = subprocess.run(
        ["make", "-n", "serve"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"upgrade_library|reindex|collectstatic|gunicorn", shown) == [
        *("upgrade_library", "reindex", "collectstatic", "gunicorn"),
    ]


def test_a_wrong_setting_ends_the_server_at_once(environ):
    wrong = {**environ, "LOG_LEVEL": "LOUD"}
    command = [sys.executable, "-m", "gunicorn", "casebook.wsgi"]
    result = subprocess.run(
        command, cwd=ROOT, env=wrong, capture_output=True, text=True, timeout=60, check=False
    )

    assert result.returncode == 2
    assert re.fullmatch(r"设置错误 setting error: LOG_LEVEL: .+\n", result.stderr)
