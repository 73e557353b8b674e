import re
from html import unescape

import pytest

from cases.models import Edition, EditionFact, EditionQuota, SourceFact
from cases.models.writing import writing
from tests.factories import make_award, make_source
from tests.origins import passage_in
from tests.vocabularies import make_tier

# Source, awards, attestations, milestones, version, facts, passages of nine queries; editions, facts, quotas,
# bodies, usual bodies, awards.
QUERIES = 23


def page(client, slug: str = "notice") -> str:
    response = client.get(f"/sources/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def printed(html: str) -> str:
    """What a reader sees of the document, without what the page adds to it."""
    document = html.split('id="text-title">文献全文</h2>')[1].split("</article>")[0]
    document = re.sub(r'<p class="(to-case|chrome-label)[^>]*>.*?</p>', "", document, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", document))


def test_it_shows_the_document_whole_and_in_order(client, library):
    shown = re.sub(r"\s+", "", printed(page(client)))
    library.first.source.refresh_from_db()
    assert shown == re.sub(r"\s+", "", library.first.source.text)


def test_it_sets_page_chrome_apart(client, library):
    html = page(client)
    assert re.search(r'class="chrome-box">.*?首页 &gt; 通知.*?</div>', html, re.S)


def test_it_cuts_chrome_off_that_is_glued_to_the_last_paragraph(client, db):
    text = "一、标题\n正文最后一句。扫一扫在手机打开当前页"
    make_source(slug="glued", text=text, is_published=True, body_end=text.index("扫一扫"))
    html = page(client, "glued")
    assert re.search(r"<p>正文最后一句。\s*</p>", html)
    assert re.search(r"正文之后.*?<p>扫一扫在手机打开当前页\s*</p>", html, re.S)


@pytest.mark.slow
def test_it_says_of_a_title_that_nothing_prints_why_it_stands_there(client, library):
    source = library.first.source
    source.title_reason = "网页没有印出标题。"
    source.save()
    assert "标题是编者所拟：网页没有印出标题。" in page(client)
    assert f"《{source.title}（拟题）》" in client.get(library.first.get_absolute_url()).content.decode()


@pytest.mark.slow
def test_it_says_where_a_publisher_and_dates_that_nothing_prints_are_known_from(client, library):
    source = library.first.source
    source.publisher_reason, source.date_reason = "网页的域名是民政部的。", "据网页的属性。"
    source.save()
    html = page(client)
    assert "<dt>刊载者说明</dt><dd>网页的域名是民政部的。</dd>" in html
    assert "<dt>日期说明</dt><dd>据网页的属性。</dd>" in html


def test_a_printed_title_is_not_called_supplied(client, library):
    assert "拟题" not in client.get("/sources/").content.decode() and "编者所拟" not in page(client)


@pytest.mark.slow
def test_it_links_to_where_the_document_was_first_published_if_that_is_known(client, library):
    assert "原始网址" not in page(client)
    source = library.first.source
    source.url_original = "https://www.example.org/notice.html"
    source.save()
    assert '<dt>原始网址</dt><dd><a href="https://www.example.org/notice.html"' in page(client)


@pytest.mark.slow
def test_every_award_is_anchored_and_linked_both_ways(client, library):
    html = page(client)
    for award in (library.first, library.second, library.third):
        assert f'<section class="award-block" id="{award.accession}">' in html
        assert f'<a href="{award.get_absolute_url()}">案例 {award.accession}</a>' in html
        assert f"/sources/notice/#{award.accession}" in client.get(award.get_absolute_url()).content.decode()


@pytest.mark.slow
def test_every_passage_that_a_case_refers_to_has_its_anchor(client, library):
    html = page(client)
    case = client.get(library.first.get_absolute_url()).content.decode()
    offsets = set(re.findall(r"/sources/notice/#(o\d+)", case))
    assert offsets
    assert all(f'id="{offset}"' in html for offset in offsets)


def test_no_id_stands_twice(client, library):
    ids = re.findall(r'\bid="([^"]*)"', page(client))
    assert len(ids) == len(set(ids))


def test_the_outline_leads_to_the_headings(client, library):
    html = page(client)
    targets = re.findall(r'class="level-\d"><a href="#(o\d+)">', html)
    assert targets and all(f'id="{target}"' in html for target in targets)


@pytest.mark.slow
def test_it_shows_what_the_document_says_of_itself_with_the_passage(client, library):
    SourceFact.objects.create(source=library.first.source, label="栏目", value="通知", start=5, end=7)
    assert re.search(r'<dt>栏目</dt>\s*<dd>通知 <a class="origin printed" href="#o5">', page(client))
    assert 'id="o5"' in page(client)


@pytest.mark.slow
def test_it_shows_published_awards_only(client, library):
    draft = make_award(title="草稿案例", rank=8, state="draft", source=library.first.source)
    assert draft.accession not in page(client)


def test_it_gives_the_text_as_the_offsets_count_it(client, library):
    text = client.get("/sources/notice.txt").content.decode()
    assert text[library.second.start : library.second.end] == library.second.passage


def test_the_list_counts_the_published_cases(client, library):
    make_award(title="草稿案例", rank=8, state="draft", source=library.first.source)
    html = client.get("/sources/").content.decode()
    assert '<a href="/cases/?source=notice">3</a>' in html


@pytest.mark.parametrize("address", ["nothing/", "nothing.txt", "%00/", "%FF/", "a%0A/"])
def test_it_answers_404_for_what_is_no_source(client, library, address):
    assert client.get(f"/sources/{address}").status_code == 404


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, edition, django_assert_num_queries
):
    page(client)  # brings the index up to date
    with django_assert_num_queries(QUERIES):
        page(client)
    with writing():
        for number in range(3, 12):
            make_award(title=f"案例{number}", rank=number, source=library.first.source)
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)


@pytest.fixture
def edition(library) -> Edition:
    """The edition that the notice announces."""
    edition = library.first.edition
    edition.source = library.first.source
    edition.save()
    return edition


def announced(client) -> str:
    """What the notice's page says of the edition, as a reader sees it."""
    html = re.search(r"所载届次：.*?</section>", page(client), re.S)[0]
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", html)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.slow
def test_it_shows_what_it_says_of_the_edition_and_where(client, edition):
    made = {"edition": edition, "source": edition.source}
    theme, issuer = passage_in(edition.source, "公布结果"), passage_in(edition.source, "民政部")
    EditionFact.objects.create(label="年度主题", value="公布结果", **theme, **made)
    EditionFact.objects.create(label="发布机关", value="mca", **issuer, **made)
    assert re.search("发布机关 民政部 原文 .*年度主题 公布结果 原文 ", announced(client))
    at = theme["start"]
    assert f'href="/sources/notice/#o{at}"' in page(client) and f'id="o{at}"' in page(client)


@pytest.mark.slow
def test_it_shows_how_many_awards_it_declares_and_how_many_are_here(client, edition):
    declared = {"declared": 11, **passage_in(edition.source, "11")}
    EditionQuota.objects.create(edition=edition, tier=make_tier("winner"), **declared)
    EditionQuota.objects.create(
        edition=edition, tier=make_tier("nominee"), declared=9, rule="declared-counted"
    )
    assert re.search("十大创新成果 公布 11 项 原文 （已收录 2 项）", announced(client))
    assert re.search("提名成果 公布 9 项 推断 （已收录 0 项）", announced(client))


@pytest.mark.slow
def test_it_says_when_the_issuing_body_is_an_inference(client, edition):
    assert "发布机关 民政部 推" in announced(client)
    assert "/codebook/#rule-issuer-of-programme" in page(client)
