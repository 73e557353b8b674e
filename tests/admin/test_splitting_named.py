"""The pages on which programmes, tiers and bodies are split: asked, shown, done by one or by two, undone."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Award, Edition, IssuingBody, Programme, StoredChange, Tier, WorkProblem
from tests.admin.awards import sure_to_delete, told
from tests.admin.forms import page_data
from tests.admin.test_care import confirm
from tests.admin.test_care_of_two import act, propose
from tests.factories import make_award, make_coding, make_mechanism, make_scheme
from tests.roles import ADMINISTRATOR, account, logged_in
from tests.vocabularies import make_edition, make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db
SAID = {"_why": "补充内容", "_why_said": "并成一套"}


def page_of(thing: Programme | Tier | IssuingBody) -> str:
    return reverse(f"admin:cases_{thing._meta.model_name}_care", args=[thing.pk, "split"])


def make_problem() -> WorkProblem:
    make_programme()
    return WorkProblem.objects.create(words="找创新成果", query="programme=sqzl", reason="成果。")


@pytest.fixture
def editions() -> list[Edition]:
    """Two of a programme, with an award each."""
    return [make_award(year=year).edition for year in (2014, 2015)]


def test_a_programme_is_split_on_its_page_and_comes_back(manager, client, editions):
    programme = make_programme()
    form = reverse("admin:cases_programme_change", args=[programme.pk])
    assert page_of(programme) in manager.get(form).content.decode()
    page = manager.get(page_of(programme)).content.decode()
    assert "2015 中国社区治理十大创新成果：1 个案例" in page and "新项目的编号代码" in page
    sent = {"name": "地方成果", "slug": "difang", "code": "dfzl", "editions": [editions[1].pk]}
    assert confirm(manager, page_of(programme), **sent).status_code == 302
    assert client.get("/cases/2015-sqzl-w01/")["Location"] == "/cases/2015-dfzl-w01/"
    [done] = manager.get(reverse("admin:cases_care")).context["acts"]
    undo = reverse("admin:cases_care_undo", args=[done.number])
    assert manager.post(undo, {"reason": "看错了"}).status_code == 302
    assert [str(each) for each in Programme.objects.all()] == ["中国社区治理十大创新成果"]


def test_cases_of_a_tier_are_named_by_their_numbers_as_people_write_them(manager, editions):
    other_name = make_tier().names.create(name="银质奖")
    sent = {
        "name": "银奖",
        "slug": "yinjiang",
        "accessions": "2015sqzlw01",
        "names": other_name.pk,
    }
    assert confirm(manager, page_of(make_tier()), **sent).status_code == 302
    assert Award.objects.get(edition=editions[1]).accession == "2015-sqzl-y01"
    assert [str(each) for each in Tier.objects.get(slug="yinjiang").names.all()] == ["银质奖"]
    wrong = manager.post(page_of(make_tier()), sent | {"accessions": "某案例", "reason": "两种"})
    assert "“某案例”不是完整的入库编号" in wrong.content.decode()


def test_a_split_of_a_body_waits_for_another_person(manager, editions, settings):
    settings.ONE_PERSON_OFFICE = False
    sent = {"name": "基层司", "slug": "jiceng", "editions": [editions[1].pk], "beside": "on"}
    change = propose(manager, page_of(make_issuing_body()), **sent)
    assert not IssuingBody.objects.filter(slug="jiceng").exists()
    other = logged_in(account("second", ADMINISTRATOR))
    assert "拆分：“民政部”分出“基层司”：已完成" in told(act(other, change, "accept"))
    assert [str(each) for each in editions[1].bodies] == ["民政部", "基层司"]
    assert StoredChange.objects.get().decided_by == "second"


def test_what_there_is_nothing_of_is_not_asked_for(manager):
    body = make_issuing_body("mca-office")
    form = manager.get(page_of(body)).context["form"]
    assert {"names", "editions", "programmes"}.isdisjoint(form.fields)
    refused = manager.post(page_of(body), {"name": "基层司", "slug": "jiceng", "reason": "两个"})
    assert "没有选定分给新条目的内容" in refused.content.decode()


def test_a_page_of_many_editions_takes_no_more_queries(manager, django_assert_max_num_queries):
    for year in range(2001, 2021):
        make_edition(year=year)
    manager.get(page_of(make_programme()))
    with django_assert_max_num_queries(16):
        manager.get(page_of(make_programme()))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_programme, "没有上下级，不用“移动”"),
        (make_tier, "没有上下级，不用“移动”"),
        (make_issuing_body, "没有上下级，不用“移动”"),
        (make_scheme, "停用就取消“已公开”"),
        (make_problem, "停用就取消“在首页列出”"),
    ],
)
def test_a_form_says_which_acts_make_no_sense(manager: Client, make, said):
    thing = make()
    address = reverse(f"admin:cases_{thing._meta.model_name}_change", args=[thing.pk])
    assert said in manager.get(address).content.decode()


def test_what_the_form_of_a_scheme_promises_can_be_done(manager, settings):
    settings.ONE_PERSON_OFFICE = True
    old, new = make_scheme(is_released=True), make_scheme("参与方式", slug="ways", is_released=True)
    term = make_mechanism("自愿", scheme=old)
    make_coding(make_award(), term)
    form = reverse("admin:cases_mechanism_change", args=[term.pk])
    assert manager.post(form, page_data(manager, form) | {"scheme": new.pk} | SAID).status_code == 302
    term.refresh_from_db()
    assert term.scheme == new and term.codings.count() == 1
    of_new = reverse("admin:cases_codingscheme_change", args=[new.pk])
    data = page_data(manager, of_new) | SAID
    data.pop("is_released")
    assert manager.post(of_new, data).status_code == 302
    new.refresh_from_db()
    assert not new.is_released and term.codings.count() == 1
    emptied = manager.post(
        reverse("admin:cases_codingscheme_delete", args=[old.pk]),
        sure_to_delete(manager, old) | {"_why_said": "并入"},
    )
    assert emptied.status_code == 302 and not type(old).objects.filter(pk=old.pk).exists()
