"""A term that is retired keeps what is coded with it, and gets nothing new."""

from collections.abc import Iterable, Iterator

from cases.choices import Through
from cases.curation.changes import Change
from cases.curation.states import chunks
from cases.models import Award, Mechanism
from cases.models.writing import Room

PUT_BACK = (Through.UNDO, Through.LOADER, Through.VOCABULARY)  # what was there before


def coded_with_retired(changes: Iterable[Change], room: Room) -> Iterator[str]:
    """New codings with a term that is retired, in Chinese."""
    if room.through in PUT_BACK:
        return
    new: dict[int, str] = {}
    for change in changes:
        if change.model is Award and change.after is not None:
            before = {row["mechanism_id"] for row in (change.before or {}).get("codings", ())}
            for row in change.after["codings"]:
                if row["mechanism_id"] not in before:
                    new.setdefault(row["mechanism_id"], change.key)
    for some in chunks(new):
        for term in Mechanism.objects.filter(pk__in=some, is_retired=True).order_by("slug"):
            yield f"案例 {new[term.pk]}：治理机制“{term}”已停用，新的编码不能再用它。"
