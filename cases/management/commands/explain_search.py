"""`manage.py explain_search QUERY ACCESSION`: why a case matches, and why it has its place."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from cases.basket import basket_of
from cases.index.current import current_index
from cases.search.explain import explain, lines, missing


class Command(BaseCommand):
    help = "说明一次检索为何列出某个案例，它又为何排在那里；检索词以 - 开头时，在它前面写 --"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", metavar="QUERY", help="检索词，与检索框里一样")
        parser.add_argument("accession", metavar="ACCESSION", help="入库编号，现用的或曾用的")

    def handle(self, *args: Any, **options: Any) -> None:
        typed = options["query"]
        accession, number = published(options["accession"])
        searcher = current_index().searcher
        explanation = explain(searcher, typed, number)
        if explanation.placement is None:
            raise CommandError(f"检索“{typed}”没有列出案例 {accession}：{missing(explanation)}。")
        _, title = searcher.matcher.index.titles([number])[number]
        self.stdout.write(f"检索“{typed}”，案例 {accession} {title}")
        for line in lines(explanation):
            self.stdout.write(line)


def published(given: str) -> tuple[str, int]:
    """The present number and the primary key of a published award; CommandError for any other."""
    data = QueryDict(mutable=True)
    data["id"] = given
    basket = basket_of(data)
    if len(basket.ids) == 1 and len(basket.given) == 1:
        return basket.accessions[0], basket.ids[0]
    if basket.withdrawn:
        raise CommandError(f"案例 {given} 已撤回，不在检索中。")
    raise CommandError(f"没有入库编号为 {given} 的案例。")
