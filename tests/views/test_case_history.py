"""Readers see what was changed of a published case, and nothing that they were not to see."""

import pytest
from django.contrib.auth.models import User

from cases.choices import CodingState, State, Through
from cases.models import Award, Mechanism, Revision
from cases.models.writing import writing
from cases.pages.case_history import AGAIN, FIRST, MOST, WITHDRAWN, versions
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_mechanism
from tests.origins import explain, make_attribution

pytestmark = pytest.mark.django_db
URL = "/cases/2014-sqzl-w01/"
HISTORY = f"{URL}history/"


@pytest.fixture
def award() -> Award:
    return make_award(number=1, applicant="太仓市人民政府")


def rural(award: Award) -> None:
    """A curator finds that the award is of a rural community."""
    with writing():
        make_attribution(award, "setting", rule="curated", note="内部的判断")
        change(award, setting="rural")


def page(client, url: str = HISTORY) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_case_that_was_not_changed_says_nothing(client, award):
    assert "最近修改" not in page(client, URL)
    assert [each.verb for each in versions(award)] == [FIRST]


def test_its_page_says_when_what_was_last_changed(client, award):
    rural(award)
    made = Revision.objects.first().made_at
    shown = page(client, URL)
    assert f"最近修改：{made.astimezone():%Y-%m-%d}，修改了城乡类型、取值依据。" in shown
    assert HISTORY in shown


def test_the_difference_is_old_beside_new(client, award):
    old = award.get_setting_display()
    rural(award)
    assert (f"<del>{old}</del> → " if old else "") + "<ins>农村</ins>" in page(client)


def test_a_coding_is_shown_with_its_words_and_without_who_made_it(client, award):
    coding = make_coding(
        award, make_mechanism("社区协商"), evidence="推动社区协商", coder="张三", note="内部"
    )
    shown = page(client)
    assert "新增机制编码：社区协商" in shown
    assert "<ins>推动社区协商</ins>" in shown
    assert "张三" not in shown and "内部" not in shown
    coding.delete()
    assert "删除机制编码：社区协商" in page(client)


def test_codings_that_do_not_count_are_not_told(client, award):
    make_coding(award, make_mechanism("社区协商"), state=CodingState.PROPOSED)
    assert "社区协商" not in page(client).partition("</h1>")[2]
    assert "最近修改" not in page(client, URL)


def test_nothing_is_told_of_drafts_of_writers_and_of_reasons(client):
    award = make_award(number=1, state=State.DRAFT, title="", applicant="某某草稿单位", text="")
    change(award, applicant="太仓市人民政府")
    explain(award)
    award.refresh_from_db()
    award.publish()
    user = User.objects.create_user("zhangsan")
    with writing(Through.FORM, by=user, note="内部的原因"):
        rural(award)
    shown = page(client)
    for hidden in ("某某草稿单位", "zhangsan", "内部的原因", "内部的判断", "curated", "草稿"):
        assert hidden not in shown
    assert FIRST in shown


def test_what_was_changed_while_it_was_withdrawn_is_not_told(client, award):
    term = make_mechanism("社区协商")
    award.withdraw()
    coding = make_coding(award, term)
    coding.delete()
    award.refresh_from_db()
    award.publish()
    assert [each.verb for each in versions(award)] == [AGAIN, WITHDRAWN, FIRST]
    assert "社区协商" not in page(client).partition("</h1>")[2]


def test_an_earlier_version_is_read_whole_and_marked(client, award):
    first = Revision.objects.filter(table="award").first().number
    title = award.title
    rural(award)
    shown = page(client, f"{HISTORY}{first}/")
    assert title in shown
    assert "可能已不是现在的内容" in shown
    assert "农村" not in shown
    assert f"{HISTORY}{first}/" in page(client)


def test_there_is_no_version_of_a_draft_and_none_of_another_number(client):
    award = make_award(number=1, state=State.DRAFT, title="", applicant="太仓市人民政府", text="")
    draft = Revision.objects.filter(table="award").first().number
    assert client.get(HISTORY).status_code == 404
    explain(award)
    award.refresh_from_db()
    award.publish()
    assert client.get(f"{HISTORY}{draft}/").status_code == 404
    assert client.get(f"{HISTORY}99999/").status_code == 404


def test_the_versions_of_a_withdrawn_case_stay_readable_and_say_so(client, award):
    number = Revision.objects.filter(table="award").first().number
    award.withdraw()
    assert client.get(URL).status_code == 410
    assert HISTORY in client.get(URL).content.decode()
    for url in (HISTORY, f"{HISTORY}{number}/"):
        shown = page(client, url)
        assert "已经撤回" in shown
        assert "看现在的内容" not in shown


def test_a_former_number_leads_to_the_new_address(client, award):
    change(award, accession="2014-sqzl-w09", rank=None)
    response = client.get(HISTORY)
    assert (response.status_code, response.headers["Location"]) == (301, "/cases/2014-sqzl-w09/history/")


def test_what_is_no_more_is_not_called_by_its_key(client, award):
    coding = make_coding(award, make_mechanism("社区协商", slug="secret-key"))
    coding.delete()
    Mechanism.objects.get().delete()
    shown = page(client)
    assert "secret-key" not in shown
    assert "（已不在库中）" in shown


def test_it_takes_the_same_queries_however_often_it_was_changed(
    client, award, django_assert_num_queries, django_assert_max_num_queries
):
    coding = make_coding(award, make_mechanism("社区协商"))
    change(coding, confidence="low")
    client.get(HISTORY)
    with django_assert_max_num_queries(20) as first:
        client.get(HISTORY)
    few = len(first.captured_queries)
    for level in ("high", "low") * (MOST // 2 + 2):
        change(coding, confidence=level)
    client.get(HISTORY)
    with django_assert_num_queries(few):
        client.get(HISTORY)
    assert "更早的修改从略" in page(client)
