"""Accession numbers (入库编号): their one form, and how they are put together. Knows no Django."""

CODE = r"^[a-z]{2,12}\Z"  # of a programme
LETTER = r"^[a-z]\Z"  # of a tier, within its programme
PATTERN = r"[0-9]{4}-[a-z]+-[a-z][0-9]{2,}"
WHOLE = rf"^{PATTERN}\Z"  # nothing else in the text, for validators and databases
FORM = "形如 2014-sqzl-w01：年度（未载为 0000）、项目代码、等次字母和两位以上数字。"


def accession(year: int | None, code: str, letter: str, number: int) -> str:
    """`2014-sqzl-w01`, of the programme's code and the letter that the tier has in it.

    The number is the printed rank, or the order in the source where none is printed that is unique.
    """
    return f"{beginning(year, code, letter)}{ending(number)}"


def beginning(year: int | None, code: str, letter: str) -> str:
    """All but the number; 0000 stands for a year that no source prints."""
    return f"{year or 0:04}-{code}-{letter}"


def ending(number: int) -> str:
    return f"{number:02}"


def sort_key(accession: str) -> tuple[str, int, str]:
    """Orders accession numbers as people count: t10 after t9, t100 after t99."""
    digits = accession[len(accession.rstrip("0123456789")) :]
    return accession.removesuffix(digits), int(digits or 0), accession
