"""Every download can be checked: by its length, its digest and the sidecar that describes it."""

import base64
import hashlib
import io
import json
import socket
import subprocess
import sys
import threading
import zipfile
from datetime import date
from http.client import HTTPConnection, IncompleteRead
from shutil import which

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.exports.formats import FORMATS, OF_CITATIONS
from cases.records.coding_row import NAMES

pytestmark = pytest.mark.django_db
CASE = "2014-sqzl-w01"
CUT = 40_000  # bytes at most
DOWNLOADS = [
    *(f"/cases.{form.extension}?year=2014" for form in (*FORMATS, *OF_CITATIONS)),
    *(f"/codings.{extension}" for extension in ("csv", "xlsx", "jsonl")),
    *("/matrix.csv?terms=direct", "/statistics.csv", "/statistics.csv?form=long", "/codebook.csv"),
    *(f"/selection.{extension}?id={CASE}" for extension in ("csv", "xlsx", "bib", "gbt7714.txt")),
    f"/cases/{CASE}.json",
    f"/compilation.docx?id={CASE}",
]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def sidecar(client, address: str) -> dict[str, object]:
    path, mark, query = address.partition("?")
    return client.get(f"{path}.meta.json{mark}{query}").json()


def digest_of(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


@pytest.mark.parametrize("address", DOWNLOADS)
def test_a_file_says_its_length_digest_rows_and_version_and_so_does_its_sidecar(client, library, address):
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    content, said = body(response), sidecar(client, address)
    assert "Content-Encoding" not in response and not response["ETag"].startswith("W/")
    assert int(response["Content-Length"]) == len(content) == said["bytes"]
    assert response["Repr-Digest"] == digest_of(content)
    assert said["sha256"] == hashlib.sha256(content).hexdigest()
    assert response["X-Row-Count"] == str(said["rows"])
    assert response["X-Data-Version"] == str(said["version"])
    path, mark, query = address.partition("?")
    assert response["Link"].startswith(f'<{path}.meta.json{mark}{query}>; rel="describedby"')
    assert said["url"] == f"http://testserver{address}"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_sidecar_says_all_that_somebody_needs_who_finds_the_file_later(client, library):
    said = sidecar(client, "/codings.csv?year=2014")
    assert (said["words"], said["query"]) == ("年度为2014的案例", "year=2014")
    assert said["page"] == "http://testserver/cases/?year=2014"
    assert [column["name"] for column in said["columns"]] == list(NAMES)
    assert said["columns"][6] | {"meaning": ""} == {
        "name": "start", "label": "起", "type": "integer", "meaning": ""
    }  # fmt: skip
    assert said["licence"]["name"] == "CC BY 4.0" and "来源文献的原文不在此列" in said["licence"]["terms"]
    assert said["citation"].endswith(f"({said['date']}). http://testserver/codings.csv?year=2014.")
    assert said["file"].startswith("编码_年度为2014的案例_")
    assert sidecar(client, "/codings.csv?scheme=mechanism")["file"].startswith("机制编码_全部案例_")


def test_a_sidecar_is_asked_for_once(client, library):
    tag = client.get("/cases.csv.meta.json")["ETag"]
    assert client.get("/cases.csv.meta.json", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/cases.csv.meta.json?raw=1", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/cases/.meta.json", "/feed.atom.meta.json", "/nothing.csv.meta.json"])
def test_what_is_no_download_has_no_sidecar(client, library, path):
    assert client.get(path).status_code == 404


def test_a_wrong_address_is_refused_for_the_sidecar_as_for_the_file(client, library):
    assert client.get("/cases.csv.meta.json?year=soon").status_code == 400
    assert client.get("/cases/2099-sqzl-w01.json.meta.json").status_code == 404


def test_a_large_file_gets_its_digest_from_its_sidecar(client, library, monkeypatch):
    monkeypatch.setattr("cases.exports.delivery.AT_ONCE", 0)
    assert "Repr-Digest" not in client.get("/cases.jsonl?sort=oldest")
    sidecar(client, "/cases.jsonl?sort=oldest")
    response = client.get("/cases.jsonl?sort=oldest")
    assert response["Repr-Digest"] == digest_of(body(response))


