"""What a sheet would change, as the lines that `manage.py import_document` prints."""

import json
from collections.abc import Iterator

from cases.choices import ChangeAction
from cases.imports.sheets.differences import differences
from cases.models import Intake, StoredChange

COUNTS = ("rows", "changed", "unchanged", "refused")


def sum_of(intake: Intake) -> str:
    """读到 46 行：改动 3，未变 41，不能接受 2。"""
    rows, changed, unchanged, refused = (intake.fact(name) for name in COUNTS)
    return f"读到 {rows} 行：改动 {changed}，未变 {unchanged}，不能接受 {refused}。"


def text_lines(intake: Intake) -> Iterator[str]:
    """For people: the sum, then each row that changes anything, old → new."""
    yield f"{intake}：{sum_of(intake)}"
    for problem in intake.problems:
        yield f"存疑：{problem['message']}"
    for row in _changed(intake):
        cells = "；".join(
            f"{each.label}：{each.old or '空'} → {each.new or '空'}" for each in differences(row)
        )
        yield f"第 {row.order} 行 {row.proposed['accession']}　{cells}"


def json_lines(intake: Intake) -> Iterator[str]:
    """For programs: an object for the sheet, then one for each row that changes anything or is refused."""
    counts = {name: intake.fact(name) for name in COUNTS}
    problems = [problem["message"] for problem in intake.problems]
    yield _line({"sheet": {"file": str(intake), **counts, "problems": problems}})
    for row in intake.rows.order_by("order", "pk").iterator(500):
        yield _line(
            {
                "row": row.order,
                "id": row.proposed["accession"],
                "action": row.action,
                "changes": {each.field: [each.old, each.new] for each in differences(row)},
                "problems": [problem["message"] for problem in row.problems],
            }
        )


def refusals(intake: Intake) -> Iterator[str]:
    """A sentence for each row that cannot be accepted."""
    rows = intake.rows.filter(action=ChangeAction.REFUSED).order_by("order", "pk")
    for row in rows.only("order", "proposed", "problems"):
        number = row.proposed.get("accession") or "没有编号"
        yield f"{intake} 第 {row.order} 行（{number}）：{reasons_of(row)}"


def reasons_of(row: StoredChange) -> str:
    """All that stands against a row."""
    return "".join(str(problem["message"]) for problem in row.problems)


def _changed(intake: Intake) -> Iterator[StoredChange]:
    yield from intake.rows.filter(action=ChangeAction.CHANGED).order_by("order", "pk").iterator(500)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
