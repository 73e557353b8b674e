"""The budget: a first visit to the main pages stays under 60 kB compressed, everything included."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

BUDGET = 60_000  # bytes after gzip
STYLESHEET = 40_000  # bytes before


def weight(html: str) -> int:
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    bodies = [html.encode(), *(Path(finders.find(name)).read_bytes() for name in files)]
    return sum(len(gzip.compress(body)) for body in bodies)


@pytest.mark.parametrize("url", ["/", "/cases/", "/cases/?q=社区", "/cases/2014-sqzl-w01/"])
@pytest.mark.slow
def test_a_first_visit_is_light(client, library, url):
    assert weight(client.get(url).content.decode()) < BUDGET - 15_000  # the real library's pages are longer


def test_the_stylesheets_are_small_and_ask_for_nothing_else():
    sheets = (Path(finders.find(f"cases/{name}.css")) for name in ("tokens", "casebook"))
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    assert len(css.encode()) < STYLESHEET
    assert "url(" not in css and "@import" not in css and "@font-face" not in css
