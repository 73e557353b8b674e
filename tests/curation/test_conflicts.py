"""Where documents say different things: which are conflicts, and what becomes of one."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.conflicts import MOVED, NO_REASON, NOTHING_CHOSEN, Conflict, conflicts_of, decide
from cases.curation.library import problems_of_library
from cases.curation.restoring import restore
from cases.curation.states import states
from cases.curation.still_open import still_open
from cases.models import Attestation, Attribution, Award, Revision, Source
from cases.models.writing import writing
from tests.curation.witnesses import attest, make_article
from tests.factories import make_award, make_source
from tests.origins import past_the_room, said_of
from tests.vocabularies import make_edition, make_issuing_body, make_tier

pytestmark = pytest.mark.django_db
REASON = "以公布文件为准。"
SENTENCE = "2015年，太仓市政府以“政社互动”获评"


@pytest.fixture
def article() -> Source:
    return make_article()


@pytest.fixture
def disputed(award, article) -> Award:
    """The article calls the applicant otherwise, and agrees about the title."""
    attest(award, article, applicant="太仓市政府", title="政社互动")
    return Award.objects.get(pk=award.pk)


def one(award: Award) -> Conflict:
    [conflict] = conflicts_of(award.pk)
    return conflict


def settle(award: Award, adopted: int, reason: str = REASON, *, field: str = "applicant", **who) -> None:
    seen = Award.objects.values_list("version", flat=True).get(pk=award.pk)
    with writing("form", **who) as room:
        decide(room, award.pk, field, adopted, reason, seen=seen)


def exported(client, award: Award) -> dict[str, str]:
    text = b"".join(client.get("/cases.csv").streaming_content).decode("utf-8-sig")
    return next(row for row in csv.DictReader(io.StringIO(text)) if row["id"] == award.accession)


# --- Which are conflicts ----------------------------------------------------------------------------


def test_what_says_something_else_is_a_conflict_and_what_says_the_same_is_none(disputed):
    conflict = one(disputed)
    assert (conflict.field, conflict.is_open) == ("applicant", True)
    assert [each.words for each in conflict.claims] == ["太仓市民政局", "太仓市政府"]
    assert [each.is_adopted for each in conflict.claims] == [True, False]
    assert problems_of_library() == []


@pytest.mark.parametrize(
    ("field", "printed"), [("county", "太仓"), ("title", "“政社互动”"), ("year", "2015")]
)
def test_a_short_name_other_signs_and_other_words_of_the_same_are_told_apart(award, article, field, printed):
    attest(award, article, passage=SENTENCE, **{field: printed})
    assert [each.field for each in conflicts_of(award.pk)] == (["year"] if field == "year" else [])


def test_one_document_may_say_two_things(award):
    said_of(award, "另一处作政社互通")
    with writing():
        start = award.source.text.index("政社互通")
        Attribution.objects.create(award=award, field="title", start=start, end=start + 4, set_aside=True)
    assert [each.words for each in one(award).claims] == ["政社互动", "政社互通"]
    with pytest.raises(ValidationError, match="这段文字"):
        Attribution(award=award, field="title", start=start, end=start + 3, set_aside=True).full_clean()


def test_a_mark_that_was_made_past_the_room_is_found_and_put_right_by_the_next_change(disputed):
    past_the_room(Attribution).update(differs=False)
    [problem] = problems_of_library()
    assert "申报单位" in problem and "与取值不同" in problem
    disputed.save()
    assert problems_of_library() == [] and one(disputed).is_open


def test_it_is_no_conflict_any_more_once_the_value_is_what_the_passage_says(disputed):
    [other] = Attribution.objects.filter(award=disputed, field="applicant", set_aside=True)
    with writing():
        Attribution.objects.filter(award=disputed, field="applicant", set_aside=False).delete()
        other.set_aside = False
        other.save()
        disputed.applicant = "太仓市政府"
        disputed.save()
        for origin in Attribution.objects.filter(award=disputed, rule__startswith="applicant"):
            origin.rule, origin.note = "curated", "编者判定。"
            origin.save()
    assert conflicts_of(disputed.pk) == [] and not Attribution.objects.filter(differs=True).exists()


def test_before_publishing_it_is_named_until_it_is_decided(disputed):
    def asked() -> str:
        return "".join(each.words for each in still_open(states(Award, [disputed.pk]))[disputed.pk])

    assert "说法不同、还没有核定：申报单位。" in asked()
    settle(disputed, one(disputed).claims[0].origin.pk)
    assert "还没有核定" not in asked()


# --- Deciding ---------------------------------------------------------------------------------------


def test_keeping_what_is_adopted_says_why_and_who(disputed):
    user = User.objects.create_user("decider")
    settle(disputed, one(disputed).claims[0].origin.pk, by=user)
    conflict = one(disputed)
    assert (conflict.is_open, conflict.reason) == (False, REASON)
    last = Revision.objects.filter(table="award", thing=disputed.pk).order_by("pk").last()
    assert (last.by, last.note) == ("decider", f"申报单位的说法不同，采用“太仓市民政局”：{REASON}")
    assert problems_of_library() == []


def test_adopting_the_other_exchanges_them_and_infers_again(disputed):
    kind = disputed.applicant_kind
    settle(disputed, one(disputed).claims[1].origin.pk)
    award, conflict = Award.objects.get(pk=disputed.pk), one(disputed)
    assert award.applicant == "太仓市政府"
    assert [each.words for each in conflict.claims] == ["太仓市政府", "太仓市民政局"]
    assert conflict.claims[0].origin.note == "" and conflict.claims[1].origin.note == REASON
    assert kind in ("", "civil-affairs") and award.applicant_kind in ("", "government")
    assert problems_of_library() == []


def test_a_decision_is_taken_back_by_restoring_what_was_before(disputed):
    revisions = Revision.objects.filter(table="award", thing=disputed.pk).order_by("pk")
    before = revisions.last()
    settle(disputed, one(disputed).claims[1].origin.pk)
    restore(before, note="核定有误")
    conflict = one(disputed)
    assert conflict.is_open and Award.objects.get(pk=disputed.pk).applicant == "太仓市民政局"
    assert revisions.last().after["attributions"] == before.after["attributions"]


def test_what_only_a_person_said_goes_when_a_document_is_followed(award, article):
    with writing():
        award.attributions.filter(field="applicant").delete()
        Attribution.objects.create(award=award, field="applicant", rule="curated", note="据地图。")
    attest(award, article, applicant="太仓市政府")
    settle(award, one(award).claims[1].origin.pk)
    [origin] = Attribution.objects.filter(award=award, field="applicant")
    assert origin.source == article and origin.counts and conflicts_of(award.pk) == []


def test_a_rank_is_exchanged_here(award, article):
    attest(award, article, passage=f"{SENTENCE}十大创新成果，位列第2。", rank="2")
    kept, other = one(award).claims
    assert (kept.words, other.words) == ("1", "2")
    settle(award, other.origin.pk, field="rank")
    ranked = Award.objects.get(pk=award.pk)
    assert (ranked.rank, ranked.accession) == (2, "2014-sqzl-w02") and not one(award).is_open
    settle(award, kept.origin.pk, field="rank")
    assert Award.objects.get(pk=award.pk).accession == "2014-sqzl-w01", "its own number comes back"
    assert problems_of_library() == []


def test_a_tier_is_exchanged_here(award):
    tier = make_tier("nominee", name="提名成果")
    text = "政社互动的太仓实践\n2015年，太仓市政府以“政社互动”获评提名成果。\n"
    other = make_source(slug="article-2017", text=text, kind="article", publisher="江南论坛")
    with writing():
        start = text.index("太仓市政府")
        Attestation.objects.create(award=award, source=other, start=start, end=len(text) - 2)
        start = text.index(tier.name)
        Attribution.objects.create(
            award=award, field="tier", source=other, start=start, end=start + len(tier.name), set_aside=True
        )
    kept, said = one(award).claims
    assert said.words == "提名成果" and one(award).is_exchanged_here
    settle(award, kept.origin.pk, field="tier")
    assert not one(award).is_open and problems_of_library() == []
    settle(award, said.origin.pk, field="tier")
    now = Award.objects.get(pk=award.pk)
    assert (now.tier, now.accession) == (tier, "2014-sqzl-n01")
    assert [each.words for each in one(award).claims][0] == "提名成果" and not one(award).is_open
    assert problems_of_library() == []


def test_a_year_is_exchanged_here_by_the_edition_of_that_year(award, article):
    attest(award, article, passage=SENTENCE, year="2015")
    kept, other = one(award).claims
    with pytest.raises(ValidationError, match="还没有 2015 年的届次"):
        settle(award, other.origin.pk, field="year")
    assert one(award).is_open
    edition = make_edition(year=2015, source=award.source)
    settle(award, other.origin.pk, field="year")
    now = Award.objects.get(pk=award.pk)
    assert (now.edition, now.accession) == (edition, "2015-sqzl-w01") and not one(award).is_open
    assert problems_of_library() == []
    settle(award, kept.origin.pk, "文章写于次年，说的是公布的年份。", field="year")
    now = Award.objects.get(pk=award.pk)
    assert (now.edition.year, now.accession) == (2014, "2014-sqzl-w01") and not one(award).is_open


def test_what_an_edition_says_of_all_its_awards_is_exchanged_there_and_explained_here(award):
    text = "政社互动的太仓实践\n2014年，太仓市政府以“政社互动”获评十大创新成果。\n中共中央组织部办公厅\n"
    make_issuing_body("org", name="中共中央组织部办公厅", kind="party")
    other = make_source(slug="article-2018", text=text, kind="article", publisher="江南论坛")
    with writing():
        start = text.index("太仓市政府")
        Attestation.objects.create(award=award, source=other, start=start, end=text.index("。"))
        at = {"start": text.index("中共中央"), "end": len(text) - 1}
        Attribution.objects.create(award=award, field="issuing_body", source=other, set_aside=True, **at)
    kept, said = one(award).claims
    assert not one(award).is_exchanged_here
    with pytest.raises(ValidationError, match="发布机关不能在这里改采"):
        settle(award, said.origin.pk, field="issuing_body")
    settle(award, kept.origin.pk, field="issuing_body")
    assert not one(award).is_open


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reason": " "}, NO_REASON),
        ({"adopted": 0}, NOTHING_CHOSEN),
        ({"seen": 1}, MOVED),
        ({"field": "title"}, MOVED),
    ],
)
def test_what_is_no_decision_is_refused(disputed, change, message):
    kept = one(disputed).claims[0].origin.pk
    sent = {"adopted": kept, "reason": REASON, "seen": disputed.version, "field": "applicant"} | change
    with pytest.raises(ValidationError) as refused, writing("form") as room:
        decide(room, disputed.pk, sent["field"], sent["adopted"], sent["reason"], seen=sent["seen"])
    assert refused.value.messages == [message]
    assert one(disputed).is_open


# --- What readers see -------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_page_tells_it_in_a_line_and_the_exports_in_a_column(client, disputed):
    page = disputed.get_absolute_url()
    assert "（尚待核定）" in client.get(page).content.decode()
    settle(disputed, one(disputed).claims[0].origin.pk)
    shown = client.get(page).content.decode()
    assert f"理由：{REASON}" in shown and "尚待核定" not in shown
    assert exported(client, disputed)["other_readings"] == "applicant：太仓市政府（article-2016）"
    item = client.get(f"/cases/{disputed.accession}.json").json()
    assert item["other_readings"] == ["applicant：太仓市政府（article-2016）"]
    assert item["applicant"] == "太仓市民政局"


@pytest.mark.slow
def test_a_case_without_conflicts_has_an_empty_column(client):
    award = make_award()
    assert exported(client, award)["other_readings"] == ""
