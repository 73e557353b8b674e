"""Every table has its pages in the admin: they open, search, filter, and save."""

import pytest
from django.contrib import admin
from django.db.models import ForeignKey
from django.urls import reverse

from cases.curators_site import GROUPS
from cases.models import (
    Award,
    DataVersion,
    Division,
    FinishedCoding,
    Reconciliation,
    Report,
    Revision,
    StoredChange,
)
from tests.admin.awards import sure_to_delete
from tests.admin.forms import errors_of, page_data, undrawn
from tests.admin.tables import ADDABLE, READ_ONLY, REGISTERED, UNREGISTERED, quick, url
from tests.e2e.kinds import SAME_ON_EVERY_DATABASE
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.models.samples import MODELS, SAMPLES
from tests.origins import passage_in
from tests.quick import first_quick
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db


@pytest.fixture(params=quick(REGISTERED), ids=lambda model: model.__name__)
def model(request):
    return request.param


@pytest.fixture(params=quick(ADDABLE), ids=lambda model: model.__name__)
def addable(request):
    return request.param


# --- Who gets in --------------------------------------------------------------------------------


@SAME_ON_EVERY_DATABASE
@pytest.mark.parametrize("page", ["changelist", "add"])
@pytest.mark.slow
def test_it_asks_strangers_to_log_in(client, model, page):
    response = client.get(url(model, page))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("admin:login"))


@SAME_ON_EVERY_DATABASE
@pytest.mark.slow
@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete"])
def test_it_shows_nothing_to_staff_without_permission(as_visitor, model, page):
    row = SAMPLES[model]()
    args = [row.pk] if page in ("change", "delete") else []
    assert as_visitor.get(url(model, page, *args)).status_code == 403


# --- What every table has -----------------------------------------------------------------------


def test_it_registers_every_model_but_what_is_typed_and_not_saved():
    assert {model for model in MODELS if not admin.site.is_registered(model)} == set(UNREGISTERED)


@pytest.mark.slow
def test_its_index_is_in_chinese_and_in_the_order_of_the_work(as_curator):
    page = as_curator.get(reverse("admin:index")).content.decode()
    assert "社区治理创新案例库 · 编目" in page
    groups = [app["name"] for app in undrawn(as_curator, reverse("admin:index"))["app_list"]]
    assert groups == ["案例与文献", "词表", "地区", "记录", "登录安全", "认证和授权"]
    assert page.index("来源文献") < page.index("发布机关") < page.index("修订记录")


def test_what_its_index_leaves_out_is_edited_on_a_page_that_it_lists():
    listed = {name for _label, names in GROUPS for name in names}
    assert len(listed) == sum(len(names) for _label, names in GROUPS)
    pages = [admin.site.get_model_admin(model) for model in MODELS if model.__name__ in listed]
    inlines = {inline.model for page in pages for inline in page.inlines}
    # Of imports, which show it as a row and not as its columns; of rounds.
    on_other_pages = {StoredChange, FinishedCoding, Reconciliation}
    assert {model for model in REGISTERED if model.__name__ not in listed} <= inlines | on_other_pages
    names = [model._meta.verbose_name for model in MODELS]
    assert len(set(names)) == len(names), "no two tables have one name"


@pytest.mark.slow
def test_its_index_shows_only_what_the_user_may_see(as_visitor):
    assert undrawn(as_visitor, reverse("admin:index"))["app_list"] == []


def test_it_names_every_field_in_chinese(model):
    names = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    names.pop("id")
    foreign = {name for name, label in names.items() if label.isascii()}
    assert foreign <= {"sha256"}


def test_it_offers_no_menu_of_a_large_table(model):
    """Whatever points at a table that grows is chosen by typing, here and in the inlines."""
    registered = admin.site.get_model_admin(model)
    for kind in [registered, *(inline(model, admin.site) for inline in registered.inlines)]:
        for field in kind.model._meta.concrete_fields:
            chosen = isinstance(field, ForeignKey) and field.related_model in MODELS
            parent = getattr(kind, "fk_name", None) == field.name or field.related_model is model
            if chosen and not (kind is not registered and parent):
                assert field.name in (*kind.autocomplete_fields, *kind.readonly_fields), (
                    f"{kind}: {field.name}"
                )


