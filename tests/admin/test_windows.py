"""Text from Windows can be pasted, quoted as evidence over a line end, and saved again unchanged."""

import hashlib
from typing import Any

import pytest

from cases.models import Award, Coding, Source
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_coder, make_coding, make_mechanism, make_source
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db
TEXT = "关于公布结果的通知\r\n社区协商\r\n居民议事。\r\n政府购买服务。\r\n"


def enter(client, **fields):
    values = {"slug": "notice", "file_name": "notice.txt", "title": "通知", "kind": "notice", "text": TEXT}
    inline = {"facts-TOTAL_FORMS": 0, "facts-INITIAL_FORMS": 0}
    former = {"former_slugs-TOTAL_FORMS": 0, "former_slugs-INITIAL_FORMS": 0}
    return client.post("/admin/cases/source/add/", values | inline | former | fields)


def code(client, award: Award, words: str):
    values = {"award": award.pk, "mechanism": make_mechanism().pk, "words": words, "confidence": "high"}
    values |= {"state": "accepted", "coder": make_coder().pk, "_why": "调整机制编码"}
    return client.post("/admin/cases/coding/add/", values)


def test_a_document_is_kept_with_line_feeds(as_curator):
    response = enter(as_curator)
    assert response.status_code == 302, errors_of(response)
    source = Source.objects.get()
    assert source.text == TEXT.replace("\r\n", "\n")
    assert source.sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    assert source.body_end == len(source.text)


@pytest.mark.slow
def test_its_check_sum_is_that_of_the_file_where_the_curator_gives_it(as_curator):
    of_file = hashlib.sha256(TEXT.encode()).hexdigest()
    assert enter(as_curator, sha256=of_file).status_code == 302
    assert Source.objects.get().sha256 == of_file
    again = enter(as_curator, sha256=of_file, slug="again", file_name="again.txt")
    assert "这份文献已经入库" in errors_of(again)


@pytest.mark.slow
def test_a_wrong_check_sum_is_refused(as_curator):
    assert "应为 64 位" in errors_of(enter(as_curator, sha256="abc"))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.slow
def test_evidence_may_run_over_a_line_end(as_curator, end):
    award = make_award(text="居民议事。\n政府购买服务。")
    response = code(as_curator, award, f"议事。{end}政府")
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.get().evidence == "议事。\n政府"


def in_windows(award: Award) -> None:
    """The document with the line ends that an older release kept, and all offsets with it."""
    source, text = award.source, award.source.text.replace("\n", "\r\n")

    def moved(offset: int) -> int:
        return offset + source.text.count("\n", 0, offset)

    past_the_room(Source).filter(pk=source.pk).update(text=text, body_end=len(text))
    starts = [moved(start) for start in award.paragraph_starts]
    place = {"start": moved(award.start), "end": moved(award.end), "paragraph_starts": starts}
    past_the_room(Award).filter(pk=award.pk).update(**place)
    for row in award.attributions.exclude(start=None):
        past_the_room(type(row)).filter(pk=row.pk).update(start=moved(row.start), end=moved(row.end))


@pytest.mark.slow
def test_evidence_is_found_in_a_document_that_kept_its_line_ends(as_curator):
    award = make_award(text="居民议事。\n政府购买服务。")
    in_windows(award)
    response = code(as_curator, award, "议事。\r\n政府")
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.get().evidence == "议事。\r\n政府"


def as_browsers_send(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in data.items()
    }


@pytest.mark.parametrize("is_old", [False, True])
@pytest.mark.slow
def test_an_award_is_saved_again_unchanged(as_curator, is_old):
    award = make_award(text="居民议事。\n政府购买服务。")
    make_coding(award, evidence="议事。\n政府")
    if is_old:
        Coding.objects.get().delete()
        in_windows(award)
    before = Award.objects.values().get()
    address = f"/admin/cases/award/{award.pk}/change/"
    data = page_data(as_curator, address)
    sent = {
        key: value.replace("\n", "\r\n") if isinstance(value, str) else value for key, value in data.items()
    }
    response = as_curator.post(address, sent)
    assert response.status_code == 302, errors_of(response)
    changed = {"version", "updated_at"}
    after = Award.objects.values().get()
    assert {name: value for name, value in after.items() if name not in changed} == {
        name: value for name, value in before.items() if name not in changed
    }


@pytest.mark.slow
@pytest.mark.parametrize("is_old", [False, True])
def test_a_document_is_saved_again_unchanged(as_curator, is_old):
    source = make_source(text="甲\n乙\n")
    if is_old:
        past_the_room(Source).update(text="甲\r\n乙\r\n", body_end=6)
    before = Source.objects.values().get()
    address = f"/admin/cases/source/{source.pk}/change/"
    response = as_curator.post(address, page_data(as_curator, address))
    assert response.status_code == 302, errors_of(response)
    assert Source.objects.values().get() == before
