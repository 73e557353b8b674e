"""/compilation.docx: the right cases in the right order, or a page that says how to get them."""

import re
from io import BytesIO

import pytest
from django.urls import set_script_prefix
from docx import Document

from cases.models import FormerAccession
from cases.models.writing import writing
from tests.factories import make_award

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content.decode()
    return [heading.partition("（")[0] for heading in headings(response)]


def headings(response) -> list[str]:
    return [p.text for p in Document(BytesIO(response.content)).paragraphs if p.style.name == "Heading 1"]


def words(response) -> str:
    return "\n".join(p.text for p in Document(BytesIO(response.content)).paragraphs)


def problem(response, status: int = 400) -> str:
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    return response.content.decode()


@pytest.mark.slow
def test_it_prints_the_cases_of_the_basket_in_the_order_of_the_address(client, library):
    response = client.get("/compilation.docx?id=0000-sqzl-n01&id=2014-sqzl-w01")
    assert titles(response) == ["民情理事会", "“政社互动”"]
    assert "选定的案例" in words(response)


@pytest.mark.slow
def test_it_prints_a_case_once(client, library):
    query = "id=2014-sqzl-w01&id=0000-sqzl-n01&id=2014-sqzl-w01&id=%202014-sqzl-w01&id="
    assert titles(client.get(f"/compilation.docx?{query}")) == ["“政社互动”", "民情理事会"]


@pytest.mark.slow
def test_a_former_number_is_the_case_and_not_a_second_one(client, library):
    FormerAccession.objects.create(award=library.first, accession="2013-sqzl-w01")
    query = "id=2013-sqzl-w01&id=2014-sqzl-w01"
    assert titles(client.get(f"/compilation.docx?{query}")) == ["“政社互动”"]


@pytest.mark.slow
def test_it_prints_the_list_that_the_browse_page_shows(client, library):
    response = client.get("/compilation.docx?year=2014&sort=rank&per_page=50&page=9")
    assert titles(response) == ["“政社互动”", "参与式治理"]
    assert "年度为2014的案例" in words(response)


def test_without_any_condition_it_is_the_whole_list(client, library):
    assert len(titles(client.get("/compilation.docx"))) == 3


def test_choosing_nothing_is_explained(client, library):
    page = problem(client.get("/compilation.docx?id="))
    assert "还没有选案例" in page
    assert "200 例以内" in page


def test_finding_nothing_is_explained(client, library):
    assert "没有符合这些条件的案例" in problem(client.get("/compilation.docx?tier=pilot"))


def test_an_unknown_number_is_named(client, library):
    page = problem(client.get("/compilation.docx?id=2014-sqzl-w01&id=2099-sqzl-w01&id=<b>"))
    assert "“2099-sqzl-w01”" in page
    assert "“&lt;b&gt;”" in page
    assert "“2014-sqzl-w01”" not in page


@pytest.mark.slow
def test_a_draft_is_as_unknown_as_a_number_that_never_was(client, library):
    draft = make_award(state="draft")
    assert draft.accession in problem(client.get(f"/compilation.docx?id={draft.accession}"))


def test_a_withdrawn_case_is_gone_and_named(client, library):
    library.second.withdraw()
    page = problem(client.get("/compilation.docx?id=2014-sqzl-w01&id=2014-sqzl-w02"), 410)
    assert "“2014-sqzl-w02”的案例已经撤回" in page


@pytest.mark.slow
def test_a_withdrawn_case_is_not_in_a_list(client, library):
    library.second.withdraw()
    assert titles(client.get("/compilation.docx?year=2014")) == ["“政社互动”"]


@pytest.mark.parametrize("query", ["year=2014", "id=2014-sqzl-w01&id=2014-sqzl-w02"])
def test_too_many_are_refused_with_both_numbers_and_a_way_on(client, library, settings, query):
    settings.COMPILATION_LIMIT = 1
    page = problem(client.get(f"/compilation.docx?{query}"))
    assert "选中了 2 例，一份汇编最多 1 例" in page
    assert "缩小范围" in page


