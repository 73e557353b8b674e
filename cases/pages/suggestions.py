"""A suggestion for the search box as the page's script takes it: words, a label, and where it leads."""

from django.urls import reverse

from cases.facets.declarations import PLACE_THEN
from cases.listing.state import SearchState
from cases.pages.page import CASES
from cases.search.suggestions.suggester import Suggestion


def suggestion_entry(suggestion: Suggestion) -> dict[str, str]:
    """`{text, label, url}`: to a case, or to what has the suggested value."""
    label = suggestion.detail
    if suggestion.kind == "case":
        return {"text": suggestion.text, "label": label, "url": reverse("case", args=[suggestion.value])}
    url = _list_url(suggestion)
    text = f"{suggestion.rest} {suggestion.text}".strip()  # what was typed before stays, and is seen to
    return {"text": text, "label": f"{label} · {suggestion.count} 个", "url": url}


def _list_url(suggestion: Suggestion) -> str:
    """Of a place that was divided its own page, which says what it became."""
    if suggestion.parameter != PLACE_THEN.name:
        state = SearchState(q=suggestion.rest).add(suggestion.parameter, suggestion.value)
        return state.url(CASES.url)
    if not suggestion.rest:
        return reverse("place", args=[suggestion.value])
    return SearchState(q=suggestion.rest, place_at="then").add("place", suggestion.value).url(CASES.url)
