"""Each way in which a public value was once made false, tried on the pages of the admin."""

import pytest
from django.urls import reverse

from cases.choices import Through
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import (
    Attribution,
    Award,
    DataVersion,
    FormerAccession,
    Revision,
)
from tests.admin.awards import sure, sure_to_delete
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award
from tests.vocabularies import make_tier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ELSEWHERE = "杭州市人民政府"


def origin(award: Award, field: str) -> Attribution:
    return award.attributions.get(field=field)


def page(award: Award) -> str:
    return reverse("admin:cases_award_change", args=[award.pk])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "原文没有的标题"}, "标题“原文没有的标题”与原文“政社互动”不符"),
        ({"applicant": ELSEWHERE}, "申报单位“杭州市人民政府”与原文“太仓市民政局”不符"),
        ({"rank": 2, "accession": "2014-sqzl-w02"}, "序号“2”与原文“1”不符"),
        ({"tier": "nominee", "accession": "2014-sqzl-n01"}, "等次“提名成果”与原文“十大创新成果”不符"),
        ({"applicant_kind": "civil-affairs"}, "取值依据：申报单位类型"),
        ({"setting": ""}, "城乡类型没有取值，却有取值依据"),
    ],
)
def test_nobody_makes_it_false_on_its_page(as_curator, award, values, said):
    if "tier" in values:
        values = values | {"tier": make_tier(values["tier"]).pk}
    before = AwardSnapshots().dump(), DataVersion.current()
    response = as_curator.post(page(award), page_data(as_curator, page(award)) | values)
    assert response.status_code == 200
    assert said in errors_of(response).replace("&quot;", '"')
    assert (AwardSnapshots().dump(), DataVersion.current()) == before


def test_what_was_typed_is_not_lost_when_it_is_refused(as_curator, award):
    values = {"title": "原文没有的标题", "setting": "rural"}
    response = as_curator.post(page(award), page_data(as_curator, page(award)) | values)
    shown = response.content.decode()
    assert 'value="原文没有的标题"' in shown and '<option value="rural" selected>' in shown
    assert "成功" not in shown


def inline(award: Award, client, field: str) -> tuple[dict, str]:
    """The page's data, and the prefix of the row of that origin."""
    data = page_data(client, page(award))
    [row] = [name[: -len("field")] for name, value in data.items() if name.startswith("attributions-")
             and name.endswith("-field") and value == field]  # fmt: skip
    return data, row


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("year", {"words": "社区协商"}, "年度“2014”与原文“社区协商”不符"),
        ("setting", {"rule": "setting-by-curator"}, "没有“setting-by-curator”这条推断规则"),
        ("title", {"DELETE": "on"}, "取值依据：标题"),
    ],
)
def test_no_origin_is_made_false_on_its_page(as_curator, award, field, values, said):
    data, row = inline(award, as_curator, field)
    response = as_curator.post(page(award), data | {row + name: value for name, value in values.items()})
    assert response.status_code == 200 and said in errors_of(response)
    assert award.attributions.count() == 12


def test_an_origin_is_replaced_by_another_in_one_form(as_curator, award):
    data, row = inline(award, as_curator, "applicant")
    data |= {
        f"{row}words": "",
        f"{row}rule": "curated",
        f"{row}note": "编者所补。",
        "applicant": "太仓市政府",
    }
    response = as_curator.post(page(award), data)
    assert response.status_code == 302, errors_of(response)
    award.refresh_from_db()
    assert (award.applicant, origin(award, "applicant").rule) == ("太仓市政府", "curated")


def test_an_origin_that_is_deleted_and_another_that_is_added_are_one_change(as_curator, award):
    data, row = inline(award, as_curator, "setting")
    number = int(data["attributions-TOTAL_FORMS"])
    new = f"attributions-{number}-"
    data |= {f"{row}DELETE": "on", "attributions-TOTAL_FORMS": number + 1}
    data |= {
        f"{new}award": award.pk,
        f"{new}field": "setting",
        f"{new}rule": "curated",
        f"{new}note": "见正文。",
    }
    before = DataVersion.current().number
    response = as_curator.post(page(award), data)
    assert response.status_code == 302, errors_of(response)
    assert origin(award, "setting").rule == "curated" and DataVersion.current().number == before + 1
    assert Revision.objects.filter(number=before + 1).count() == 1


