"""The door for what is brought in: a file or pasted words become a text, or a refusal that curators read."""

from django.core.exceptions import ValidationError

from cases.imports.files.decoded_file import DecodedFile, FileRefused
from cases.imports.files.decoding import decode_file, decode_pasted, last_part


class ImportRefused(ValidationError):
    """It cannot be read or taken in; the messages say in Chinese why, and what to do."""


def decode(name: str, content: bytes) -> DecodedFile:
    """The text of a file; ImportRefused where it has none that can be kept."""
    try:
        return decode_file(content, name)
    except FileRefused as refusal:
        raise ImportRefused(f"{last_part(name)}：{refusal}") from refusal


def clean_pasted(text: str) -> str:
    """Pasted words with line feeds; ImportRefused where there are none."""
    try:
        return decode_pasted(text).text
    except FileRefused as refusal:
        raise ImportRefused(f"所贴的文字：{refusal}") from refusal
