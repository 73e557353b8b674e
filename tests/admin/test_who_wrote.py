"""What stands in the log and in histories: proposer beside reviewer, the coding desk beside the forms."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cases.curation.proposing import accept, proposals
from cases.models import Award, Revision
from cases.models.writing import writing
from tests.admin.awards import draft, page
from tests.admin.coding import code
from tests.admin.forms import page_data, undrawn
from tests.factories import make_coding, make_mechanism
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
LOG = "/admin/cases/revision/"
BOTH = "张三（zhangsan）提出，李四（lisi）审核"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def person(name: str, called: str, group: str) -> User:
    user = account(name, group)
    user.first_name = called
    user.save()
    return user


@pytest.fixture
def accepted(db) -> Award:
    """A published case with a note that 张三 proposed and 李四 accepted."""
    award = draft()
    award.publish()
    editor = logged_in(person("zhangsan", "张三", EDITOR))
    data = page_data(editor, page(award)) | {"attributions-0-note": "核对过", "_why": "改正录入错误"}
    editor.post(page(award), data)
    accept(proposals().get(), person("lisi", "李四", REVIEWER), "看过")
    return award


def words_of(award: Award) -> str:
    return award.text.split("\n")[0]


def lines(client, **asked: str) -> list[tuple[str, str, str]]:
    found = undrawn(client, LOG, asked)["page"].lines
    return [(line.said.who, line.said.way, line.said.note) for line in found]


def test_what_was_accepted_names_both_everywhere_and_is_found_by_both(as_curator, accepted):
    line = (BOTH, "编目表单", "改正录入错误；看过")
    assert lines(as_curator, by="zhangsan") == [line]
    assert line in lines(as_curator, by="lisi")
    for address in (LOG, reverse("admin:cases_award_history", args=[accepted.pk])):
        shown = as_curator.get(address).content.decode()
        assert BOTH in shown and "zhangsan 提出" not in shown
    response = as_curator.get(f"{LOG}log.csv", {"by": "zhangsan"})
    [row] = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert (row["用户"], row["姓名"], row["提出者"]) == ("lisi", "李四（lisi）", "张三（zhangsan）")
    assert row["为什么"] == "改正录入错误；看过"


def test_who_only_writes_so_in_a_note_proposed_nothing(as_curator, curator, accepted):
    user = User.objects.get(username="lisi")
    with writing("form", by=user, note="zhangsan 提出；改名") as room:
        room.advance(everything=False)
        accepted.attributions.update(note="再核对")
    assert len(lines(as_curator, by="zhangsan")) == 1
    assert lines(as_curator, by="lisi")[0] == ("李四（lisi）", "编目表单", "zhangsan 提出；改名")


def test_the_desk_is_named_as_what_it_is(accepted, settings, as_curator):
    term = make_mechanism("居民自治")
    settings.ONE_PERSON_OFFICE = True
    assert code(as_curator, accepted, term, words_of(accepted)).status_code == 200
    assert lines(as_curator, through="desk") == [("curator", "编码台", "标为“居民自治”（单人审核）")]
    assert "编码台" not in {way for _who, way, _note in lines(as_curator, through="form")}


def test_what_is_no_as_ever_is_not_told_of_what_is_new(as_curator):
    award = draft()
    make_coding(award)
    shown = as_curator.get(reverse("admin:cases_award_history", args=[award.pk])).content.decode()
    assert "取值依据" in shown and "不采用" not in shown
    with writing():
        row = award.attributions.filter(field="title").first()
        row.set_aside = True
        row.save()
    assert Revision.objects.first().thing == award.pk
    shown = as_curator.get(reverse("admin:cases_award_history", args=[award.pk])).content.decode()
    assert "<dt>不采用</dt>" in shown
