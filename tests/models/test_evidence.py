"""Nothing is said of an award, an edition or a source that cannot be looked up in print."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cases.choices import CodingState
from cases.models import Coding, EditionFact, EditionQuota, Milestone, SourceFact
from cases.models.writing import writing
from tests.factories import make_award, make_coder, make_coding, make_mechanism, make_source
from tests.origins import make_attribution
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db


def code(award, start, end) -> Coding:
    term = make_mechanism()
    return Coding.objects.create(
        award=award, mechanism=term, start=start, end=end, confidence="high", coder=make_coder()
    )


# --- Codings ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_coding_shows_its_evidence():
    assert make_coding(make_award(), evidence="社区协商").evidence == "社区协商"


@pytest.mark.parametrize(("start", "end"), [(None, None), (15, None), (None, 20)])
def test_a_coding_without_evidence_is_not_saved(start, end):
    with pytest.raises(ValidationError, match="必须有原文依据"):
        code(make_award(), start, end)
    assert not Coding.objects.exists()


def test_a_coding_without_evidence_is_not_even_saved_in_bulk():
    award, term = make_award(), make_mechanism()
    coding = Coding(award=award, mechanism=term, start=None, end=None, confidence="high", coder=make_coder())
    with pytest.raises(IntegrityError), writing():
        Coding.objects.bulk_create([coding])


@pytest.mark.slow
def test_evidence_of_another_award_is_refused():
    award = make_award()
    other = make_award(source=award.source)
    with pytest.raises(ValidationError, match="必须在本案例的标题或正文之内"):
        code(award, other.start, other.end)


def test_evidence_that_runs_out_of_the_award_is_refused():
    award = make_award()
    with pytest.raises(ValidationError, match="必须在本案例的标题或正文之内"):
        code(award, award.end - 2, award.end + 5)


def test_evidence_that_runs_out_of_the_source_is_refused():
    award = make_award()
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        code(award, award.start, 10_000)


def test_evidence_of_punctuation_alone_is_refused():
    award = make_award(text="推动社区协商。")
    with pytest.raises(ValidationError, match="不能只有空白或标点"):
        code(award, award.end - 1, award.end)


@pytest.mark.slow
def test_a_coding_that_moves_to_another_award_must_find_its_evidence_there():
    coding = make_coding(make_award(), evidence="社区协商")
    coding.award = make_award(source=coding.award.source)
    with pytest.raises(ValidationError, match="必须在本案例的标题或正文之内"):
        coding.save()


# --- Origins ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_value_is_inferred_when_a_rule_is_named():
    award = make_award(setting="urban")
    assert make_attribution(award, "setting", rule="setting-from-words").is_inferred
    assert not make_attribution(award, "title").is_inferred


def test_a_value_is_not_printed_beyond_the_end_of_the_source():
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        make_attribution(make_award(), "title", start=0, end=10_000)


@pytest.mark.parametrize("values", [{"start": 0, "end": 2, "rule": "r"}, {"start": None, "end": None}])
def test_a_form_hears_that_a_value_is_either_printed_or_inferred(values):
    row = make_attribution(make_award(), "title")
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError):
        row.full_clean()


@pytest.mark.slow
def test_a_milestone_does_not_precede_its_award():
    award = make_award(year=2014)
    with pytest.raises(ValidationError, match="不能早于案例的年度"):
        Milestone.objects.create(award=award, kind="accepted", year=2013, start=0, end=2)


def test_a_milestone_is_printed_in_the_source_of_its_award():
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        Milestone.objects.create(award=make_award(), kind="accepted", year=2016, start=0, end=10_000)


# --- Facts --------------------------------------------------------------------------------------


def test_a_fact_stands_in_its_source():
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        SourceFact.objects.create(source=make_source(), label="作者", value="某人", start=0, end=10_000)


def test_a_fact_of_an_edition_stands_in_the_source_it_names():
    edition, source = make_edition(), make_source()
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        EditionFact.objects.create(
            edition=edition, source=source, label="主题", value="x", start=0, end=10_000
        )


def test_a_declared_number_stands_in_the_source_of_its_edition():
    edition = make_edition(source=make_source())
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        EditionQuota.objects.create(
            edition=edition, tier=make_tier("winner"), declared=11, start=0, end=10_000
        )


def test_a_declared_number_is_not_printed_when_its_edition_has_no_source():
    with pytest.raises(ValidationError, match="必须指明来源文献"):
        EditionQuota.objects.create(
            edition=make_edition(), tier=make_tier("winner"), declared=11, start=0, end=2
        )


def test_a_source_that_awards_quote_keeps_its_words():
    source = make_award().source
    source.text = "改" + source.text[1:]
    with pytest.raises(ValidationError, match="全文不能改动"):
        source.save()


def test_a_source_that_awards_quote_may_get_another_title():
    source = make_award().source
    source.title = "公布结果的通知"
    source.save()
    source.refresh_from_db()
    assert source.title == "公布结果的通知"


def test_a_source_that_nothing_quotes_may_get_other_words():
    source = make_source()
    source.text += "附件"
    source.save()
    source.refresh_from_db()
    assert source.text.endswith("附件")


@pytest.mark.slow
def test_the_accepted_codings_are_neither_proposed_nor_rejected():
    award = make_award()
    made = {state: make_coding(award, make_mechanism(state), state=state) for state in CodingState.values}
    assert list(Coding.objects.accepted()) == [made[CodingState.ACCEPTED]]
    assert list(award.codings.accepted()) == [made[CodingState.ACCEPTED]]
