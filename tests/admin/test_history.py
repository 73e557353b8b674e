"""What was changed is read in the admin, old beside new, and any revision can be restored from there."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from cases.admin.histories.history import PER_PAGE
from cases.choices import Through
from cases.models import Award, Mechanism, Revision, StoredChange
from cases.models.writing import writing
from tests.admin.conftest import BACKEND
from tests.admin.forms import undrawn
from tests.admin.tables import url
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import SAMPLES
from tests.origins import make_attribution

pytestmark = pytest.mark.django_db


def history(client, row) -> str:
    response = client.get(url(type(row), "history", row.pk))
    assert response.status_code == 200
    return response.content.decode()


def last(row) -> Revision:
    return Revision.objects.filter(table=type(row)._meta.model_name, thing=row.pk).first()


def restore_url(revision: Revision) -> str:
    return reverse("admin:cases_revision_restore", args=[revision.pk])


def restoring(client, revision: Revision) -> dict[str, str]:
    """What the page that asks sends as it is now."""
    return {"reason": "改错了", "_seen": undrawn(client, restore_url(revision))["seen"]}


@pytest.fixture
def term() -> Mechanism:
    """A term that was renamed by mistake."""
    term = make_mechanism("协商")
    with writing(Through.LOADER, note="试着改名"):
        change(term, name="议事")
    return term


# --- Reading -------------------------------------------------------------------------------------


def test_it_shows_who_changed_what_through_what_and_why(as_curator, curator):
    term = make_mechanism("协商")
    curator.last_name = "王"
    curator.save()
    with writing(Through.FORM, by=curator, note="与文件一致"):
        change(term, name="议事")
    page = history(as_curator, term)
    assert "修改了名称" in page
    assert "<del>协商</del> → <ins>议事</ins>" in page
    for said in ("王（curator）", "编目表单", "为什么：与文件一致", f"数据版本 {last(term).number}"):
        assert said in page


def test_it_shows_codings_that_were_written_elsewhere_with_their_words(as_curator):
    award = make_award()
    make_coding(award, make_mechanism("社区协商"), evidence="推动社区协商")
    page = history(as_curator, award)
    assert "机制编码：社区协商" in page
    assert "<ins>推动社区协商</ins>" in page


def test_the_history_of_a_coding_is_that_of_its_award(as_curator):
    coding = make_coding(make_award())
    response = as_curator.get(url(type(coding), "history", coding.pk))
    assert response.headers["Location"] == url(Award, "history", coding.award_id)


def test_only_what_changed_in_a_long_text_is_shown(as_curator):
    term = make_mechanism("协商", definition="甲" * 200 + "共治" + "乙" * 200)
    change(term, definition=term.definition.replace("共治", "共建"))
    page = history(as_curator, term)
    assert "共<del>治</del><ins>建</ins>" in page
    assert page.count("甲" * 200) == 1  # once whole, where it was made


def test_it_names_the_import_that_wrote_it(as_curator):
    term = make_mechanism("协商")
    with writing(Through.IMPORT):
        change(term, name="议事")
    row = SAMPLES[StoredChange]()
    StoredChange.objects.filter(pk=row.pk).update(version=last(term).number)
    assert f"导入 {row.intake_id}</a>" in history(as_curator, term)


def test_everything_public_has_one(as_curator, writable):
    row = SAMPLES[writable]()
    response = as_curator.get(url(writable, "history", row.pk), follow=True)
    assert response.status_code == 200


def test_it_is_shown_to_nobody_who_may_not_see_the_thing(as_visitor, term):
    assert as_visitor.get(url(Mechanism, "history", term.pk)).status_code == 403


def test_a_long_history_has_pages_and_the_same_number_of_queries(as_curator, django_assert_max_num_queries):
    term = make_mechanism("协商")
    for number in range(PER_PAGE + 3):
        change(term, position=number)
    address = url(Mechanism, "history", term.pk)
    as_curator.get(address)
    with django_assert_max_num_queries(14):
        first = as_curator.get(address)
    assert len(first.context["part"].entries) == PER_PAGE
    older = as_curator.get(address, {"before": first.context["part"].older}).context["part"]
    assert [each.revision.before is None for each in older.entries] == [False, False, False, True]
    assert older.older == ""
    assert as_curator.get(address, {"before": "x"}).status_code == 404


def test_a_revision_has_its_own_page_also_when_the_thing_is_no_more(as_curator, term):
    term.delete()
    revision = Revision.objects.first()
    page = as_curator.get(url(Revision, "change", revision.pk)).content.decode()
    assert "删除治理机制" in page
    assert "<del>议事</del>" in page
    assert "恢复到这一版" in page


# --- Restoring -----------------------------------------------------------------------------------


def test_it_shows_the_difference_and_asks_why_before_it_restores(as_curator, term):
    first = Revision.objects.filter(table="mechanism").last()
    page = as_curator.get(restore_url(first)).content.decode()
    assert "<del>议事</del> → <ins>协商</ins>" in page
    assert as_curator.post(restore_url(first), {"reason": " "}).status_code == 409
    term.refresh_from_db()
    assert term.name == "议事"
    answer = as_curator.post(restore_url(first), restoring(as_curator, first))
    assert answer.headers["Location"] == url(Mechanism, "history", term.pk)
    term.refresh_from_db()
    assert term.name == "协商"
    assert (last(term).by, last(term).note) == ("curator", "改错了")


def test_what_is_refused_is_said_and_nothing_is_written(as_curator, term):
    first = Revision.objects.filter(table="mechanism").last()
    make_mechanism("协商")
    count = Revision.objects.count()
    answer = as_curator.post(restore_url(first), restoring(as_curator, first))
    assert answer.status_code == 409
    assert "名称“协商”与现在的治理机制“协商”重复" in answer.content.decode()
    assert Revision.objects.count() == count


def test_what_was_changed_since_the_page_was_drawn_is_told_and_not_overwritten(as_curator, term):
    first = Revision.objects.filter(table="mechanism").last()
    sent = restoring(as_curator, first)
    with writing(Through.FORM, by=User.objects.create_user("wang", last_name="王")):
        change(term, definition="别人刚写的。")
    answer = as_curator.post(restore_url(first), sent)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "您打开这一页以后，王（wang）在" in said.replace("（wang） 在", "（wang）在")
    assert "别人刚写的" in said, "the difference to what is there now"
    term.refresh_from_db()
    assert (term.name, term.definition) == ("议事", "别人刚写的。")
    assert as_curator.post(restore_url(first), restoring(as_curator, first)).status_code == 302


@pytest.mark.parametrize("seen", ["", "1:x", None])
def test_a_page_that_was_not_shown_restores_nothing(as_curator, second, term, seen):
    """Without its token, with a made-up one, with that of another person."""
    first = Revision.objects.filter(table="mechanism").last()
    sent = restoring(second, first) | ({} if seen is None else {"_seen": seen})
    answer = as_curator.post(restore_url(first), sent)
    assert answer.status_code == 409 and "什么都没有改动" in answer.content.decode()
    term.refresh_from_db()
    assert term.name == "议事"


def test_a_change_of_something_else_is_in_nobodys_way(as_curator, term):
    first = Revision.objects.filter(table="mechanism").last()
    sent = restoring(as_curator, first)
    make_mechanism("别的")
    assert as_curator.post(restore_url(first), sent).status_code == 302


def test_an_award_is_restored_with_its_codings(as_curator):
    award = make_award()
    coding = make_coding(award)
    at = last(award)
    with writing():
        coding.delete()
        make_attribution(award, "setting", rule="curated")
        change(award, setting="rural")
    assert as_curator.post(restore_url(at), restoring(as_curator, at)).status_code == 302
    award.refresh_from_db()
    assert award.setting != "rural"
    assert award.codings.count() == 1


def test_who_may_only_look_restores_nothing(client, term):
    reader = User.objects.create_user("reader", is_staff=True)
    names = ("view_mechanism", "view_revision")
    reader.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(reader, backend=BACKEND)
    first = Revision.objects.filter(table="mechanism").last()
    assert "恢复到这一版" not in history(client, term)
    assert client.get(restore_url(first)).status_code == 403
    assert client.post(restore_url(first), {"reason": "改错了"}).status_code == 403
    term.refresh_from_db()
    assert term.name == "议事"


def test_what_is_the_same_as_now_has_no_button(as_curator, term):
    context = undrawn(as_curator, restore_url(last(term)))
    assert not context["going"]
