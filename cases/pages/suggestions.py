"""A suggestion for the search box as the page's script takes it: words, a label, and where it leads."""

from django.urls import reverse

from cases.listing.state import SearchState
from cases.pages.page import CASES
from cases.search.suggestions.suggester import Suggestion


def suggestion_entry(suggestion: Suggestion) -> dict[str, str]:
    """`{text, label, url}`: to a case, or to the list with the suggested value."""
    label = suggestion.detail
    if suggestion.kind == "case":
        return {"text": suggestion.text, "label": label, "url": reverse("case", args=[suggestion.value])}
    state = SearchState(q=suggestion.rest).add(suggestion.parameter, suggestion.value)
    text = f"{suggestion.rest} {suggestion.text}".strip()  # what was typed before stays, and is seen to
    return {"text": text, "label": f"{label} · {suggestion.count} 个", "url": state.url(CASES.url)}
