"""Accession numbers (入库编号): their one form, and how they are put together. Knows no Django."""

PATTERN = r"[0-9]{4}-[a-z]+-[wntp][0-9]{2,}"
WHOLE = rf"^{PATTERN}\Z"  # nothing else in the text, for validators and databases
FORM = "形如 2014-sqzl-w01：年度（未载为 0000）、项目、等次首字母和两位以上数字。"


def accession(year: int | None, programme: str, tier: str, number: int) -> str:
    """`2014-sqzl-w01`: the number is the printed rank, or the order in the source where none is printed."""
    return f"{beginning(year, programme, tier)}{ending(number)}"


def beginning(year: int | None, programme: str, tier: str) -> str:
    """All but the number; 0000 stands for a year that no source prints."""
    return f"{year or 0:04}-{programme}-{tier[0]}"


def ending(number: int) -> str:
    return f"{number:02}"
