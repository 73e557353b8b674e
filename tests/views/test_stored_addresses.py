"""What an earlier release, or SQL, let into the columns that stand in addresses takes no page away."""

import re
from html import unescape

import pytest

from cases.models import Edition, Mechanism, Programme, Source
from tests.origins import past_the_room
from tests.small_library import make_small_library
from tests.vocabularies import make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ODD = ("第三\n批", "甲/50%2F？#", " A_b\t\\")
PAGES = (
    "/", "/cases/", "/cases/?q=社区", "/cases/advanced/", "/cases.csv", "/cases.json", "/cases.xlsx",
    "/mechanisms/", "/sources/", "/codebook/", "/codebook.csv", "/help/", "/about/", "/statistics/",
    "/statistics/?rows=mechanism&cols=programme", "/suggest/?q=社", "/suggest/?q=太仓", "/feed.atom",
    "/sitemap.xml", "/cases.bib", "/sitemap-cases.xml", "/sitemap-places.xml",
    "/compare/?id=2014-sqzl-w01&id=2014-sqzl-w02",
    "/selection/?id=2014-sqzl-w01", "/cases/2014-sqzl-w01/", "/cases/2014-sqzl-w01.json",
    "/compilation.docx?id=2014-sqzl-w01", "/programmes/sqzl/", "/programmes/sqzl/2014/", "/places/320000/",
    "/sources/notice/",
)  # fmt: skip
COLUMNS = {
    "batch": (Edition, "batch"),
    "round": (Edition, "round"),
    "programme": (Programme, "slug"),
    "mechanism": (Mechanism, "slug"),
    "source": (Source, "slug"),
}
LINK = re.compile(r'href="(/(?:programmes|mechanisms|sources)/[^"]+)"')


@pytest.fixture
def written(request, db) -> str:
    """The odd value, in a row of that table that pages lead to."""
    what, value = request.param
    library = make_small_library()
    table, column = COLUMNS[what]
    rows = {
        Edition: {"pk": library.first.edition_id},
        Programme: {"pk": library.first.edition.programme_id},
        Mechanism: {"pk": library.narrower.pk},
        Source: {"pk": library.first.source_id},
    }
    make_edition(year=2016)
    past_the_room(table).filter(**rows[table]).update(**{column: value})
    return value


@pytest.mark.parametrize(
    "written", [(what, value) for what in COLUMNS for value in ODD], indirect=True, ids=repr
)
def test_every_page_answers_and_its_links_lead_somewhere(client, written):
    answers = {address: client.get(address) for address in PAGES}
    wrong = {address: answer.status_code for address, answer in answers.items() if answer.status_code >= 500}
    assert not wrong
    pages = [
        answer.content.decode()
        for answer in answers.values()
        if answer["Content-Type"].startswith("text/html")
    ]
    links = {unescape(link) for page in pages for link in LINK.findall(page)}
    lead = {link: client.get(link).status_code for link in links}
    assert links and set(lead.values()) <= {200, 302}, lead
