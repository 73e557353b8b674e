"""The Atom feed of a result list."""

from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator

from cases.characters import printable
from cases.listing.result_list import ResultList
from cases.models import Award
from cases.pages.page import CASES
from cases.records.award_name import name_of
from cases.records.location import location_of

ENTRIES = 50  # in the feed
SUMMARY = 200  # characters of the text


class PlainTextFeed(Atom1Feed):
    """Summaries are plain text, and say so; what XML cannot hold is blank, wherever it comes from."""

    def __init__(self, title: str, link: str, description: str | None, **others: Any) -> None:
        texts = {name: _plain(value) for name, value in others.items()}
        super().__init__(printable(title), link, _plain(description), **texts)

    def add_item(self, *given: Any, **named: Any) -> None:
        super().add_item(*map(_plain, given), **{name: _plain(value) for name, value in named.items()})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401 - Django's writer
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


def _plain(value: Any) -> Any:  # noqa: ANN401 - of whatever kind
    return printable(value) if isinstance(value, str) else value


class CaseFeed(Feed[Award, None]):
    """The latest additions and changes among the cases that /cases/ shows with the same parameters."""

    feed_type = PlainTextFeed
    language = "zh-Hans"

    def __init__(self, results: ResultList) -> None:
        self.results = results

    def title(self) -> str:
        return f"{settings.SITE_NAME}：{self.results.words}"

    def subtitle(self) -> str:
        return f"{self.results.words}中最新收录或更新的 {ENTRIES} 例"

    def author_name(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return self.results.export_url(CASES.url)

    def feed_url(self) -> str:
        return self.results.export_url(reverse("feed"))

    def items(self) -> list[Award]:
        """Each change of an award moves its version, so the versions put the changes in order."""
        latest = Award.objects.published().order_by("-version", "-pk")
        listed = (pk for pk in latest.values_list("pk", flat=True).iterator() if pk in self.results.hits)
        return list(latest.filter(pk__in=list(islice(listed, ENTRIES))).with_related())

    def item_title(self, award: Award) -> str:
        return name_of(award, location_of(award, self.results.index.vocabulary))

    def item_description(self, award: Award) -> str:
        honour = f"{award.edition}，{award.tier}"
        text = Truncator(award.text.replace("\n", "")).chars(SUMMARY)
        parts = [honour, award.applicant, text]
        return "。".join(part for part in parts if part)

    def item_pubdate(self, award: Award) -> datetime:
        return award.created_at

    def item_updateddate(self, award: Award) -> datetime:
        return award.updated_at
