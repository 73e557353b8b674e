"""The admin speaks Chinese throughout, the tables of other packages included."""

import re
from gettext import GNUTranslations
from html import unescape

import pytest
from django.conf import settings

from tests.quick import first_quick

CATALOGUE = settings.BASE_DIR / "casebook/locale/zh_Hans/LC_MESSAGES"
PAGES = ["", "auth/user/", "auth/user/add/", "axes/accessattempt/", "axes/accessfailurelog/"]
PAGES += ["axes/accesslog/", "cases/award/", "cases/edition/add/", "cases/division/add/"]
# Of the account and its address, of a browser that is not told, of a protocol, of nothing chosen.
NAMES = {"admin", "example", "com", "unknown", "LDAP", "None"}


def shown(html: str) -> str:
    """What a reader or a screen reader finds on the page."""
    html = re.sub(r"<(script|style|option|textarea)\b.*?</\1>", " ", html, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("page", first_quick(PAGES, 2))
def test_it_has_no_english_words(admin_client, page):
    words = set(re.findall(r"[A-Za-z]{3,}", shown(admin_client.get(f"/admin/{page}").content.decode())))
    assert not words - NAMES


def test_the_compiled_catalogue_is_that_of_the_readable_one():
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    readable = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.M))
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog
    assert len(readable) > 20
    assert {key: value for key, value in compiled.items() if key} == readable
