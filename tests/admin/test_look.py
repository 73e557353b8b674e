"""What the pages of the admin have in common: a menu, places with their parents, no red cross."""

import pytest
from django.urls import reverse

from cases.admin.passages import explained
from cases.fields import WITH_ORIGIN
from cases.models import Award, Division, Edition
from cases.readers.rules import RULES
from tests.admin.forms import send, undrawn
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.origins import make_attribution
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


@pytest.mark.slow
def test_each_value_of_an_award_stands_with_where_it_comes_from(as_curator):
    award = make_award(applicant="太仓市民政局", applicant_level="county", state="draft")
    printed = make_attribution(award, "tier")
    make_attribution(award, "applicant_level", rule="curated")
    page = undrawn(as_curator, url(Award, "change", award.pk))
    values = {name: value for section in page["sections"] for value in section.values for name in value.names}
    (tier,), (level,) = values["tier"].origins, values["applicant_level"].origins
    assert (tier.is_inferred, tier.words) == (False, award.source.text[printed.start : printed.end])
    assert (level.is_inferred, level.words) == (True, explained("curated"))
    assert (tier.row, level.row) == ("attributions-0", "attributions-1")
    assert {"year", "programme", "issuing_body", "province"} <= values.keys()


def test_a_rule_is_said_in_its_sentence():
    assert explained("level-from-words") == RULES["level-from-words"].explanation


@pytest.mark.slow
def test_the_values_of_the_form_are_all_that_origins_are_recorded_of(as_curator):
    page = undrawn(as_curator, url(Award, "change", make_award(state="draft").pk))
    names = [name for section in page["sections"] for value in section.values for name in value.names]
    assert sorted(names) == sorted(each.name for each in WITH_ORIGIN)


@pytest.mark.slow
def test_a_coding_folds_to_a_line_and_is_open_when_it_is_refused(as_curator):
    coding = make_coding(make_award(state="draft"), make_mechanism("社区协商"))
    address = url(Award, "change", coding.award_id)
    line = shown(as_curator, address).split('id="codings-0"')[1].split("</summary>")[0]
    assert 'class="fold">' in line
    assert all(f">{words}</span>" in line for words in ("社区协商", "高", "采纳", coding.evidence))
    refused = send(as_curator, address, {"codings-0-words": "没有这句话"}).content.decode()
    assert 'class="fold" open>' in refused.split('id="codings-0"')[1].split("</summary>")[0]


@pytest.mark.slow
def test_where_it_is_printed_is_asked_first_of_a_new_award_and_folded_later(as_curator):
    first = shown(as_curator, url(Award, "add")).index("来源文献与正文")
    assert first < shown(as_curator, url(Award, "add")).index('id="id_accession"')
    later = shown(as_curator, url(Award, "change", make_award(state="draft").pk))
    assert "<details><summary>" in later[: later.index("来源文献与正文")].rsplit("<fieldset", 1)[1]
