"""The coding desk: codings are made, accepted, refused and deleted, each act with its revision."""

import pytest
from django.urls import reverse

from cases.choices import CodingState, State
from cases.curation.coding_acts import shown
from cases.curation.coding_states import CodingKey
from cases.models import Award, Coder, Coding, Revision
from cases.readers.proposed_codings import WORD_RULES
from tests.admin.awards import told
from tests.admin.coding import code, decide, desk, key_of, send
from tests.factories import make_award, make_coder, make_coding, make_listed_award, make_mechanism
from tests.roles import account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def award(db) -> Award:
    return make_award(state=State.DRAFT)


def rule_key(award: Award, term, words: str) -> str:
    start = award.source.text.index(words, award.start)
    return str(CodingKey(term.pk, start, start + len(words), 0))


# --- Making ----------------------------------------------------------------------------------------


def test_the_chosen_words_get_the_term_and_the_coder_is_who_is_logged_in(as_curator, curator, award):
    term = make_mechanism("居民议事")
    answer = code(as_curator, award, term, "建立居民议事会", "medium", note="按定义")
    row = Coding.objects.get()

    assert answer.status_code == 200
    assert answer.json()["said"] == "已标为“居民议事”，把握中。"
    assert (row.evidence, row.confidence, row.state) == ("建立居民议事会", "medium", CodingState.ACCEPTED)
    assert (row.coder.user, row.note) == (curator, "按定义")
    assert "建立居民议事会" in answer.json()["html"]


def test_each_act_is_a_revision_of_the_award_with_its_words(as_curator, award):
    term = make_mechanism("居民议事")
    code(as_curator, award, term, "建立居民议事会")
    row = Coding.objects.get()
    for action in ("reject", "reopen", "accept"):
        row.refresh_from_db()
        assert decide(as_curator, row, action).status_code == 200, action
    row.refresh_from_db()
    decide(as_curator, row, "change", confidence="low", note="再看")
    row.refresh_from_db()
    assert (row.confidence, row.note) == ("low", "再看")
    decide(as_curator, row, "delete")

    notes = Revision.objects.filter(table="award", thing=award.pk, by="curator").order_by("pk")
    assert list(notes.values_list("note", flat=True)) == [
        "编码台：标为“居民议事”",
        "编码台：不采纳“居民议事”",
        "编码台：改回待审“居民议事”",
        "编码台：采纳“居民议事”",
        "编码台：改把握和说明“居民议事”",
        "编码台：删去“居民议事”",
    ]
    assert not Coding.objects.exists()


