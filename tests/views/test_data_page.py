"""数据与接口: every file of a list stands on it, and every address that it names answers."""

import re
from html import unescape

import pytest

from cases.exports.formats import FORMATS, OF_CITATIONS
from tests.factories import make_award

pytestmark = pytest.mark.django_db


@pytest.fixture
def main(client) -> str:
    make_award()
    [found] = re.findall(r"<main.*?</main>", client.get("/data/").text, re.DOTALL)
    return found


@pytest.mark.slow
def test_every_address_on_it_answers(client, main):
    addresses = {unescape(href) for href in re.findall(r'href="(/[^"#]*)', main)}
    assert len(addresses) > 25
    assert [each for each in addresses if client.get(each).status_code != 200] == []


def test_every_format_of_a_list_stands_on_it(main):
    forms = {form.extension for form in (*FORMATS, *OF_CITATIONS)} - {"docx"}
    assert {form for form in forms if f'href="/cases.{form}"' not in main} == set()
    for stem in ("codings", "figures"):
        assert all(f'href="/{stem}.{form}"' in main for form in ("csv", "xlsx", "jsonl"))


def test_help_and_about_lead_to_it(client, main):
    for address in ("/help/", "/about/"):
        assert 'href="/data/"' in client.get(address).text
