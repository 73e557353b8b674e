"""New awards whose tier is none of their programme's have no number: the reason, and what to choose."""

from collections.abc import Iterable

from cases.models import Programme, StoredChange, Tier
from cases.models.intake import problem_at

_CANNOT_BE = "，无法编号：请"
_FOREIGN = "评选项目“{programme}”没有等次“{tier}”" + _CANNOT_BE + "改选它的等次（{own}），或者改正评选项目。"
_NONE = "评选项目“{programme}”在编目后台还没有等次" + _CANNOT_BE + "先给它添上，再重新读取。"
_OPENS = "评选项目“"


def is_foreign_tier(message: str) -> bool:
    """Whether a problem says that the tier of a row is none of its programme's."""
    return message.startswith(_OPENS) and _CANNOT_BE in message


def name_foreign_tiers(rows: Iterable[StoredChange]) -> None:
    """Give each of these new awards, numbered already, the problem if it has it, and take it from others.

    The rows are changed in memory; three queries at most, none where every row has a number.
    """
    named: _Messages | None = None
    for row in rows:
        row.problems = [each for each in row.problems if not is_foreign_tier(each["message"])]
        programme, tier = row.proposed.get("programme"), row.proposed.get("tier")
        if programme and tier and not row.proposed.get("accession"):
            named = named if named is not None else _Messages()
            row.problems = [*row.problems, problem_at(named.of(programme, tier), row.start, row.end)]


class _Messages:
    """What programmes and tiers are called, and which are whose."""

    def __init__(self) -> None:
        self._programmes = dict(Programme.objects.order_by().values_list("slug", "name"))
        self._tiers = dict(Tier.objects.order_by().values_list("slug", "name"))
        pairs = Programme.objects.order_by("programme_tiers__position", "programme_tiers__id")
        self._own: dict[str, list[str]] = {}
        for programme, tier in pairs.values_list("slug", "programme_tiers__tier__name"):
            self._own.setdefault(programme, []).extend([tier] if tier else [])

    def of(self, programme: str, tier: str) -> str:
        """The message for a programme and a tier by their slugs, or by what stands for them."""
        name, own = self._programmes.get(programme, programme), self._own.get(programme)
        if not own:
            return _NONE.format(programme=name)
        return _FOREIGN.format(programme=name, tier=self._tiers.get(tier, tier), own="、".join(own))
