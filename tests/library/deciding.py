"""Snapshots of awards as a release might have them in which people decided otherwise than the rules."""

from typing import Any


def decide(snapshot: dict[str, Any], **values: str) -> None:
    """Give the award of the snapshot these values, and say that a person decided so."""
    snapshot.update(values)
    for row in snapshot["attributions"]:
        if row["field"] in values:
            row.update(rule="curated", note="编者通读原文后判定。")
