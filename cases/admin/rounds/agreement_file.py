"""The agreement of a closed round as a table for other programs."""

from collections.abc import Iterator

from cases.curation.agreement import Agreement
from cases.curation.reconciling import Comparison

HEADER = (
    *("编码项", "单元数", "有人标的案例", "有分歧的案例", "一致率", "Cohen κ", "Krippendorff α"),
    "没有数值的原因",
)


def agreement_rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    """A row a term that somebody used, the last one all awards and terms together; six decimal places."""
    yield HEADER
    of_terms = found.by_term()
    for each in of_terms:
        yield (each.name, *_row(each.found, each.coded, each.differing))
    coded, differing = (
        (sum(numbers) for numbers in zip(*((t.coded, t.differing) for t in of_terms), strict=True))
        if of_terms
        else (0, 0)
    )
    yield ("全部", *_row(found.overall(), coded, differing))


def _row(found: Agreement, coded: int, differing: int) -> tuple[str, ...]:
    figures = (found.observed, found.kappa, found.alpha)
    numbers = ("" if each is None else f"{each:.6f}" for each in figures)
    return (str(found.units), str(coded), str(differing), *numbers, found.why)
