"""Whether a file that somebody downloaded is what its sidecar describes."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

PIECE = 1 << 20
NEEDED = ("bytes", "sha256", "rows", "version", "date")


class NotASidecar(Exception):
    """The file is none that describes a download; the message says why, in Chinese."""


def read_sidecar(path: Path) -> dict[str, Any]:
    """What the sidecar says; NotASidecar where it cannot be read as one."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotASidecar(f"没有说明文件 {path}：请从下载网址后加 .meta.json 处取得。") from None
    except (OSError, ValueError):
        raise NotASidecar(f"{path} 不是说明文件，无法读取。") from None
    if not isinstance(said, dict) or any(name not in said for name in NEEDED):
        raise NotASidecar(f"{path} 不是说明文件，缺少 {'、'.join(NEEDED)}。")
    return said


def version_in(said: dict[str, Any]) -> str:
    """The public version that the sidecar names, by which the file is cited; else the data version."""
    public = said.get("public_version")
    named = f"公布版本第 {public['version']} 版、" if isinstance(public, dict) and "version" in public else ""
    return f"{named}数据版本 {said['version']} "


def problems(file: Path, said: dict[str, Any]) -> list[str]:
    """What of the file differs from what the sidecar says, in Chinese; empty when nothing does."""
    length = file.stat().st_size
    if length < said["bytes"]:
        return [f"文件不完整：应为 {said['bytes']} 字节，只有 {length} 字节。请重新下载。"]
    if length > said["bytes"]:
        return [f"文件被改过，或者不是这一份：应为 {said['bytes']} 字节，却有 {length} 字节。"]
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    if digest.hexdigest() != said["sha256"]:
        return [f"文件被改过，或者不是{version_in(said)}的这一份：SHA-256 不符。"]
    found = rows_in(file)
    if found is not None and said["rows"] is not None and found != said["rows"]:
        return [f"行数不符：应为 {said['rows']} 行，却有 {found} 行。"]
    return []


def rows_in(file: Path) -> int | None:
    """The rows of a CSV or of JSON Lines, without the header; None of any other file."""
    if file.suffix == ".csv":
        text = io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")
        return sum(1 for _row in csv.reader(text)) - 1
    if file.suffix == ".jsonl":
        with file.open("rb") as stream:
            return sum(1 for _line in stream)
    return None
