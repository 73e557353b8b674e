"""Suggestions for the search box, as JSON; what they are is decided in `cases.search.suggest`."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse

from cases.index.current import current_index
from cases.search.suggest import Suggestion
from cases.views.methods import read_only


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
