"""Signs between Chinese characters are full-width: in templates, messages, labels and the script's words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
HAN = r"[\u4e00-\u9fff“”‘’《》（）]"
HALF_WIDTH = re.compile(rf"{HAN}(?:\s?[,;:!]\s?|[?()]){HAN}|{HAN}[,;:!?]$|{HAN}\([^)]*{HAN}[^)]*\)")
# Notes of the search, which pages make sentences of (cases/pages/reasons.py), and what readers type; a
# pattern of the readers, of what documents print; the words of a query that stand before a colon.
NOTES = ("cases/search/", "cases/readers/", "cases/places/", "cases/language/", "cases/pages/reasons.py")
TYPED = re.compile(r"(标题|正文|申报单位|地区|年度|项目|等次|机制|编号):")
ADDRESS = re.compile(r"\w+://\S*")
TAG = re.compile(r"<[^<>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)


KEYWORDS = re.compile(r"[\w-]+(?:,[\w-]+)+")  # the head's keywords, which programs read


def wrong(text: str) -> list[str]:
    if KEYWORDS.fullmatch(text) or "[^" in text:
        return []  # or a pattern
    return HALF_WIDTH.findall(TYPED.sub(r"\1 ", ADDRESS.sub("", text)))


def literals(path: Path) -> Iterator[str]:
    """The strings of a module but its docstrings and other texts in English; those that are joined whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "x" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def modules() -> list[Path]:
    files = [*ROOT.glob("cases/**/*.py"), *ROOT.glob("casebook/**/*.py")]
    return [file for file in files if not file.relative_to(ROOT).as_posix().startswith(NOTES)]


@pytest.mark.slow
def test_no_message_has_a_half_width_sign_between_chinese_characters():
    found = [
        (file.relative_to(ROOT).as_posix(), text)
        for file in modules()
        for text in literals(file)
        if wrong(text)
    ]
    assert (len(modules()) > 150, found) == (True, [])


def test_no_template_has_a_half_width_sign_between_chinese_characters():
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.jinja")]
    found = []
    for file in files:
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found += [(file.name, match) for line in TAG.sub("", text).splitlines() for match in wrong(line)]
        said = re.findall(r'(?:aria-label|title|placeholder|alt|caption|label)="([^"]*)"', text)
        found += [(file.name, match) for words in said for match in wrong(words)]
    assert (len(files) > 100, found) == (True, [])


def test_no_script_has_a_half_width_sign_between_chinese_characters():
    files = list(ROOT.glob("cases/static/cases/*.js"))
    texts = [
        (file.name, text) for file in files for text in re.findall(r'"([^"\n]*)"', file.read_text("utf-8"))
    ]
    assert [(name, text) for name, text in texts if wrong(text)] == []


@pytest.mark.parametrize(
    "text", ["没有案例,请重试。", "标题:协商,民主；", "年度不详(3 例)", "共三例:", "“一”:“二”"]
)
def test_what_it_looks_for(text):
    assert wrong(text)
    assert not wrong("检索 正文:协商，标题:民主（3 例）：www.example.cn,共 12:30 (a)")
