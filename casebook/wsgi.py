"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from casebook.environment import fail
from cases.index import files


def mounted(application: WSGIApplication, path: str) -> WSGIApplication:
    """The application below `path`, whether the proxy in front strips that path or passes it on."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = asked.removeprefix(path) or "/"
        return application(environ, start_response)

    return answer


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
application: WSGIApplication = get_wsgi_application()
if wrong := files.problem():
    fail("INDEX_DIR", wrong)
if settings.SITE_PATH:
    application = mounted(application, settings.SITE_PATH)
