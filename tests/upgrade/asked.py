"""What a release answers to readers and to programs, as plain values that two releases can be compared by.

`python -m tests.upgrade.asked FILE` writes it down, in a checkout of the release and with its database.
"""

import json
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any

QUERIES = (
    "社区协商", "三社联动", "居民", "党建", "社会组织", "太仓", "深圳", "“六个一”", "网格", "议事会",
    "政社互动 -太仓", "标题:社区", "苏州 | 杭州", "shequ", "2015年", "十大创新成果", "物业管理",
    "没有这样的话",
)  # fmt: skip
FACETS = {
    "year": ("2014", "2015", "2021", "none"),
    "programme": ("sqzl", "jczl", "syq"),
    "tier": ("winner", "nominee", "typical", "pilot"),
    "issuer": ("mca", "mca-office", "none"),
    "region": ("east", "central", "west", "northeast"),
    "place": ("110000", "320000", "320500", "320585", "330000", "440300", "650000"),
    "level": ("province", "prefecture", "county", "township", "zone", "none"),
    "setting": ("urban", "rural", "both", "none"),
    "source": ("mca-2014-notice", "sqzl-2015-list", "mca-2021-cases", "jnlt-2019-yuhuatai"),
    "mechanism": ("sanshe-liandong", "shequ-xieshang", "fuwu-xiachen", "dangjian-yinling", "jumin-zizhi"),
    "applicant": ("party-government", "government", "party", "civil-affairs", "street-town", "other", "none"),
}  # fmt: skip
TABLES = ("rows=year", "rows=tier&cols=year", "rows=region&cols=tier", "rows=level", "rows=setting&cols=year")
PAGES = (
    "/", "/cases/", "/cases/?place=320585", "/cases/?tier=pilot", "/cases/?year=2021", "/places/320000/",
    "/places/320585/", "/mechanisms/fuwu-xiachen/", "/mechanisms/sanshe-liandong/",
    "/mechanisms/shequ-xieshang/", "/sources/mca-2014-notice/", "/sources/mca-2021-cases/",
    "/compare/?id=2014-sqzl-w01&id=2014-sqzl-w02",
    "/selection/?id=2014-sqzl-w01&id=2021-jczl-t01", "/cases/2014-sqzl-w01/", "/cases/2014-sqzl-w03/",
    "/cases/0000-sqzl-w02/", "/cases/2015-sqzl-n05/", "/cases/2021-jczl-t01/", "/cases/2014-syq-p01/",
)  # fmt: skip
OTHERS = (
    "/mechanisms/", "/sources/", "/codebook/", "/codebook.csv", "/help/", "/statistics/", "/statistics.csv",
    "/cases/advanced/", "/report/", "/report/thanks/", "/sitemap.xml", "/robots.txt", "/healthz",
    "/admin/login/", "/compilation.docx?id=2014-sqzl-w01", "/selection.csv?id=2014-sqzl-w01",
    "/sources/mca-2014-notice.txt",
    "/cases/0000-sqzl-w01/", "/cases/2014-sqzl-n05/", "/cases/2014-sqzl-n10/", "/cases/2014-sqzl-n05.json",
    "/cases/2014-sqzl-w99/", "/cases/?year=nothing", "/cases.csv?foo=1", "/nothing/",
)  # fmt: skip
CASE = re.compile(r'href="/cases/([0-9]{4}-[a-z]+-[a-z][0-9]{2,})/')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]*>", re.DOTALL)


def answers(client: Any) -> dict[str, Any]:
    """By kind and address what is answered: numbers of cases, tables, items, statuses, the words of pages."""
    lists = [f"q={query}" for query in QUERIES]
    lists += [f"{facet}={value}" for facet, values in FACETS.items() for value in values]
    everything = sorted(numbers(client, ""))
    return {
        "lists": {query: numbers(client, query) for query in lists},
        "statistics": {query: content(client, f"/statistics.csv?bom=0&{query}") for query in TABLES},
        "items": {number: json.loads(content(client, f"/cases/{number}.json")) for number in everything},
        "feed": re.findall(r"<entry>.*?/cases/([^/]+)/.*?</entry>", content(client, "/feed.atom"), re.DOTALL),
        "sitemap": sorted(re.findall(r"/cases/([^/<]+)/</loc>", content(client, "/sitemap-cases.xml"))),
        "suggestions": {
            query: suggestions(client, query) for query in ("太仓", "三社", "社区协商", "2014-sqzl-w01")
        },
        "pages": {address: page(client, address) for address in PAGES},
        "statuses": {address: status(client, address) for address in (*PAGES, *OTHERS)},
        "sources": {slug: content(client, f"/sources/{slug}.txt") for slug in FACETS["source"]},
    }


def content(client: Any, address: str) -> str:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def numbers(client: Any, query: str) -> list[str]:
    """The accession numbers of the list with this query, in its order."""
    return re.findall(r"(?m)^([0-9]{4}-[a-z]+-[a-z][0-9]{2,}),", content(client, f"/cases.csv?{query}"))


def suggestions(client: Any, query: str) -> Any:
    return json.loads(content(client, f"/suggest/?q={query}"))


def page(client: Any, address: str) -> dict[str, Any]:
    """The numbers of the cases that its main part leads to, and its words without blanks."""
    [main] = MAIN.findall(content(client, address))
    return {"cases": sorted(set(CASE.findall(main))), "words": "".join(unescape(TAG.sub("", main)).split())}


def status(client: Any, address: str) -> list[Any]:
    response = client.get(address)
    return [response.status_code, response.get("Location", "")]


def main(path: Path) -> None:
    import django

    django.setup()
    from django.test import Client

    path.write_text(json.dumps(answers(Client()), ensure_ascii=False, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
