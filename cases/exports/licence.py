"""Under which terms the data can be used, and how a file of them is cited."""

import re
from datetime import date
from functools import cache

from django.conf import settings

NAME = "CC BY 4.0"
_CHINESE = re.compile("[\u4e00-\u9fff]")
URL = "https://creativecommons.org/licenses/by/4.0/"


@cache
def data_licence() -> str:
    """DATA_LICENSE, the one place that says under which terms the data can be used."""
    return (settings.BASE_DIR / "DATA_LICENSE").read_text(encoding="utf-8")


def paragraphs() -> list[tuple[str, bool]]:
    """The whole licence, and of each paragraph whether it is in Chinese."""
    return [(words, _CHINESE.search(words) is not None) for words in data_licence().strip().split("\n\n")]


def terms_of_use() -> str:
    """Its paragraph in Chinese, which stands below the heading."""
    return data_licence().split("\n\n")[1].replace("\n", "")


def citation_of_file(words: str, url: str, version: str, day: date) -> str:
    """A file of data as a reference after GB/T 7714: who answers for it, what it is, which version, where."""
    responsible = f"{settings.SITE_OPERATOR}. " if settings.SITE_OPERATOR else ""
    return f"{responsible}{settings.SITE_NAME}：{words}[DS/OL]. {version}. ({day.isoformat()}). {url}."
