"""The admin fails at nothing that it is sent: it says what is wrong, and nothing is half written."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.urls import reverse

from cases.curators_site import NO_ROWS, NOT_ASKED, NOT_WRITTEN, is_key
from cases.models import Attribution, Award, DataVersion, Revision
from tests.admin.awards import sure, told
from tests.admin.forms import errors_of, page_data, undrawn
from tests.admin.tables import ADDABLE, quick, url
from tests.factories import make_award, make_coding
from tests.models.samples import SAMPLES
from tests.origins import make_attribution
from tests.quick import first_quick

pytestmark = pytest.mark.django_db
HUGE = "99999999999999999999"
NO_KEYS = ("abc", "\0", "1e5", HUGE, "-1", "²", "9" * 5000)
REGISTERED = sorted(admin.site._registry, key=lambda model: model not in SAMPLES)


@pytest.fixture(params=first_quick(REGISTERED), ids=lambda model: model.__name__)
def registered(request):
    return request.param


def address(model, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def written() -> tuple:
    return DataVersion.current(), Revision.objects.count()


# --- Lists ----------------------------------------------------------------------------------------


def odd_lookups(model) -> Iterator[tuple[str, str]]:
    key = model._meta.pk.name
    yield from [(f"{key}__in", HUGE), (f"{key}__in", "abc"), (f"{key}__range", "1"), (f"{key}__regex", "[")]
    yield from [("p", HUGE), ("p", "0"), ("p", "abc"), ("o", HUGE), ("o", "-.9"), ("_facets", "\0")]
    yield from [("q", "\0"), ("_to_field", "abc"), ("e", "1"), ("nonsense", "1"), (key, HUGE), (key, "\0")]
    for field in model._meta.concrete_fields:
        kind = field.get_internal_type()
        if kind in ("DateField", "DateTimeField"):
            yield from ((f"{field.name}__year", year) for year in ("9999", "0", HUGE, "abc"))
            yield f"{field.name}__gte", "9999-99-99"
        elif field.many_to_one or field.one_to_one:
            yield from ((field.name, value) for value in (HUGE, "abc"))
            yield f"{field.name}__gte", HUGE
    dates = admin.site.get_model_admin(model).date_hierarchy
    yield from [(f"{dates}__year", "9999"), (f"{dates}__year", "2014&m=99")] if dates else []


@pytest.mark.django_db(transaction=True)  # PostgreSQL reads on after an error, but not within a transaction
@pytest.mark.slow
def test_its_lists_are_asked_nothing_that_they_cannot_answer(as_curator, registered):
    if registered in SAMPLES:
        SAMPLES[registered]()
    for name, value in odd_lookups(registered):
        response = as_curator.get(f"{address(registered, 'changelist')}?{urlencode({name: value})}")
        assert response.status_code in (200, 302, 400), (name, value)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked", first_quick(["title__regex=%5B", "created_at__year=0", "state__range=1"]))
def test_a_list_says_that_it_left_the_condition_out(as_curator, asked):
    make_award()
    response = as_curator.get(f"{url(Award, 'changelist')}?{asked}", follow=True)
    assert response.redirect_chain == [(url(Award, "changelist"), 302)]
    assert NOT_ASKED in response.content.decode()


def test_a_list_that_fails_without_conditions_is_left_to_fail(as_curator, monkeypatch):
    def broken(*_args):
        raise ValueError("a mistake of the program")

    monkeypatch.setattr(type(admin.site.get_model_admin(Award)), "get_queryset", broken)
    with pytest.raises(ValueError, match="a mistake"):
        as_curator.get(url(Award, "changelist"))


# --- Actions ----------------------------------------------------------------------------------------


def actions_of(model) -> list[str]:
    return ["delete_selected", "nonsense", "", *(admin.site.get_model_admin(model).actions or ())]


@pytest.mark.slow
def test_its_actions_take_no_row_that_cannot_be(as_curator, registered):
    row = SAMPLES[registered]() if registered in SAMPLES else None
    before = written(), registered._default_manager.count()
    for value in NO_KEYS:
        for action in actions_of(registered):
            sent = {"action": action, "_selected_action": [value, row.pk if row else 1], "post": "yes"}
            response = as_curator.post(address(registered, "changelist"), sent)
            assert response.status_code == 302 and NO_ROWS in told(response), (value, action)
    assert (written(), registered._default_manager.count()) == before


def test_an_action_on_a_row_that_is_gone_does_nothing(as_curator):
    sent = {"action": "publish", "_selected_action": ["9223372036854775807"]}
    token = sure(as_curator, "publish", 9223372036854775807)
    assert "发布了 0 个案例" in told(as_curator.post(url(Award, "changelist"), sent | token))


# --- Pages of rows ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_has_no_page_of_a_row_that_cannot_be(as_curator, registered):
    values = (*NO_KEYS, "_00", "_5B", "_")
    of_another = REGISTERED.index(registered)  # a table is asked a third on each page, the next one others
    for number, page in enumerate(("change", "delete", "history")):
        for value in values[(of_another + number) % 3 :: 3]:
            shown = address(registered, page, "1").replace("/1/", f"/{quote(value, safe='')}/")
            assert as_curator.get(shown).status_code in (302, 403, 404), (page, value)
            assert as_curator.post(shown, {"post": "yes"}).status_code in (302, 403, 404), (page, value)


@pytest.mark.slow
@pytest.mark.parametrize("addable", quick(ADDABLE), ids=lambda model: model.__name__)
def test_its_empty_page_is_begun_with_any_value(as_curator, addable):
    names = [field.name for field in addable._meta.concrete_fields]
    for value in NO_KEYS[:-1]:
        begun = as_curator.get(f"{url(addable, 'add')}?{urlencode(dict.fromkeys(names, value))}")
        assert begun.status_code == 200, value


# --- Forms ------------------------------------------------------------------------------------------


def rows_asked_for(client, page: str) -> tuple[dict[str, str], list[str]]:
    """The page's data with a row more in each inline, and the names under which it asks for keys of rows."""
    context, sent = undrawn(client, page), page_data(client, page)
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        formset, number = inline.formset, len(inline.formset)
        if inline.has_add_permission:
            sent |= {f"{formset.prefix}-TOTAL_FORMS": number + 1}
            forms += [*formset.forms, formset._construct_form(number)]
    return sent, [form.add_prefix(name) for form in forms for name in keys_of(form)]


