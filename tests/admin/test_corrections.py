"""Corrections of typing errors are read in the list of proposals, ticked, and accepted together."""

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from cases.admin.reviews import corrections
from cases.choices import ChangeOutcome
from cases.curation.corrections import small_correction
from cases.curation.proposal_comments import comment
from cases.curation.proposing import OWN, proposals, send_again, send_back
from cases.models import Revision, Source, StoredChange
from cases.models.writing import writing
from tests.admin.awards import told
from tests.admin.forms import change, undrawn
from tests.factories import make_source
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
LIST, ACCEPT = reverse("admin:cases_review"), reverse("admin:cases_review_corrections")
WRONG, RIGHT = "社区冶理的资料", "社区治理的资料"
TYPING_ERROR = "改正录入错误"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def proposed(editor: Client, why: str = TYPING_ERROR, **values: str) -> StoredChange:
    source = make_source(is_published=True, note=WRONG)
    assert change(editor, source, **({"note": RIGHT} | values), _why=why).status_code == 302
    return proposals().get(thing=source.pk)


def ticked(client: Client, *changes: StoredChange) -> dict[str, object]:
    """What the list sends when these were ticked in it."""
    context = undrawn(client, LIST)
    shown = {line.change.pk: line.shown for line in context["to_decide"]}
    return {
        "correction": [each.pk for each in changes],
        **{f"shown-{each.pk}": shown.get(each.pk, "") for each in changes},
    }


def outcome(change: StoredChange) -> str:
    return StoredChange.objects.values_list("outcome", flat=True).get(pk=change.pk)


def note(change: StoredChange) -> str:
    return Source.objects.values_list("note", flat=True).get(pk=change.thing)


def test_the_line_marks_it_and_has_the_old_and_the_new_words(editor, reviewer):
    small, other = proposed(editor), proposed(editor, why="补充内容")
    page = reviewer.get(LIST).content.decode()
    assert page.count(f"<del>{WRONG}</del> → <ins>{RIGHT}</ins>") == 1 and page.count(">录入错误<") == 1
    assert page.count('name="correction"') == 1 and f'name="correction" value="{small.pk}"' in page
    assert 'name="correction"' not in editor.get(LIST).content.decode(), "nobody ticks their own"
    assert "只看改正录入错误的（1）" in page
    only = reviewer.get(f"{LIST}?only=typing-errors").content.decode()
    assert str(small.pk) in only and f"/{other.pk}/" not in only


def test_what_was_ticked_is_accepted_and_recorded_with_who_and_why(editor, reviewer):
    changes = [proposed(editor) for _ in range(3)]
    said = told(reviewer.post(ACCEPT, ticked(reviewer, *changes[:2])))
    assert "已接受 2 项更正" in said
    assert [note(each) for each in changes] == [RIGHT, RIGHT, WRONG]
    assert outcome(changes[2]) == ChangeOutcome.WAITING
    last = Revision.objects.filter(table="source", thing=changes[1].thing)[0]
    assert last.by == "reviewer" and last.note == f"editor 提出；{TYPING_ERROR}；{corrections.IN_THE_LIST}"
    assert StoredChange.objects.get(pk=changes[0].pk).decided_by == "reviewer"


def test_nothing_is_accepted_that_the_list_did_not_show_as_it_is(editor, reviewer):
    other, mended = proposed(editor), proposed(editor)
    sent = ticked(reviewer, other, mended)
    another = ticked(logged_in(account("third", REVIEWER)), other)
    StoredChange.objects.filter(pk=mended.pk).update(made_at="2026-11-28T08:00:00Z")
    for wrong in (
        {**sent, f"shown-{other.pk}": ""},
        {**sent, f"shown-{other.pk}": sent[f"shown-{mended.pk}"]},
        {**sent, f"shown-{other.pk}": another[f"shown-{other.pk}"]},
    ):
        assert corrections.NOT_AS_SHOWN in told(reviewer.post(ACCEPT, wrong))
    assert {note(other), note(mended)} == {WRONG}
    assert "已接受 1 项更正" in told(reviewer.post(ACCEPT, sent)) and note(mended) == WRONG


def test_one_that_is_refused_leaves_the_others(editor, reviewer):
    moved, good, gone = proposed(editor), proposed(editor), proposed(editor)
    sent = ticked(reviewer, moved, good, gone)
    with writing(by=account("third", EDITOR)):
        Source.objects.filter(pk=moved.thing).update(file_name="other.txt")
    StoredChange.objects.filter(pk=gone.pk).update(outcome=ChangeOutcome.DROPPED)
    said = told(reviewer.post(ACCEPT, sent))
    assert "已接受 1 项更正" in said and "接受会盖掉这一改动" in said and "已经处理过了" in said
    assert [note(each) for each in (moved, good, gone)] == [WRONG, RIGHT, WRONG]


@pytest.mark.parametrize("alone", [True, False])
def test_nobody_accepts_their_own_in_the_list(settings, alone):
    both = logged_in(account("both", REVIEWER))
    own = proposed(both)
    settings.ONE_PERSON_OFFICE = alone
    assert not any(line.shown for line in undrawn(both, LIST)["to_decide"])
    said = told(both.post(ACCEPT, ticked(both, own)))
    assert corrections.ON_ITS_PAGE in said and OWN not in said
    assert note(own) == WRONG


