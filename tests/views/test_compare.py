"""Two to four cases side by side."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cases.models.writing import writing
from cases.pages.compare import MOST
from tests.curation.conftest import make_full_award
from tests.curation.witnesses import attest, make_article
from tests.factories import make_award, make_awards

pytestmark = pytest.mark.django_db


def page(client: Client, *accessions: str, status: int = 200) -> str:
    answer = client.get("/compare/", {"id": accessions})
    assert answer.status_code == status, answer
    return answer.content.decode()


def row(content: str, label: str) -> str:
    """The table row that the label heads."""
    return next(
        part
        for part in re.findall(r"<tr.*?</tr>", content, re.S)
        if re.search(rf'scope="row">(<a[^>]*>)?{label}', part)
    )


def test_it_heads_the_columns_with_the_titles_in_the_order_of_the_address(client: Client, library):
    html = page(client, library.third.accession, library.first.accession)
    assert re.findall(r'<th scope="col"><a href="[^"]*">([^<]*)<', html) == ["民情理事会", "“政社互动”"]


def test_it_sets_values_side_by_side_and_says_what_is_the_same(client: Client, library):
    html = page(client, library.first.accession, library.second.accession)
    assert ">2014</a>" in row(html, "年度") and "相同" in row(html, "年度")
    assert "相同" not in row(html, "序号")
    assert "原文未注明" in row(html, "申报单位层级")
    assert "铜官山区" in row(html, "获评时区划") and "铜官区" in row(html, "现行区划")


def test_it_names_what_documents_say_differently(client: Client):
    award, article = make_full_award(), make_article()
    attest(award, article, applicant="太仓市政府", title="市政府以“政社互动”")
    html = page(client, award.accession, make_award().accession)
    assert "印作“太仓市政府”" in row(html, "申报单位") and "（尚待核定）" in row(html, "申报单位")
    assert "印作“市政府以‘政社互动’”" in row(html, "标题")
    with writing():
        award.attributions.filter(field="title", set_aside=True).delete()
    html = page(client, award.accession, make_award().accession)
    assert 'scope="row">标题' not in html


def test_it_marks_what_is_printed_and_what_is_inferred(client: Client, library):
    html = page(client, library.first.accession, library.second.accession)
    assert 'class="origin inferred"' in row(html, "申报单位层级")


def test_it_shows_shared_mechanisms_with_the_evidence_of_each_case(client: Client, library):
    html = page(client, library.first.accession, library.second.accession, library.third.accession)
    shared = row(html, "社区协商")
    assert "2 例共有" in shared
    assert shared.count("<blockquote>推动社区协商") == 2 and ">无<" in shared
    assert "建立居民议事会,推动" in row(html, "独有机制")


@pytest.mark.slow
def test_it_says_when_all_cases_share_a_mechanism(client: Client, library):
    assert "共有机制" in row(page(client, library.first.accession, library.second.accession), "社区协商")


def test_it_says_when_no_mechanism_is_shared(client: Client, library):
    assert "没有共有的机制" in page(client, library.first.accession, library.third.accession)


def test_it_links_headings_into_the_cases(client: Client, library):
    outline = row(page(client, library.first.accession, library.second.accession), "提纲")
    assert f'href="{library.first.get_absolute_url()}#s1">一、搭建平台<' in outline
    assert "正文没有小标题" in outline


def test_it_prints_every_word_of_the_texts_and_leads_to_the_sources(client: Client, library):
    html = page(client, library.first.accession, library.second.accession)
    for line in library.first.text.split("\n"):
        assert line in html
    assert f'href="/sources/notice/#{library.second.accession}"' in html


def test_it_leads_to_the_compilation_and_the_basket_of_the_same_cases(client: Client, library):
    accessions = [library.second.accession, library.first.accession]
    query = urlencode([("id", accession) for accession in accessions]).replace("&", "&amp;")
    html = page(client, *accessions)
    assert f'href="/compilation.docx?{query}"' in html and f'href="/selection/?{query}"' in html


@pytest.mark.slow
def test_a_case_can_be_left_out_while_two_remain(client: Client, library):
    three = [library.first.accession, library.second.accession, library.third.accession]
    assert page(client, *three).count("不比较这个") == 3
    assert "不比较这个" not in page(client, *three[:2])


@pytest.mark.slow
@pytest.mark.parametrize(("number", "said"), [(0, "现有 0 个"), (1, "现有 1 个"), (5, "这个网址里有 5 个")])
def test_it_wants_two_to_four(client: Client, library, number, said):
    assert said in page(client, *(award.accession for award in make_awards(number)), status=400)


def test_the_same_case_twice_is_one_case(client: Client, library):
    assert "现有 1 个" in page(client, library.first.accession, library.first.accession, status=400)


def test_it_names_unknown_and_withdrawn_cases(client: Client, library):
    library.second.withdraw()
    said = page(client, library.second.accession, "2014-sqzl-w99", status=400)
    assert f"“{library.second.accession}”的案例已经撤回" in said and "没有入库编号为“2014-sqzl-w99”" in said
    assert library.second.title not in said


def test_former_and_joined_numbers_are_sent_to_the_address_that_stays(client: Client, library):
    library.first.former_accessions.create(accession="2014-sqzl-w77")
    answer = client.get("/compare/", {"id": f"2014-sqzl-w77,{library.second.accession}"})
    assert answer.url == f"/compare/?id={library.first.accession}&id={library.second.accession}"


def test_it_takes_the_same_queries_for_two_and_for_four(
    client: Client, library, django_assert_max_num_queries
):
    accessions = [award.accession for award in make_awards(4)]
    page(client, *accessions)  # the index is up to date from here on
    for some in (accessions[:2], accessions):
        with django_assert_max_num_queries(8):
            page(client, *some)


def test_the_script_of_the_basket_knows_how_many_fit_side_by_side():
    script = Path(finders.find("cases/basket.js")).read_text(encoding="utf-8")
    assert f"SIDES = {MOST}," in script
