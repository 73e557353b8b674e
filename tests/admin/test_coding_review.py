"""Codings of published awards: readers see what two people have seen; proposals stay beside each other."""

import pytest
from django.contrib.auth.models import User

from cases.choices import ChangeOutcome, CodingState
from cases.curation.coding_states import CodingKey
from cases.curation.proposing import accept, proposals
from cases.models import Award, Coder, Coding, CodingScheme, Revision
from cases.models.writing import writing
from cases.readers.proposed_codings import WORD_RULES
from tests.admin.awards import draft, page
from tests.admin.coding import code, decide, desk, key_of, send
from tests.admin.forms import page_data
from tests.factories import make_coding, make_mechanism
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
WAITS = "已提交审核，接受以前读者看到的不变。"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def public(db) -> Award:
    award = draft()
    award.publish()
    return award


def by_rules(award: Award, name: str, evidence: str) -> Coding:
    low = {"confidence": "low", "state": CodingState.PROPOSED}
    return make_coding(award, make_mechanism(name), evidence=evidence, coder=WORD_RULES, **low)


def states_of(award: Award) -> dict[str, str]:
    return dict(award.codings.values_list("mechanism__name", "state"))


def user(name: str) -> User:
    return User.objects.get(username=name)


# --- One's own ---------------------------------------------------------------------------------------


def test_a_coding_of_a_published_award_waits_as_a_coding_and_another_person_accepts_it(
    editor, reviewer, public
):
    answer = code(editor, public, make_mechanism("居民议事"), "居民议事会")
    assert answer.json()["said"] == "已标为“居民议事”，把握高，待审核人员采纳。"
    row = Coding.objects.get()
    assert (row.state, proposals().count()) == (CodingState.PROPOSED, 0)

    own = decide(editor, row, "accept")
    assert (own.status_code, own.json()["said"]) == (
        403, "这条编码是您自己的，已发布的案例要由另一位审核人员采纳。"
    )  # fmt: skip
    assert decide(reviewer, row, "accept").status_code == 200
    row.refresh_from_db()
    assert (row.state, row.coder.user.username, proposals().count()) == (CodingState.ACCEPTED, "editor", 0)


def test_a_reviewer_who_changed_it_last_is_not_the_second(editor, reviewer, public):
    code(editor, public, make_mechanism("居民议事"), "居民议事会")
    row = Coding.objects.get()
    decide(reviewer, row, "change", confidence="low")
    row.refresh_from_db()
    assert WAITS in decide(reviewer, row, "accept").json()["said"]
    row.refresh_from_db()
    assert (row.state, proposals().count()) == (CodingState.PROPOSED, 1)


def test_one_person_offices_accept_at_once_and_it_is_said(settings, as_curator, public):
    settings.ONE_PERSON_OFFICE = True
    code(as_curator, public, make_mechanism("居民议事"), "居民议事会")
    assert Coding.objects.get().state == CodingState.ACCEPTED
    assert Revision.objects.filter(table="award").first().note == "编码台：标为“居民议事”（单人审核）"


def test_an_editor_does_not_judge_the_coding_of_another_person(editor, public):
    other = logged_in(account("other", EDITOR))
    code(other, public, make_mechanism("居民议事"), "居民议事会")
    row = Coding.objects.get()
    for action in ("reject", "change"):
        assert decide(editor, row, action, confidence="low").status_code == 403, action
    assert WAITS in decide(editor, row, "accept").json()["said"]
    row.refresh_from_db()
    assert row.state == CodingState.PROPOSED


# --- What the rules propose ---------------------------------------------------------------------------


def test_accepting_what_rules_proposed_takes_the_way_of_the_review(editor, public):
    first, second = by_rules(public, "居民议事", "居民议事会"), by_rules(public, "社区协商", "推动社区协商")
    assert WAITS in decide(editor, first, "accept-high").json()["said"]
    assert WAITS in decide(editor, second, "accept-medium").json()["said"]
    assert states_of(public) == {"居民议事": "proposed", "社区协商": "proposed"}
    shown = editor.get(desk(public)).content.decode()
    assert "采纳、把握高，待审核" in shown

    (change,) = proposals()
    assert change.note == "编码台：采纳“居民议事”；采纳“社区协商”"
    accept(change, account("second", REVIEWER))
    assert states_of(public) == {"居民议事": "accepted", "社区协商": "accepted"}
    assert {row.coder.name for row in public.codings.all()} == {WORD_RULES}


def test_refusing_what_rules_proposed_is_nothing_that_readers_see(editor, public):
    row = by_rules(public, "居民议事", "居民议事会")
    decide(editor, row, "reject")
    assert (states_of(public), proposals().count()) == ({"居民议事": "rejected"}, 0)
    assert Revision.objects.filter(table="award").first().by == "editor"


