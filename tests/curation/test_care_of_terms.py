"""Terms are merged, renamed, moved and retired as one revision, and each act is taken back whole."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import CodingState, Confidence, State, Through
from cases.curation.care.acts import Act, OtherThanShown, carry_out, outlook
from cases.curation.care.taking_back import done_acts, take_back
from cases.curation.care.terms import merging, moving, renaming, retiring
from cases.curation.library import problems_of_library
from cases.curation.proposing import Proposed, accept, hold_back, propose
from cases.curation.release import last_editor
from cases.curation.restoring import restore
from cases.curation.states import own_values, states
from cases.models import (
    Award,
    Coding,
    FormerMechanismSlug,
    Mechanism,
    MechanismContrast,
    MechanismName,
    Revision,
    StoredChange,
    WorkProblem,
)
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


def do(act: Act, by: User) -> int:
    return carry_out(act, by, "同一机制", outlook(act, by).digest)


def library() -> dict:
    """All things as they are, parts in any order: what an undo writes again has new primary keys."""
    return {
        (model, pk): {
            name: sorted(map(str, value)) if isinstance(value, list) else value
            for name, value in own_values(model, state, state).items()
        }
        for model in (Mechanism, WorkProblem, Award)
        for pk, state in states(model, model.objects.values_list("pk", flat=True)).items()
    }


@pytest.fixture
def two() -> tuple[Mechanism, Mechanism]:
    """社区协商 and 协商议事, which is coded in two cases, one of them a draft."""
    kept = make_mechanism("社区协商", slug="xieshang", names=("协商民主",))
    other = make_mechanism("协商议事", slug="yishi", names=("议事协商",))
    make_mechanism("院落议事", slug="yuanluo", broader=other)
    MechanismContrast.objects.create(mechanism=kept, text="协商议事", why="没有程序。")
    MechanismContrast.objects.create(mechanism=other, text="民主监督", why="不是评议。")
    WorkProblem.objects.create(words="邻里有矛盾", query="q=矛盾|纠纷&mechanism=yishi", reason="读过。")
    make_coding(make_award(), other)
    make_coding(make_award(state=State.DRAFT), other)
    return kept, other


def test_a_term_goes_into_another_with_all_that_is_said_of_it(two, manager):
    kept, other = two
    before = set(Coding.objects.values_list("award", "start", "end", "coder"))
    number = do(merging(other, kept), manager)
    assert set(Coding.objects.filter(mechanism=kept).values_list("award", "start", "end", "coder")) == before
    assert not Mechanism.objects.filter(pk=other.pk).exists()
    assert set(kept.names.values_list("name", flat=True)) == {"协商民主", "协商议事", "议事协商"}
    assert list(kept.former_slugs.values_list("slug", flat=True)) == ["yishi"]
    assert Mechanism.objects.get(slug="yuanluo").broader == kept
    assert list(kept.contrasts.values_list("text", flat=True)) == ["民主监督"]
    assert WorkProblem.objects.get().query == "q=矛盾|纠纷&mechanism=xieshang"
    revisions = Revision.objects.filter(number=number)
    assert set(revisions.values_list("through", "by")) == {(Through.VOCABULARY, "manager")}
    assert {each.note for each in revisions} == {"合并：“协商议事”并入“社区协商”。原因：同一机制（单人审核）"}
    assert problems_of_library() == []


def test_it_is_shown_before_and_nothing_is_written_then(two, manager):
    kept, other = two
    before, revisions = library(), Revision.objects.count()
    shown = outlook(merging(other, kept), manager)
    assert shown.sentences[0].startswith("2 个案例（其中已发布 1 个）的 2 条编码改到“社区协商”")
    assert any("/mechanisms/yishi/ 转到 /mechanisms/xieshang/" in each for each in shown.sentences)
    assert any("“邻里有矛盾”" in each for each in shown.sentences)
    assert (len(shown.awards), shown.published) == (2, 1)
    assert (library(), Revision.objects.count()) == (before, revisions)


def test_what_is_done_is_what_was_shown(two, manager):
    kept, other = two
    act = merging(other, kept)
    shown = outlook(act, manager).digest
    make_coding(make_award(), other)
    with pytest.raises(OtherThanShown) as refusal:
        carry_out(act, manager, "同一机制", shown)
    assert refusal.value.outlook.sentences[0].startswith("3 个案例")
    assert Mechanism.objects.filter(pk=other.pk).exists()


def test_a_merge_is_undone_and_done_again(two, manager):
    kept, other = two
    before = library()
    number = do(merging(other, kept), manager)
    after = library()
    back = take_back(number, manager, "看错了")
    assert library() == before
    assert not FormerMechanismSlug.objects.exists()
    assert problems_of_library() == []
    [undone, done] = done_acts()
    assert (undone.number, done.number, done.is_undone) == (back, number, True)
    take_back(back, manager, "没有看错")
    assert library() == after
    assert problems_of_library() == []


def test_an_act_is_undone_after_a_later_one_that_changed_the_slug_was(two, manager):
    term, before = two[0], library()
    first = do(renaming(term, "协商", "consultation"), manager)
    second = do(renaming(term, "社区议事", "yishi-2"), manager)
    with pytest.raises(ValidationError, match="不能一并撤销"):
        take_back(first, manager, "看错了")
    take_back(second, manager, "看错了")
    take_back(first, manager, "看错了")
    term.refresh_from_db()
    assert (term.name, term.slug) == (two[0].name, two[0].slug)
    assert set(term.former_slugs.values_list("slug", flat=True)) == {"consultation", "yishi-2"}
    leads_on = {key: {**state, "former_slugs": []} for key, state in library().items() if key[0] is Mechanism}
    assert leads_on == {key: state for key, state in before.items() if key[0] is Mechanism}
    assert problems_of_library() == []


def test_a_term_is_merged_into_its_own_narrower_one_and_back(two, manager):
    _kept, other = two
    make_mechanism("小院议事", slug="xiaoyuan", broader=Mechanism.objects.get(slug="yuanluo"))
    before = library()
    number = do(merging(other, Mechanism.objects.get(slug="xiaoyuan")), manager)
    assert Mechanism.objects.get(slug="yuanluo").broader.slug == "xiaoyuan"
    assert Mechanism.objects.get(slug="xiaoyuan").broader is None
    take_back(number, manager, "看错了")
    assert library() == before


def test_a_merge_is_undone_beside_what_was_edited_of_its_cases_since(two, manager):
    kept, other = two
    merged = list(other.codings.order_by("pk"))
    number = do(merging(other, kept), manager)
    first, second = (Coding.objects.get(award=each.award, start=each.start) for each in merged)
    with writing(by=account("editor")):
        first.note = "核对过"
        first.save()
        make_coding(second.award, make_mechanism("后来的机制", slug="later"))
        second.award.attributions.update(note="后来的说明")
    take_back(number, manager, "看错了")
    back = Mechanism.objects.get(slug=other.slug).codings
    assert {each.award_id for each in back.all()} == {first.award_id, second.award_id}
    assert back.get(award=first.award).note == "核对过"
    assert second.award.codings.filter(mechanism__slug="later").exists()
    assert set(second.award.attributions.values_list("note", flat=True)) <= {"后来的说明"}
    assert problems_of_library() == []


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_merge_is_not_undone_where_its_coding_was_changed_or_deleted_since(two, manager, is_deleted):
    kept, other = two
    moved = other.codings.order_by("pk")[0]
    number = do(merging(other, kept), manager)
    coding = Coding.objects.select_related("award").get(award=moved.award, start=moved.start)
    with writing(by=account("editor")):
        if is_deleted:
            coding.delete()
        else:
            coding.mechanism = make_mechanism("又一个", slug="third")
            coding.save()
    with pytest.raises(ValidationError) as refusal:
        take_back(number, manager, "看错了")
    assert f"案例 {coding.award.accession}：此后由“editor”" in refusal.value.messages[0]
    assert not Mechanism.objects.filter(pk=other.pk).exists()


def test_two_codings_of_the_same_words_become_one_with_both_notes(two, manager):
    kept, other = two
    award = make_award()
    make_coding(award, kept, state=CodingState.PROPOSED, confidence=Confidence.LOW, note="按词提出")
    make_coding(award, other, confidence=Confidence.MEDIUM, note="依据在题名")
    make_coding(award, other, coder="另一种方法")
    act = merging(other, kept)
    assert "其中 1 条与“社区协商”已有的编码重复" in outlook(act, manager).sentences[1]
    before = library()
    number = do(act, manager)
    joined, second = award.codings.order_by("coder__name", "pk").filter(mechanism=kept).order_by("pk")
    assert (joined.state, joined.confidence) == (CodingState.ACCEPTED, Confidence.MEDIUM)
    assert joined.note == "按词提出；依据在题名；合并自“协商议事”（另一条：把握低，待审）"
    assert second.coder.name == "另一种方法", "what another coder says stays beside it"
    take_back(number, manager, "看错了")
    assert library() == before


def test_other_passages_of_the_same_case_stay_beside_each_other(two, manager):
    kept, other = two
    award = make_award(text="一是居民议事。\n二是定期协商。")
    make_coding(award, kept, evidence="居民议事")
    make_coding(award, other, evidence="定期协商")
    do(merging(other, kept), manager)
    assert {each.evidence for each in award.codings.all()} == {"居民议事", "定期协商"}


def test_a_term_is_renamed_and_found_by_its_old_name(two, manager):
    kept, _other = two
    before = library()
    number = do(renaming(kept, "协商民主", "xieshang-minzhu"), manager)
    kept.refresh_from_db()
    assert (kept.name, kept.slug) == ("协商民主", "xieshang-minzhu")
    assert list(kept.names.values_list("name", flat=True)) == ["社区协商"]
    assert list(kept.former_slugs.values_list("slug", flat=True)) == ["xieshang"]
    take_back(number, manager, "看错了")
    assert {**library()[Mechanism, kept.pk], "former_slugs": []} == before[Mechanism, kept.pk]


@pytest.mark.parametrize(("name", "slug"), [("协商议事", "new"), ("议事协商", "new"), ("新名", "yishi")])
def test_a_name_or_a_slug_of_another_term_is_refused(two, manager, name, slug):
    with pytest.raises(ValidationError):
        outlook(renaming(two[0], name, slug), manager)


def test_a_term_moves_under_another_and_back_but_not_under_itself(two, manager):
    kept, other = two
    number = do(moving(other, kept), manager)
    assert Mechanism.objects.get(pk=other.pk).broader == kept
    with pytest.raises(ValidationError, match="循环"):
        outlook(moving(kept, Mechanism.objects.get(slug="yuanluo")), manager)
    take_back(number, manager, "看错了")
    assert Mechanism.objects.get(pk=other.pk).broader is None


def test_a_retired_term_keeps_its_codings_and_gets_no_new_ones(two, manager):
    _kept, other = two
    number = do(retiring(other), manager)
    coding = Coding.objects.filter(mechanism=other).first()
    coding.note = "仍可修改"
    coding.save()
    with pytest.raises(ValidationError, match="“协商议事”已停用"):
        make_coding(make_award(), other)
    take_back(number, manager, "还要用")
    make_coding(make_award(), other)
    assert Coding.objects.filter(mechanism=other).count() == 3


def test_who_may_not_publish_changes_nothing(two, manager):
    kept, other = two
    number = do(moving(other, kept), manager)
    for user in (account("reviewer", REVIEWER), account("vocabulary", "", "manage_vocabulary")):
        with pytest.raises(ValidationError, match="“管理词表”和“发布”"):
            outlook(merging(other, kept), user)
        with pytest.raises(ValidationError, match="“管理词表”和“发布”"):
            take_back(number, user, "看错了")
    assert Mechanism.objects.filter(pk=other.pk).exists()


def test_an_act_needs_a_reason(two, manager):
    act = merging(two[1], two[0])
    with pytest.raises(ValidationError, match="写明原因"):
        carry_out(act, manager, "", outlook(act, manager).digest)


def test_what_follows_from_an_act_is_nobodys_edit(two, manager):
    """Else whoever wrote a draft could publish it after somebody else's merge."""
    draft = Award.objects.get(state=State.DRAFT)
    with writing(by=account("writer")):
        make_coding(draft, two[0], coder="另一种方法")
    do(merging(two[1], two[0]), manager)
    assert draft.codings.filter(mechanism=two[0]).count() == 2
    assert last_editor(draft) == "writer"


