"""Suggestions for the search box, as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"suggestions": []})
