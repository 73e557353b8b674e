"""A new programme is an act of a curator: entered in the admin alone, it is known everywhere at once."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from cases.curation.library import problems_of_library
from cases.models import Award, Programme, ProgrammeTier
from cases.models.writing import writing
from tests.admin.conftest import BACKEND
from tests.admin.entering import (
    LETTER,
    add_award,
    add_batch,
    add_programme,
    add_source,
    rows,
    text,
    words_of_compilation,
)
from tests.admin.forms import ADMIN, add, change, errors_of, send, undrawn
from tests.factories import make_award, make_division, make_source
from tests.replay import replayed
from tests.vocabularies import make_edition, make_programme

pytestmark = pytest.mark.django_db
TITLE = "积分制管理"
TEXT = "村里推行积分制。\n村民议事会每月议事。"


@pytest.fixture
def entered(as_curator) -> Award:
    """The award of a programme that the code has never heard of, beside one of the old ones."""
    return enter()


@replayed
def enter() -> Award:
    as_curator = Client()
    as_curator.force_login(User.objects.get(username="curator"), backend=BACKEND)
    old = make_award().source
    old.note = "照录。"  # a change, whose revision records what was printed past the room
    old.save()
    programme = add_programme(as_curator)
    source = add_source(as_curator, LETTER.format(titles=f"{TITLE}\n{TEXT}\n"))
    add_batch(as_curator, programme, source)
    printed = {"title": TITLE}
    return add_award(as_curator, programme, source, f"{TITLE}\n{TEXT}", printed, title=TITLE, text=TEXT)


# --- Without a release ---------------------------------------------------------------------------


@pytest.mark.slow
def test_its_award_gets_the_next_number_and_nothing_about_it_is_wrong(entered):
    assert (entered.accession, entered.state) == ("2021-xczl-t01", "published")
    assert problems_of_library() == []


def test_it_is_a_value_of_the_facets(client, entered):
    html = text(client, "/cases/")
    for words in ("全国乡村治理典型案例", "典型案例", "农业农村部", "国家乡村振兴局"):
        assert words in html
    for query in ("programme=xczl", "tier=typical", "issuer=moa", "issuer=nrra"):
        assert [row["id"] for row in rows(client, f"/cases.csv?{query}")] == [entered.accession]
    assert "xczx" in client.get("/cases/?programme=xczx").content.decode()
    assert client.get("/cases.csv?programme=xczx").status_code == 400


@pytest.mark.parametrize(
    "words",
    [
        "全国乡村治理典型案例",
        "乡村治理典型案例",
        "乡村治理案例",
        "全國鄉村治理典型案例",
        "国家乡村振兴局",
        "农业农村部",
    ],
)
def test_its_names_are_search_words(client, entered, words):
    assert [row["id"] for row in rows(client, f"/cases.csv?q={words}")] == [entered.accession]


def test_it_is_suggested_while_typing(client, entered):
    for typed, label in (
        ("乡村治理典", "全国乡村治理典型案例"),
        ("quanguoxiangcun", "全国乡村治理典型案例"),
        ("农业", "农业农村部"),
    ):
        suggestions = client.get(f"/suggest/?q={typed}").json()["suggestions"]
        assert label in {each["text"] for each in suggestions}, typed


@pytest.mark.slow
def test_it_is_exported_and_described(client, entered):
    [row] = rows(client, "/cases.csv?programme=xczl")
    assert (row["issuing_body"], row["tier"], row["year"]) == ("moa；nrra", "typical", "2021")
    item = client.get(f"{entered.get_absolute_url()[:-1]}.json").json()
    assert (item["programme"], item["issuing_body"]) == ("xczl", "moa；nrra")
    told = {(row["column"], row["value"]): row for row in rows(client, "/codebook.csv")}
    assert told["programme", "xczl"]["label"] == "全国乡村治理典型案例"
    assert "乡村治理案例" in told["programme", "xczl"]["other_names"]
    assert "农业农村部" in text(client, "/codebook/")


def test_it_is_counted(client, entered):
    counts = client.get("/statistics.csv?rows=programme&cols=issuer").content.decode("utf-8-sig")
    assert re.search("全国乡村治理典型案例,.*1", counts) and "农业农村部" in counts
    home = text(client, "/")
    assert "2021 年度 · 全国乡村治理典型案例" in home


@pytest.mark.slow
def test_its_page_feed_and_word_file_say_it_with_its_batch(client, entered):
    page = text(client, entered.get_absolute_url())
    assert "全国乡村治理典型案例 · 第三批" in page and "农业农村部、国家乡村振兴局" in page
    assert "2021 全国乡村治理典型案例（第三批），典型案例" in text(client, "/feed.atom?programme=xczl")
    assert "第三批" in text(client, "/sources/moa-2021/")
    printed = words_of_compilation(client, "programme=xczl")
    assert "2021年度全国乡村治理典型案例（第三批）" in printed


@pytest.mark.slow
def test_a_programme_of_one_province_is_entered_in_the_same_way(as_curator, client):
    zhejiang = make_division("浙江省", code="330000")
    body = {"slug": "zj-mzt", "name": "浙江省民政厅", "kind": "government", "place": zhejiang.pk}
    body = add(as_curator, "issuingbody", body)
    tier = add(as_curator, "tier", {"slug": "excellent", "name": "优秀案例"})
    values = {"slug": "zjsq", "code": "zjsq", "name": "浙江省社区治理优秀案例", "level": "province"}
    programme = add(
        as_curator, "programme", values, programme_tiers=[{"tier": tier.pk, "letter": "e", "position": 1}]
    )
    edition = make_edition(programme="zjsq", year=2020, issuing_body="zj-mzt")
    award = make_award(edition=edition, tier="excellent")
    assert award.accession == "2020-zjsq-e01"
    assert [row["id"] for row in rows(client, "/cases.csv?issuer=zj-mzt&tier=excellent")] == [award.accession]
    assert (programme.level, body.place) == ("province", zhejiang)


# --- What is fixed -------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_renamed_slug_leads_on_and_leaves_the_numbers_as_they_are(as_curator, client, entered):
    programme = entered.edition.programme
    assert change(as_curator, programme, slug="rural-governance").status_code == 302
    for query in ("programme=xczl", "programme=rural-governance"):
        [row] = rows(client, f"/cases.csv?{query}")
        assert (row["id"], row["programme"]) == ("2021-xczl-t01", "rural-governance")
    assert problems_of_library() == []
    page = as_curator.get(f"{ADMIN}/programme/{programme.pk}/change/").content.decode()
    assert "项目原标识" in page and '<div class="readonly">xczl</div>' in page


@pytest.mark.slow
def test_its_code_is_fixed_once_a_number_has_it(as_curator, entered):
    programme = entered.edition.programme
    html = as_curator.get(f"{ADMIN}/programme/{programme.pk}/change/").content.decode()
    assert 'name="code"' not in html
    programme.code = "nongcun"
    with pytest.raises(ValidationError, match="代码已用于入库编号"):
        programme.save()
    with pytest.raises(ValidationError, match="应以 2021-nongcun-t 开头"), writing():
        Programme.objects.filter(pk=programme.pk).update(code="nongcun")


@pytest.mark.slow
def test_a_letter_is_fixed_once_a_number_has_it_and_given_to_one_tier_of_a_programme(as_curator, entered):
    tier = entered.edition.programme.programme_tiers.get()
    page = undrawn(as_curator, f"{ADMIN}/programme/{tier.programme_id}/change/")
    [tiers] = [each.formset for each in page["inline_admin_formsets"] if each.opts.model is ProgrammeTier]
    assert [name for name, field in tiers.forms[0].fields.items() if field.disabled] == ["tier", "letter"]
    tier.letter = "x"
    with pytest.raises(ValidationError, match="字母已用于入库编号"):
        tier.save()
    with pytest.raises(ValidationError, match="字母已用于入库编号"):
        ProgrammeTier.objects.get(pk=tier.pk).delete()
    with pytest.raises(ValidationError, match="没有“典型案例”这个等次"), writing():
        ProgrammeTier.objects.filter(pk=tier.pk).delete()
    other = add(as_curator, "tier", {"slug": "other", "name": "提名案例"})
    again = {"programme": tier.programme_id, "tier": other.pk, "letter": "t", "position": 2}
    response = send(as_curator, f"{ADMIN}/programmetier/add/", again)
    assert "这个字母已是项目另一等次的" in errors_of(response)


@pytest.mark.slow
def test_a_name_that_awards_are_printed_by_is_not_taken_away(as_curator, entered):
    response = change(as_curator, entered.edition.programme, name="乡村治理示范案例")
    assert "与原文“全国乡村治理典型案例”不符" in errors_of(response)
    assert Programme.objects.filter(name="全国乡村治理典型案例").exists()


@pytest.mark.slow
def test_two_programmes_are_not_printed_by_one_name(as_curator):
    make_programme("sqzl")
    names = [{"name": "中国社区治理十大创新成果", "is_printed": "on"}]
    values = {"slug": "another", "code": "another", "name": "另一项目", "level": "other"}
    response = send(as_curator, f"{ADMIN}/programme/add/", values, inlines={"names": names})
    assert "已是另一条目的名称或印法" in errors_of(response)
    assert not Programme.objects.filter(slug="another").exists()


@pytest.mark.slow
def test_none_is_no_slug(as_curator):
    response = send(as_curator, f"{ADMIN}/tier/add/", {"slug": "none", "name": "未载"})
    assert "标识不能是 none" in errors_of(response)


# --- Numbers -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_ranks_that_start_again_in_a_batch_get_the_next_free_number():
    """A rank that nobody else has in the year is the number; of one that is there already it cannot be."""
    first = make_award(rank=1)
    assert first.accession == "2014-sqzl-w01"
    batch = make_edition(batch="第二批")
    notice = make_source(text="关于公布结果的通知\n第二批\n")
    again = make_award(edition=batch, rank=1, accession="2014-sqzl-w12", source=notice)
    assert Award(edition=batch, tier=first.tier, rank=1).free_number() == "2014-sqzl-w13"
    assert Award(edition=batch, tier=first.tier, rank=7).free_number() == "2014-sqzl-w07"
    with pytest.raises(ValidationError, match="以序号结尾"):
        make_award(edition=batch, rank=7, accession="2014-sqzl-w20", source=notice)
    again.full_clean()
    assert Award.objects.filter(rank=1).count() == 2