def test_names_of_the_merged_term_lead_to_one(two, manager):
    do(merging(two[1], two[0]), manager)
    assert MechanismName.objects.get(name="协商议事").mechanism == two[0]


def test_an_award_is_restored_to_what_it_was_before_a_merge(two, manager):
    """Its codings have the term of today, and one where two are one."""
    kept, other = two
    award = make_award()
    make_coding(award, other)
    make_coding(award, kept)
    revision = Revision.objects.filter(table="award", thing=award.pk).first()
    do(merging(other, kept), manager)
    with writing():
        award.codings.all().delete()
    restore(revision, by=manager, note="看错了")
    assert list(award.codings.values_list("mechanism", flat=True)) == [kept.pk]


def test_a_proposal_that_names_a_merged_term_is_accepted_with_the_other(two, manager):
    kept, other = two
    award = make_award()
    change = proposed_coding(award, other)
    do(merging(other, kept), manager)
    accept(change, manager)
    assert list(award.codings.values_list("mechanism", flat=True)) == [kept.pk]


def proposed_coding(award: Award, term: Mechanism) -> StoredChange:
    """A coding that somebody would add to a published award."""
    editor = account("editor", EDITOR)
    with pytest.raises(Proposed) as held, writing(by=editor) as room:
        make_coding(award, term)
        hold_back(room, editor)
    [change] = propose(held.value, editor)
    return change


def test_nothing_but_acts_is_taken_back_so(two, manager):
    other_version = Revision.objects.order_by("pk").last().number
    with pytest.raises(ValidationError, match="没有这次整理"):
        take_back(other_version, manager, "看错了")
