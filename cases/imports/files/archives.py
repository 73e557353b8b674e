"""Office files as archives: what is in them, asked before anything is unpacked."""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cases.imports.files.bounds import MOST_MEMBERS, MOST_RATIO, MOST_UNZIPPED, SMALL_MEMBER
from cases.imports.files.decoded_file import FileRefused

_BROKEN = "文件已损坏，打不开。请用原来的软件打开，另存为 docx 或 xlsx，再导入。"
_TOO_MUCH = "文件解压后过大，不像普通的文档，没有读。请用原来的软件打开，另存后再导入，或只导入需要的部分。"
MACRO = "文件含有宏。请在 Word、Excel 或 WPS 中另存为不含宏的 docx 或 xlsx，再导入。"
LOCKED = "文件有密码。请用密码打开，去掉密码后另存，再导入。"
_ENTITIES = "文件中有 XML 实体声明，普通的文档没有，没有读。请用原来的软件打开，另存后再导入。"
_OTHERS = (
    ("ppt/", "这是演示文稿。请把需要的文字复制到 Word 文档，或直接粘贴。"),
    ("OFD.xml", "OFD 文件读不了。请用 OFD 阅读器另存为 PDF 或 docx，再导入。"),
    ("xl/workbook.bin", "xlsb 文件读不了。请在 Excel 或 WPS 中另存为 xlsx，再导入。"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# A declaration of a document type in any encoding that XML may have: Office writes none.
_DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = re.compile(rb"""\bTargetMode\s*=\s*["']External["']""")
_TYPE = re.compile(rb"""\bType\s*=\s*["'][^"']*/(\w+)["']""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_SHOWN_ONLY = {b"hyperlink", b"image"}  # what text is not made of; images are never fetched
_LOCAL_TEMPLATE = re.compile(rb"(?:file:///)?[A-Za-z]:|(?!\w+:|[\\/]{2})[^:]*$")
_LINKED = "文件引用了外部的{what}，没有读。请在原来的软件中断开链接（把内容粘贴为值或文字），另存后再导入。"
_WHAT = {
    b"attachedTemplate": "模板",
    b"externalLinkPath": "工作簿",
    b"externalLink": "工作簿",
    b"oleObject": "对象",
    b"subDocument": "子文档",
}
_STEP = 1024 * 1024


def kind_of_archive(content: bytes) -> str:
    """`docx`, `xlsx`, `odt` or `ods` after it was looked through; FileRefused for all other archives."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _kind(archive)
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
    ) as error:
        raise FileRefused(_BROKEN) from error


def _kind(archive: ZipFile) -> str:
    members = archive.infolist()
    names = [member.filename for member in members]
    _refuse_bombs(members)
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(LOCKED)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise FileRefused(_BROKEN)
    if any(name.rpartition("/")[2].lower().startswith("vbaproject") for name in names):
        raise FileRefused(MACRO)
    for start, message in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise FileRefused(message)
    kind = _office_kind(archive, names)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _look_through(archive, member)
    return kind


def _refuse_bombs(members: list[ZipInfo]) -> None:
    large = (member for member in members if member.file_size > SMALL_MEMBER)
    if (
        len(members) > MOST_MEMBERS
        or sum(member.file_size for member in members) > MOST_UNZIPPED
        or any(member.file_size > MOST_RATIO * member.compress_size for member in large)
    ):
        raise FileRefused(_TOO_MUCH)


def _office_kind(archive: ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" in names:
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise FileRefused(MACRO)
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    if "mimetype" in names:
        kind = _OPEN_DOCUMENT.get(archive.read("mimetype").strip())
        if kind is not None:
            return _open_document(kind, names)
    raise FileRefused("这是压缩包，不是 Word 或 Excel 文件。请先解压，再导入其中的文件。")


def _open_document(kind: str, names: list[str]) -> str:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise FileRefused(MACRO)
    return kind


def _look_through(archive: ZipFile, member: ZipInfo) -> None:
    """Refuse what XML can do besides saying a text; member by member, a piece at a time."""
    before = b""
    with archive.open(member) as file:
        while piece := file.read(_STEP):
            seen = before + piece
            if any(word in seen for word in _DECLARATIONS):
                raise FileRefused(_ENTITIES)
            if member.filename.endswith(".rels"):
                _refuse_links(seen)
            before = seen[-4096:]


def _refuse_links(relations: bytes) -> None:
    for relation in _RELATION.findall(relations):
        kind = _TYPE.search(relation)
        target = _TARGET.search(relation)
        if not _EXTERNAL.search(relation) or kind is None or target is None or kind[1] in _SHOWN_ONLY:
            continue
        if kind[1] == b"attachedTemplate" and _LOCAL_TEMPLATE.match(target[1]):
            continue  # the template of the machine on which it was written
        raise FileRefused(_LINKED.format(what=_WHAT.get(kind[1], "内容")))
