"""Which questions are asked of the curators' side: the lists and forms of every table."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from tests.answers.asked import links
from tests.answers.question import AFTER, Question
from tests.answers.site import Site
from tests.answers.stock import Stock

COMPLETED = re.compile(r'data-app-label="(\w+)"[^>]*? data-model-name="(\w+)"[^>]*? data-field-name="(\w+)"')


def curated_questions(site: Site) -> Iterator[Question]:
    """The admin as a superuser sees it, reached by its own links."""
    yield from (
        Question("admin", f"/admin/{page}", curator=True) for page in ("", "nothing/", "password_change/")
    )
    yield Question("admin", "/", curator=True)
    for table in links(site, "/admin/", r"/admin/\w+/\w+/", curator=True):
        if table.count("/") == 4:
            yield from of_table(site, table)


def of_table(site: Site, table: str) -> Iterator[Question]:
    """Lists, searched, filtered and ordered; some of the rows with their forms, and the empty form."""
    queries = ["", "?q=社区", "?q=2014", "?p=2", "?o=1", "?o=-2.1", "?all=", "?e=1"]
    filters = [link for link in links(site, table, r"\?", curator=True) if "o=" not in link]
    for query in dict.fromkeys([*queries, *Stock.some(filters, 6)]):
        yield Question("admin, list", table + query, curator=True)
    rows = links(site, table, rf"{table}[^\"?]+/change/", curator=True)
    for row in dict.fromkeys([*rows[:3], *rows[-2:]]):
        yield Question("admin, row", row, curator=True)
    for row in rows[1:2]:
        yield Question("admin, row", row.replace("/change/", "/history/"), curator=True)
        yield Question("admin, row", row.replace("/change/", "/delete/"), curator=True)
    yield Question("admin, row", f"{table}add/", curator=True)
    yield Question("admin, row", f"{table}0/change/", curator=True)
    yield Question("admin, form", f"{table}add/", "POST", form=(("_save", "1"),), curator=True)
    yield from completions(site, f"{table}add/")


def completions(site: Site, page: str) -> Iterator[Question]:
    """What the fields of a form offer while a curator types."""
    names = ("app_label", "model_name", "field_name")
    form = unescape(site.ask(Question("", page, curator=True)).decode())
    for values in dict.fromkeys(COMPLETED.findall(form)):
        for term in ("", "社", "44"):
            pairs = [*zip(names, values, strict=True), ("term", term)]
            yield Question("admin, completion", f"/admin/autocomplete/?{urlencode(pairs)}", curator=True)


def curated_after_change() -> Iterator[Question]:
    for table in ("award", "dataversion", "formeraccession"):
        yield Question(AFTER, f"/admin/cases/{table}/", curator=True)
