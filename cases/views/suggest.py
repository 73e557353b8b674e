"""Suggestions for the search box, as JSON; `search.suggestions.suggester` decides what they are."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.pages.suggestions import suggestion_entry


@read_only
def suggest(request: HttpRequest) -> HttpResponse:
    """`{"suggestions": [{text, label, url}, …]}`: where each leads, and what to call it."""
    suggestions = current_index().suggester.suggest(request.GET.get("q", ""))
    data = {"suggestions": [suggestion_entry(suggestion) for suggestion in suggestions]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
