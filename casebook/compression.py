"""Pages travel compressed; files to download do not.

Django's own middleware would compress everything: a whole library as CSV, streamed, would then cost
more in compression than in reading it, and a Word document is compressed already.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/html", "application/json", "application/atom+xml", "application/xml", "text/xml")


class GzipPages(GZipMiddleware):
    """Compress answers that are there as a whole and are text for a browser.

    The base class adds a random number of bytes, so that the length of a page says nothing about
    what it holds (the attack called BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith(COMPRESSED)
        if response.streaming or response.has_header("Repr-Digest") or not is_page:
            return response  # a file that says its length and digest is sent as it is
        return super().process_response(request, response)
