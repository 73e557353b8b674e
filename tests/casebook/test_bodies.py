"""What a request may carry: nothing large, and no file where none is asked for."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from casebook.bodies import limited_bodies
from cases.imports.files.bounds import MOST_BYTES
from cases.models import Report

pytestmark = pytest.mark.django_db
MESSAGE = "第二段“社会组职”应为“社会组织”。"
FORM = "application/x-www-form-urlencoded"


class Unread(BytesIO):
    """A body of which nobody reads a byte."""

    def read(self, *args: object) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize("path", ["/report/", "/cases/", "/nothing/", "/"])
@pytest.mark.parametrize("form", [FORM, "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_over_the_limit_is_refused_before_it_is_read(client, path, form):
    size = {"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": Unread()}
    response = client.generic("POST", path, b"", form, **size)
    assert response.status_code == 413
    assert "最多接收 256 KB" in response.content.decode()


def test_a_curator_may_enter_a_whole_document_but_no_film(client, settings):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == settings.ADMIN_BODY_LIMIT
    assert client.post("/admin/login/", b"x" * 300_000, content_type=FORM).status_code == 200
    size = {"CONTENT_LENGTH": str(settings.ADMIN_BODY_LIMIT + 1), "wsgi.input": Unread()}
    assert client.generic("POST", "/admin/login/", b"", FORM, **size).status_code == 413


def test_a_curator_is_told_within_the_admin_what_to_do_and_led_back(admin_client, settings):
    assert settings.MOST_UPLOADED == MOST_BYTES
    size = {"CONTENT_LENGTH": str(30 * 1024 * 1024), "wsgi.input": Unread()}
    response = admin_client.generic("POST", "/admin/cases/intake/add/", b"", FORM, **size)
    said = response.content.decode()
    assert (response.status_code, response.headers["Connection"]) == (413, "close")
    assert 'id="user-tools"' in said
    assert "不能超过 20 MB" in said
    assert 'href="/admin/cases/intake/add/">回到导入公告</a>' in said
    assert 'role="search"' not in said  # the box of the readers' pages


def test_who_brings_nothing_in_is_led_to_the_start_of_the_admin(client):
    size = {"CONTENT_LENGTH": str(30 * 1024 * 1024), "wsgi.input": Unread()}
    said = client.generic("POST", "/admin/login/", b"", FORM, **size).content.decode()
    assert "回到首页" in said
    assert "回到导入公告" not in said


def test_a_file_of_the_largest_size_is_taken_with_what_the_form_has_beside_it(admin_client):
    file = SimpleUploadedFile("a.txt", b" " * MOST_BYTES)
    response = admin_client.post("/admin/cases/intake/add/", {"text": "", "file": file})
    assert response.status_code == 200
    assert "a.txt：" in response.content.decode()  # it was read, and refused for what is in it


@pytest.mark.slow
def test_only_the_curators_side_is_what_lies_below_admin(client):
    size = {"CONTENT_LENGTH": "300000", "wsgi.input": Unread()}
    assert client.generic("POST", "/administration/", b"", FORM, **size).status_code == 413


@pytest.mark.parametrize("field", ["message", "file"])
@pytest.mark.parametrize("path", ["/report/", "/nothing/"])
def test_no_file_is_taken_by_a_public_form(client, path, field, monkeypatch):
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *given: pytest.fail("written to disk"))
    file = SimpleUploadedFile("a.txt", b"x" * 1000)
    response = client.post(path, {"message": MESSAGE, field: file})
    assert response.status_code == (400 if path == "/report/" else 404)
    assert not Report.objects.exists()


def test_a_form_of_several_parts_without_a_file_is_read(client):
    assert client.post("/report/", {"message": MESSAGE}).status_code == 302


@pytest.mark.parametrize("length", ["", "x", "-1"])
def test_a_length_that_is_none_is_left_to_django(length):
    request = RequestFactory().post("/report/")
    request.META["CONTENT_LENGTH"] = length
    assert limited_bodies(lambda given: given)(request) is request
