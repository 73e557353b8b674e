"""The whole description, made anew for each state of the library: its vocabularies are in it."""

from typing import Any

from django.conf import settings

from cases.exports import licence
from cases.openapi.addresses import all_addresses, unhealthy
from cases.openapi.answers import HEADERS
from cases.openapi.parameters import of_lists
from cases.openapi.schemas import all_schemas
from cases.vocabulary import Vocabulary

OPENAPI = "3.1.0"
TAGS = {
    "lists": "案例清单和由它得出的文件；参数相同，内容相同",
    "selection": "选定的案例",
    "cases": "一个案例、一份文献",
    "versions": "公布版本和固定清单",
    "about": "关于数据和网站",
}
DESCRIPTION = (
    "只读，不需要账号；各网址也接受 HEAD。文件带 ETag、Content-Length 和校验值，"
    "可以让浏览器里的脚本读取（CORS）。说明和例子：docs/interface.md、docs/api.md。"
)


def document(origin: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The description of the site at `origin` (scheme, host and path, without a slash at the end)."""
    paths = {each.path: {"get": each.operation} for each in all_addresses(vocabulary)}
    paths["/healthz"]["get"]["responses"]["503"] = unhealthy()
    listed = {each["name"]: each for each in of_lists(vocabulary)}
    info = {
        "title": settings.SITE_NAME,
        "version": settings.RELEASE,
        "summary": "案例库的数据",
        "description": DESCRIPTION,
        "license": {"name": licence.NAME, "url": licence.URL},
    }
    return {
        "openapi": OPENAPI,
        "info": info,
        "servers": [{"url": origin}],
        "tags": [{"name": name, "description": said} for name, said in TAGS.items()],
        "paths": paths,
        "components": {"schemas": all_schemas(), "headers": HEADERS, "parameters": listed},
    }
