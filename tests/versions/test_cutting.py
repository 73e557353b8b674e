"""When a public version is cut, and when not."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.states import states
from cases.curation.versions import cutting
from cases.curation.versions.cutting import cut_first, cut_what_waits, forms_of, hash_of_parts
from cases.models import Award, DataVersion, Milestone, PublicVersion, PublishedForm
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db


def numbers() -> list[int]:
    return list(PublicVersion.objects.order_by("number").values_list("number", flat=True))


def last() -> PublicVersion:
    return PublicVersion.objects.first()


def change(award: Award, **values: object) -> None:
    for name, value in values.items():
        setattr(award, name, value)
    award.save()


def note(award: Award, text: str) -> None:
    """Say on the page of the award where the year of what became of it is from; nothing: nothing became."""
    with writing():
        award.milestones.all().delete()
        if text:
            where = {"start": award.start, "end": award.start + 2}
            Milestone.objects.create(award=award, kind="reviewed", year=2020, year_note=text, **where)


def test_the_first_published_award_makes_the_first_version():
    make_division("江苏省", code="320000")
    assert numbers() == [], "a library that readers see nothing of has none"

    award = make_award()

    assert numbers() == [1]
    assert (last().awards, last().data_version) == (1, DataVersion.current().number)
    assert last().sha256 == hash_of_parts(last().parts)
    form = PublishedForm.objects.get()
    assert (form.award, form.accession, form.since, form.until) == (award.pk, award.accession, 1, None)


def test_a_draft_and_a_note_that_readers_do_not_see_make_none():
    award, term = make_award(), make_mechanism("社区协商")
    draft = make_award(state="draft", title="另一个", number=2)
    change(draft, title="")
    coding = make_coding(award, term, state="proposed")  # and its coder, whom the codebook names
    before = numbers()
    change(coding, note="再看。")

    assert numbers() == before


def test_a_change_that_readers_see_makes_one_and_going_back_another_with_the_old_hash():
    award = make_award()
    first = last().sha256
    note(award, "核对过。")
    second = last().sha256
    note(award, "")

    assert numbers() == [1, 2, 3]
    assert (second != first, last().sha256) == (True, first)


def test_what_is_changed_and_put_back_in_one_room_makes_none():
    award = make_award()
    with writing():
        note(award, "核对过。")
        note(award, "")

    assert numbers() == [1]


def test_a_withdrawn_award_is_out_of_the_next_version_and_stays_in_those_before():
    award, _other = make_award(), make_award(rank=2)
    award.withdraw()

    assert (numbers(), last().awards) == ([1, 2, 3], 1)
    assert PublishedForm.objects.filter(PublishedForm.at(2)).count() == 2
    assert PublishedForm.objects.filter(PublishedForm.at(3)).count() == 1


def test_a_renamed_term_changes_the_vocabulary_and_no_award():
    term = make_mechanism("社区协商")
    make_coding(make_award(), term)
    before = last()
    change(term, name="居民协商")

    changed = {name for name, digest in last().parts.items() if digest != before.parts[name]}
    assert changed == {"terms"}
    assert not PublishedForm.objects.filter(since=last().number).exists()


def test_another_slug_of_a_term_changes_the_awards_that_are_coded_with_it():
    term = make_mechanism("社区协商", slug="shequ-xieshang")
    coded, other = make_award(), make_award(rank=2)
    make_coding(coded, term)
    change(term, slug="xieshang")

    changed = PublishedForm.objects.filter(since=last().number)
    assert [each.award for each in changed] == [coded.pk]
    assert other.pk not in changed.values_list("award", flat=True)


def test_codings_count_once_they_are_accepted_and_their_scheme_is_released():
    award, scheme = make_award(), make_scheme()
    term = make_mechanism("政绩", scheme=scheme)
    coding = make_coding(award, term, state="proposed")
    change(coding, state="accepted")
    before = last()
    assert PublishedForm.objects.get().since == 1

    change(scheme, is_released=True)

    assert last().number == before.number + 1
    assert PublishedForm.objects.get(until__isnull=True).since == last().number
    assert last().parts["schemes"] != before.parts["schemes"]


def test_several_rooms_of_one_act_make_one_version():
    awards = [make_award(rank=number) for number in (1, 2, 3, 4)]
    for award in awards[1:]:
        with writing() as room:
            room.more_to_come = award is not awards[-1]
            award.withdraw()

    assert (numbers(), last().awards) == ([1, 2, 3, 4, 5], 1)
    assert set(PublishedForm.objects.values_list("until", flat=True)) == {None, 5}


def test_what_was_left_of_an_act_is_cut_when_it_is_stopped():
    award = make_award()
    with writing() as room:
        room.more_to_come = True
        note(award, "核对过。")
    assert numbers() == [1]

    cut_what_waits()
    cut_what_waits()

    assert numbers() == [1, 2]


def test_what_an_act_takes_back_itself_leaves_no_version():
    award = make_award()
    for text in ("核对过。", ""):
        with writing() as room:
            room.more_to_come = True
            note(award, text)
    cut_what_waits()

    assert numbers() == [1]
    assert PublishedForm.objects.get().until is None


def test_the_hashes_of_a_room_are_those_of_the_database():
    term = make_mechanism("社区协商")
    for rank in (1, 2):
        make_coding(make_award(rank=rank), term)

    kept = {each.award: each.sha256 for each in PublishedForm.objects.filter(until__isnull=True)}

    assert kept == {pk: form[1] for pk, form in forms_of(states(Award, kept)).items()}
    assert cutting.hash_of_awards()[0] == last().parts["awards"]


def test_a_library_in_use_gets_its_first_version_once():
    make_award()
    cutting.rows_of(PublicVersion).delete()
    cutting.rows_of(PublishedForm).delete()
    cut_first()
    cut_first()

    assert numbers() == [1]
    assert PublishedForm.objects.count() == 1


def test_another_format_makes_a_version_of_the_same_awards(monkeypatch):
    make_award()
    monkeypatch.setattr(cutting, "FORMAT", 2)
    cut_first()

    assert [each.format for each in PublicVersion.objects.order_by("number")] == [1, 2]


@pytest.mark.parametrize("model", [PublicVersion, PublishedForm])
def test_nobody_writes_versions_by_hand(model):
    make_award()
    row = model.objects.first()
    for write in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(sha256=""),
        lambda: model.objects.bulk_create([row]),
        lambda: model.objects.bulk_update([row], ["sha256"]),
    ):
        with pytest.raises(ValidationError):
            write()