@pytest.mark.slow
def test_it_lists(as_curator, model):
    row = SAMPLES[model]()
    response = as_curator.get(url(model, "changelist"))
    assert response.status_code == 200
    assert url(model, "change", row.pk) in response.content.decode()


@pytest.mark.slow
def test_it_searches(as_curator, writable):
    row = SAMPLES[writable]()
    listed = undrawn(as_curator, url(writable, "changelist"), {"q": "绝无此词"})["cl"]
    assert list(listed.queryset) == []
    registered = admin.site.get_model_admin(writable)
    assert registered.search_help_text
    found = [
        undrawn(as_curator, url(writable, "changelist"), {"q": word})["cl"].queryset.filter(pk=row.pk)
        for word in words_of(row, registered.search_fields)
    ]
    assert found and all(rows.count() == 1 for rows in found)


def words_of(row, search_fields) -> list[str]:
    """What the row has in each of the searched fields, where it has anything."""
    words = type(row).objects.filter(pk=row.pk).values_list(*search_fields).first()
    return [str(word) for word in words if word not in (None, "")]


@pytest.mark.slow
def test_it_filters_by_each_declared_filter(as_curator, model):
    SAMPLES[model]()
    if model is Revision:
        pytest.skip("a list of its own: test_revision_log.py")
    page = undrawn(as_curator, url(model, "changelist"))["cl"]
    links = [choice["query_string"] for spec in page.filter_specs for choice in spec.choices(page)]
    for link in links:
        listed = undrawn(as_curator, url(model, "changelist") + link)["cl"]
        assert len(listed.result_list) == listed.result_count


@pytest.mark.slow
@pytest.mark.parametrize("choice", ["yes", "no", "nonsense"])
@pytest.mark.parametrize(("model_", "parameter"), [(Award, "coded"), (Division, "in_force")])
def test_it_filters_by_what_curators_look_for(as_curator, model_, parameter, choice):
    if model_ is Award:
        match, other = make_coding(make_award()).award, make_award()
    else:
        match, other = make_division("太仓市"), make_division("太仓县", last_year=1992)
    listed = set(undrawn(as_curator, url(model_, "changelist"), {parameter: choice})["cl"].queryset)
    assert listed == {"yes": {match}, "no": {other}}.get(choice, {match, other})


@pytest.mark.slow
def test_it_opens_the_page_of_a_row(as_curator, model):
    row = SAMPLES[model]()
    assert as_curator.get(url(model, "change", row.pk)).status_code == 200


@pytest.mark.slow
def test_it_opens_an_empty_page_to_add_a_row(as_curator, addable):
    assert as_curator.get(url(addable, "add")).status_code == 200


@pytest.mark.parametrize("read_only", READ_ONLY)
def test_it_adds_and_changes_nothing_that_the_machine_keeps(as_curator, read_only):
    row = SAMPLES[read_only]()
    assert as_curator.get(url(read_only, "add")).status_code == 403
    assert as_curator.post(url(read_only, "change", row.pk), {"number": 9}).status_code == 403
    assert as_curator.post(url(read_only, "delete", row.pk), {"post": "yes"}).status_code == 403


# --- What forms do with what they are sent ------------------------------------------------------


@pytest.mark.slow
def test_it_explains_what_is_missing_when_nothing_is_filled_in(as_curator, addable):
    data = page_data(as_curator, url(addable, "add"))
    management = {name: value for name, value in data.items() if name.endswith("_FORMS")}
    response = as_curator.post(url(addable, "add"), management)
    assert response.status_code == 200
    assert "这个字段是必填项" in errors_of(response)


