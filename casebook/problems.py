"""What programs are told that ask for what cannot be given: RFC 9457, `application/problem+json`.

Views answer with pages or lines of text, and leave what they say on the answer (`cases/refusals.py`). Here
it is written as JSON, at addresses of JSON, and wherever the client would rather have JSON than a page.
"""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views import defaults

from casebook.bodies import ADMIN
from casebook.site_tags import address_of

PROBLEM = "application/problem+json"
OF_JSON = (".json", ".jsonl", ".jsonld")  # the ends of addresses at which programs alone ask
BESIDE = ("/suggest/",)  # as does the script of the search box; /healthz has a form of its own
KNOWN = {  # title and what is said where the view says nothing else
    400: ("网址有误", "网址或参数有误，无法回答。"),
    403: ("不能这样提交", "这一页不接受别的网站提交的表单。"),
    404: ("没有找到", "没有这个网址，或者它所指的内容不存在。"),
    405: ("不支持这种请求", "这个网址只供查看（GET、HEAD）。"),
    410: ("已经撤回", "这里的内容已经撤回或者封存，不再提供。"),
    413: ("提交的内容太大", "提交的内容超过本站接收的上限。"),
    429: ("请求太多", "一段时间内的请求太多，请稍后再试。"),
    500: ("网站出现故障", "网站出现故障，请稍后再试。"),
    503: ("案例库正忙", "案例库正在写入，请稍后再试。"),
}


def problems_for_programs(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that writes refusals and failures as JSON for whoever asks for it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_problem = response.status_code >= 400 and not response.get("Content-Type", "").startswith(
            "application/"
        )
        if not is_problem or not isinstance(response, HttpResponse) or request.path_info.startswith(ADMIN):
            return response
        if is_of_json(request.path_info):
            return as_problem(request, response)
        patch_vary_headers(response, ["Accept"])
        return as_problem(request, response) if prefers_json(request) else response

    return middleware


def is_of_json(path: str) -> bool:
    """Whether nothing but JSON stands at the address."""
    return path.endswith(OF_JSON) or path in BESIDE


def prefers_json(request: HttpRequest) -> bool:
    """Whether the client names JSON, and no page before it."""
    preferred = request.get_preferred_type(["text/html", "text/plain", PROBLEM, "application/json"])
    return preferred in (PROBLEM, "application/json")


def as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, headers and all, as JSON: `type, title, status, detail, instance`, what it carries."""
    title, detail = KNOWN.get(response.status_code, KNOWN[400 if response.status_code < 500 else 500])
    said = {
        "type": "about:blank",  # the title says what the status says, RFC 9457, 4.2.1
        "title": title,
        "status": response.status_code,
        "detail": detail,
        "instance": address_of(request),
        **vars(response).get("problem", {}),
    }
    response.content = json.dumps(said, ensure_ascii=False).encode()
    response.headers["Content-Type"] = PROBLEM
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's page, which carries what was said for readers: what we say ends with a Chinese full stop."""
    response: HttpResponse = defaults.page_not_found(request, exception)
    said = exception.args[0] if exception.args else ""
    if isinstance(said, str) and said.endswith("。"):
        vars(response)["problem"] = {"detail": said}
    return response
