"""What is known of how far coders of a scheme agree, in a sentence for readers: numbers of a whole round."""

from functools import lru_cache

from django.utils import timezone

from cases.choices import CodingState, State
from cases.curation.agreement import Agreement
from cases.curation.reconciling import Comparison
from cases.models import Coder, CodingRound, CodingScheme
from cases.models.scheme import MECHANISMS


def reliability(scheme: CodingScheme) -> str:
    """Of the last closed round in which something was compared; else that nobody knows.

    Empty for 治理机制 without a round: their second reading is told in the coding guide. Two queries.
    """
    closed = CodingRound.objects.filter(scheme=scheme, closed_at__isnull=False, called_off="")
    for row in closed.order_by("-closed_at", "-pk"):
        coders, awards, found = _compared(row)
        if found.units:
            return _told(row, coders, awards, found)
    return "" if scheme.slug == MECHANISMS else _unknown(scheme)


def _compared(row: CodingRound) -> tuple[int, int, Agreement]:
    return _counted(row.pk, str(row.closed_at))


@lru_cache(maxsize=64)
def _counted(pk: int, _closed_at: str) -> tuple[int, int, Agreement]:
    """Coders, awards and agreement of a closed round, of which nothing changes any more."""
    found = Comparison(CodingRound.objects.get(pk=pk))
    return len(found.coders), len(found.awards), found.overall()


def _told(row: CodingRound, coders: int, awards: int, found: Agreement) -> str:
    day = timezone.localdate(row.closed_at)
    figures = [f"一致率 {100 * found.observed:.1f}%" if found.observed is not None else ""]
    for name, value in (("Cohen κ", found.kappa), ("Krippendorff α", found.alpha)):
        figures.append(f"{name} {value:.2f}" if value is not None else f"{name} 无法计算")
    said = "，".join(filter(None, figures)) + (f"（{found.why}）" if found.why else "")
    return (
        f"{day.year}年{day.month}月{day.day}日结束的一轮编码中，{coders} 位编码者互不相看，"
        f"各自编了 {awards} 个案例。"
        f"按案例和编码项逐格比较，共 {found.units} 格，{said}。这是对账以前的数字。"
    )


def _unknown(scheme: CodingScheme) -> str:
    counted = {"state": CodingState.ACCEPTED, "award__state": State.PUBLISHED, "mechanism__scheme": scheme}
    rows = Coder.objects.filter(**{f"codings__{name}": value for name, value in counted.items()})
    names = "、".join(rows.order_by("name").values_list("name", flat=True).distinct())
    by = f"由“{names}”标注。" if names else ""
    return f"{by}没有几位编码者互不相看、各编一遍的结果可比，编码的一致程度不详。"
