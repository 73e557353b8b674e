"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from casebook.environment import fail
from cases.index import files

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def mounted(application: Application, path: str) -> Application:
    """The application below `path`, whether the proxy in front strips that path or passes it on."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = asked.removeprefix(path) or "/"
        return application(environ, start_response)

    return answer


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
application = get_wsgi_application()
if wrong := files.problem():
    fail("INDEX_DIR", wrong)
if settings.SITE_PATH:
    application = mounted(application, settings.SITE_PATH)