def test_an_act_that_is_done_already_writes_nothing(as_curator, award):
    row = make_coding(award, make_mechanism("居民议事"))
    before = Revision.objects.count()
    assert decide(as_curator, row, "accept", seen="proposed.high.0").status_code == 200
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"mechanism": ""}, 422, "请选一个治理机制。"),
        ({"mechanism": "9999999"}, 422, "请选一个治理机制。"),
        ({"mechanism": "一"}, 422, "请选一个治理机制。"),
        ({"confidence": "sure"}, 422, "请选把握：高、中、低。"),
        ({"words": " "}, 422, "请先在原文中选中作为依据的文字。"),
        ({"words": "没有这些字", "start": ""}, 422, "来源文献中找不到这段文字，请照原文逐字抄写。"),
        ({"start": "0"}, 409, "这段文字在原文中的位置变了，请刷新页面再选。"),
        ({"start": "99999999"}, 409, "这段文字在原文中的位置变了，请刷新页面再选。"),
        ({"action": "publish"}, 422, "没有这个操作，请刷新页面再试。"),
        ({"action": "accept", "key": "1-2-3"}, 422, "没有这个操作，请刷新页面再试。"),
        ({"action": "accept", "key": "1-2-3-x"}, 422, "没有这个操作，请刷新页面再试。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(as_curator, award, sent, status, said):
    answer = code(as_curator, award, make_mechanism(), "居民议事会", **sent)
    assert (answer.status_code, answer.json()["said"]) == (status, said)
    assert not Coding.objects.exists()


def test_words_outside_the_award_are_no_evidence(as_curator, award):
    source = award.source.text
    assert source.startswith("关于")
    sent = {"start": "0", "words": source[: award.start].strip().partition("\n")[0]}
    answer = code(as_curator, award, make_mechanism(), "居民议事会", **sent)
    assert answer.status_code == 422
    assert "依据必须在本案例的标题或正文之内" in answer.json()["said"]


def test_the_same_words_get_a_term_once_from_each_coder(as_curator, second, award):
    term = make_mechanism("居民议事")
    code(as_curator, award, term, "居民议事会")
    answer = code(as_curator, award, term, "居民议事会", "low")
    assert (answer.status_code, answer.json()["said"]) == (409, "您已为这段文字标过“居民议事”（采纳）。")
    assert code(second, award, term, "居民议事会", "low").status_code == 200
    assert Coding.objects.count() == 2


def test_without_scripts_a_form_does_the_same(as_curator, award):
    term = make_mechanism("居民议事")
    sent = {"action": "code", "mechanism": term.pk, "words": "居民议事会", "start": "", "confidence": "high"}
    address = reverse("admin:coding_act", args=[award.pk])
    answer = as_curator.post(f"{address}?show=open", sent)
    assert answer.headers["Location"] == f"{desk(award)}?show=open#codings"
    assert told(answer) == "已标为“居民议事”，把握高。"
    row = Coding.objects.get()
    as_curator.post(address, {"action": "reject", "key": key_of(row), "seen": shown(row)})
    row.refresh_from_db()
    assert row.state == CodingState.REJECTED


def test_offsets_count_characters_beyond_the_first_plane(as_curator):
    award = make_award(state=State.DRAFT, text="𠮷祥社区居民议事。")
    code(as_curator, award, make_mechanism(), "居民议事")
    assert Coding.objects.get().evidence == "居民议事"


# --- Proposals of the rules and of imports -----------------------------------------------------------


def test_what_the_rules_would_propose_is_accepted_as_theirs(as_curator, award):
    term = make_mechanism("政府购买服务", names=("购买服务",))
    key = rule_key(award, term, "由政府购买服务")
    assert f'data-key="{key}"' in as_curator.get(desk(award)).content.decode()
    assert not Coding.objects.exists()

    answer = send(as_curator, award, action="accept-high", key=key)
    row = Coding.objects.get()
    assert answer.json()["said"] == "“政府购买服务”：采纳，把握高。"
    assert (row.coder.name, row.coder.user, row.state) == (WORD_RULES, None, CodingState.ACCEPTED)
    assert (row.evidence, row.confidence) == ("由政府购买服务", "high")
    assert Revision.objects.filter(table="award").first().by == "curator"


def test_a_refusal_is_remembered(as_curator, award):
    term = make_mechanism("政府购买服务")
    key = rule_key(award, term, "由政府购买服务")
    assert send(as_curator, award, action="reject", key=key).status_code == 200
    row = Coding.objects.get()
    assert (row.coder.name, row.state) == (WORD_RULES, CodingState.REJECTED)

    shown = as_curator.get(desk(award)).content.decode()
    assert f'data-key="{key}"' not in shown
    again = send(as_curator, award, action="accept-high", key=key)
    assert again.status_code == 409
    assert "“curator”在" in again.json()["said"]
    assert "改为不采纳" in again.json()["said"]


def test_a_clause_that_a_person_coded_is_not_proposed_again(as_curator, award):
    term = make_mechanism("政府购买服务")
    make_coding(award, term, evidence="政府购买服务", state=CodingState.PROPOSED)
    assert rule_key(award, term, "由政府购买服务") not in as_curator.get(desk(award)).content.decode()


def test_nobody_makes_up_a_proposal_of_the_rules(as_curator, award):
    key = rule_key(award, make_mechanism("三社联动"), "由政府购买服务")
    answer = send(as_curator, award, action="accept-high", key=key)
    assert answer.status_code == 409
    assert not Coding.objects.exists()


def test_what_an_import_proposed_gets_a_real_confidence_when_it_is_accepted(as_curator, award):
    row = make_coding(
        award, make_mechanism("居民议事"), coder=WORD_RULES, confidence="low", state=CodingState.PROPOSED
    )
    assert 'value="accept-high"' in as_curator.get(desk(award)).content.decode()
    decide(as_curator, row, "accept-high")
    row.refresh_from_db()
    assert (row.state, row.confidence, row.coder.name) == (CodingState.ACCEPTED, "high", WORD_RULES)


# --- Two coders at once ------------------------------------------------------------------------------


def test_who_decides_second_is_told_who_did_what(as_curator, second, award):
    row = make_coding(award, make_mechanism("居民议事"), state=CodingState.PROPOSED)
    decide(second, row, "reject")
    answer = decide(as_curator, row, "change", confidence="low")
    assert answer.status_code == 409
    assert "“second”在" in answer.json()["said"]
    assert "改为不采纳、把握高" in answer.json()["said"]
    assert "is-refused" in answer.json()["html"]
    row.refresh_from_db()
    assert (row.state, row.confidence) == (CodingState.REJECTED, "high")


@pytest.mark.parametrize("act", ["accept-high", "reject", "change", "delete"])
@pytest.mark.parametrize("sent", [{}, {"seen": ""}, {"seen": "999999"}])
def test_an_act_that_does_not_say_what_it_rests_on_is_refused(as_curator, second, award, act, sent):
    code(as_curator, award, make_mechanism("居民议事"), "居民议事会", "low")
    row = Coding.objects.get()
    decide(second, row, "change", confidence="low", note="对方的话")
    answer = send(as_curator, award, action=act, key=key_of(row), confidence="high", **sent)
    row.refresh_from_db()
    assert answer.status_code == 409 and "“second”在" in answer.json()["said"]
    assert (row.state, row.confidence, row.note) == (CodingState.ACCEPTED, "low", "对方的话")


def test_what_was_deleted_meanwhile_is_told(as_curator, second, award):
    code(second, award, make_mechanism("居民议事"), "居民议事会")
    row = Coding.objects.get()
    decide(second, row, "delete")
    answer = decide(as_curator, row, "reject")
    assert answer.status_code == 409
    assert "删去了" in answer.json()["said"]


def test_nobody_deletes_the_coding_of_another(as_curator, second, award):
    code(second, award, make_mechanism("居民议事"), "居民议事会")
    answer = decide(as_curator, Coding.objects.get(), "delete")
    assert (answer.status_code, Coding.objects.count()) == (403, 1)


def test_who_is_refused_does_not_become_a_coder(award):
    client = logged_in(account("looker", "", "change_coding", "view_award"))
    assert client.get(desk(award)).status_code == 403
    assert code(client, award, make_mechanism(), "居民议事会").status_code == 403
    client = logged_in(account("half", "", "change_coding", "propose_award"))
    answer = code(client, award, make_mechanism("物业"), "居民议事会")
    assert answer.json()["said"] == "您没有编码的权限，什么都没有改动。"
    assert not Coder.objects.exists()


# --- The list ----------------------------------------------------------------------------------------


def listed(client, query: str) -> list[str]:
    response = client.get(reverse("admin:coding_desk") + query)
    return [line.award.accession for line in response.context["page"].lines]


def test_the_list_has_what_is_to_do_and_what_is_mine(as_curator, curator):
    coded, open_one, mine, bare = (make_award(state=State.DRAFT) for _ in range(4))
    make_coding(coded, make_mechanism())
    make_coding(open_one, make_mechanism("物业管理"), state=CodingState.PROPOSED)
    code(as_curator, mine, make_mechanism("三社联动"), "居民议事会")
    entry = make_listed_award()

    numbers = [each.accession for each in (coded, open_one, mine, bare)]
    assert listed(as_curator, "") == numbers
    assert listed(as_curator, "?show=uncoded") == [open_one.accession, bare.accession]
    assert listed(as_curator, "?show=open") == [open_one.accession]
    assert listed(as_curator, "?show=mine") == [mine.accession]
    assert listed(as_curator, f"?q={bare.accession}") == [bare.accession]
    assert listed(as_curator, "?q=没有的") == []
    assert listed(as_curator, "?show=nonsense&page=x&lists=1") == [*numbers, entry.accession]
    line = as_curator.get(reverse("admin:coding_desk")).context["page"].lines[1].award
    assert (line.counting, line.waiting, line.mine) == (0, 1, 0)


def test_one_goes_on_to_the_next_award_of_the_list(as_curator):
    first, second, third = (make_award(state=State.DRAFT) for _ in range(3))
    make_coding(second, make_mechanism())
    context = as_curator.get(desk(first) + "?show=uncoded").context
    assert (context["before"], context["behind"]) == ("", f"{desk(third)}?show=uncoded")


def test_the_rules_may_have_coded_before_a_person_does(as_curator, award):
    make_coder(WORD_RULES)
    term = make_mechanism("政府购买服务")
    send(as_curator, award, action="reject", key=rule_key(award, term, "由政府购买服务"))
    assert Coder.objects.filter(name=WORD_RULES).count() == 1
    assert Coding.objects.get().state == CodingState.REJECTED
