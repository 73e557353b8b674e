"""Observed agreement, kappa and alpha, against published examples."""

import pytest

from cases.curation.agreement import (
    NO_UNITS,
    NO_VARIATION,
    agreement,
    cohen_kappa,
    krippendorff_alpha,
    mean_kappa,
    observed,
)


def units(*coders: str) -> list[tuple[str | None, ...]]:
    """One string a coder, a sign a unit; `.` where the coder gave no value."""
    return [tuple(None if sign == "." else sign for sign in values) for values in zip(*coders, strict=True)]


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    """Pairs of values, as often as the cell of the first coder's row and the second's column says."""
    return [
        (here, there)
        for here, row in enumerate(rows)
        for there, count in enumerate(row)
        for _n in range(count)
    ]


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: examples A, B and C (nominal metric).
@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids="ABC",
)
def test_alpha_is_that_of_the_published_examples(coders, alpha):
    assert round(krippendorff_alpha(units(*coders)), 3) == alpha


# Cohen (1960), table 1 with 200 cases; Fleiss, Cohen and Everitt (1969), without weights.
@pytest.mark.parametrize(
    ("rows", "kappa"),
    [
        (((50, 26, 24), (24, 4, 32), (6, 30, 4)), -0.09),
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.49),
    ],
    ids=["1960", "1969"],
)
def test_kappa_is_that_of_the_published_tables(rows, kappa):
    assert round(cohen_kappa(table(*rows)), 2) == kappa


def test_of_several_coders_kappa_is_the_mean_of_the_pairs():
    three = units("1100", "1010", "1100")
    pairs = [("1100", "1010"), ("1100", "1100"), ("1010", "1100")]
    single = [cohen_kappa(units(*pair)) for pair in pairs]
    assert single == [0, 1, 0] and mean_kappa(three) == pytest.approx(1 / 3)
    assert observed(three) == pytest.approx(8 / 12)


def test_what_is_not_defined_is_nothing_and_says_why():
    same = agreement(units("0000", "0000"))
    assert (same.units, same.observed, same.kappa, same.alpha, same.why) == (4, 1, None, None, NO_VARIATION)
    assert agreement(units("01", "..")).why == agreement([]).why == NO_UNITS
    assert cohen_kappa([]) is mean_kappa([]) is krippendorff_alpha([]) is observed([]) is None


def test_one_coder_who_never_varies_agrees_by_chance_alone():
    found = agreement(units("0000", "0011"))
    assert (found.observed, found.kappa, found.why) == (0.5, 0, "")
    assert found.alpha == pytest.approx(1 - 7 * 4 / 24)


def test_of_three_a_pair_that_never_varies_leaves_alpha_alone():
    found = agreement(units("0000", "0000", "0001"))
    assert found.kappa is None and found.why and found.alpha is not None
