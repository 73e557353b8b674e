"""Pages are compressed for whoever can read that, downloads and small answers never."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from casebook.compression import GzipPages

LONG = b"<p>" + "社区治理".encode() * 200


def answered(response, encodings: str = "gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": encodings})
    return GzipPages(lambda request: response)(request)


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "application/json", "application/atom+xml", "text/xml"]
)
def test_a_page_is_compressed(content_type):
    answer = answered(HttpResponse(LONG, content_type=content_type))
    assert answer["Content-Encoding"] == "gzip" and answer["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content) == LONG
    assert len(answer.content) < len(LONG) / 4


def test_a_reader_who_cannot_read_it_gets_it_plain():
    assert answered(HttpResponse(LONG), "identity").content == LONG


def test_a_stream_is_passed_on_as_it_comes():
    answer = answered(StreamingHttpResponse([LONG], content_type="text/html"))
    assert "Content-Encoding" not in answer and b"".join(answer.streaming_content) == LONG


@pytest.mark.parametrize("content_type", ["text/csv", "application/vnd.openxmlformats", ""])
def test_a_download_is_not_compressed(content_type, tmp_path):
    assert "Content-Encoding" not in answered(HttpResponse(LONG, content_type=content_type))
    path = tmp_path / "file.html"
    path.write_bytes(LONG)
    assert "Content-Encoding" not in answered(FileResponse(path.open("rb")))


def test_two_answers_with_the_same_content_differ_in_length():
    lengths = {len(answered(HttpResponse(LONG)).content) for _ in range(40)}
    assert len(lengths) > 1


def test_a_conditional_answer_keeps_a_weak_tag():
    response = HttpResponse(LONG, headers={"ETag": '"1"'})
    assert answered(response)["ETag"] == 'W/"1"'


def test_the_site_compresses_its_pages(client, db):
    assert client.get("/admin/login/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
