"""The pages on which the vocabulary is cared for: they ask, show, do and take back; readers see each."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Award, Coding, Mechanism, Revision
from tests.admin.awards import told
from tests.admin.forms import page_data
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.roles import account, logged_in

pytestmark = pytest.mark.django_db


def care(term: Mechanism, kind: str) -> str:
    return reverse("admin:cases_mechanism_care", args=[term.pk, kind])


def confirm(client: Client, address: str, **sent: object):
    """Look at what would be done, then say that one is sure."""
    sent |= {"reason": "同一机制"}
    shown = client.post(address, sent)
    assert shown.status_code == 200, told(shown)
    assert shown.context["found"] is not None, shown.context["form"].errors
    return client.post(address, sent | {"sure": "1", "shown": shown.context["found"].digest})


def listed(client: Client, query: str) -> list[str]:
    answer = client.get(f"/cases.csv?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode().splitlines()[1:]


def test_a_merge_is_shown_done_read_and_undone(manager, client, two):
    kept, other = two
    before = listed(client, "mechanism=yishi")
    page = manager.get(reverse("admin:cases_mechanism_change", args=[other.pk])).content.decode()
    assert care(other, "merge") in page
    shown = manager.post(care(other, "merge"), {"into": kept.pk, "reason": "同一机制"})
    assert "2 个案例（其中已发布 1 个）的 2 条编码改到“社区协商”" in shown.content.decode()
    assert Coding.objects.filter(mechanism=other).count() == 2
    done = confirm(manager, care(other, "merge"), into=kept.pk)
    assert (done.status_code, done["Location"]) == (302, reverse("admin:cases_care"))
    assert client.get("/mechanisms/yishi/")["Location"] == "/mechanisms/xieshang/"
    assert "协商议事" in client.get("/mechanisms/xieshang/").content.decode()
    after = listed(client, "mechanism=yishi")
    renamed = [line.replace("协商议事", "社区协商") for line in before]
    assert after == [line.replace(",yishi,", ",xieshang,") for line in renamed]
    suggested = client.get("/suggest/?q=协商议事").content.decode()
    assert "xieshang" in suggested and "yishi" not in suggested
    [act] = manager.get(reverse("admin:cases_care")).context["acts"]
    undo = reverse("admin:cases_care_undo", args=[act.number])
    assert "治理机制 yishi：重新建立" in manager.get(undo).content.decode()
    assert manager.post(undo, {"reason": ""}).status_code == 409
    assert manager.post(undo, {"reason": "看错了"}).status_code == 302
    assert client.get("/mechanisms/yishi/").status_code == 200
    assert listed(client, "mechanism=yishi") == before
    assert Revision.objects.filter(through="vocabulary").values("number").distinct().count() == 2


def test_what_was_not_shown_is_not_done(manager, two):
    kept, other = two
    sent = {"into": kept.pk, "reason": "同一机制", "sure": "1", "shown": "other"}
    again = manager.post(care(other, "merge"), sent)
    assert "请再核对一遍" in told(again) and again.context["found"] is not None
    assert Mechanism.objects.filter(pk=other.pk).exists()


def test_a_page_without_a_reason_does_nothing(manager, two):
    kept, other = two
    answer = manager.post(care(other, "merge"), {"into": kept.pk, "reason": " ", "sure": "1"})
    assert "请写明原因" in answer.content.decode()
    assert Mechanism.objects.filter(pk=other.pk).exists()


def test_what_is_in_the_way_is_said_on_the_page(manager, two):
    kept, other = two
    answer = manager.post(care(other, "rename"), {"name": kept.name, "slug": "yishi", "reason": "统一用词"})
    assert answer.context["form"].non_field_errors()
    assert Mechanism.objects.get(pk=other.pk).name == "协商议事"


def test_a_term_is_renamed_moved_and_retired_on_its_pages(manager, client, two):
    kept, other = two
    confirm(manager, care(other, "rename"), name="居民议事", slug="jumin-yishi")
    confirm(manager, care(other, "move"), broader=kept.pk)
    confirm(manager, care(other, "retire"))
    term = Mechanism.objects.get(pk=other.pk)
    assert (term.name, term.slug, term.broader, term.is_retired) == ("居民议事", "jumin-yishi", kept, True)
    assert "已停用" in client.get("/mechanisms/jumin-yishi/").content.decode()
    assert client.get("/mechanisms/yishi/")["Location"] == "/mechanisms/jumin-yishi/"
    assert "恢复使用：居民议事" in manager.get(care(term, "retire")).content.decode()
    asked = {"app_label": "cases", "model_name": "coding", "field_name": "mechanism", "term": "议事"}
    assert manager.get(reverse("admin:autocomplete"), asked).json()["results"] == []


def test_an_unknown_act_and_version_are_not_found(manager, two):
    assert manager.get(care(two[0], "burn")).status_code == 404
    assert manager.get(reverse("admin:cases_care_undo", args=[9_999_999])).status_code == 404


def test_who_may_not_publish_is_refused_in_chinese_on_every_way(two):
    client = logged_in(account("half", "", "manage_vocabulary", "change_mechanism", "view_mechanism"))
    for address in (care(two[1], "merge"), reverse("admin:cases_care")):
        for answer in (client.get(address), client.post(address, {"into": two[0].pk, "sure": "1"})):
            assert answer.status_code == 403 and "没有做这件事的权限" in answer.content.decode()
    assert (
        care(two[1], "merge")
        not in client.get(reverse("admin:cases_mechanism_change", args=[two[1].pk])).content.decode()
    )


def test_a_name_changed_in_the_form_stays_one_to_search_by(manager, two, settings):
    settings.ONE_PERSON_OFFICE = True
    address = reverse("admin:cases_mechanism_change", args=[two[0].pk])
    data = page_data(manager, address) | {"name": "社区议事协商"}
    assert manager.post(address, data).status_code == 302
    two[0].refresh_from_db()
    assert (two[0].name, [str(each) for each in two[0].names.all()]) == ("社区议事协商", ["社区协商"])


def test_a_term_is_split_by_words_and_one_by_one(manager, client):
    term = make_mechanism("社区协商", slug="xieshang")
    texts = ("一是居民议事。", "二是楼院议事。", "三是民主听证。", "四是其他。")
    codings = [make_coding(make_award(text=text), term) for text in texts]
    sent = {
        "name_1": "居民议事会",
        "definition_1": "居民坐在一起议事。",
        "words_1": "议事、恳谈",
        "name_2": "听证会",
        "definition_2": "听取意见。",
        f"coding_{codings[1].pk}": "stays",
        f"coding_{codings[2].pk}": "2",
    }
    confirm(manager, care(term, "split"), **sent)
    assert [each.mechanism.name for each in Coding.objects.order_by("pk").select_related("mechanism")] == [
        *("居民议事会", "社区协商", "听证会", "社区协商")
    ]
    assert term.narrower.get(name="听证会").slug == "ting-zheng-hui"
    assert len(listed(client, "mechanism=xieshang")) == 4
    [act] = manager.get(reverse("admin:cases_care")).context["acts"]
    manager.post(reverse("admin:cases_care_undo", args=[act.number]), {"reason": "看错了"})
    assert list(Mechanism.objects.values_list("name", flat=True)) == ["社区协商"]
    assert Coding.objects.filter(mechanism=term).count() == 4


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"name_1": "听证会"}, "请写明定义"),
        (
            {"name_1": "听证会", "name_2": "听证会", "definition_1": "会。", "definition_2": "会。"},
            "名称相同",
        ),
        ({"name_1": "别处的"}, "不在“社区协商”之下"),
    ],
)
def test_parts_that_make_no_sense_are_refused(manager, sent, why):
    term = make_mechanism("社区协商")
    make_mechanism("别处的")
    answer = manager.post(care(term, "split"), sent | {"reason": "太宽"})
    assert why in answer.content.decode()
    assert Mechanism.objects.count() == 2


def test_a_division_is_changed_on_its_page(manager):
    province = make_division("广东省", code="440000")
    county = make_division("坪山县", code="440310", parent=province, first_year=2000)
    other = make_division("龙岗区", code="440307", parent=province)
    make_award(place_then=county, place_now=county)
    address = reverse("admin:cases_division_care", args=[county.pk, "change"])
    assert "变更：坪山县" in manager.get(address).content.decode()
    for sent in ({"year": 2017, "into": "x"}, {"year": 2999, "into": other.pk}, {"into": other.pk}):
        refused = manager.post(address, sent | {"reason": "国务院批复"})
        assert refused.status_code == 200 and refused.context["found"] is None
    assert confirm(manager, address, year=2017, code="440310", into=[other.pk]).status_code == 302
    assert Award.objects.get().place_now == other