def test_what_rules_would_propose_waits_without_a_row(editor, public):
    term = make_mechanism("政府购买服务")
    start = public.source.text.index("由政府购买服务", public.start)
    key = str(CodingKey(term.pk, start, start + 7, 0))
    assert WAITS in send(editor, public, action="accept-high", key=key).json()["said"]
    assert not Coding.objects.exists()
    assert "采纳、把握高，待审核" in editor.get(desk(public)).content.decode()
    accept(proposals().get(), account("second", REVIEWER))
    assert states_of(public) == {"政府购买服务": "accepted"}


def test_taking_a_coding_from_readers_waits_too(editor, reviewer, public):
    row = make_coding(public, make_mechanism("居民议事"))
    assert WAITS in decide(reviewer, row, "reject").json()["said"]
    assert WAITS in decide(editor, row, "change", confidence="low").json()["said"]
    assert states_of(public) == {"居民议事": "accepted"}
    assert proposals().count() == 2


def test_ones_own_accepted_coding_is_not_deleted_alone(editor, public):
    with writing():
        coder = Coder.of(user("editor"))
    row = make_coding(public, make_mechanism("居民议事"), coder=coder.name)
    assert WAITS in decide(editor, row, "delete").json()["said"]
    assert "删去，待审核" in editor.get(desk(public)).content.decode()
    accept(proposals().get(), account("second", REVIEWER))
    assert not public.codings.exists()


# --- Beside other proposals ---------------------------------------------------------------------------


def test_what_waits_of_an_award_is_still_accepted_after_codings_that_nobody_sees(editor, reviewer, public):
    row = by_rules(public, "社区协商", "推动社区协商")
    data = page_data(reviewer, page(public)) | {"attributions-0-note": "核对过", "_why": "补充内容"}
    reviewer.post(page(public), data)
    decide(editor, row, "reject")
    code(editor, public, make_mechanism("居民议事"), "居民议事会")

    change = proposals().get()
    accept(change, account("second", REVIEWER))
    assert public.attributions.order_by("pk")[0].note == "核对过"
    assert states_of(public) == {"社区协商": "rejected", "居民议事": "proposed"}


def test_a_proposal_of_the_same_coding_is_not_changed_beneath_its_reviewer(editor, reviewer, public):
    row = by_rules(public, "社区协商", "推动社区协商")
    decide(editor, row, "accept-high")
    before = proposals().get().proposed
    decide(reviewer, row, "reject")
    assert proposals().get().proposed == before
    assert states_of(public) == {"社区协商": "rejected"}


def test_a_decided_proposal_is_not_joined(editor, public):
    first, second = by_rules(public, "居民议事", "居民议事会"), by_rules(public, "社区协商", "推动社区协商")
    decide(editor, first, "accept-high")
    accept(proposals().get(), account("second", REVIEWER))
    second = Coding.objects.get(mechanism=second.mechanism)
    decide(editor, second, "accept-high")
    outcomes = sorted(proposals().values_list("outcome", flat=True))
    assert outcomes == [ChangeOutcome.TAKEN, ChangeOutcome.WAITING]


def test_the_page_offers_what_one_may(editor, reviewer, public):
    code(editor, public, make_mechanism("居民议事"), "居民议事会")
    key = key_of(Coding.objects.get())
    for client, offered in ((editor, ["change", "delete"]), (reviewer, ["accept", "reject", "change"])):
        coded = client.get(desk(public)).context["coded"]
        assert [each.acts for each in coded.waiting if str(each.key) == key] == [offered]


# --- Other schemes ------------------------------------------------------------------------------------


def test_a_scheme_that_is_not_released_is_coded_at_once_beside_the_mechanisms(editor, public):
    scheme = CodingScheme.objects.create(slug="motive", name="动机")
    motive = make_mechanism("争取资源", scheme=scheme)
    make_coding(public, make_mechanism("社区协商"), evidence="推动社区协商")
    address = f"{desk(public)}?scheme=motive"
    assert "未公开" in editor.get(desk(public)).content.decode()
    assert [each.term for each in editor.get(address).context["tree"]] == [motive]
    assert editor.get(address).context["coded"].codings == []

    answer = code(editor, public, motive, "居民议事会")
    assert answer.json()["said"] == "已标为“争取资源”，把握高。"
    assert [each.words for each in editor.get(address).context["coded"].counting] == ["居民议事会"]
    assert proposals().count() == 0
    assert editor.get(f"{desk(public)}?scheme=none").status_code == 404


# --- Speed --------------------------------------------------------------------------------------------


def test_the_page_asks_as_much_for_one_coding_as_for_forty(as_curator, public, django_assert_max_num_queries):
    with writing():
        make_coding(public, make_mechanism("机制"), evidence="居民议事会", state=CodingState.PROPOSED)
    counted = []
    for number in range(2):
        with django_assert_max_num_queries(26) as asked:
            as_curator.get(desk(public))
        counted.append(len(asked))
        with writing():
            for each in range(39 if number == 0 else 0):
                make_coding(public, make_mechanism(f"机制{each}甲"), evidence="居民议事会")
    assert counted[0] == counted[1]
    assert public.codings.count() == 40
