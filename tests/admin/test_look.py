"""What every page of the admin has in common: a menu, no way to delete by the way, places with their parents."""

import pytest
from django.urls import reverse

from cases.models import Award, Division, Edition
from tests.admin.forms import undrawn
from tests.admin.tables import url
from tests.factories import make_award, make_division, make_mechanism
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Division:
    province = make_division("江苏省")
    city = make_division("苏州市", level="prefecture", parent=province)
    return make_division("太仓市", parent=city)


def shown(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_menu_leads_to_every_table_of_the_index(as_curator):
    groups = undrawn(as_curator, reverse("admin:index"))["app_list"]
    addresses = [model["admin_url"] for app in groups for model in app["models"]]
    menu = shown(as_curator, url(Award, "changelist")).split("</header>")[0]
    assert len(addresses) > 15
    assert [address for address in addresses if f'href="{address}"' not in menu] == []
    assert f'href="{url(Award, "changelist")}" aria-current="true"' in menu


def test_who_has_no_account_sees_no_menu(client):
    assert "data-menus" not in shown(client, reverse("admin:login"))


@pytest.mark.slow
def test_what_a_row_refers_to_is_not_deleted_from_its_form(as_curator):
    make_mechanism()
    form = shown(as_curator, url(Edition, "change", make_edition().pk))
    assert "change-related" in form
    assert "delete-related" not in form


@pytest.mark.slow
def test_places_stand_with_their_parents_in_lists_and_forms(as_curator, county):
    award = make_award(place_then=county, place_now=county)
    for address in (url(Award, "changelist"), url(Award, "change", award.pk)):
        assert "江苏省苏州市太仓市" in shown(as_curator, address)
    assert "江苏省苏州市" in shown(as_curator, url(Division, "changelist"))


@pytest.mark.slow
def test_the_list_of_awards_shows_the_state_behind_the_title(as_curator):
    make_award(title="甲案", state="draft")
    page = shown(as_curator, url(Award, "changelist"))
    row = page.split('<td class="field-called">')[1].split("</tr>")[0]
    assert (
        row.index("甲案") < row.index('<span class="state is-draft">草稿</span>') < row.index("field-edition")
    )
