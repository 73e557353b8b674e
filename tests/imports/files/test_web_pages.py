"""Web pages: the lines and rows that a visitor sees, without the menus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.kinds import FileKind
from cases.imports.files.web_pages import is_web_page
from tests.imports.files.documents import as_page


def read(page: str, encoding: str = "utf-8") -> FileText:
    return read_content(FileKind.HTML, page.encode(encoding))


def lines(body: str) -> list[str]:
    return read(as_page(body)).text.splitlines()


def test_blocks_and_breaks_are_lines() -> None:
    body = "<h1>名单</h1><div>一等奖<br>南岭村<br/>海头村</div><ol><li>鲁家村</li><li><b>蓝</b>田镇</li></ol>"

    assert lines(body) == ["名单", "一等奖", "南岭村", "海头村", "鲁家村", "蓝田镇"]


def test_words_are_not_parted_by_what_marks_them() -> None:
    assert lines("<p>宁海县<span>桑洲</span>镇\n南岭<a href='x'>村</a></p>") == ["宁海县桑洲镇 南岭村"]


def test_rows_are_lines_with_tabulators_and_merged_cells_stand_once() -> None:
    body = (
        "<table><caption>名单</caption><tr><th>序号</th><th>省份</th><th>单位</th></tr>"
        "<tr><td>1</td><td rowspan='2'>浙江省</td><td><p>海头村</p></td></tr>"
        "<tr><td>2</td><td>鲁家村</td></tr>"
        "<tr><td colspan=3><b>示范镇（1个）</b></td></tr>"
        "<tr><td>3</td><td>安徽省</td><td>蓝田镇<br>（合并）</td></tr></table>"
    )

    assert lines(body) == [
        "名单",
        "序号\t省份\t单位",
        "1\t浙江省\t海头村",
        "2\t\t鲁家村",
        "示范镇（1个）",
        "3\t安徽省\t蓝田镇 （合并）",
    ]


def test_a_line_that_a_cell_breaks_goes_on_without_a_blank() -> None:
    cells = ["桂林市象山区象山街道<br>文明社区", "<p>“漓江义工”进</p><p>社区</p>", "鼓楼区<br>玄武区"]
    body = f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"

    assert lines(body) == ["桂林市象山区象山街道文明社区\t“漓江义工”进社区\t鼓楼区 玄武区"]


def test_a_table_that_only_frames_the_page_is_no_table() -> None:
    body = (
        "<table><tr><td>旁栏</td><td><p>名单如下：</p><p>南岭村</p>"
        "<table><tr><td>1</td><td>海头村</td></tr></table></td></tr></table>"
    )

    assert lines(body) == ["旁栏", "名单如下：", "南岭村", "1\t海头村"]


def test_menus_go_and_are_named() -> None:
    reading = read(as_page("<p>南岭村</p>"))

    assert reading.text == "南岭村\n"
    assert reading.notes == ("略去了网页的菜单：首页 政务公开 办事服务 互动交流。",)


def test_a_menu_without_links_goes_where_the_page_says_what_its_heading_is() -> None:
    menu = "<ul><li>首页</li><li>要闻</li><li>县市区</li></ul><p>某某县民政局</p><p>索引号：12</p>"
    page = f"<title>三村入选示范村名单_某某网</title><body>{menu}<h2>三村入选示范村名单</h2><p>南岭村</p>"
    reading = read(page)

    assert reading.text.splitlines() == ["某某县民政局", "索引号：12", "三村入选示范村名单", "南岭村"]
    assert reading.notes == ("略去了网页的菜单：首页 要闻 县市区。",)


def test_short_lines_above_another_heading_stay() -> None:
    page = "<title>三村入选示范村名单_某某网</title><body><p>南岭村</p><p>海头村</p><h2>获奖村的经验介绍</h2>"

    assert read(page).text.splitlines() == ["南岭村", "海头村", "获奖村的经验介绍"]


def test_a_list_of_linked_entries_is_no_menu() -> None:
    entries = ["杭州市上城区小营巷社区", "宁海县桑洲镇南岭村", "安吉县递铺街道鲁家村"]

    assert lines("".join(f"<p><a href='/1'>{entry}</a></p>" for entry in entries)) == entries


def test_what_no_visitor_sees_is_left_out() -> None:
    body = "<p>南岭村</p><p style='display: none'>隐藏</p><script>var a</script><template>模板</template>"

    assert lines(body) == ["南岭村"]


def test_preformatted_lines_stay_lines() -> None:
    assert lines("<pre>名单\n南岭村\n海头村</pre>") == ["名单", "南岭村", "海头村"]


def test_references_are_signs_and_images_are_named() -> None:
    reading = read(
        as_page("<p>&#21335;&#23725;村&nbsp;&ldquo;甲&rdquo;</p><img src='http://x.example/a.png'>")
    )

    assert reading.text == "南岭村\xa0“甲”\n"
    assert reading.notes[-1].startswith("网页中的图片没有读")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-16-be"])
def test_the_bytes_say_the_encoding_whatever_the_page_declares(encoding: str) -> None:
    body = "<p>宁海县桑洲镇南岭村</p><p>安吉县递铺街道鲁家村</p>"

    assert read(as_page(body), encoding).text == "宁海县桑洲镇南岭村\n安吉县递铺街道鲁家村\n"


def test_a_page_in_big_5_is_read() -> None:
    body = "<p>寧波市寧海縣桑洲鎮南嶺村</p>"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head>{body}</html>'
    )

    assert read(page, "cp950").text == "寧波市寧海縣桑洲鎮南嶺村\n"


def test_xhtml_with_a_declaration_is_read() -> None:
    page = (
        '<?xml version="1.0" encoding="gbk"?><html xmlns="http://www.w3.org/1999/xhtml"><p>南岭村</p></html>'
    )

    assert is_web_page(page, "a.txt")
    assert read(page).text == "南岭村\n"


def test_no_entity_and_no_file_is_fetched() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>南岭村&x;</p></body></html>'
    )

    assert "root" not in read(page).text


def test_an_archive_of_a_page_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefused, match="mht"):
        read("MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><p>=E5=8D=97</p></html>")


@pytest.mark.slow
def test_tags_within_tags_a_hundred_thousand_deep_are_read_or_refused() -> None:
    try:
        read("<html>" + "<div>" * 100_000 + "南岭村")
    except FileRefused as error:
        assert "没有文字" in str(error) or "超过了限度" in str(error)


_PIECES = [
    *("<table>", "<tr>", "<td rowspan=3>", "<td colspan=9>", "</td>", "</table>", "<p>", "<br>", "<pre>"),
    *(
        "<a href=x>首页",
        "</a>",
        "南岭村",
        "&#0;",
        "&#xD800;",
        "<!--",
        "<ul><li>",
        "\x0b",
        "<caption>",
        "<html>",
    ),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_any_tags_in_any_order_are_a_text_or_refused(pieces: list[str]) -> None:
    try:
        reading = read("<html>" + "".join(pieces))
    except FileRefused:
        return
    assert reading.text.strip()


def test_struck_words_and_what_stands_beside_the_article_are_named() -> None:
    body = (
        "<h1>名单</h1><p>南岭村</p><p><del>海头村</del></p><p>鲁家村<s>（暂定）</s></p>"
        "<p style='text-decoration: line-through'>蓝田镇</p>"
        "<table><tr><td>1</td><td>桑洲镇</td></tr><tr><td>2</td><td><strike>苏家坨镇</strike></td></tr></table>"
        "<aside>梁家务村</aside><div class='page-footer'>上苏庄村</div><footer>古城村</footer>"
        "<div class='relatedList'>神溪村</div><div id='comment-list'>智家堡村</div>"
        "<article><p>作新村</p><footer>民政局</footer></article>"
    )
    reading = read(as_page(body))
    assert reading.text.splitlines() == ["名单", "南岭村", "鲁家村", "1\t桑洲镇", "2", "作新村", "民政局"]
    said = "".join(reading.notes)
    for words in (
        "海头村",
        "（暂定）",
        "蓝田镇",
        "苏家坨镇",
        "梁家务村",
        "上苏庄村",
        "古城村",
        "神溪村",
        "智家堡村",
    ):
        assert words in said


def test_an_article_in_an_element_with_a_name_of_what_stands_beside_stays() -> None:
    assert lines("<div class='related'><h1>名单</h1><p>南岭村</p><p>海头村</p></div>") == [
        "名单",
        "南岭村",
        "海头村",
    ]
