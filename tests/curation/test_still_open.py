"""What somebody should look at before readers see an award, of whatever nobody decided."""

import pytest

from cases.choices import ChangeAction, ChangeOutcome, CodingState, Confidence, State
from cases.curation.states import states
from cases.curation.still_open import NO_CODING, NO_PLACE, NO_PLACE_TODAY, Subject, overlaps, still_open
from cases.models import Attribution, Award, Intake, StoredChange
from cases.models.intake import problem_at
from cases.readers.rules import CURATED
from tests.factories import make_award, make_coding, make_division, make_listed_award, make_mechanism
from tests.origins import make_attribution, past_the_room

pytestmark = pytest.mark.django_db
DOUBT = "西乡街道桃源村：地名有几种可能：广东省深圳市宝安区、陕西省汉中市西乡县。"


def asked(award: Award, subject: Subject) -> list[str]:
    found = still_open(states(Award, [award.pk]))[award.pk]
    return [each.words for each in found if each.subject == subject]


def taken(award: Award, **changed) -> StoredChange:
    """The row by which an import took the award in, though its place was doubtful."""
    said = {
        "intake": Intake.objects.create(kind="document"),
        "table": "award",
        "thing": award.pk,
        "action": ChangeAction.DOUBTFUL,
        "outcome": ChangeOutcome.TAKEN,
        "proposed": {"place_then": award.place_then.key if award.place_then is not None else None},
        "problems": [problem_at(DOUBT), problem_at("没有读到申报单位。")],
    }
    return StoredChange.objects.create(**said | changed)


def test_a_place_that_is_missing_is_asked_for():
    assert asked(make_award(), Subject.PLACE) == [NO_PLACE]


def test_a_place_that_is_in_order_is_not():
    assert asked(make_listed_award(), Subject.PLACE) == []


def test_a_division_that_is_gone_without_a_successor_is_named():
    award = make_listed_award(state=State.DRAFT)
    past_the_room(Award).update(place_now=None)
    assert asked(award, Subject.PLACE) == [NO_PLACE_TODAY]


def test_what_was_doubtful_of_a_place_when_it_was_taken_in_is_named():
    award = make_listed_award()
    taken(award)
    assert asked(award, Subject.PLACE) == [f"导入时对地区存疑：{DOUBT}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": ChangeOutcome.UNDONE},
        {"action": ChangeAction.NEW},
        {"intake": None},
        {"proposed": {"place_then": "x-other"}},
        {"problems": []},
    ],
)
def test_a_doubt_that_is_of_another_place_or_of_nothing_taken_in_is_not(changed):
    award = make_listed_award()
    taken(award, **changed)
    assert asked(award, Subject.PLACE) == []


def test_a_place_that_a_person_decided_is_doubted_no_longer():
    award = make_listed_award(state=State.DRAFT)
    taken(award)
    past_the_room(Attribution).filter(field="county").delete()
    make_attribution(award, "county", rule=CURATED, note="编目人员核对原文后选定。")
    assert asked(award, Subject.PLACE) == []


def test_codings_that_nobody_decided_or_is_sure_of_are_named_by_their_terms():
    award, terms = make_award(), [make_mechanism(name) for name in ("社区协商", "购买服务", "居民自治")]
    make_coding(award, terms[0], state=CodingState.PROPOSED, confidence=Confidence.LOW)
    make_coding(award, terms[1], confidence=Confidence.LOW)
    make_coding(award, terms[2], state=CodingState.REJECTED, confidence=Confidence.LOW)
    assert asked(award, Subject.CODING) == ["还没有审定的编码：社区协商。", "把握不大的编码：购买服务。"]


def test_an_award_without_coding_says_so():
    assert asked(make_award(), Subject.CODING) == [NO_CODING]


def test_inferred_values_are_named_once():
    award = make_award(setting="urban", applicant="太仓市民政局")
    assert asked(award, Subject.INFERENCE)[0].startswith("推断的取值：")
    assert asked(award, Subject.INFERENCE)[0].count("城乡类型") == 1


def test_awards_that_share_words_name_each_other_unless_withdrawn():
    award = make_award()
    other = make_award(state=State.DRAFT)
    past_the_room(Award).filter(pk=other.pk).update(
        source=award.source, start=award.start + 1, end=award.end + 1
    )
    state = states(Award, [award.pk])[award.pk]
    assert overlaps(award.pk, state) == [f"起止位置与案例 {other.accession} 重叠。"]
    assert overlaps(None, state)[0] == f"起止位置与案例 {award.accession} 重叠。"
    past_the_room(Award).filter(pk=other.pk).update(state=State.WITHDRAWN)
    assert overlaps(award.pk, state) == []


def test_hundreds_are_asked_with_as_many_queries_as_one(django_assert_num_queries):
    awards = [make_award(), make_listed_award(place_then=make_division())]
    taken(awards[1])
    for some in (awards[:1], awards):
        found = states(Award, [each.pk for each in some])
        with django_assert_num_queries(3):
            assert len(still_open(found)) == len(some)
