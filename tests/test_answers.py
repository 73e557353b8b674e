"""The tool that compares the answers of two revisions: it asks everything, and overlooks nothing."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, resolve
from django.urls.exceptions import Resolver404

from cases.urls import urlpatterns
from tests.answers.asked import after_change, public_questions
from tests.answers.comparison import compare
from tests.answers.question import Question
from tests.answers.recording import Recording
from tests.answers.stock import Stock

HOME, LIST = Question("page", "/"), Question("page", "/cases/?q=社区", headers=(("HX-Request", "true"),))
NUMBERS = [f"2014-sqzl-w{number}" for number in range(10, 30)]
STOCK = Stock(NUMBERS, [], [], ["440300"], ["sanshe-liandong"], ["notice"])


@pytest.fixture
def before(tmp_path: Path) -> Recording:
    return recording(tmp_path / "before", (HOME, b"200\nETag: 1\n\nhome"), (LIST, b"200\n\n<b>1</b><i>2</i>"))


def recording(path: Path, *answers: tuple[Question, bytes]) -> Recording:
    made = Recording(path)
    made.write(answers)
    return made


def asked_names() -> set[str]:
    """The names of the addresses that are asked; the site behind them answers nothing."""
    silent = SimpleNamespace(ask=lambda question: b"")
    questions = [*public_questions(silent, STOCK, ["社区"]), *after_change(STOCK)]
    return {name_of(question.address.partition("?")[0]) for question in questions}


def name_of(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


@pytest.mark.slow
def test_every_public_address_is_asked():
    named = (pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern))
    names = {name for name in named if name}  # the others are further writings of a named one
    assert len(names) > 25
    assert names <= asked_names()


def test_equal_answers_are_no_difference(before, tmp_path):
    again = recording(tmp_path / "again", *((q, before.answers()[q.name].unpacked) for q in (HOME, LIST)))
    assert compare(before, again).differences == 0


def test_one_byte_is_a_difference_and_is_shown(before, tmp_path):
    after = recording(tmp_path / "after", (HOME, b"200\nETag: 1\n\nhome"), (LIST, b"200\n\n<b>1</b><i>3</i>"))
    comparison = compare(before, after)
    lines = list(comparison.lines(5))
    assert comparison.changed == [LIST.name]
    assert {"-<i>2</i>", "+<i>3</i>"} <= set(lines)
    assert lines[-1] == "\n1 differences in 2 answers"


def test_a_header_is_a_difference_unless_it_is_left_out(before, tmp_path):
    after = recording(tmp_path / "after", (HOME, b"200\nETag: 2\n\nhome"), (LIST, b"200\n\n<b>1</b><i>2</i>"))
    assert compare(before, after).changed == [HOME.name]
    assert compare(before, after, frozenset({"etag"})).changed == []


def test_an_answer_that_is_not_there_any_more_is_a_difference(before, tmp_path):
    after = recording(tmp_path / "after", (HOME, b"200\nETag: 1\n\nhome"))
    assert compare(before, after).lone == [LIST.name]


def test_what_was_asked_can_be_asked_again(before):
    assert before.questions() == [HOME, LIST]


def test_a_sample_sends_every_form_and_counts_only_what_it_asked(before, tmp_path):
    form = Question("report", "/report/", "POST", form=(("message", "有错字"),))
    whole = recording(tmp_path / "whole", *((q, b"200\n\n") for q in (HOME, LIST, form)))
    sample = whole.sample(3)
    part = recording(tmp_path / "part", *((q, b"200\n\n") for q in sample))
    assert sample == [HOME, form]
    assert compare(whole, part).differences == 1
    assert compare(whole, part, sampled=True).differences == 0
