"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from casebook.environment import fail
from cases.index import files

NOT_HERE = b"404 Not Found\n"


def mounted(application: WSGIApplication, path: str, *, is_stripped: bool = False) -> WSGIApplication:
    """The application below `path` and nowhere else; the host itself where `path` is empty.

    `is_stripped`: the proxy in front has taken the path off already. No header decides where the site is
    mounted: what a client sends as SCRIPT_NAME is dropped.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["SCRIPT_NAME"] = ""
        asked = environ.get("PATH_INFO", "")
        if is_stripped or asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = (asked if is_stripped else asked.removeprefix(path)) or "/"
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(NOT_HERE)))]
        start_response("404 Not Found", headers)
        return [NOT_HERE]

    return answer


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
application: WSGIApplication = get_wsgi_application()
if wrong := files.problem():
    fail("INDEX_DIR", wrong)
application = mounted(application, settings.SITE_PATH, is_stripped=settings.PROXY_STRIPS_PATH)