def test_nonsense_is_refused_by_name(client, library):
    assert "gold" in problem(client.get("/compilation.docx?tier=gold"))


def test_the_file_has_a_chinese_name_and_the_type_of_word(client, library):
    response = client.get("/compilation.docx?id=2014-sqzl-w01")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''%E7%A4%BE%E5%8C%BA")
    assert disposition.endswith(".docx")


@pytest.mark.slow
def test_the_same_cases_of_the_same_data_are_not_sent_twice(client, library):
    etag = client.get("/compilation.docx?year=2014")["ETag"]
    again = {"If-None-Match": etag}
    assert client.get("/compilation.docx?year=2014", headers=again).status_code == 304
    assert client.get("/compilation.docx?year=none", headers=again).status_code == 200
    library.first.setting = "rural"
    library.first.save()
    assert client.get("/compilation.docx?year=2014", headers=again).status_code == 200


def test_every_case_carries_its_address_on_this_site(client, library, settings):
    settings.FORCE_SCRIPT_NAME = "/anli"
    set_script_prefix("/anli/")  # the WSGI handler does so, the test client does not
    try:
        response = client.get("/compilation.docx?id=2014-sqzl-w01")
    finally:
        set_script_prefix("/")
    document = Document(BytesIO(response.content))
    links = [link.address for p in document.paragraphs for link in p.hyperlinks if link.address]
    assert links == ["http://testserver/anli/cases/2014-sqzl-w01/"]


def test_it_asks_the_database_as_often_for_many_as_for_few(client, library, django_assert_max_num_queries):
    source = library.first.source
    with writing():
        for _ in range(10):
            make_award(source=source)
    client.get("/cases/")
    with django_assert_max_num_queries(9):
        assert len(titles(client.get("/compilation.docx"))) == 13


@pytest.mark.slow
def test_its_cover_and_form_are_chosen_in_the_address(client, library):
    chosen = {"title": "材料选编", "unit": "某县民政局", "date": "2026-01-02", "sources": "0", "breaks": "0"}
    answer = client.get(
        "/compilation.docx", {"id": [library.first.accession, library.second.accession], **chosen}
    )
    words = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert words[0] == "材料选编" and "某县民政局" in words and "2026年1月2日" in words
    assert not any(text.startswith("来源：") for text in words)
    plain = client.get("/compilation.docx", {"id": library.first.accession})
    assert plain["ETag"] != answer["ETag"]


def test_a_list_offers_the_same_choices_with_its_own_conditions(client, library):
    page = client.get("/cases/?year=2014&sort=oldest&page=1&view=table").content.decode()
    [form] = re.findall(r'<form method="get" action="/compilation.docx".*?</form>', page, re.S)
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("year", "2014"),
        ("sort", "oldest"),
    ]
    for name in ("title", "unit", "date", "sources", "breaks"):
        assert f'name="{name}"' in form
    assert 'action="/compilation.docx"' not in client.get("/cases/?q=火星移民").content.decode()
    chosen = {"title": "选编", "unit": "", "date": "", "sources": "0", "breaks": "0"}
    answer = client.get("/compilation.docx", {"year": "2014", "sort": "oldest", **chosen})
    assert headings(answer) == ["“政社互动”（江苏省苏州市太仓市）", "参与式治理（安徽省铜官山区）"]
    assert words(answer).startswith("选编\n") and "来源：" not in words(answer)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("date", "2026-13-01", "日期（date）应写作 2026-11-27 的样子"),
        ("date", "20260102", "日期（date）应写作"),
        ("title", "长" * 61, "封面标题（title）最多 60 字"),
        ("unit", "甲\n乙", "编印单位（unit）最多 60 字，不能换行"),
        ("sources", "no", "参数 sources 只能是 0 或 1"),
        ("breaks", "2", "参数 breaks 只能是 0 或 1"),
    ],
)
def test_a_wrong_choice_is_named(client, library, name, value, said):
    answer = client.get("/compilation.docx", {"id": library.first.accession, name: value})
    assert answer.status_code == 400 and said in answer.content.decode()
