"""In an open round nobody who codes sees, on any page, what another coder of the round did."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases.choices import CodingState, State
from cases.curation.coding_rounds import begin, close, finish
from cases.models import Coder, Coding, FinishedCoding, Revision
from cases.models.writing import writing
from tests.admin.coding import code, decide, desk, send
from tests.admin.colliding import disputes
from tests.admin.forms import page_data
from tests.admin.permitted import addresses_of
from tests.admin.test_coding import rule_key
from tests.factories import make_award, make_mechanism
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
LISTS = ("drafts", "unreviewed", "unsure", "uncoded")  # of the desk
EVIDENCE, CLAUSE = "居民议事会", "由政府购买服务"
STAMPS = re.compile(
    r'name="(?:csrfmiddlewaretoken|_page)" value="[^"]*"|"token": "[^"]*"|nonce="[^"]*"|nonce-[^\' ;]*'
)


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


class Blind:
    """Two coders of one open round about mechanisms, on an award that is published and on a draft."""

    def __init__(self, role: str = EDITOR) -> None:
        self.one, self.other = account("one", EDITOR), account("other", role)
        self.reviewer = account("reviewer", REVIEWER)
        self.term = make_mechanism("社区购买", slug="buying")
        self.proposed = make_mechanism("政府购买服务", slug="contracts")
        self.award, self.draft = make_award(), make_award(state=State.DRAFT)
        people, awards = [self.one, self.other], [self.award, self.draft]
        self.row = begin("第一轮", self.term.scheme, people, awards, self.reviewer)

    def work(self) -> None:
        """All that a coder does, on both awards."""
        client = logged_in(self.one)
        for award in (self.award, self.draft):
            assert code(client, award, self.term, EVIDENCE).status_code == 200
            row = Coding.objects.get(award=award, mechanism=self.term, coder__user=self.one)
            assert decide(client, row, "change", confidence="low", note="只有我知道").status_code == 200
            key = rule_key(award, self.proposed, CLAUSE)
            assert send(client, award, action="reject", key=key).status_code == 200
            finish(self.row, award, self.one)


def pages(user: User, things: list[tuple[str, int]]) -> dict[str, str]:
    """What each admin page answers that opens with a GET, without what differs with each request."""
    client, found = logged_in(user), {}
    for name in sorted(set(addresses_of(admin.site.get_urls()))):
        if name in ("logout", "cases_intake_add") or name.startswith("axes_"):
            continue
        for address in addresses(name, things):
            for query in ("", "?show=open", "?show=uncoded", "?show=mine", "?coded=no", "?coded=yes"):
                if query and name not in ("coding_desk", "cases_award_changelist"):
                    continue
                found[address + query] = answered(client, address + query)
    for each in LISTS:
        address = reverse("admin:desk_list", args=[each])
        found[address] = answered(client, address)
    return found


def addresses(name: str, things: list[tuple[str, int]]) -> list[str]:
    try:
        return [reverse(f"admin:{name}")]
    except NoReverseMatch:
        pass
    of_thing = [pk for table, pk in things if name.startswith((f"cases_{table}_", f"{table}_"))]
    kinds = [["merge"], ["split"], []] if name.endswith("_care") else [[]]
    found = []
    for pk in of_thing:
        for kind in kinds:
            try:
                found.append(reverse(f"admin:{name}", args=[pk, *kind]))
            except NoReverseMatch:
                continue
    return found


def answered(client: Client, address: str) -> str:
    answer = client.get(address)
    said = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
    return f"{answer.status_code} {STAMPS.sub('', said)}"


@pytest.mark.parametrize("role", [EDITOR, ADMINISTRATOR])
def test_no_page_changes_for_one_coder_when_the_other_codes(role):
    blind = Blind(role)
    things = [("award", blind.award.pk), ("award", blind.draft.pk), ("coding", blind.award.pk)]
    things += [("coding", blind.draft.pk), ("mechanism", blind.term.pk), ("mechanism", blind.proposed.pk)]
    things += [("codingscheme", blind.term.scheme_id), ("source", blind.award.source_id)]
    things += [("edition", blind.award.edition_id)]
    things += [("coder", each.pk) for each in Coder.objects.all()]
    if role == EDITOR:  # who manages the round sees how far everybody is
        things.append(("codinground", blind.row.pk))
    before = pages(blind.other, things)
    of_reviewer = answered(logged_in(blind.reviewer), reverse("admin:cases_revision_changelist"))
    assert "200 " in before[desk(blind.award)][:4] and len(before) > 60

    blind.work()

    after = pages(blind.other, things)
    assert [address for address in before if before[address] != after[address]] == []
    assert answered(logged_in(blind.reviewer), reverse("admin:cases_revision_changelist")) != of_reviewer


def test_the_log_its_file_and_the_history_name_no_term_of_the_other():
    blind = Blind()
    blind.work()
    history = reverse("admin:cases_award_history", args=[blind.award.pk])
    log, file = reverse("admin:cases_revision_changelist"), reverse("admin:cases_revision_csv")
    for address in (history, log, file):
        assert "标为“社区购买”" not in answered(logged_in(blind.other), address), address
        for user in (blind.one, blind.reviewer):
            assert "标为“社区购买”" in answered(logged_in(user), address), address


def test_a_revision_of_the_others_codings_is_as_one_that_is_not_there():
    blind = Blind()
    blind.work()
    revision = Revision.objects.filter(table="award", by="one")[0]
    for name in ("change", "history"):
        address, nowhere = (
            reverse(f"admin:cases_revision_{name}", args=[pk]) for pk in (revision.pk, 987654)
        )
        answers = [logged_in(blind.other).get(each).status_code for each in (address, nowhere)]
        assert answers[0] == answers[1] == 302, name
        assert logged_in(blind.reviewer).get(address).status_code == 200
    restore = reverse("admin:cases_revision_restore", args=[revision.pk])
    assert logged_in(blind.other).get(restore).status_code == 404


def test_a_page_of_the_log_is_full_although_some_of_it_is_left_out():
    blind = Blind()
    blind.work()
    made = [make_mechanism(f"词条{number}", slug=f"term-{number}") for number in range(55)]
    code(logged_in(blind.one), blind.award, made[0], "居民")
    address = reverse("admin:cases_revision_changelist")
    page = logged_in(blind.other).get(address).context["page"]
    assert len(page.lines) == 50 and page.older
    older = logged_in(blind.other).get(f"{address}?{page.older}").context["page"]
    shown, further = ({(type(each), each.pk) for each in lines} for lines in (page.lines, older.lines))
    assert shown.isdisjoint(further)
    assert any(each.called.startswith("term-0") for each in older.lines + page.lines)


def test_the_form_is_not_told_of_the_others_codings():
    blind = Blind()
    address = reverse("admin:cases_award_change", args=[blind.draft.pk])
    client = logged_in(blind.other)
    sent = page_data(client, address)
    blind.work()
    assert client.post(address, sent | {"locality": "某街道"}).status_code == 302
    blind.draft.refresh_from_db()
    assert blind.draft.locality == "某街道"
    assert Coding.objects.filter(award=blind.draft, coder__user=blind.one).count() == 2


def test_what_a_form_was_shown_with_does_not_move_with_the_others_codings():
    """Nor does it hide from the form what others changed that the coder may see."""
    blind = Blind()
    address = reverse("admin:cases_award_change", args=[blind.draft.pk])
    client = logged_in(blind.other)
    sent = page_data(client, address)
    reviewed = page_data(logged_in(blind.reviewer), address)["_seen"]
    blind.work()
    assert page_data(client, address)["_seen"] == sent["_seen"]
    assert page_data(logged_in(blind.reviewer), address)["_seen"] != reviewed
    with writing(by=blind.reviewer):
        blind.draft.locality = "甲地"
        blind.draft.save()
    assert page_data(client, address)["_seen"] != sent["_seen"]
    refused = client.post(address, sent | {"locality": "乙地"})
    assert refused.status_code == 409
    assert [each[1:] for each in disputes(refused)] == [("", "甲地", "乙地")]
    assert "one 于" not in refused.content.decode()


def test_a_coding_of_the_other_is_gone_as_one_that_never_was():
    blind = Blind()
    blind.work()
    row = Coding.objects.get(award=blind.award, mechanism=blind.term)
    client, said = logged_in(blind.other), []
    for place in (f"{row.start}-{row.end}", "1-2"):
        key = f"{row.mechanism_id}-{place}-{row.coder_id}"
        answer = send(client, blind.award, action="change", key=key, confidence="low")
        said.append((answer.status_code, answer.json()["said"]))
    assert said[0] == said[1] == (409, "这条编码已经不在了：没有改动的记录。")


# --- What the rules propose ---------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["accept-high", "reject"])
def test_each_coder_takes_up_or_refuses_what_the_rules_propose(act):
    blind = Blind()
    for award in (blind.award, blind.draft):
        key = rule_key(award, blind.proposed, CLAUSE)
        for user in (blind.one, blind.other):
            assert f'value="{key}"' in logged_in(user).get(desk(award)).content.decode()
            answer = send(logged_in(user), award, action=act, key=key)
            assert answer.status_code == 200, answer.json()
            assert ("已记为您的编码" in answer.json()["said"]) == (act == "accept-high")
            row = Coding.objects.get(award=award, coder__user=user)
            assert row.state == (CodingState.REJECTED if act == "reject" else CodingState.PROPOSED)
            assert row.confidence == ("low" if act == "reject" else "high")
            assert f'value="{key}"' not in logged_in(user).get(desk(award)).content.decode()
    assert not Coding.objects.filter(coder__user=None).exists()


def test_a_refused_proposal_is_not_compared_as_a_coding():
    blind = Blind()
    key = rule_key(blind.award, blind.proposed, CLAUSE)
    send(logged_in(blind.one), blind.award, action="accept-high", key=key)
    send(logged_in(blind.other), blind.award, action="reject", key=key)
    for user in (blind.one, blind.other):
        finish(blind.row, blind.award, user)
    close(blind.row, blind.reviewer)
    kept = FinishedCoding.objects.order_by("coder__user__username").values_list("codings", flat=True)
    assert [len(each) for each in kept] == [1, 0]
