"""Suggestions for the search box, as JSON; `search.suggestions.suggester` decides what they are."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.search.suggestions.suggester import Suggestion


@read_only
def suggest(request: HttpRequest) -> HttpResponse:
    """`{"suggestions": [{text, label, url}, …]}`: where each leads, and what to call it."""
    found = current_index().suggester.suggest(request.GET.get("q", ""))
    data = {"suggestions": [entry(suggestion) for suggestion in found]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def entry(suggestion: Suggestion) -> dict[str, str]:
    label = suggestion.detail
    if suggestion.kind == "case":
        return {"text": suggestion.text, "label": label, "url": reverse("case", args=[suggestion.value])}
    query = QueryDict(mutable=True)
    if suggestion.rest:
        query["q"] = suggestion.rest
    query[suggestion.parameter] = suggestion.value
    url = f"{reverse('cases')}?{query.urlencode()}"
    text = f"{suggestion.rest} {suggestion.text}".strip()  # what was typed before stays, and is seen to
    return {"text": text, "label": f"{label} · {suggestion.count} 个", "url": url}
