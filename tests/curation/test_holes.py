"""Each way in which a public value was once made false, tried through the shell, the admin and the loader."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.library.snapshots.awards import AwardSnapshots
from cases.models import (
    Attribution,
    Award,
    DataVersion,
    EditionFact,
    FormerAccession,
    Milestone,
    Revision,
    SourceFact,
)
from cases.models.writing import writing
from tests.admin.forms import errors_of, page_data
from tests.factories import (
    make_attribution,
    make_award,
    make_coding,
    make_issuing_body,
    make_source,
    make_tier,
)

pytestmark = pytest.mark.django_db
ELSEWHERE = "杭州市人民政府"


def origin(award: Award, field: str) -> Attribution:
    return award.attributions.get(field=field)


def quote(award: Award, field: str, words: str) -> None:
    """Say that the field is printed where the source has these words."""
    row = origin(award, field)
    row.start = award.source.text.index(words)
    row.end = row.start + len(words)
    row.save()


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


# What is tried, and what is said of it.
FALSE = {
    "title": (
        lambda award: change(award, title="原文没有的题名"),
        "题名“原文没有的题名”与原文“政社互动”不符",
    ),
    "applicant": (
        lambda award: change(award, applicant=ELSEWHERE),
        "申报单位“杭州市人民政府”与原文“太仓市民政局”不符",
    ),
    "no applicant": (lambda award: change(award, applicant=""), "申报单位没有取值，却有取值依据"),
    "rank": (lambda award: change(award, rank=2, accession="2014-sqzl-w02"), "序号“2”与原文“1”不符"),
    "tier": (
        lambda award: change(award, tier=make_tier("nominee"), accession="2014-sqzl-n01"),
        "等次“提名成果”与原文“十大创新成果”不符",
    ),
    "year quoted": (lambda award: quote(award, "year", "社区协商"), "年度“2014”与原文“社区协商”不符"),
    "programme quoted": (lambda award: quote(award, "programme", "通知"), "与原文“通知”不符"),
    "issuer quoted": (lambda award: quote(award, "issuing_body", "通知"), "发布机关“民政部”与原文“通知”不符"),
    "place quoted": (lambda award: quote(award, "city", "太仓市"), "地级“苏州市”与原文“太仓市”不符"),
    "blank at an end": (lambda award: quote(award, "title", "政社互动\n"), "开头或末尾是空白"),
    "invented rule": (
        lambda award: change(origin(award, "setting"), rule="setting-by-curator"),
        "没有“setting-by-curator”这条推定规则",
    ),
    "rule of another field": (
        lambda award: change(origin(award, "setting"), rule="level-from-words"),
        "规则 level-from-words 不推定这一项",
    ),
    "nobody decided": (lambda award: change(origin(award, "setting"), rule="curated"), "须在说明中写明理由"),
    "value without origin": (
        lambda award: change(award, applicant_kind="civil-affairs"),
        "取值依据：申报单位类型",
    ),
    "origin deleted": (lambda award: origin(award, "year").delete(), "取值依据：年度"),
    "back to draft": (lambda award: change(award, state="draft"), "不能退回草稿"),
    "deleted": (lambda award: award.delete(), "只能撤回，不能删除"),
}


@pytest.mark.parametrize("what", FALSE)
def test_nobody_makes_it_false_in_the_shell(award, what):
    before, revision = DataVersion.current(), AwardSnapshots().dump()
    attempt, said = FALSE[what]
    with pytest.raises(ValidationError, match=said):
        attempt(award)
    assert (DataVersion.current(), AwardSnapshots().dump()) == (before, revision)


def test_a_rank_is_not_a_digit_of_a_longer_number():
    source = make_source(text="共评出11个成果\n")
    award = make_award(rank=1, source=source)
    with pytest.raises(ValidationError, match="序号“1”与原文“1”不符"):
        quote(award, "rank", "1")


def test_an_issuer_is_not_the_beginning_of_another():
    make_issuing_body("mca-office")
    award = make_award(source=make_source(text="民政部办公厅关于公布结果的通知\n"))
    with pytest.raises(ValidationError, match="发布机关“民政部”与原文“民政部”不符"):
        quote(award, "issuing_body", "民政部")


@pytest.mark.parametrize(
    "values",
    [{"title": "原文没有的题名"}, {"applicant": ELSEWHERE}, {"setting": ""}, {"rank": None}, {"end": 20}],
)
def test_nobody_makes_it_false_in_bulk(award, values):
    before = AwardSnapshots().dump()
    with pytest.raises(ValidationError), writing():
        Award.objects.filter(pk=award.pk).update(**values)
    with pytest.raises(ValidationError), writing():
        for name, value in values.items():
            setattr(award, name, value)
        Award.objects.bulk_update([award], list(values))
    assert AwardSnapshots().dump() == before


def test_all_origins_of_a_public_award_cannot_go(award):
    with (
        pytest.raises(ValidationError, match="请补充取值依据：年度、项目、发布机关、等次、序号、题名"),
        writing(),
    ):
        award.attributions.all().delete()
    assert award.attributions.count() == 12


def test_a_true_change_in_bulk_reaches_page_and_csv_alike(client, award):
    with writing():
        Award.objects.filter(pk=award.pk).update(setting="rural")
    [row] = csv.DictReader(
        io.StringIO(b"".join(client.get("/cases.csv").streaming_content).decode("utf-8-sig"))
    )
    assert row["setting"] == "rural"
    assert "农村" in client.get(award.get_absolute_url()).content.decode()
    assert client.get(f"{award.get_absolute_url()[:-1]}.json").json()["setting"] == "rural"


# --- Through the admin --------------------------------------------------------------------------


def page(award: Award) -> str:
    return reverse("admin:cases_award_change", args=[award.pk])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "原文没有的题名"}, "题名“原文没有的题名”与原文“政社互动”不符"),
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
    values = {"title": "原文没有的题名", "setting": "rural"}
    response = as_curator.post(page(award), page_data(as_curator, page(award)) | values)
    shown = response.content.decode()
    assert 'value="原文没有的题名"' in shown and '<option value="rural" selected>' in shown
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
        ("setting", {"rule": "setting-by-curator"}, "没有“setting-by-curator”这条推定规则"),
        ("title", {"DELETE": "on"}, "取值依据：题名"),
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
    assert response.status_code == 200 and "请补充取值依据：年度、项目、发布机关" in errors_of(response)
    assert award.attributions.count() == 12


def test_an_origin_is_not_deleted_from_the_list_of_all_origins(as_curator, award):
    row = origin(award, "title")
    response = as_curator.post(
        reverse("admin:cases_attribution_delete", args=[row.pk]), {"post": "yes"}, follow=True
    )
    assert "请补充取值依据：题名" in response.content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    response = as_curator.post("/admin/cases/attribution/", chosen, follow=True)
    shown = response.content.decode()
    assert "请补充取值依据：题名" in shown and "成功删除" not in shown
    assert Attribution.objects.filter(pk=row.pk).exists()


# --- Through the loader -------------------------------------------------------------------------


def loaded(award: Award, edit) -> None:
    """Write the award again as the loader does, after that change of its snapshot."""
    snapshot = AwardSnapshots().dump()[award.accession]
    edit(snapshot)
    with writing("load_library"):
        AwardSnapshots().write({award.accession: snapshot})


def without(field: str):
    return lambda snapshot: snapshot.update(
        attributions=[each for each in snapshot["attributions"] if each["field"] != field]
    )


def with_origin(field: str, **values):
    def edit(snapshot: dict) -> None:
        next(each for each in snapshot["attributions"] if each["field"] == field).update(values)

    return edit


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda snapshot: snapshot.update(title="原文没有的题名"), "题名“原文没有的题名”与原文"),
        (lambda snapshot: snapshot.update(applicant=ELSEWHERE), "申报单位“杭州市人民政府”与原文"),
        (lambda snapshot: snapshot.update(setting=""), "城乡类型没有取值，却有取值依据"),
        (lambda snapshot: snapshot.update(applicant_kind="civil-affairs"), "取值依据：申报单位类型"),
        (lambda snapshot: snapshot.update(attributions=[]), "下列取值没有依据"),
        (without("province"), "取值依据：省级"),
        (with_origin("year", start=0, end=2), "年度“2014”与原文“关于”不符"),
        (with_origin("setting", rule="synthetic"), "没有“synthetic”这条推定规则"),
    ],
)
def test_the_loader_does_not_make_it_false(award, edit, said):
    before = AwardSnapshots().dump(), DataVersion.current()
    with pytest.raises(ValidationError, match=said):
        loaded(award, edit)
    assert (AwardSnapshots().dump(), DataVersion.current()) == before


# --- Neighbours and numbers ---------------------------------------------------------------------


def test_two_awards_do_not_share_words_of_their_source(award):
    other = make_award(title="三社联动", source=award.source)
    with pytest.raises(ValidationError, match=f"起止位置与案例 {award.accession} 重叠"):
        change(other, start=award.end - 1)


def test_nor_do_they_on_the_page_or_through_the_loader(as_curator, award):
    other = make_award(title="三社联动", source=award.source)
    said = f"起止位置与案例 {award.accession} 重叠"
    data = page_data(as_curator, page(other)) | {"start": award.end - 1}
    assert said in errors_of(as_curator.post(page(other), data))
    with pytest.raises(ValidationError, match=said):
        loaded(other, lambda snapshot: snapshot.update(start=award.end - 1))


def blank_award(award: Award) -> None:
    change(award, end=award.end + 1)


def blank_coding(award: Award) -> None:
    coding = make_coding(award, evidence="社区协商。")
    change(coding, end=coding.end + 1)


def blank_milestone(award: Award) -> None:
    Milestone.objects.create(award=award, kind="accepted", year=2016, start=0, end=10)


def blank_fact_of_source(award: Award) -> None:
    SourceFact.objects.create(source=award.source, label="题名", value="通知", start=7, end=10)


def blank_fact_of_edition(award: Award) -> None:
    EditionFact.objects.create(
        edition=award.edition, source=award.source, label="程序", value="通知", start=7, end=10
    )


def blank_origin(award: Award) -> None:
    quote(award, "title", "\n政社互动")


@pytest.mark.parametrize(
    "attempt",
    [
        blank_award, blank_coding, blank_milestone, blank_origin, blank_fact_of_source, blank_fact_of_edition,
    ],
)  # fmt: skip
def test_no_passage_begins_or_ends_with_a_blank(award, attempt):
    before = AwardSnapshots().dump()
    with pytest.raises(ValidationError, match="开头或末尾是空白"), writing():
        attempt(award)
    assert AwardSnapshots().dump() == before


def test_a_withdrawn_award_is_in_nobodys_way(award):
    other = make_award(title="三社联动", source=award.source)
    award.withdraw()
    change(other, start=award.end - 1)
    assert Award.objects.get(pk=other.pk).start == award.end - 1


@pytest.fixture
def former() -> FormerAccession:
    award = make_award()
    change(award, accession="2014-sqzl-w07")
    return FormerAccession.objects.get()


def test_a_former_number_of_what_was_public_is_not_deleted(former):
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"):
        former.delete()
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"), writing():
        FormerAccession.objects.all().delete()


def test_a_former_number_of_what_was_public_is_given_to_no_other(former):
    other = make_award(number=8)
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"):
        change(former, award=other)
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"), writing():
        FormerAccession.objects.update(award=other)


def test_a_former_number_of_what_was_public_is_not_deleted_on_a_page(as_curator, former):
    data = page_data(as_curator, page(former.award)) | {"former_accessions-0-DELETE": "on"}
    response = as_curator.post(page(former.award), data)
    assert response.status_code == 200 and f"编号 {former} 永久有效" in errors_of(response)
    address = reverse("admin:cases_formeraccession_delete", args=[former.pk])
    response = as_curator.post(address, {"post": "yes"}, follow=True)
    assert f"编号 {former} 永久有效" in response.content.decode()
    assert FormerAccession.objects.filter(pk=former.pk).exists()


def test_a_former_number_is_given_to_no_new_award_by_the_loader(former):
    other = make_award(number=8)
    snapshot = AwardSnapshots().dump()[other.accession] | {"accession": former.accession}
    with pytest.raises(ValidationError, match="原入库编号，不能再用"), writing("load_library"):
        AwardSnapshots().write({former.accession: snapshot})


def test_a_number_changed_in_bulk_stays_good_or_is_refused(award):
    with pytest.raises(ValidationError, match=f"编号 {award.accession} 永久有效"), writing():
        Award.objects.filter(pk=award.pk).update(accession="2014-sqzl-w09", rank=None)


def test_a_former_number_of_a_draft_may_go():
    draft = make_award(state="draft")
    FormerAccession.objects.create(award=draft, accession="2014-sqzl-w09")
    FormerAccession.objects.get().delete()
    assert not FormerAccession.objects.exists()


def test_an_origin_that_names_a_rule_may_do_so(award):
    assert make_attribution(award, "province", rule="place-from-gazetteer").is_inferred
