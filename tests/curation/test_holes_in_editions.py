"""Themes and procedures of editions that no document calls so, each tried in the shell and past the room."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.library import problems_of_library
from cases.models import Edition, EditionFact, Source
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_source
from tests.origins import passage_in, past_the_room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("column", "label"), [("theme", "年度主题"), ("procedure", "遴选程序")])
@pytest.mark.slow
def test_an_edition_says_what_its_fact_of_that_name_says(award, column, label):
    edition, where = award.edition, passage_in(award.source, "公布结果")
    EditionFact.objects.create(edition=edition, source=award.source, label=label, value="公布结果", **where)
    change(edition, **{column: "公布结果"})
    said = f"的{label}“关于”与届次信息中的“公布结果”不符"
    with pytest.raises(ValidationError, match=said):
        change(edition, **{column: "关于"})
    past_the_room(Edition).update(**{column: "关于"})
    assert [each for each in problems_of_library() if said in each]


@pytest.mark.slow
def test_a_fact_of_an_edition_gets_no_other_name_or_words_while_the_edition_says_it(award):
    edition, where = award.edition, passage_in(award.source, "公布结果")
    change(edition, theme="公布结果", procedure="通知")
    of_edition = {"edition": edition, "source": award.source}
    fact = EditionFact.objects.create(**of_edition, label="年度主题", value="公布结果", **where)
    with pytest.raises(ValidationError, match="遴选程序“通知”与届次信息中的“公布结果”不符"):
        change(fact, label="遴选程序")
    with pytest.raises(ValidationError, match="年度主题“公布结果”与届次信息中的“通知”不符"), writing():
        EditionFact.objects.update(value="通知", **passage_in(award.source, "通知"))


@pytest.mark.parametrize("column", ["theme", "procedure"])
@pytest.mark.slow
def test_what_an_edition_prints_is_not_said_by_the_page_around_it(column):
    page = "来源：和美乡村\n"
    source = make_source(text=f"{page}通知\n", body_start=len(page))
    award = make_award(source=source)
    said = "“和美乡村”在它的文献中没有印出（只看正文）"
    with pytest.raises(ValidationError, match=said):
        change(award.edition, **{column: "和美乡村"})
    source.refresh_from_db()
    change(source, body_start=0)
    award.edition.refresh_from_db()
    change(award.edition, **{column: "和美乡村"})
    with pytest.raises(ValidationError, match=said):
        change(source, body_start=len(page))
    past_the_room(Source).update(body_start=len(page))
    assert [each for each in problems_of_library() if said in each]
