"""Quotation marks within quotation marks."""

import pytest

from cases.quoting import within_quotes


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [("“四社互动”", "‘四社互动’"), ("以“‘六个一’中心”", "以‘“六个一”中心’"), ("政社互动", "政社互动")],
)
def test_marks_within_quotation_marks_are_the_other_ones(printed, quoted):
    assert within_quotes(printed) == quoted
