"""Evidence is entered as words; the admin finds where they stand, or says that they do not."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.admin.passages import find_words
from cases.models import Attribution, Coding, EditionQuota, Source, SourceFact
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_coder, make_coding, make_mechanism, make_source
from tests.origins import make_attribution
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db
CODINGS = "/admin/cases/coding/"
TEXT = "居民议事，居民协商。\n政府购买服务。"


def code(client, award, words: str, **fields):
    """Add a coding on its own page."""
    values = {
        "award": award.pk,
        "mechanism": make_mechanism().pk,
        "words": words,
        "confidence": "high",
        "state": "accepted",
        "coder": make_coder().pk,
        "_why": "调整机制编码",
    }
    return client.post(CODINGS + "add/", values | fields)


# --- Finding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "low", "high", "near", "found"),
    [("乙", 0, None, None, 1), ("甲", 1, None, None, 2), ("甲", 0, 2, None, 0), ("甲", 0, None, 2, 2)],
)
def test_it_finds_words_where_they_stand(words, low, high, near, found):
    assert find_words(words, "甲乙甲", low, high, near) == found


@pytest.mark.parametrize(
    ("words", "low", "high", "near", "message"),
    [
        ("丙", 0, None, None, "找不到这段文字"),
        ("甲乙", 0, 1, None, "找不到这段文字"),
        ("甲", 0, None, None, "出现 2 次，请多抄几个字，或填写起点：0、2。"),
        ("甲", 0, None, 1, "出现 2 次"),
    ],
)
def test_it_says_when_words_are_missing_or_ambiguous(words, low, high, near, message):
    with pytest.raises(ValidationError, match=message):
        find_words(words, "甲乙甲", low, high, near)


def test_it_names_only_a_few_of_many_places():
    with pytest.raises(ValidationError, match="出现 9 次，请多抄几个字，或填写起点：0、1、2、3、4。"):
        find_words("甲", "甲" * 9, 0, None, None)


# --- The text to choose from --------------------------------------------------------------------


def test_it_gives_the_text_of_a_document_character_for_character(as_curator):
    source = make_source(text="𠮷\u00a0公布\n名单\n")
    address = reverse("admin:cases_source_text", args=[source.pk])
    assert as_curator.get(address).json() == {"text": source.text}


def test_it_gives_no_text_to_those_who_may_not_see_documents(as_visitor, client):
    address = reverse("admin:cases_source_text", args=[make_source().pk])
    assert as_visitor.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_there_is_no_text_of_a_document_that_is_not_there(as_curator):
    assert as_curator.get(reverse("admin:cases_source_text", args=[999])).status_code == 404


# --- Codings ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_shows_the_evidence_of_each_coding_on_the_page_of_the_award(as_curator):
    coding = make_coding(make_award(text=TEXT), evidence="政府购买服务")
    shown = as_curator.get(reverse("admin:cases_award_change", args=[coding.award_id])).content.decode()
    assert ">\n政府购买服务</textarea>" in shown


@pytest.mark.slow
def test_it_lists_the_evidence_of_codings(as_curator):
    make_coding(make_award(text=TEXT), evidence="政府购买服务")
    assert '<td class="field-printed">政府购买服务</td>' in as_curator.get(CODINGS).content.decode()


@pytest.mark.slow
def test_it_saves_a_coding_with_the_place_of_its_words(as_curator):
    award = make_award(text=TEXT)
    response = code(as_curator, award, "居民协商。\r\n政府购买")
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.get().evidence == "居民协商。\n政府购买"


@pytest.mark.slow
def test_it_saves_a_coding_at_the_start_that_is_given(as_curator):
    award = make_award(title="题", text=TEXT)
    second = award.source.text.rindex("居民")
    code(as_curator, award, "居民", start=second)
    assert (Coding.objects.get().start, Coding.objects.get().end) == (second, second + 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "必须有原文依据"),
        ("居民自治", "找不到这段文字"),
        ("居民", "出现 2 次"),
        ("关于公布", "找不到这段文字"),
        ("，", "不能只有空白或标点"),
        ("   ", "找不到这段文字"),
    ],
)
def test_it_saves_no_coding_without_evidence_of_its_own(as_curator, words, message):
    award = make_award(title="题", text=TEXT)
    response = code(as_curator, award, words)
    assert response.status_code == 200
    assert message in errors_of(response)
    assert not Coding.objects.exists()


@pytest.mark.slow
def test_it_asks_for_the_award_first(as_curator):
    response = as_curator.post(CODINGS + "add/", {"words": "政府购买服务"})
    assert "请先选定来源文献" in errors_of(response)


@pytest.mark.slow
def test_it_refuses_the_same_coding_twice(as_curator):
    coding = make_coding(make_award(text=TEXT), evidence="政府购买服务")
    response = code(as_curator, coding.award, "政府购买服务", mechanism=coding.mechanism_id)
    assert response.status_code == 200
    assert "已为这段文字标过同一机制" in errors_of(response)


@pytest.mark.slow
def test_it_moves_a_coding_to_other_words(as_curator):
    coding = make_coding(make_award(text=TEXT), evidence="政府购买服务")
    url = reverse("admin:cases_coding_change", args=[coding.pk])
    response = as_curator.post(url, page_data(as_curator, url) | {"words": "居民协商"})
    assert response.status_code == 302, errors_of(response)
    coding.refresh_from_db()
    assert coding.evidence == "居民协商"


# --- Values that are printed or inferred --------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("words", "rule"), [("", ""), ("政府", "setting-from-words")])
def test_it_takes_either_words_or_a_rule(as_curator, words, rule):
    award = make_award(text=TEXT, state="draft")
    values = {"award": award.pk, "field": "setting", "words": words, "rule": rule}
    response = as_curator.post("/admin/cases/attribution/add/", values)
    assert "二者取其一" in errors_of(response)
    assert not Attribution.objects.exists()


@pytest.mark.slow
def test_it_saves_an_inferred_value_without_a_passage(as_curator):
    row = make_attribution(make_award(text=TEXT, applicant="太仓市民政局"), "applicant")
    url = reverse("admin:cases_attribution_change", args=[row.pk])
    as_curator.post(url, page_data(as_curator, url) | {"words": "", "rule": "curated", "note": "编者补。"})
    row.refresh_from_db()
    assert (row.start, row.end, row.rule) == (None, None, "curated")


@pytest.mark.slow
def test_it_finds_a_declared_number_in_the_source_of_the_edition(as_curator):
    edition = make_edition(source=make_source(text="共评出11个成果"))
    values = {"edition": edition.pk, "tier": make_tier().pk, "declared": 11, "words": "11个"}
    as_curator.post("/admin/cases/editionquota/add/", values)
    assert (EditionQuota.objects.get().start, EditionQuota.objects.get().end) == (3, 6)


# --- Sources ------------------------------------------------------------------------------------


def new_source(client, text: str, **fields) -> dict:
    values = {"slug": "n", "file_name": "n.txt", "title": text.strip()[:2], "kind": "notice", "text": text}
    return page_data(client, "/admin/cases/source/add/") | values | fields


@pytest.mark.slow
def test_it_works_out_the_checksum_and_body_of_a_new_source(as_curator):
    response = as_curator.post("/admin/cases/source/add/", new_source(as_curator, " 通知\r\n全文 "))
    assert response.status_code == 302, errors_of(response)
    source = Source.objects.get()
    assert (source.text, source.body_start, source.body_end) == (" 通知\n全文 ", 0, 7)
    assert source.sha256 == hashlib.sha256(" 通知\n全文 ".encode()).hexdigest()


@pytest.mark.slow
def test_it_adds_a_source_with_its_facts_at_once(as_curator):
    fact = {"facts-TOTAL_FORMS": 1, "facts-0-label": "作者", "facts-0-value": "某某", "facts-0-words": "某某"}
    response = as_curator.post("/admin/cases/source/add/", new_source(as_curator, "作者某某", **fact))
    assert response.status_code == 302, errors_of(response)
    assert (SourceFact.objects.get().start, SourceFact.objects.get().end) == (2, 4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "message"),
    [({"body_end": 99}, "全文只有 4 个字符"), ({"body_start": 3, "body_end": 2}, "正文的止点必须在起点之后")],
)
def test_it_refuses_a_body_that_is_not_in_the_text(as_curator, fields, message):
    response = as_curator.post("/admin/cases/source/add/", new_source(as_curator, "作者某某", **fields))
    assert response.status_code == 200
    assert message in errors_of(response)


@pytest.mark.slow
def test_it_does_not_take_the_same_document_twice(as_curator):
    as_curator.post("/admin/cases/source/add/", new_source(as_curator, "作者某某"))
    again = new_source(as_curator, "作者某某", slug="m", file_name="m.txt")
    assert "这份文献已经入库" in errors_of(as_curator.post("/admin/cases/source/add/", again))


@pytest.mark.slow
def test_it_does_not_let_the_text_of_a_source_be_changed(as_curator):
    source = make_source()
    url = reverse("admin:cases_source_change", args=[source.pk])
    as_curator.post(url, page_data(as_curator, url) | {"text": "别的", "title": "公布结果"})
    source.refresh_from_db()
    assert (source.text, source.title) == ("关于公布结果的通知\n", "公布结果")
