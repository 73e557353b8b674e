"""Cells on one line: what goes on below is not parted by a blank, and two names are not made one."""

import pytest

from cases.imports.files.table_text import cell_line


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("江苏省南京市\n鼓楼区", "江苏省南京市鼓楼区"),
        ("南宁市兴宁区\n民政局", "南宁市兴宁区民政局"),
        ("南京市鼓\n楼区", "南京市鼓楼区"),
        ("“老友议事会”让社\n区更“友爱”", "“老友议事会”让社区更“友爱”"),
        ("党建引领，\n“三联”共治", "党建引领，“三联”共治"),
        ("南岭村、\n海头村", "南岭村、海头村"),
        ("南京市鼓楼区\n徐州市鼓楼区", "南京市鼓楼区 徐州市鼓楼区"),
        ("民政局\n残联", "民政局 残联"),
        ("兴宁区民政局\n张三", "兴宁区民政局 张三"),
        ("“甲”\n“乙”", "“甲” “乙”"),
        ("1.南岭村\n2.海头村", "1.南岭村 2.海头村"),
        ("蓝田镇\n（合并）", "蓝田镇 （合并）"),
        ("Tab 1\n\n2", "Tab 1 2"),
        ("", ""),
    ],
)
def test_the_lines_of_a_cell_are_joined_where_a_name_or_a_title_goes_on(cell: str, line: str) -> None:
    assert cell_line(cell) == line
