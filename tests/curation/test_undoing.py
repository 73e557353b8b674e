"""What was written under a data version is taken back: all as before, or nothing at all."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import State, Through
from cases.curation.library import problems_of_library
from cases.curation.states import PARTS, states
from cases.curation.undoing import EditedSince, undo
from cases.models import Award, DataVersion, Edition, Mechanism, MechanismName, Revision, Source
from cases.models.writing import writing
from tests.factories import make_award, make_mechanism, make_source
from tests.origins import explain
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


def number() -> int:
    return DataVersion.current().number


def library() -> dict[str, object]:
    """All that there is, as revisions would have it."""
    return {
        model._meta.model_name: states(model, model._default_manager.values_list("pk", flat=True))
        for model in PARTS
    }


@pytest.fixture
def before() -> dict[str, object]:
    """A library with one award, before something is written that is taken back."""
    make_award(number=1)
    return library()


@pytest.fixture
def drafts(before) -> int:
    """The data version under which a source, an edition and two drafts of it were written."""
    with writing():
        source, edition = make_source(slug="list"), make_edition(programme="jczl", year=2021)
        for title in ("甲", "乙"):
            make_award(
                title=title, text="", source=source, edition=edition, tier="typical", programme="jczl",
                state=State.DRAFT,
            )  # fmt: skip
    return number()


def test_what_was_made_goes(before, drafts):
    undo([drafts])
    assert library() == before
    assert problems_of_library() == []


def test_the_undoing_can_be_undone(drafts):
    written = library()
    again = undo([undo([drafts])])
    assert library() == written
    assert problems_of_library() == []
    undo([again])
    assert not Source.objects.filter(slug="list").exists()


def test_it_is_recorded_with_who_and_why(drafts):
    curator = User.objects.create_user("curator")
    taken_back = undo([drafts], by=curator, note="名单读错了")
    revisions = Revision.objects.filter(number=taken_back)
    assert set(revisions.values_list("through", "by", "note")) == {(Through.UNDO, "curator", "名单读错了")}
    assert set(revisions.values_list("table", flat=True)) >= {"award", "edition", "source"}


def test_what_was_changed_is_as_it_was(before):
    award = Award.objects.get()
    with writing():
        award.source.note = "改过"
        award.source.save()
        award.attributions.filter(field="setting").delete()
        award.setting = ""
        award.save()
    assert library() != before
    undo([number()])
    assert library() == before


def test_what_was_deleted_is_there_again():
    term = make_mechanism("协商", names=("议事", "商议"))
    before = library()
    with writing():
        term.delete()
    undo([number()])
    assert library() == before
    assert list(Mechanism.objects.get().names.values_list("name", flat=True)) == ["议事", "商议"]


def explain_and_publish() -> int:
    """The version in which 甲 got its origins, before that in which it was published."""
    award = Award.objects.get(title="甲")
    explain(award)
    documents = number()
    award.refresh_from_db()
    award.publish()
    return documents


def test_an_award_that_was_published_since_is_withdrawn_and_what_it_hangs_on_stays(drafts):
    documents = explain_and_publish()
    published = number()
    undo([drafts, documents])
    assert Award.objects.get(title="甲").state == State.WITHDRAWN
    assert not Award.objects.filter(title="乙").exists()
    assert Source.objects.filter(slug="list").exists()
    assert Edition.objects.filter(year=2021).exists()
    assert published < number()
    assert problems_of_library() == []


def test_a_change_of_what_was_published_since_is_taken_back_and_it_stays_published(drafts):
    explain(Award.objects.get(title="甲"))
    award = Award.objects.get(title="甲")
    with writing():
        award.setting = "rural"
        award.attributions.create(field="setting", rule="curated", note="编者判定。")
        award.save()
    changed = number()
    Award.objects.get(title="甲").publish()
    again = undo([changed])
    there = Award.objects.get(title="甲")
    assert (there.state, there.setting) == (State.PUBLISHED, "")
    undo([again])
    there = Award.objects.get(title="甲")
    assert (there.state, there.setting) == (State.PUBLISHED, "rural")
    assert problems_of_library() == []


def test_what_was_withdrawn_by_it_is_published_again_when_it_is_undone(drafts):
    documents = explain_and_publish()
    written = library()
    undo([undo([drafts, documents])])
    assert library() == written


def test_it_refuses_by_name_what_was_edited_since_and_then_does_nothing(drafts):
    curator = User.objects.create_user("curator")
    award = Award.objects.get(title="甲")
    with writing(Through.FORM, by=curator):
        award.setting = "rural"
        award.save()
    edited, at = library(), number()
    with pytest.raises(EditedSince) as refused:
        undo([drafts])
    (message,) = refused.value.messages
    assert message.startswith(f"案例 {award.accession}：此后由“curator”在 ")
    assert (library(), number()) == (edited, at)


def test_it_refuses_where_something_else_hangs_on_what_was_made(drafts):
    with writing():
        made = make_award(
            title="丙", source=make_source(slug="other"), edition=Edition.objects.get(year=2021),
            tier="typical", state=State.DRAFT,
        )  # fmt: skip
    there = library()
    with pytest.raises(EditedSince, match=f"此后用于“{made}”"):
        undo([drafts])
    assert library() == there


def test_it_refuses_what_was_deleted_since(drafts):
    Award.objects.get(title="甲").delete()
    with pytest.raises(EditedSince, match="删除过"):
        undo([drafts])


def test_it_refuses_what_nothing_was_written_under(before):
    with pytest.raises(ValidationError, match="没有可以撤销的改动"):
        undo([number() + 1])


def test_a_slug_that_was_changed_goes_back_and_its_address_leads_on(before):
    term = make_mechanism(slug="one")
    term.slug = "two"
    term.save()
    undo([number()])
    term.refresh_from_db()
    assert (term.slug, [each.slug for each in term.former_slugs.all()]) == ("one", ["two"])


def test_other_names_come_back_in_their_order():
    term = make_mechanism("协商", names=("丙", "甲", "乙"))
    before = library()
    with writing():
        MechanismName.objects.filter(mechanism=term).delete()
        term.names.create(name="丁")
    undo([number()])
    assert library() == before
