"""A coding scheme is released by somebody who did not change what it brings before readers meanwhile."""

import pytest
from django.urls import reverse

from cases.curation.proposing import proposals
from cases.models import CodingScheme
from cases.models.writing import writing
from tests.admin.awards import accepting, draft, told
from tests.admin.forms import page_data
from tests.factories import make_coding, make_mechanism, make_scheme
from tests.roles import ADMINISTRATOR, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def scheme(db) -> CodingScheme:
    return make_scheme("参与动机", description="居民为何参与。")


def test_who_accepts_its_release_is_told_and_changed_none_of_it_since(scheme):
    award, term = draft(), make_mechanism("面子", slug="face", scheme=scheme)
    award.publish()
    make_coding(award, term)
    one, other = logged_in(account("one", ADMINISTRATOR)), account("other", ADMINISTRATOR)
    address = reverse("admin:cases_codingscheme_change", args=[scheme.pk])
    one.post(address, page_data(one, address) | {"is_released": "on"})
    change = proposals().get()
    shown = logged_in(other).get(reverse("admin:cases_review_page", args=[change.pk])).content.decode()
    assert "一同公开" in shown and "治理机制 <a" in shown and "编码 <a" in shown
    theirs = logged_in(other)
    with writing(by=other):
        term.definition = "自己后来写的。"
        term.save()
    act = reverse("admin:cases_review_act", args=[change.pk])
    assert "最近一次修改是您自己做的" in told(theirs.post(act, accepting(theirs, change)))
    assert not CodingScheme.objects.get(pk=scheme.pk).is_released
    third = logged_in(account("third", ADMINISTRATOR))
    token = accepting(third, change)
    with writing(by=other):
        term.definition = "又改。"
        term.save()
    assert "您打开确认页以后，other 在" in told(third.post(act, token))
    third.post(act, accepting(third, change))
    assert CodingScheme.objects.get(pk=scheme.pk).is_released