def test_all_origins_are_not_deleted_on_the_page_either(as_curator, award):
    data = page_data(as_curator, page(award))
    rows = [name for name in data if name.startswith("attributions-") and name.endswith("-id")]
    data |= {f"{name.removesuffix('id')}DELETE": "on" for name in rows}
    response = as_curator.post(page(award), data)
    assert response.status_code == 200 and "请补充取值依据：年度、评选项目、发布机关" in errors_of(response)
    assert award.attributions.count() == 12


def test_an_origin_is_not_deleted_from_the_list_of_all_origins(as_curator, award):
    row = origin(award, "title")
    address, sent = reverse("admin:cases_attribution_delete", args=[row.pk]), sure_to_delete(as_curator, row)
    response = as_curator.post(address, sent, follow=True)
    assert "请补充取值依据：标题" in response.content.decode()
    chosen = sent | {"action": "delete_selected", "_selected_action": [row.pk]}
    response = as_curator.post("/admin/cases/attribution/", chosen, follow=True)
    shown = response.content.decode()
    assert "请补充取值依据：标题" in shown and "成功删除" not in shown
    assert Attribution.objects.filter(pk=row.pk).exists()


def test_an_award_does_not_take_words_of_another_on_its_page(as_curator, award):
    other = make_award(title="三社联动", source=award.source)
    data = page_data(as_curator, page(other)) | {"start": award.end - 1}
    assert f"起止位置与案例 {award.accession} 重叠" in errors_of(as_curator.post(page(other), data))


def test_a_former_number_of_what_was_public_is_not_deleted_on_a_page(as_curator, former):
    data = page_data(as_curator, page(former.award)) | {"former_accessions-0-DELETE": "on"}
    response = as_curator.post(page(former.award), data)
    assert response.status_code == 200 and f"编号 {former} 永久有效" in errors_of(response)
    address = reverse("admin:cases_formeraccession_delete", args=[former.pk])
    response = as_curator.post(address, sure_to_delete(as_curator, former), follow=True)
    assert f"编号 {former} 永久有效" in response.content.decode()
    assert FormerAccession.objects.filter(pk=former.pk).exists()


@pytest.mark.parametrize("words", ["政社互动\n", " 政社互动", "政社互动　", "\u200b政社互动"])
def test_no_blank_at_an_end_is_taken_on_a_page(as_curator, award, words):
    """Nor where the source prints it: the words are what the passage is."""
    data, row = inline(award, as_curator, "title")
    before = origin(award, "title")
    response = as_curator.post(page(award), data | {f"{row}words": words, f"{row}start": ""})
    assert response.status_code == 200
    assert "是空白" in errors_of(response) or "找不到这段文字" in errors_of(response)
    after = origin(award, "title")
    assert (after.start, after.end) == (before.start, before.end)


@pytest.mark.parametrize("name", ["title", "applicant"])
def test_blanks_around_a_value_are_not_kept_on_a_page(as_curator, award, name):
    data, value = page_data(as_curator, page(award)), getattr(award, name)
    assert as_curator.post(page(award), data | {name: f" {value}\u3000"}).status_code == 302
    award.refresh_from_db()
    assert getattr(award, name) == value


def test_what_a_form_writes_is_recorded_as_who_wrote_it_by_a_form(as_curator, curator, award):
    """The row, its inlines and an action alike; what no form wrote was written by a program."""
    data = page_data(as_curator, page(award))
    row = next(name for name in data if name.startswith("attributions-0-") and name.endswith("-note"))
    assert as_curator.post(page(award), data | {row: "核对过。"}).status_code == 302
    changed = Revision.objects.filter(table="award").first()
    assert (changed.by, changed.through, changed.key) == ("curator", Through.FORM, award.accession)
    assert changed.before != changed.after and "核对过。" in str(changed.after)
    chosen = {"action": "withdraw", "_selected_action": [award.pk], "reason": "重复收录"}
    chosen |= sure(as_curator, "withdraw", award.pk)
    assert as_curator.post("/admin/cases/award/", chosen).status_code == 302
    withdrawn = Revision.objects.filter(table="award").first()
    assert withdrawn.number == changed.number + 1
    assert (withdrawn.by, withdrawn.through) == (curator.get_username(), Through.FORM)
    award.source.note = "照录。改。"
    award.source.save()
    assert Revision.objects.values_list("by", "through").first() == ("", Through.SHELL)
