"""The value of a cell as Excel shows it: dates, numbers with leading zeros, shares."""

import re
from datetime import date, datetime, time, timedelta

# What a program writes for the dates of the system; Excel in China shows them like this.
_OF_SYSTEM = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm", "d-mmm-yy": "yyyy-mm-dd"}
_UNSHOWN = re.compile(r"\[[^\]]*\]|_.|\*.|;.*$|\\")
_TOKEN = re.compile(
    r'"([^"]*)"|(yyyy|yy|y|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|上午/下午|e)', re.IGNORECASE
)
_DAYS = "一二三四五六日"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0+")
_DECIMALS = re.compile(r"(?:#,##)?0(?:\.(0+))?(%?)")


def words_of(value: str) -> str:
    """The words of a cell of text: `_x000B_` is how the file writes a character that XML cannot have."""
    return _ESCAPE.sub(_unescaped, value) if "_x" in value else value


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # half of a character is none


def shown(value: object, form: str) -> str:
    """The words of a cell with this value and this format; formats beyond the usual show the value alone."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _date_shown(value, form)
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
    if isinstance(value, int | float):
        return _number_shown(value, form)
    return "" if value is None else words_of(str(value))


def _number_shown(value: int | float, form: str) -> str:
    plain = _UNSHOWN.sub("", form)
    if _ZEROS.fullmatch(plain) and value >= 0:
        return f"{value:.0f}".zfill(len(plain))
    if match := _DECIMALS.fullmatch(plain):
        comma = "," if "," in plain else ""
        share = match[2]
        return f"{value * 100 if share else value:{comma}.{len(match[1] or '')}f}{share}"
    return str(value) if isinstance(value, int) else f"{value:.11g}"


def _date_shown(value: datetime | date | time, form: str) -> str:
    plain = _UNSHOWN.sub("", _OF_SYSTEM.get(form, form))
    if not isinstance(value, datetime):
        value = (
            datetime.combine(value, time())
            if isinstance(value, date)
            else datetime.combine(date(1900, 1, 1), value)
        )
    said: list[str] = []
    at, is_hour = 0, False
    for match in _TOKEN.finditer(plain):
        said.append(plain[at : match.start()])
        at = match.end()
        if match[1] is not None:
            said.append(match[1])
            continue
        part = match[2].lower()
        is_minute = part in ("m", "mm") and (is_hour or plain[at:].lstrip(":").lower().startswith("s"))
        said.append(_part_shown(value, "n" * len(part) if is_minute else part))
        is_hour = part in ("h", "hh")
    return "".join([*said, plain[at:]]).strip()


def _part_shown(value: datetime, part: str) -> str:
    numbers = {"m": value.month, "d": value.day, "h": value.hour, "n": value.minute, "s": value.second}
    if part[0] in numbers and len(part) <= 2:
        return f"{numbers[part[0]]:0{len(part)}d}"
    if part in ("yyyy", "e"):
        return f"{value.year:04d}"
    if part in ("yy", "y"):
        return f"{value.year % 100:02d}"
    if part in ("mmm", "mmmm"):
        return f"{value.month}月"
    if part in ("ddd", "dddd"):
        return f"{'周' if part == 'ddd' else '星期'}{_DAYS[value.weekday()]}"
    return "上午" if value.hour < 12 else "下午"
