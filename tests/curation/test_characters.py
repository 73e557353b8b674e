"""Characters that no output can carry do not get in, and those that are there already break nothing."""

import io
import json
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from cases.models import Award, Coding, Edition, Mechanism, MechanismName, Report, Source
from cases.models.writing import writing
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_coding, make_mechanism, make_source
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db
WRONG = ["\v", "\0", "\x1f", "\x7f", "\x85", "\ufffe"]
FEED = "/feed.atom"
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("character", WRONG)
@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Source, "title"),
        (Source, "note"),
        (Mechanism, "definition"),
        (Edition, "procedure"),
        (Coding, "note"),
    ],
)
def test_a_curated_text_is_refused_with_the_character_and_where_it_stands(model, column, character):
    make_coding(make_award())
    row = model.objects.first()
    setattr(row, column, f"第一行\n甲乙{character}丙")
    with pytest.raises(ValidationError) as refused:
        row.save()
    [message] = refused.value.messages
    label = model._meta.get_field(column).verbose_name
    assert message == f"{label}：第 2 行“甲乙”之后有不能印出的控制字符 U+{ord(character):04X}，请删去。"


def test_rows_written_in_bulk_are_refused_alike():
    term, source = make_mechanism(), make_source()
    with pytest.raises(ValidationError, match="U\\+000B"), writing():
        MechanismName.objects.bulk_create([MechanismName(mechanism=term, name="甲\v")])
    with pytest.raises(ValidationError, match="U\\+000B"), writing():
        Source.objects.filter(pk=source.pk).update(note="甲\v")
    source.note = "甲\v"
    with pytest.raises(ValidationError, match="U\\+000B"), writing():
        Source.objects.bulk_update([source], ["note"])
    with pytest.raises(ValidationError, match="U\\+000B"):
        Report.objects.create(message="甲乙丙丁", note="甲\v")


@pytest.mark.slow
def test_a_form_says_it_at_the_input(as_curator):
    term = make_mechanism()
    address = f"/admin/cases/mechanism/{term.pk}/change/"
    response = as_curator.post(address, page_data(as_curator, address) | {"definition": "甲\v乙"})
    assert response.status_code == 200
    assert "定义：第 1 行“甲”之后有不能印出的控制字符 U+000B" in errors_of(response)


def test_line_ends_become_line_feeds_whoever_writes():
    source = make_source(note="甲\r\n乙\r丙")
    assert Source.objects.get().note == "甲\n乙\n丙"
    with writing():
        Source.objects.filter(pk=source.pk).update(note="丁\r\n戊")
    assert Source.objects.get().note == "丁\n戊"


# --- What an older release let in ---------------------------------------------------------------


@pytest.fixture
def old() -> Award:
    """An award with characters that nobody can enter any more."""
    award = make_award(title="社区协商", text="第一段。")
    title, text = "社区\v协商\ufffe", "第一段\x0b。"
    past_the_room(Award).filter(pk=award.pk).update(title=title, text=text, applicant="甲\x1f")
    return award


def test_no_feed_breaks_off(client, old):
    response = client.get(FEED)
    feed = ElementTree.fromstring(response.content)
    assert response.status_code == 200
    assert feed.findtext("a:entry/a:title", namespaces=NS) == "社区 协商 "


@pytest.mark.parametrize("query", ["%0B", "%00", "%EF%BF%BE", "%ED%A0%80", "a%C2%85"])
def test_what_is_searched_for_breaks_no_feed(client, old, query):
    feed = ElementTree.fromstring(client.get(f"{FEED}?q={query}").content)
    assert feed.tag == f"{{{NS['a']}}}feed"


@pytest.mark.slow
def test_summaries_are_declared_as_the_text_they_are(client):
    make_award(title="甲", text="用<b>与</b>&amp;")
    summary = ElementTree.fromstring(client.get(FEED).content).find("a:entry/a:summary", NS)
    assert summary.get("type") == "text"
    assert "用<b>与</b>&amp;" in summary.text


@pytest.mark.parametrize(
    "address",
    ["/cases.csv", "/cases.json", "/cases.xlsx", "/compilation.docx", "/sitemap-cases.xml", "/cases/"],
)
def test_no_other_output_breaks(client, old, address):
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert b"\v" not in content or address.endswith(("x", "/"))


@pytest.mark.slow
def test_files_have_a_blank_in_its_place(client, old):
    [item] = json.loads(b"".join(client.get("/cases.json").streaming_content))["items"]
    assert (item["title"], item["text"], item["applicant"]) == ("社区 协商 ", "第一段 。", "甲 ")
    document = Document(io.BytesIO(client.get("/compilation.docx").content))
    assert any("第一段 。" in paragraph.text for paragraph in document.paragraphs)


def test_it_can_still_be_withdrawn(old):
    Award.objects.get().withdraw()
    assert Award.objects.get().state == "withdrawn"


def test_what_is_kept_of_a_document_of_windows_stays_as_its_offsets_count():
    source = make_source(text="甲\n乙\n")
    past_the_room(Source).update(text="甲\r\n乙\r\n", body_end=6)
    stored = Source.objects.get()
    stored.note = "另有说明"
    stored.save()
    assert Source.objects.get().text == "甲\r\n乙\r\n"
    assert source.pk == stored.pk