def test_who_may_not_review_accepts_nothing(editor):
    own, other = proposed(editor), logged_in(account("other", EDITOR))
    assert corrections.ON_ITS_PAGE in told(other.post(ACCEPT, ticked(other, own)))
    assert note(own) == WRONG and Client().post(ACCEPT).status_code == 302


def test_what_was_ticked_is_bounded(reviewer):
    assert corrections.NOTHING_CHOSEN in told(reviewer.post(ACCEPT))
    many = {"correction": range(1, corrections.MOST + 2)}
    assert corrections.TOO_MANY in told(reviewer.post(ACCEPT, many))


@pytest.mark.parametrize(
    "values",
    [
        {"note": "完全是另一句话，长得多，说的也不是同一件事情，读者要重新读一遍"},
        {"note": ""},
        {"slug": "another"},
        {"date_published": "2020-01-02"},
        {"is_published": ""},
        {"url_original": "https://example.com/"},
        {"note": "社区\u202e治理的资料"},
        {"note": f"{RIGHT}\ufeff"},
        {"note": "社区治\u200b理的资料"},
        {"note": "社区治理\n的资料"},
        {"note": "社区治理\u2003的资料"},
        {"note": "社区治理的\ue000资料"},
    ],
)
def test_only_a_small_difference_of_words_is_accepted_in_the_list(editor, reviewer, values):
    large = proposed(editor, _why_said="说明", **values)
    assert small_correction(large) == ()
    page = reviewer.get(LIST).content.decode()
    assert "录入错误" in page and 'name="correction"' not in page
    assert corrections.ON_ITS_PAGE in told(reviewer.post(ACCEPT, ticked(reviewer, large)))
    assert outcome(large) == ChangeOutcome.WAITING


def test_of_a_long_text_the_line_shows_what_changed(editor, reviewer):
    long = "说明的开头。" + "这里是没有改动的文字。" * 20
    source = make_source(is_published=True, note=f"{long}社区冶理。")
    change(editor, source, note=f"{long}社区治理。", _why=TYPING_ERROR)
    [value] = small_correction(proposals().get())
    assert value.changed
    page = reviewer.get(LIST).content.decode()
    assert "<del>冶</del><ins>治</ins>" in page and long not in page


def test_spaces_that_one_types_are_small(editor):
    assert small_correction(proposed(editor, note="社区 治理\u3000的资料"))


def test_what_stands_between_unseen_signs_is_read_on_its_page(editor, reviewer):
    source = make_source(is_published=True, note=f"\u202e{WRONG}\u202c")
    change(editor, source, note=f"\u202e{RIGHT}\u202c", _why=TYPING_ERROR)
    assert small_correction(proposals().get()) == ()


# --- What is said of it -----------------------------------------------------------------------------


@pytest.mark.parametrize("came_back", [False, True])
def test_one_of_which_others_said_something_is_read_on_its_page(editor, reviewer, came_back):
    said, other = proposed(editor), proposed(editor)
    third = account("third", REVIEWER)
    if came_back:
        send_back(said, third, "请再核对")
        said.refresh_from_db()
        send_again(said, get_user(editor))
        said.refresh_from_db()
    else:
        comment(said, third, "请再核对")
    page = reviewer.get(LIST).content.decode()
    assert page.count('name="correction"') == 1 and f'name="correction" value="{other.pk}"' in page
    address = reverse("admin:cases_review_page", args=[said.pk])
    assert page.count("有 1 条意见，请打开查看") == 1 and f'<a href="{address}">有 1 条意见' in page
    assert f'name="correction" value="{said.pk}"' in logged_in(third).get(LIST).content.decode(), "their own"


def test_what_is_said_after_the_list_was_shown_refuses_the_tick(editor, reviewer):
    said, other = proposed(editor), proposed(editor)
    sent = ticked(reviewer, said, other)
    comment(said, account("third", REVIEWER), "原文就是这样写的")
    answer = told(reviewer.post(ACCEPT, sent))
    assert corrections.NEW_WORDS in answer and "已接受 1 项更正" in answer
    assert (note(said), note(other)) == (WRONG, RIGHT) and outcome(said) == ChangeOutcome.WAITING


def test_what_is_said_before_the_room_is_entered_refuses_the_tick_too(editor, reviewer, monkeypatch):
    said, accept = proposed(editor), corrections.proposing.accept
    sent, third = ticked(reviewer, said), account("third", REVIEWER)

    def accept_later(change, *others):
        comment(StoredChange.objects.get(pk=change.pk), third, "原文就是这样写的")
        return accept(change, *others)

    monkeypatch.setattr(corrections.proposing, "accept", accept_later)
    assert corrections.NEW_WORDS in told(reviewer.post(ACCEPT, sent))
    assert note(said) == WRONG and outcome(said) == ChangeOutcome.WAITING


def test_a_reason_is_shown_whole_where_it_is_ticked(editor, reviewer):
    why = "第二页的复印件上看得清楚。" * 12
    proposed(editor, _why_said=why)
    assert f"{TYPING_ERROR}：{why}" in reviewer.get(LIST).content.decode()
    proposed(editor, _why_said=f"另一条{why}", note="")
    assert f"另一条{why}" not in reviewer.get(LIST).content.decode()


def test_a_reason_is_kept_without_signs_that_nobody_sees(editor):
    assert proposed(editor, _why_said="\u202e见\u200b原文").note == f"{TYPING_ERROR}：见原文"