def keys_of(form) -> list[str]:
    fields = form.fields.items()
    return [name for name, field in fields if hasattr(field, "queryset") and not field.disabled]


@pytest.mark.slow
def test_its_forms_take_no_row_that_cannot_be(as_curator, writable):
    page = url(writable, "change", SAMPLES[writable]().pk)
    before = written()
    data, names = rows_asked_for(as_curator, page)
    for value in NO_KEYS if names else ():
        response = as_curator.post(page, data | dict.fromkeys(names, value))
        assert response.status_code == 200, value
        forms = [response.context["adminform"].form]
        for inline in response.context["inline_admin_formsets"]:
            forms += inline.formset.forms if inline.has_add_permission else ()
        assert all(form.errors[name] for form in forms for name in keys_of(form)), value
        assert written() == before


MISCOUNTED = [
    *({"INITIAL_FORMS": "-1"}, {"INITIAL_FORMS": "99"}, {"INITIAL_FORMS": "\0"}, {"TOTAL_FORMS": ""}),
    *({"TOTAL_FORMS": "-1"}, {"TOTAL_FORMS": HUGE}, {"TOTAL_FORMS": HUGE, "INITIAL_FORMS": HUGE}),
]


@pytest.mark.slow
def test_its_inlines_take_no_false_number_of_rows(as_curator, writable):
    page = url(writable, "change", SAMPLES[writable]().pk)
    data, before = page_data(as_curator, page), written()
    prefixes = [name.removesuffix("-TOTAL_FORMS") for name in data if name.endswith("-TOTAL_FORMS")]
    for counts in MISCOUNTED if prefixes else ():
        false = {f"{each}-{name}": count for each in prefixes for name, count in counts.items()}
        response = as_curator.post(page, data | false)
        assert response.status_code == 200, counts
        for inline in response.context["inline_admin_formsets"]:
            assert "行数与页面不符" in str(inline.formset.non_form_errors()), (inline, counts)
    assert written() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"field": "title"}, {"field": "title"}], "每一项只能采用一条依据"),
        ([{"field": "title"}, {"field": "title", "set_aside": "on"}], "在主要来源中已有一条依据"),
    ],
)
def test_of_two_origins_of_a_field_the_second_is_refused_at_its_row(as_curator, rows, said):
    award = make_award(state="draft")
    page, before = url(Award, "change", award.pk), written()
    sent = {"attributions-TOTAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        words = {"words": award.title} | row
        sent |= {f"attributions-{number}-{name}": value for name, value in words.items()}
    response = as_curator.post(page, page_data(as_curator, page) | sent)
    assert response.status_code == 200
    [formset] = [
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.model is Attribution
    ]
    first, second = formset.errors
    assert not first and said in str(second)
    assert written() == before and not award.attributions.exists()


@pytest.mark.slow
def test_an_origin_beside_one_that_is_there_is_refused_at_its_row(as_curator):
    award = make_award(state="draft")
    make_attribution(award, "title")
    page, before = url(Award, "change", award.pk), written()
    sent = {
        "attributions-TOTAL_FORMS": 2,
        "attributions-1-field": "title",
        "attributions-1-words": award.title,
    }
    response = as_curator.post(page, page_data(as_curator, page) | sent)
    assert response.status_code == 200 and "每一项只能采用一条依据" in errors_of(response)
    assert written() == before


@pytest.mark.slow
def test_what_only_the_database_refuses_is_said_on_the_form(as_curator, monkeypatch):
    """As when another curator saves the same in between."""
    make_award(accession="2014-sqzl-w01")
    award = make_award(accession="2014-sqzl-w02", state="draft")
    monkeypatch.setattr(Award, "validate_unique", lambda *_args, **_options: None)
    monkeypatch.setattr(Award, "validate_constraints", lambda *_args, **_options: None)
    page, before = url(Award, "change", award.pk), written()
    response = as_curator.post(page, page_data(as_curator, page) | {"accession": "2014-sqzl-w01"})
    assert response.status_code == 200 and NOT_WRITTEN in errors_of(response)
    assert list(get_messages(response.wsgi_request)) == []
    assert written() == before


@pytest.mark.parametrize(
    ("value", "can_be"),
    [("1", True), ("9223372036854775807", True), ("9223372036854775808", False)]
    + [(value, False) for value in (*NO_KEYS, "", " 1", "٣", "1_0")],
)
def test_a_key_is_a_number_that_the_database_has(value, can_be):
    assert is_key(value) is can_be


@pytest.mark.slow
@pytest.mark.parametrize("field", ["start", "end", "source"])
def test_a_text_that_is_shorter_beside_another_mistake_is_told_as_any(as_curator, field):
    award = make_award()
    make_coding(award, evidence=award.text.split("\n")[1])
    page, before = address(Award, "change", award.pk), written()
    sent = page_data(as_curator, page) | {"text": "", field: "abc"}
    response = as_curator.post(page, sent)
    assert response.status_code == 200 and field in response.context["adminform"].form.errors
    assert written() == before
