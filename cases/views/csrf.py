"""The answer to a form that comes without its token: an old page, or a browser that keeps no cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The site's own page instead of Django's, which is English and speaks to developers."""
    return render(request, "403.html", status=403)
