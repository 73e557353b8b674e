"""What an address answers: the media types of what is given and of what is refused, and the headers."""

from typing import Any

from cases.openapi.schemas import refer

Described = dict[str, Any]
PROBLEM, PLAIN, PAGE = "application/problem+json", "text/plain", "text/html"
HEADERS: dict[str, Described] = {
    "ETag": {"schema": {"type": "string"}, "description": "内容不变则不变；带 If-None-Match 再取时答 304"},
    "Content-Length": {"schema": {"type": "integer"}, "description": "文件的字节数，没有压缩"},
    "X-Row-Count": {"schema": {"type": "integer"}, "description": "文件里的行数，不计表头"},
    "X-Data-Version": {"schema": {"type": "integer"}, "description": "数据版本"},
    "Repr-Digest": {"schema": {"type": "string"}, "description": "SHA-256（RFC 9530），发送前算得出才有"},
    "Link": {"schema": {"type": "string"}, "description": "describedby：说明文件；分页时还有 next"},
    "X-Cursor-Version": {"schema": {"type": "integer"}, "description": "开始分页时的数据版本"},
    "X-Public-Version": {
        "schema": {"type": "integer"},
        "description": "公布版本的编号：version= 所要的一版，或者与数据完全相同的一版",
    },
    "X-Public-Version-SHA-256": {"schema": {"type": "string"}, "description": "公布版本的校验值"},
    "X-Withdrawn-Since": {"schema": {"type": "integer"}, "description": "其中此后撤回的案例数"},
    "X-Sealed-Since": {
        "schema": {"type": "integer"},
        "description": "这一版中此后封存的案例数：它们不在任何文件里，不限于本清单",
    },
    "Retry-After": {"schema": {"type": "integer"}, "description": "多少秒以后再试"},
    "Allow": {"schema": {"type": "string"}, "description": "这个网址接受的请求"},
}
PUBLIC = ("X-Public-Version", "X-Public-Version-SHA-256")
OF_DOWNLOADS = ("ETag", "Content-Length", "X-Row-Count", "X-Data-Version", "Repr-Digest", "Link", *PUBLIC)
WHOLE = ("ETag", "Content-Length", "Repr-Digest")
SEALED = ("X-Sealed-Since",)
OF_VERSIONS = ("X-Withdrawn-Since", *SEALED)
SAID = {
    "304": "内容没有变",
    "301": "编号改过，或者写法不同：转到现在的网址",
    "400": "参数有误",
    "404": "没有",
    "410": "已经撤回或者封存",
    "503": "案例库正在写入，或者暂时不能回答",
}


def bare(media_type: str) -> str:
    """Without its parameters."""
    return media_type.partition(";")[0].strip()


def headers(*names: str) -> Described:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def given(media_type: str, schema: Described | None, *header_names: str) -> Described:
    """The answer 200; what is no JSON is bytes, of which no schema says anything."""
    content = {bare(media_type): {"schema": schema} if schema else {}}
    answer: Described = {"description": "所要的内容", "content": content}
    return answer | ({"headers": headers(*header_names)} if header_names else {})


def refused(*statuses: str, beside: tuple[str, ...] = ()) -> Described:
    """The answers of these statuses.

    Where others than programs ask, `beside` are the media types in which what is asked for is refused; what
    is missing, and a library that does not answer, are pages there.
    """
    problem: Described = {PROBLEM: {"schema": refer("Problem")}}
    answers: Described = {}
    for status in statuses:
        answers[status] = {"description": SAID[status]}
        if status == "304":
            answers[status]["headers"] = headers("ETag")
        elif status != "301":
            others = (PAGE,) if beside and status in ("404", "503") else beside
            answers[status]["content"] = problem | {each: {} for each in others}
    return answers
