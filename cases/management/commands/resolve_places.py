"""`manage.py resolve_places FILE --year YEAR`: the places that a text names, one JSON object a line."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.management.text_file import read_text
from cases.places.resolver import resolve
from cases.vocabulary import read_gazetteer
from cases.years import FIRST_YEAR, LAST_YEAR


class Command(BaseCommand):
    """Resolves with the divisions of the database, where curators add and correct them."""

    help = "列出一段文字中的地名，及其在该年和今天所指的行政区划，每行一个 JSON 对象"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="UTF-8 编码的文本文件")
        parser.add_argument("--year", required=True, metavar="YEAR", help="文字所属年份，如 2014")

    def handle(self, *args: object, **options: str) -> None:
        year = parse_year(options["year"])
        text = read_text(Path(options["file"]))
        gazetteer = read_gazetteer()
        for mention in resolve(text, year, gazetteer):
            self.stdout.write(json.dumps(mention.as_dict(), ensure_ascii=False))


def parse_year(text: str) -> int:
    """A year of the People's Republic; CommandError for anything else."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise CommandError(f"年份有误：{text}。请写四位数字，如 2014（{FIRST_YEAR} 至 {LAST_YEAR}）。")
    return int(text)