@pytest.mark.slow
def test_it_saves_a_page_that_nobody_touched(as_curator, writable):
    row = SAMPLES[writable]()
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = as_curator.post(
        url(writable, "change", row.pk), page_data(as_curator, url(writable, "change", row.pk))
    )
    assert response.status_code == 302, errors_of(response)
    after = type(row).objects.filter(pk=row.pk).values().get()
    for name in ("version", "updated_at"):
        before.pop(name, None), after.pop(name, None)
    assert after == before


def test_it_takes_no_report_but_from_readers(as_curator):
    assert as_curator.get(url(Report, "add")).status_code == 403


def test_it_keeps_the_words_of_a_report_and_marks_it_done(as_curator):
    report = SAMPLES[Report]()
    address = url(Report, "change", report.pk)
    data = {"message": "改写", "state": "new", "note": "已更正。", "answer": "谢谢。"}
    assert as_curator.post(address, page_data(as_curator, address) | data).status_code == 302
    run = {"action": "mark_done", "_selected_action": [report.pk], "note": "核对过。"}
    as_curator.post(url(Report, "changelist"), run)
    report.refresh_from_db()
    assert (report.message, report.note, report.answer) == (
        "第二段有错字。",
        "已更正。\ncurator：核对过。",
        "谢谢。",
    )
    assert report.state == "done"


@pytest.mark.slow
def test_it_deletes_in_bulk_row_by_row_so_that_all_is_one_change(as_curator):
    terms = [make_mechanism("甲"), make_mechanism("乙")]
    before = DataVersion.current().number
    data = {"action": "delete_selected", "_selected_action": [term.pk for term in terms], "_why_said": "重复"}
    data |= sure_to_delete(as_curator, *terms)
    assert as_curator.post(url(type(terms[0]), "changelist"), data).status_code == 302
    assert not type(terms[0]).objects.exists()
    assert DataVersion.current().number == before + 1


# --- What menus and lists say ---------------------------------------------------------------------


def autocompletions() -> list[tuple[type, str]]:
    """Every field of every admin and inline that is chosen by typing."""
    kinds = [admin.site.get_model_admin(model) for model in REGISTERED]
    kinds += [inline(kind.model, admin.site) for kind in kinds for inline in kind.inlines]
    return sorted(
        {(kind.model, name) for kind in kinds for name in kind.autocomplete_fields},
        key=lambda pair: (pair[0].__name__, pair[1]),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model_", "field"), first_quick(autocompletions(), 2), ids=lambda part: getattr(part, "__name__", part)
)
def test_it_completes_what_is_typed(as_curator, curator, model_, field):
    chosen = model_._meta.get_field(field).related_model
    row = SAMPLES[chosen]() if chosen in SAMPLES else curator
    word = words_of(row, admin.site.get_model_admin(chosen).search_fields)[0]
    asked = {"app_label": "cases", "model_name": model_._meta.model_name, "field_name": field}
    response = as_curator.get(reverse("admin:autocomplete"), asked | {"term": word})
    assert str(row.pk) in [found["id"] for found in response.json()["results"]]
    missing = as_curator.get(reverse("admin:autocomplete"), asked | {"term": "绝无此词"})
    assert missing.json()["results"] == []


@pytest.mark.slow
def test_it_counts_the_awards_of_sources_terms_and_editions(as_curator):
    award = make_award(source=make_source(), edition=make_edition(source=make_source()))
    make_award(source=award.source, edition=award.edition, state="draft")
    coding = make_coding(award, evidence="社区协商")
    make_coding(award, coding.mechanism, evidence="居民议事会")
    make_coding(make_award(year=2015), coding.mechanism, state="rejected")
    declared = passage_in(award.edition.source, "11")
    award.edition.quotas.create(tier=make_tier("winner"), declared=11, **declared)
    for row, count in ((award.source, 2), (coding.mechanism, 1)):
        listed = as_curator.get(url(type(row), "changelist")).context["cl"].queryset
        assert listed.get(pk=row.pk).award_count == count
    page = as_curator.get(url(type(award.edition), "changelist")).content.decode()
    assert "1/11" in page and "1/—" in page
