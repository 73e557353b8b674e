"""One room: what is written together is checked together, stamped once, and recorded once."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from cases.curation.keeper import NOT_READ
from cases.curation.library import problems_of_library
from cases.curation.states import states
from cases.models import Award, Coding, DataVersion, Mechanism, Revision
from cases.models.writing import PublicQuerySet, WrittenOutside, writing
from tests.factories import make_award, make_baoan, make_coding, make_mechanism
from tests.models.samples import MODELS, SAMPLES
from tests.origins import explain, make_attribution, past_the_room

pytestmark = pytest.mark.django_db
PUBLIC = [model for model in MODELS if isinstance(model._default_manager.all(), PublicQuerySet)]


def latest() -> Revision:
    return Revision.objects.order_by("pk").last()


# --- What goes round it is refused --------------------------------------------------------------


def test_every_public_table_is_guarded():
    hidden = {
        *("ColumnMapping", "DataVersion", "LoadedUnit", "Report", "Revision"),
        *("Intake", "StoredChange", "StoredFile", "ZeroResultSearch"),
        *("CodingRound", "FinishedCoding", "Reconciliation", "DistinctCases", "BulkWork"),
        *("FormDraft", "FormVisit", "OfficeChange"),
        *("FrozenList", "PublicVersion", "PublishedForm"),
    }
    assert {model.__name__ for model in MODELS} - {model.__name__ for model in PUBLIC} == hidden


@pytest.mark.parametrize("model", PUBLIC)
def test_nobody_writes_in_bulk_outside_a_room(model):
    row = SAMPLES[model]()
    rows, name = model._default_manager.filter(pk=row.pk), model._meta.concrete_fields[-1].attname
    before = DataVersion.current()
    with pytest.raises(WrittenOutside, match=f"{model.__name__}.update"):
        rows.update(**{name: getattr(row, name)})
    with pytest.raises(WrittenOutside, match=f"{model.__name__}.delete"):
        rows.delete()
    with pytest.raises(WrittenOutside, match=f"{model.__name__}.bulk_create"):
        model._default_manager.bulk_create([row])
    with pytest.raises(WrittenOutside, match=f"{model.__name__}.bulk_update"):
        model._default_manager.bulk_update([row], [name])
    assert rows.exists() and DataVersion.current() == before


@pytest.mark.parametrize("model", PUBLIC)
def test_what_is_written_in_bulk_inside_a_room_moves_the_version(model):
    row = SAMPLES[model]()
    before = DataVersion.current().number
    name = model._meta.concrete_fields[-1].attname
    with writing():
        model._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name)})
    assert DataVersion.current().number == before + 1


ONE_ROW = {
    "bulk_update": lambda rows, row, name: type(row)._default_manager.bulk_update([row], [name]),
    "delete": lambda rows, row, name: rows.delete(),
    "bulk_create": lambda rows, row, name: again(row),
}


def again(row) -> None:
    """Take the row out and put it in anew."""
    type(row)._default_manager.filter(pk=row.pk).delete()
    type(row)._default_manager.bulk_create([row])


@pytest.mark.slow
@pytest.mark.parametrize("how", ONE_ROW)
@pytest.mark.parametrize("model", PUBLIC)
def test_each_way_of_writing_in_bulk_is_checked_stamped_or_refused(model, how):
    row, name = SAMPLES[model](), model._meta.concrete_fields[-1].attname
    before, known = DataVersion.current(), set(problems_of_library())
    try:
        with writing():
            ONE_ROW[how](model._default_manager.filter(pk=row.pk), row, name)
    except (ValidationError, ProtectedError):
        assert model._default_manager.filter(pk=row.pk).exists()
        assert DataVersion.current() == before
    else:
        assert DataVersion.current().number == before.number + 1
        assert model._default_manager.filter(pk=row.pk).exists() is (how != "delete")
    assert set(problems_of_library()) <= known


@pytest.mark.slow
def test_rows_are_not_written_through_their_neighbours_either():
    coding, other = make_coding(make_award()), make_award()
    award = coding.award
    for write in (
        lambda: award.codings.all().delete(),
        lambda: award.codings.update(note="改"),
        lambda: award.codings.bulk_create([]),
        lambda: other.codings.add(coding),
        lambda: other.codings.set([coding]),
        lambda: award.edition.awards.update(title="改"),
    ):
        with pytest.raises(WrittenOutside):
            write()
    assert Coding.objects.get().award == award


# --- Its end ------------------------------------------------------------------------------------


def test_an_origin_that_is_replaced_is_one_change():
    award = make_award()
    before = DataVersion.current().number
    with writing(note="换成整句"):
        award.attributions.get(field="title").delete()
        make_attribution(award, "title", rule="curated", note="标题是编者拟的。")
    assert DataVersion.current().number == before + 1
    assert (latest().key, latest().note, latest().through) == (award.accession, "换成整句", "shell")
    assert Revision.objects.filter(number=before + 1).count() == 1


def test_a_room_that_is_refused_at_its_end_leaves_nothing():
    award, before, revisions = make_award(), DataVersion.current(), Revision.objects.count()
    with pytest.raises(ValidationError, match="下列取值没有依据，请补充取值依据：标题。"), writing():
        award.attributions.get(field="title").delete()
        make_mechanism("新术语")
    assert award.attributions.filter(field="title").exists()
    assert not Mechanism.objects.exists()
    assert (DataVersion.current(), Revision.objects.count()) == (before, revisions)


@pytest.mark.slow
def test_it_says_everything_that_is_wrong_at_once():
    first, second = make_award(), make_award()
    with pytest.raises(ValidationError) as refused, writing():
        Award.objects.all().update(title="别的话")
    assert [message[:17] for message in refused.value.messages] == [
        f"案例 {award.accession}：" for award in (first, second)
    ]


def test_a_room_inside_another_is_part_of_it():
    award, before = make_award(), DataVersion.current().number
    with writing(note="外"):
        with writing(note="内"):
            make_coding(award)
        make_coding(award)
    assert Revision.objects.get(table="award", number=latest().number).note == "外"
    assert DataVersion.current().number == before + 1


def test_what_fails_inside_a_room_is_taken_back_alone():
    award = make_award()
    with writing():
        with pytest.raises(ValidationError, match="必须有原文依据"):
            Coding.objects.create(award=award, mechanism=make_mechanism(), start=None, end=None)
        make_coding(award, Mechanism.objects.get(), evidence="社区协商")
    assert Award.objects.get().version == DataVersion.current().number
    assert [row["start"] for row in latest().after["codings"]] == [Coding.objects.get().start]


def test_nothing_that_differs_is_nothing_recorded():
    award, before = make_award(), Revision.objects.count()
    award.save()
    assert Revision.objects.count() == before


# --- What it records ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_revision_keeps_the_award_whole_before_and_after(curator):
    award = make_award(setting="urban")
    make_attribution(award, "setting", rule="curated")
    with writing("form", by=curator, note="看错了"):
        award.setting = "rural"
        award.save()
    revision = latest()
    assert (revision.by, revision.through, revision.note) == ("curator", "form", "看错了")
    assert (revision.table, revision.key, revision.thing) == ("award", award.accession, award.pk)
    assert revision.number == DataVersion.current().number
    assert (revision.before.pop("setting"), revision.after.pop("setting")) == ("urban", "rural")
    assert revision.before == revision.after
    assert {row["field"] for row in revision.after["attributions"]} >= {"title", "year", "tier"}
    assert revision.after["source"] == award.source.slug


def test_the_first_and_the_last_revision_have_one_side(curator):
    term = make_mechanism("协商", names=("商量",))
    term.delete()
    states = Revision.objects.filter(table="mechanism").order_by("pk").values_list("before", "after")
    assert [(before is None, after is None) for before, after in states] == [
        (True, False), (False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["save", "delete", "update", "clear", "bulk_update"])
def test_revisions_are_only_added(change):
    make_award()
    revision = latest()
    revision.note = "改写历史"
    with pytest.raises(ValidationError, match="只增不改"):
        {
            "save": revision.save,
            "delete": revision.delete,
            "update": lambda: Revision.objects.update(note="改写历史"),
            "clear": lambda: Revision.objects.all().delete(),
            "bulk_update": lambda: Revision.objects.bulk_update([revision], ["note"]),
        }[change]()
    assert not Revision.objects.filter(note="改写历史").exists()


# --- What hangs together ------------------------------------------------------------------------


def test_a_year_that_the_awards_of_an_edition_do_not_print_is_refused():
    edition = make_award().edition
    edition.year = 2016
    with pytest.raises(ValidationError, match="年度“2016”与原文“2014”不符"):
        edition.save()


@pytest.mark.slow
def test_what_was_false_already_is_in_the_way_of_what_it_is_checked_against_alone():
    """No release can know what an earlier one let through."""
    award = make_award(place_then=make_baoan())
    past_the_room(Award).update(title="原文没有的标题")
    edition, programme = award.edition, award.edition.programme
    for row, column in (
        (award.source, "title_reason"), (award.place_then, "note"), (award.tier, "short_name"),
        (programme, "short_name"), (edition.issuers.get().body, "short_name"),
    ):  # fmt: skip
        setattr(row, column, "另一说法")
        row.save()
    edition.theme = "公布结果"
    edition.save()
    edition.batch = "第二批"
    with pytest.raises(ValidationError, match="原文没有的标题"):
        edition.save()


@pytest.mark.parametrize("model", NOT_READ)
def test_what_awards_are_not_checked_against_is_part_of_a_thing(model):
    row = SAMPLES[model]()
    assert set(NOT_READ[model]) < set(states(model, [row.pk])[row.pk])


def test_a_circle_that_is_made_in_bulk_is_refused():
    first = make_mechanism("甲", slug="jia")
    second = make_mechanism("乙", slug="yi", broader=first)
    with pytest.raises(ValidationError, match="治理机制 jia：上级机制形成了循环"), writing():
        Mechanism.objects.filter(pk=first.pk).update(broader=second)


@pytest.mark.slow
def test_what_is_withdrawn_is_not_asked_and_can_be_put_right():
    award = make_award()
    past_the_room(Award).update(title="原文没有的标题")
    award.refresh_from_db()
    award.withdraw()
    with writing():
        award.title = "社区协商共治"
        award.save()
        explain_again = Award.objects.get()
        explain_again.publish()
    assert Award.objects.published().exists()


@pytest.mark.slow
def test_factories_explain_each_value_once():
    award = make_award(rank=1, applicant="太仓市民政局", setting="urban")
    before = award.attributions.count()
    explain(award)
    assert award.attributions.count() == before
