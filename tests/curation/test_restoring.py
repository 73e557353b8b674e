"""Any revision of a thing can be restored: its own fields as they were, nothing else, or nothing at all."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.choices import State, Through
from cases.curation.library import problems_of_library
from cases.curation.restoring import AS_IT_IS, restore
from cases.curation.states import own_values, states
from cases.models import Award, DataVersion, Mechanism, Revision
from cases.models.writing import writing
from tests.curation.random_edits import EDITS, VALUES, edit, make_edited
from tests.curation.random_edits import revisions_of as of
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_mechanism
from tests.origins import explain, make_attribution


def own(award: Award) -> dict[str, object]:
    now = states(Award, [award.pk])[award.pk]
    return {name: value for name, value in own_values(Award, now, now).items() if name != "former_accessions"}


@pytest.mark.django_db
def test_one_award_is_as_it_was_and_the_others_as_they_are():
    award, other = make_award(), make_award()
    coding = make_coding(award)
    before, at = own(award), of(award)[-1]
    with writing():
        coding.delete()
        make_attribution(award, "setting", rule="curated")
        change(award, setting="rural")
        change(other, setting="rural")
        make_attribution(other, "setting", rule="curated")
    beside = own(other)
    restore(at, note="改错了")
    assert own(award) == before
    assert own(other) == beside
    assert problems_of_library() == []


@pytest.mark.django_db
def test_the_restoration_is_a_revision_that_can_be_taken_back_too():
    term, curator = make_mechanism("协商"), User.objects.create_user("curator")
    first = of(term)[0]
    change(term, name="议事")
    renamed = of(term)[-1]
    restore(first, by=curator, note="改错了")
    last = of(term)[-1]
    assert (last.through, last.by, last.note) == (Through.UNDO, "curator", "改错了")
    assert last.number == DataVersion.current().number
    restore(renamed)
    term.refresh_from_db()
    assert term.name == "议事"


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN])
def test_whether_readers_see_an_award_stays_as_it_is(state):
    award = make_award(state=State.DRAFT, title="", applicant="太仓市人民政府", text="")
    draft = of(award)[-1]
    past = own(award)
    explain(award)
    award.refresh_from_db()
    award.publish()
    if state == State.WITHDRAWN:
        award.withdraw()
        restore(draft)
        assert own(award) == {**past, "state": state}
    else:  # without origins nothing is published
        seen = own(award)
        with pytest.raises(ValidationError):
            restore(draft)
        assert own(award) == seen


@pytest.mark.django_db
def test_a_withdrawn_award_is_not_public_again():
    award = make_award()
    public = of(award)[-1]
    award.withdraw()
    with pytest.raises(ValidationError, match=AS_IT_IS):
        restore(public)
    assert Award.objects.get().state == State.WITHDRAWN


@pytest.mark.django_db
def test_a_deleted_draft_comes_back_under_its_key_and_as_a_draft():
    award = make_award(state=State.DRAFT)
    past, key = own(award), award.pk
    award.delete()
    restore(Revision.objects.filter(table="award").first())
    assert own(Award.objects.get(pk=key)) == past


@pytest.mark.django_db
def test_an_old_number_comes_back_and_the_newer_one_leads_there():
    award = make_award(number=1, rank=None)
    first = of(award)[-1]
    change(award, accession="2014-sqzl-w09")
    restore(first)
    award.refresh_from_db()
    assert award.accession == "2014-sqzl-w01"
    assert [each.accession for each in award.former_accessions.all()] == ["2014-sqzl-w09"]


@pytest.mark.django_db
def test_what_it_refers_to_and_is_gone_is_named_and_nothing_is_written():
    term = make_mechanism("协商", slug="xieshang")
    coding = make_coding(make_award(), term)
    at = of(coding.award)[-1]
    coding.delete()
    term.delete()
    count = Revision.objects.count()
    with pytest.raises(ValidationError, match="治理机制“xieshang”已经删除"):
        restore(at)
    assert Revision.objects.count() == count


@pytest.mark.django_db
def test_what_the_library_does_not_allow_is_said_and_nothing_is_written():
    term = make_mechanism("协商")
    first = of(term)[0]
    change(term, name="议事")
    make_mechanism("协商")
    with pytest.raises(ValidationError):
        restore(first)
    assert Mechanism.objects.filter(name="议事").exists()


@pytest.mark.django_db
def test_nothing_is_written_where_nothing_would_change():
    term = make_mechanism("协商")
    with pytest.raises(ValidationError, match=AS_IT_IS):
        restore(of(term)[0])


@pytest.mark.django_db
def test_a_renamed_slug_keeps_leading_on():
    term = make_mechanism("协商", slug="xieshang")
    first = of(term)[0]
    change(term, slug="yishi")
    restore(first)
    term.refresh_from_db()
    assert term.slug == "xieshang"
    assert [each.slug for each in term.former_slugs.all()] == ["yishi"]


# --- Random edits --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted({*VALUES} - {"publish", "restore"}))
def test_each_kind_of_edit_is_one_that_can_be_made_and_taken_back(kind):
    """What is drawn below does something, and not only to be refused."""
    award = make_edited()
    before, at, state = own(award), of(award)[-1], State.PUBLISHED
    edit(award, kind, VALUES[kind][0])
    after = own(award)
    assert after != before
    if kind == "withdraw":
        state = State.WITHDRAWN
    else:
        restore(at)
    assert own(award) == {**before, "state": state}
    assert problems_of_library() == []


@pytest.mark.django_db  # or a run on PostgreSQL leaves it out
class AnyEdits(TestCase):
    """Whatever was done to an award, each of its revisions can be restored."""

    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    @given(edits=EDITS, data=st.data())
    def test_any_revision_gives_back_its_own_fields(
        self, edits: list[tuple[str, object]], data: st.DataObject
    ) -> None:
        award, other = make_edited(), make_award()
        for kind, value in edits:
            try:
                edit(award, kind, value)
            except (ValidationError, IntegrityError):  # the room refuses it, or a number is another's
                continue
        award.refresh_from_db()
        beside, state = own(other), award.state
        revisions = of(award)
        at = revisions[data.draw(st.integers(0, len(revisions) - 1))]
        wanted = {name: at.after[name] for name in own(award)} | {"state": state}
        try:
            restore(at, note="试试")
        except ValidationError as refusal:
            assert refusal.messages == [AS_IT_IS]
        kept = own_values(Award, {**at.after, **wanted}, at.after)
        assert own(award) == {**{name: kept[name] for name in own(award)}, "state": state}
        assert own(other) == beside
        assert problems_of_library() == []


@pytest.mark.django_db
def test_what_another_thing_has_today_is_named():
    term = make_mechanism("协商", slug="xieshang")
    first = of(term)[0]
    change(term, name="议事", slug="yishi")
    other = make_mechanism("协商", slug="other")
    with pytest.raises(ValidationError, match="名称“协商”与现在的治理机制“协商”重复。请先把现有的那一项改开"):
        restore(first, note="改错了")
    assert Mechanism.objects.get(pk=other.pk).name == "协商"