@pytest.mark.parametrize("address", ["/cases.xlsx", "/codings.xlsx", "/cases.bib", "/cases.gbt7714.txt"])
def test_the_same_version_gives_the_same_bytes_on_any_day(client, library, address, monkeypatch):
    before, day_of = body(client.get(address)), timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: day_of(*args) if args else date(2031, 5, 6)
    )
    monkeypatch.setattr("time.localtime", lambda *args: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    assert body(client.get(address)) == before
    if address.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(before)) as archive:
            assert b"2031" not in archive.read("docProps/core.xml")


def test_a_compilation_of_the_same_day_has_the_same_bytes(client, library, monkeypatch):
    before = body(client.get("/compilation.docx"))
    monkeypatch.setattr("time.localtime", lambda *args: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    assert body(client.get("/compilation.docx")) == before


def test_two_questions_give_two_names(client, library):
    queries = ("", "year=2014", "sort=oldest", "year=2014&sort=oldest", "q=协商", "q=议事", "raw=1", "bom=0")
    names = [client.get(f"/cases.csv?{query}")["Content-Disposition"] for query in queries]
    assert len({name.partition("filename*")[0] for name in names}) == len(queries)
    assert len({name.partition("filename*")[2] for name in names}) == len(queries)


# --- Cut on the way -------------------------------------------------------------------------------


def cut_server(answers: dict[str, bytes], protocol: str) -> int:
    """The port of a server that sends the beginnings of answers, and then is gone."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _request in answers:
            connection, _address = listener.accept()
            with connection:
                asked = connection.recv(65_536).split(b" ")[1].decode()
                connection.sendall(f"HTTP/{protocol} 200 OK\r\n".encode() + answers[asked])
        listener.close()

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def cut(response) -> bytes:
    content = body(response)
    heads = "".join(f"{name}: {value}\r\n" for name, value in response.items())
    return heads.encode() + b"\r\n" + content[: min(CUT, len(content) // 2)]


@pytest.mark.parametrize("protocol", ["1.0", "1.1"])
def test_a_file_that_is_cut_is_noticed_in_every_format(client, library, protocol):
    answers = {f"/{number}": cut(client.get(address)) for number, address in enumerate(DOWNLOADS)}
    port = cut_server(answers, protocol)
    for path in answers:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path)
        with pytest.raises(IncompleteRead):
            connection.getresponse().read()


@pytest.mark.skipif(which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("protocol", ["1.0", "1.1"])
def test_curl_notices_that_a_file_is_cut(client, library, protocol):
    port = cut_server({"/cases.csv": cut(client.get("/cases.csv"))}, protocol)
    done = subprocess.run(["curl", "--silent", f"http://127.0.0.1:{port}/cases.csv"], capture_output=True)
    assert done.returncode == 18  # a file that was only transferred in part


# --- Checked afterwards ---------------------------------------------------------------------------


@pytest.fixture
def downloaded(client, library, tmp_path):
    file = tmp_path / "案例.csv"
    file.write_bytes(body(client.get("/cases.csv")))
    file.with_name("案例.csv.meta.json").write_text(
        json.dumps(sidecar(client, "/cases.csv")), encoding="utf-8"
    )
    return file


def by_script(file) -> subprocess.CompletedProcess[str]:
    script = settings.BASE_DIR / "docs" / "verify_download.py"
    assert len(script.read_text("utf-8").splitlines()) <= 20
    return subprocess.run([sys.executable, "-I", script, file], capture_output=True, text=True)


def test_a_file_as_it_was_sent_is_whole(downloaded, capsys):
    call_command("verify_download", downloaded)
    assert "完整" in capsys.readouterr().out
    assert by_script(downloaded).returncode == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content[:-1], "不完整"),
        (lambda content: content + b"\r\n", "改过"),
        (lambda content: content.replace(b"2014", b"2015"), "SHA-256"),
    ],
)
def test_one_that_was_cut_or_changed_is_told(downloaded, change, said):
    downloaded.write_bytes(change(downloaded.read_bytes()))
    with pytest.raises(CommandError, match=said):
        call_command("verify_download", downloaded)
    assert by_script(downloaded).returncode == 1


def test_a_sidecar_elsewhere_is_named_and_one_that_is_none_is_told(downloaded, tmp_path):
    elsewhere = tmp_path / "other.json"
    downloaded.with_name("案例.csv.meta.json").rename(elsewhere)
    call_command("verify_download", downloaded, sidecar=elsewhere)
    with pytest.raises(CommandError, match="没有说明文件"):
        call_command("verify_download", downloaded)
    elsewhere.write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match="不是说明文件"):
        call_command("verify_download", downloaded, sidecar=elsewhere)
