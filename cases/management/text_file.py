"""What is in a file that somebody hands to a command."""

from pathlib import Path

from django.core.management.base import CommandError


def read_text(path: Path) -> str:
    """The characters of a file as they stand there, so that offsets hold; else CommandError."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(f"无法解码文件：{path} 不是 UTF-8 编码（第 {error.start} 字节）。") from error


def read_bytes(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, not more than `most`; else CommandError."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except IsADirectoryError as error:
        raise CommandError(f"不是文件：{path} 是一个目录。") from error
    except FileNotFoundError as error:
        raise CommandError(f"找不到文件：{path}。") from error
    except OSError as error:
        raise CommandError(f"无法读取文件：{path}（{error.strerror}）。") from error
