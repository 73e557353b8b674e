"""首批 over entries is a batch like 第二批."""

import pytest

from tests.readers.layouts import read

FIRST = "北京市石景山区\n上海市杨浦区\n"
SECOND = "天津市河西区\n天津市河东区\n"


@pytest.mark.parametrize(
    ("count", "read_as"), [("", []), ("（2个）", []), ("（44个）", ["文中说有 44 个，读到 2 个。"])]
)
def test_the_entries_below_first_batch_are_of_it(count: str, read_as: list[str]) -> None:
    document = read(f"全国实验区名单\n首批{count}\n{FIRST}第二批（2个）\n{SECOND}")

    assert [award.batch.value for award in document.awards if award.batch] == ["首批"] * 2 + ["第二批"] * 2
    assert [each.message for each in document.problems] == read_as
