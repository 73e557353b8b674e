"""The check of `make lint` for Chromium 86 and Firefox 78: it finds what they lack, and the site passes."""

import re
from pathlib import Path

import django_htmx
import pytest

from tests.old_browsers import stylesheet
from tests.old_browsers.check import STATIC, problems, problems_of_site, table
from tests.old_browsers.script import uses as uses_of_script

HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"


def sheet(css: str) -> list[str]:
    return problems(css, "a.css")


def scripted(code: str) -> list[str]:
    return problems(code, "a.js")


def test_all_stylesheets_and_scripts_keep_to_old_browsers():
    assert problems_of_site() == []


@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("a { inset: 0 }", "property inset"),
        (".a :is(b, c) { color: red }", "selector :is"),
        (".a:not(.b, .c) { color: red }", "selector :not of several"),
        ("a { color: red; & b { color: red } }", "selector nesting"),
        ("@layer base { a { color: red } }", "at-rule @layer"),
        ("@media (width >= 40em) { a { color: red } }", "at-rule @media range"),
        ("a { color: color-mix(in srgb, red, blue) }", "function color-mix()"),
        ("a { min-height: 100dvh }", "unit dvh"),
        ("@media print { @media screen { a { aspect-ratio: 1 } } }", "property aspect-ratio"),
    ],
)
def test_a_newer_feature_of_a_stylesheet_is_named(css, what):
    assert any(what in problem and "newer than Chromium 86" in problem for problem in sheet(css))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("a ??= 1;", "syntax ??="),
        ("a.at(-1);", "name at"),
        ("Object.hasOwn(a, b);", "name hasOwn"),
        ("var copy = structuredClone(a);", "name structuredClone"),
        ("class A { #b = 1; c() { return this.#b; } }", "syntax #private"),
    ],
)
def test_a_newer_feature_of_a_script_is_named(code, what):
    assert any(what in problem and "newer than" in problem for problem in scripted(code))


@pytest.mark.parametrize(
    "css", ["a { anchor-name: x }", "a:open { top: 0 }", "a { display: run-in }", "@new { a { top: 0 } }"]
)
def test_what_nobody_has_looked_up_is_not_taken_for_old(css):
    assert any("look up at MDN" in problem for problem in sheet(css))


def test_the_names_of_a_script_are_looked_up_but_its_own_are_not():
    [problem] = scripted("var own = 1; function mine(given) { return own.strange + given.own; } mine(2);")
    assert "name strange" in problem and "look up at MDN" in problem


def test_words_in_comments_and_strings_are_no_features():
    assert sheet('/* inset: 0 */ a::after { content: "a{inset:0}" }') == []
    assert scripted("// a.at(1) ??= 2\nvar a = 'b.at(1)', b = \"??=\", c = /\\.at\\(\\?\\?=/;") == []


def test_a_newer_feature_may_be_asked_for_first():
    asked = "@supports selector(:has(*)) { a, b:has(c) { color: #f00 } }"
    assert sheet(asked) == []
    assert sheet(asked.replace("selector(", "not selector(")) != []


def test_a_newer_value_may_follow_an_older_one():
    assert sheet("a { min-height: 100vh; min-height: 100dvh }") == []


def test_a_newer_selector_drops_the_others_of_its_list():
    assert sheet(":focus-visible { color: #f00 }") == []
    [problem] = sheet("a:hover, :focus-visible { color: #f00 }")
    assert "drop the whole list" in problem


def test_the_focus_is_shown_in_firefox_78_too():
    rules = {
        (rule.head, rule.body)
        for file in STATIC.glob("*.css")
        for rule in stylesheet.rules(file.read_text(encoding="utf-8"))
    }
    shown = {(head, body) for head, body in rules if ":focus-visible" in head}
    assert len(shown) >= 4
    assert {(head.replace(":focus-visible", ":-moz-focusring"), body) for head, body in shown} <= rules


def test_what_is_newer_says_what_happens_without_it():
    known = table()
    assert len(known) > 300
    assert known["selector", ":has"].without and not known["selector", ":is"].without
    assert known["property", "display"].is_everywhere and not known["property", "inset"].is_everywhere


def test_the_htmx_that_is_served_is_the_one_for_older_browsers():
    code = HTMX.read_text(encoding="utf-8")
    assert re.search(r'version:"2\.', code)
    known = table()
    syntax = {use.name for use in uses_of_script(code) if use.kind == "syntax"}
    assert all(known["syntax", name].is_everywhere for name in syntax)
