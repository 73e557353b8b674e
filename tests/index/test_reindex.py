"""The command that builds the index, and tells whether it is right."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cases.index import current
from cases.index.current import current_index
from cases.library.load import load
from cases.models import Award
from tests.factories import make_award
from tests.mixture import make_mixture
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db


def reindex(*options: str) -> str:
    out = StringIO()
    call_command("reindex", *options, stdout=out)
    return out.getvalue()


def change(statement: str, *values: object) -> None:
    with closing(sqlite3.connect(current_index().path)) as db:
        db.execute(statement, values)
        db.commit()
    current.holder.index = None


@pytest.mark.slow
def test_it_builds_anew_and_says_what_it_holds():
    make_mixture(10)
    before = current_index().path
    assert reindex().startswith("检索索引：10 例，数据版本 ")
    assert current_index().path != before


@pytest.mark.slow
def test_an_index_that_is_up_to_date_is_left_alone_when_asked():
    make_award()
    before = current_index().path
    reindex("--if-stale")
    assert current_index().path == before
    make_award()
    reindex("--if-stale")
    assert len(current_index().all) == 2


@pytest.mark.slow
def test_check_agrees_with_a_fresh_index():
    make_mixture(10)
    reindex()
    assert reindex("--check").startswith("检索索引与数据库一致：10 例")


DAMAGES = {
    "a record is missing": ("DELETE FROM record WHERE id = (SELECT min(id) FROM record)", "缺失"),
    "a record differs": ("UPDATE record SET item = replace(item, 'sqzl', 'jczl')", "内容不一致"),
    "a value is missing": ("DELETE FROM bitmap WHERE facet = 'tier'", "分面 tier="),
    "an order differs": ("UPDATE arrangement SET data = x'' WHERE sort = 'rank'", "排序 rank"),
    "a vocabulary differs": (
        "UPDATE meta SET value = '[[],[],{},{},{},{},[],[]]' WHERE name = 'vocabulary'",
        "词表",
    ),
    "a line differs": ("UPDATE record SET csv = x'00'", "导出行不一致"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_check_finds_what_differs(damage):
    make_award()
    reindex()
    statement, named = DAMAGES[damage]
    change(statement)
    with pytest.raises(CommandError, match=named):
        reindex("--check")


@pytest.mark.slow
def test_check_finds_a_text_that_cannot_be_searched():
    award = make_award(text="三社联动。")
    reindex()
    change("UPDATE search_document SET body = '别的' WHERE id = ?", award.pk)
    with pytest.raises(CommandError, match="检索文本不一致"):
        reindex("--check")


@pytest.mark.slow
def test_check_finds_a_title_whose_words_are_not_indexed():
    make_award(title="宁海36条")
    reindex()
    change("DROP TABLE search_pairs")
    change("CREATE VIRTUAL TABLE search_pairs USING fts5(tokens, content='', columnsize=0, tokenize='ascii')")
    with pytest.raises(CommandError, match="检索不到"):
        reindex("--check")


@pytest.mark.slow
def test_check_finds_an_award_too_many():
    make_award()
    other = make_award()
    reindex()
    past_the_room(Award).filter(pk=other.pk).update(state="draft")  # past the model: no version moved
    with pytest.raises(CommandError, match="多出 1 例"):
        reindex("--check")


@pytest.mark.slow
def test_it_names_at_most_twenty_differences():
    make_mixture(60)
    reindex()
    change("DELETE FROM record")
    with pytest.raises(CommandError) as refused:
        reindex("--check")
    assert len(str(refused.value).splitlines()) == 21


@pytest.mark.slow
def test_check_agrees_with_the_index_of_the_real_library():
    load(Path(settings.BASE_DIR) / "fixtures")
    reindex()
    assert reindex("--check").startswith("检索索引与数据库一致：46 例")
