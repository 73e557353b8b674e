"""From which network address a request comes, where attempts are counted: logins, readers' reports."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; without proxies that of the connection.

    Only the last PROXY_COUNT entries of X-Forwarded-For were written by our proxies: what stands
    before them is whatever the client cares to claim. Empty on a socket file without a proxy.
    """
    connection: str = request.META.get("REMOTE_ADDR", "")
    entries = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
    if not 0 < settings.PROXY_COUNT <= len(entries):
        return connection
    return entries[-settings.PROXY_COUNT] or connection
