"""The data version moves with every change that readers can see, and says what has to be read again."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import Award, DataVersion, WorkProblem
from cases.models.of_award import OfAward
from cases.models.slugs import FormerSlug
from cases.models.version import Version
from cases.models.writing import Public
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import MODELS, SAMPLES

pytestmark = pytest.mark.django_db
OF_AWARD = [model for model in MODELS if issubclass(model, OfAward)]
OF_EVERYTHING = [model for model in MODELS if issubclass(model, Public) and model.changes_everything]


def test_it_is_nothing_before_the_first_change(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert DataVersion.current() == Version(0, "", 0)


def test_it_advances_by_one_with_a_new_token():
    assert DataVersion.advance(everything=False) == 1
    before = DataVersion.current()
    assert DataVersion.advance(everything=False) == 2
    after = DataVersion.current()
    assert (before.number, after.number) == (1, 2)
    assert before.token != after.token


def test_it_remembers_the_last_change_of_everything():
    DataVersion.advance(everything=False)
    assert DataVersion.current().rebuild == 0
    DataVersion.advance(everything=True)
    DataVersion.advance(everything=False)
    assert DataVersion.current()[::2] == (3, 2)


def test_it_is_read_in_one_query(django_assert_num_queries):
    DataVersion.advance(everything=True)
    with django_assert_num_queries(1):
        assert DataVersion.current().number == 1


def test_every_model_moves_it_but_those_that_readers_never_see():
    moving = {Award, WorkProblem, *OF_AWARD, *OF_EVERYTHING}
    assert {model.__name__ for model in set(MODELS) - moving} == {
        *("ColumnMapping", "DataVersion", "Intake", "LoadedUnit", "Report", "Revision"),
        *("StoredChange", "StoredFile", "ZeroResultSearch"),
        *("CodingRound", "FinishedCoding", "Reconciliation", "DistinctCases", "BulkWork"),
        *("FormDraft", "FormVisit", "OfficeChange"),
        *("FrozenList", "PublicVersion", "PublishedForm"),
    }


@pytest.mark.slow
def test_a_saved_award_carries_the_number_of_its_change():
    award, other = make_award(setting="rural"), make_award()
    before = DataVersion.current()
    award.setting = "urban"
    award.save(update_fields=["setting"])
    after = DataVersion.current()
    assert (after.number, after.rebuild) == (before.number + 1, before.rebuild)
    award.refresh_from_db()
    assert (award.version, award.setting) == (after.number, "urban")
    other.refresh_from_db()
    assert other.version < after.number


@pytest.mark.slow
def test_a_deleted_award_starts_everything_anew():
    award = make_award(state="draft")
    award.delete()
    number, _token, rebuild = DataVersion.current()
    assert rebuild == number


@pytest.mark.slow
@pytest.mark.parametrize("model", OF_AWARD)
def test_what_hangs_on_an_award_stamps_the_award(model):
    row = SAMPLES[model]()
    before, updated = DataVersion.current(), Award.objects.get(pk=row.award_id).updated_at
    row.save()
    saved = DataVersion.current()
    assert Award.objects.get(pk=row.award_id).version == saved.number == before.number + 1
    assert Award.objects.get(pk=row.award_id).updated_at > updated
    row.delete()
    assert Award.objects.get(pk=row.award_id).version == DataVersion.current().number == saved.number + 1
    assert DataVersion.current().rebuild == before.rebuild


@pytest.mark.slow
def test_what_moves_to_another_award_stamps_both():
    coding = make_coding(make_award())
    left = coding.award
    coding.award = make_award(source=left.source)
    coding.start, coding.end = coding.award.start, coding.award.start + 4
    coding.save()
    numbers = Award.objects.order_by("pk").values_list("version", flat=True)
    assert set(numbers) == {DataVersion.current().number}


@pytest.mark.parametrize("model", [WorkProblem])
def test_what_no_list_says_moves_it_and_leaves_lists_and_searches_as_they_are(model):
    row = SAMPLES[model]()
    before = DataVersion.current()
    row.save()
    number, _token, rebuild = DataVersion.current()
    assert (number, rebuild) == (before.number + 1, before.rebuild)


@pytest.mark.parametrize("model", OF_EVERYTHING)
def test_what_any_award_may_draw_on_starts_everything_anew(model):
    row = SAMPLES[model]()
    before = DataVersion.current().number
    row.save()
    number, _token, rebuild = DataVersion.current()
    assert number == rebuild == before + 1
    if issubclass(model, FormerSlug):
        with pytest.raises(ValidationError, match="不能丢失"):
            row.delete()  # it would lead nowhere
        return
    row.delete()
    number, _token, rebuild = DataVersion.current()
    assert number == rebuild == before + 2


@pytest.mark.parametrize("row", ["award", "coding", "mechanism"])
def test_a_refused_change_does_not_move_it(row):
    award = make_award()
    coding, mechanism = make_coding(award), make_mechanism()
    award.text, coding.end, mechanism.broader = "别的", 10_000, mechanism
    before = DataVersion.current()
    with pytest.raises(ValidationError):
        {"award": award, "coding": coding, "mechanism": mechanism}[row].save()
    assert DataVersion.current() == before
