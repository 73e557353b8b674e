"""`manage.py check_library` finds what was written round the room, and says what and where."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection

from cases.models import (
    Award,
    Coder,
    EditionFact,
    EditionQuota,
    MechanismName,
    Milestone,
    Source,
    SourceFact,
    Succession,
    Tier,
)
from cases.models.writing import Public, WrittenOutside
from tests.factories import make_award, make_coder, make_coding, make_division, make_mechanism, make_source
from tests.origins import passage_in, said_of
from tests.vocabularies import make_edition, make_issuing_body, make_tier

pytestmark = pytest.mark.django_db
PUBLIC = [table for table in apps.get_app_config("cases").get_models() if issubclass(table, Public)]
OF_AWARD, OF_OTHER = "案例 2014-sqzl-w01：", "案例 2014-sqzl-w02："

# What is written by hand, what is said of it, and where.
BY_HAND = {
    "title": ("UPDATE cases_award SET title = '改过的' WHERE id = {award}", OF_AWARD,
              "标题“改过的”与原文“政社互动”不符"),
    "applicant": ("UPDATE cases_award SET applicant = '杭州市' WHERE id = {award}", OF_AWARD,
                  "申报单位“杭州市”与原文“太仓市民政局”不符"),
    "rank": ("UPDATE cases_award SET rank = 9, accession = '2014-sqzl-w09' WHERE id = {award}",
             "案例 2014-sqzl-w09：", "序号“9”与原文“1”不符"),
    "tier": ("UPDATE cases_award SET tier_id = {nominee}, accession = '2014-sqzl-n01' WHERE id = {award}",
             "案例 2014-sqzl-n01：", "等次“提名成果”与原文“十大创新成果”不符"),
    "number": ("UPDATE cases_award SET accession = '2014-sqzl-w09' WHERE id = {award}",
               "案例 2014-sqzl-w09：", "入库编号与年度、项目、等次、序号不符"),
    "year": ("UPDATE cases_edition SET year = 2016", OF_AWARD, "年度“2016”与原文“2014”不符"),
    "issuer": ("UPDATE cases_editionissuer SET body_id = {office}", OF_AWARD, "与原文“民政部”不符"),
    "text": ("UPDATE cases_award SET text = '改过的' || text WHERE id = {award}", OF_AWARD,
             "正文与来源文献不一致"),
    "paragraphs": ("UPDATE cases_award SET paragraph_starts = '[]' WHERE id = {award}", OF_AWARD,
                   "段落起点的个数与正文段落数不符"),
    "source": ("UPDATE cases_source SET text = '改过的' || text", OF_AWARD, "不符"),
    "place": ("UPDATE cases_division SET name = '太仓县' WHERE key = '320585'", OF_AWARD,
              "县级“太仓县”与原文“太仓市”不符"),
    "place of then": ("UPDATE cases_division SET last_year = 2010 WHERE key = '320585'", OF_AWARD,
                      "在 2014 年末不存在"),
    "place of now": ("UPDATE cases_division SET last_year = 2018 WHERE key = '320585'", OF_AWARD,
                     "已经撤销，不能作为现行区划"),
    "no value": ("UPDATE cases_award SET setting = '' WHERE id = {award}", OF_AWARD,
                 "城乡类型没有取值，却有取值依据"),
    "no origin": ("DELETE FROM cases_attribution WHERE field = 'year'", OF_AWARD, "请补充取值依据：年度"),
    "no origins": ("DELETE FROM cases_attribution", OF_OTHER, "下列取值没有依据"),
    "origin": ("UPDATE cases_attribution SET start = 0, \"end\" = 2 WHERE field = 'year'", OF_AWARD,
               "年度“2014”与原文“关于”不符"),
    "blank": ("UPDATE cases_attribution SET \"end\" = \"end\" + 1 WHERE field = 'title'", OF_AWARD,
              "开头或末尾是空白"),
    "rule": ("UPDATE cases_attribution SET rule = 'invented' WHERE field = 'setting'", OF_AWARD,
             "没有“invented”这条推断规则"),
    "other rule": ("UPDATE cases_attribution SET rule = 'level-from-words' WHERE field = 'setting'", OF_AWARD,
                   "规则 level-from-words 不推断这一项"),
    "nobody": ("UPDATE cases_attribution SET rule = 'curated' WHERE field = 'setting'", OF_AWARD,
               "须在说明中写明理由"),
    "coding": ("UPDATE cases_coding SET start = 0, \"end\" = 4", OF_AWARD, "落在新的起止位置之外"),
    "milestone": ("UPDATE cases_milestone SET \"end\" = \"end\" + 1", OF_AWARD, "开头或末尾是空白"),
    "early milestone": ("UPDATE cases_milestone SET year = 2001", OF_AWARD, "不能早于案例的年度"),
    "overlap": ("UPDATE cases_award SET start = {end} - 1 WHERE id = {other}", OF_OTHER,
                "起止位置与案例 2014-sqzl-w01 重叠"),
    "number taken": ("UPDATE cases_formeraccession SET accession = '2014-sqzl-w01'", OF_AWARD,
                     "是某个案例的原入库编号"),
    "former number": ("DELETE FROM cases_formeraccession", "案例 2014-sqzl-w05：",
                      "这个编号公布过，现在找不到原来的案例"),
    "former number of another": ("UPDATE cases_formeraccession SET award_id = {award}",
                                 "案例 2014-sqzl-w05：", "这个编号公布过，现在找不到原来的案例"),
    "circle of places": ("UPDATE cases_division SET parent_id = {place} WHERE key = '320500'",
                         "区划 320500：", "上级形成了循环"),
    "circle in time": ("INSERT INTO cases_succession (predecessor_id, successor_id) "
                       "SELECT successor_id, predecessor_id FROM cases_succession",
                       "区划 old：", "区划沿革形成了循环"),
    "circle of terms": ("UPDATE cases_mechanism SET broader_id = {narrow} WHERE slug = 'broad'",
                        "治理机制 broad：", "上级机制形成了循环"),
    "synonym": ("UPDATE cases_mechanismname SET name = '窄'", "治理机制 broad：",
                "其他名称“窄”本身就是治理机制的名称"),
    "fact of a source": ("UPDATE cases_sourcefact SET \"end\" = 10", "文献 notice 的信息", "是空白"),
    "fact of an edition": ("UPDATE cases_editionfact SET \"end\" = 10", "届次 2014 ", "是空白"),
    "quota": ("UPDATE cases_editionquota SET start = 7, \"end\" = 10, rule = ''", "的公布数", "是空白"),
    "rule of a quota": ("UPDATE cases_editionquota SET start = NULL, \"end\" = NULL, rule = 'invented'",
                        "的公布数", "没有“invented”这条推断规则"),
    "remark": ("UPDATE cases_source SET note = '改过'", "来源文献 notice：", "与最近一次修订记录不符"),
    "definition": ("UPDATE cases_mechanism SET definition = '改过' WHERE slug = 'broad'", "治理机制 broad：",
                   "与最近一次修订记录不符"),
    "coder": ("UPDATE cases_coder SET name = '别人' WHERE id <> {coder}",
              "编码者 甲编码、乙复核：", "与最近一次修订记录不符"),
    "confidence": ("UPDATE cases_coding SET confidence = 'low'", "案例 2014-sqzl-w01：",
                   "与最近一次修订记录不符"),
    "another coder": ("UPDATE cases_coding SET coder_id = {coder}", OF_AWARD, "与最近一次修订记录不符"),
    "another place of now": ("UPDATE cases_award SET place_now_id = {city} WHERE id = {award}", OF_AWARD,
                             "与最近一次修订记录不符"),
    "another source": ("UPDATE cases_award SET source_id = {copy} WHERE id = {award}", OF_AWARD,
                       "与最近一次修订记录不符"),
    "another edition": ("UPDATE cases_award SET edition_id = {batch} WHERE id = {award}", OF_AWARD,
                        "与最近一次修订记录不符"),
    "further document": ("UPDATE cases_attribution SET set_aside = (field = 'title')", "案例 2014-sqzl-w01：",
                         "没有依据，请补充取值依据：标题"),
    "locality": ("UPDATE cases_award SET locality = '桃源村' WHERE rank = 1", "案例 2014-sqzl-w01：",
                 "没有依据，请补充取值依据：县级以下地名"),
    "letter": ("UPDATE cases_programmetier SET letter = 'x' WHERE letter = 'w'", OF_AWARD,
               "应以 2014-sqzl-x 开头"),
    "code": ("UPDATE cases_programme SET code = 'other'", OF_AWARD, "应以 2014-other-w 开头"),
    "name of a programme": ("UPDATE cases_programme SET name = '改过'", OF_AWARD, "项目“改过”与原文"),
    "printed name of two": ("INSERT INTO cases_tiername (tier_id, name, is_printed) "
                            "VALUES ({nominee}, '十大创新成果', TRUE)",
                            "等次 nominee、winner：", "都以“十大创新成果”印出，无法分清"),
    "a term more": ("DELETE FROM cases_mechanismname", "治理机制 broad：", "与最近一次修订记录不符"),
}  # fmt: skip


@pytest.fixture
def names(award: Award) -> dict[str, int]:
    """A library with a row of every kind, and the numbers by which statements name them."""
    source, edition = award.source, award.edition
    source.slug = "notice"
    source.save()
    Milestone.objects.create(award=award, kind="accepted", year=2016, **said_of(award, "2016年验收"))
    other = make_award(title="三社联动", source=source, number=5)
    other.accession = "2014-sqzl-w02"
    other.save()
    broad = make_mechanism("宽", slug="broad")
    narrow = make_mechanism("窄", slug="narrow", broader=broad)
    MechanismName.objects.create(mechanism=broad, name="广")
    make_coding(award, narrow, evidence="社区协商")
    passage = {"label": "文种", "value": "通知", "start": 7, "end": 9}
    SourceFact.objects.create(source=source, **passage)
    EditionFact.objects.create(edition=edition, source=source, **passage)
    edition.source = source
    edition.save()
    declared = {"declared": 11, **passage_in(source, "11")}
    EditionQuota.objects.create(edition=edition, tier=make_tier("winner"), **declared)
    old = make_division("老区", key="old", parent=award.place_then.parent, last_year=2000)
    Succession.objects.create(predecessor=old, successor=award.place_then)
    batch, copy = make_edition(batch="第二批"), make_source(slug="copy", text=f"{source.text}附件\n")
    award.refresh_from_db()
    return {
        "award": award.pk, "end": award.end, "other": other.pk, "place": award.place_then_id,
        "narrow": narrow.pk, "nominee": make_tier("nominee").pk, "office": make_issuing_body("mca-office").pk,
        "coder": make_coder("乙").pk, "city": award.place_then.parent_id, "batch": batch.pk, "copy": copy.pk,
    }  # fmt: skip


@pytest.mark.slow
def test_a_library_in_order_is_said_to_be(names, capsys):
    call_command("check_library")
    assert capsys.readouterr().out == "案例库无误：核对了 2 个案例。\n"


@pytest.mark.slow
def test_what_a_thing_refers_to_may_get_another_name(names, capsys):
    """References are compared by their primary keys: a new slug or key of one is its own change."""
    for row in (Source.objects.get(slug="notice"), Tier.objects.get(slug="winner"), Coder.objects.first()):
        setattr(row, "name" if isinstance(row, Coder) else "slug", "renamed")
        row.save()
    call_command("check_library")
    assert capsys.readouterr().out.startswith("案例库无误")


@pytest.mark.parametrize("what", BY_HAND)
@pytest.mark.slow
def test_what_is_written_by_hand_is_found(names, capsys, what):
    statement, where, said = BY_HAND[what]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names))
    with pytest.raises(CommandError, match="处不符") as refused:
        call_command("check_library")
    assert refused.value.returncode == 1
    found = capsys.readouterr().out.splitlines()
    assert [line for line in found if where in line and said in line], found


def test_a_case_that_is_deleted_by_hand_is_missed(award, capsys):
    with connection.cursor() as cursor:
        for table in ("cases_attribution", "cases_award"):
            cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(CommandError, match="处不符"):
        call_command("check_library")
    said = f"案例 {award.accession}：这个编号公布过，现在找不到原来的案例。"
    assert said in capsys.readouterr().out


def found_by_the_check(capsys) -> list[str]:
    with pytest.raises(CommandError, match="处不符"):
        call_command("check_library")
    return capsys.readouterr().out.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "values", "where", "said"),
    [
        (Award, {"title": "改过的"}, OF_AWARD, "标题“改过的”与原文“政社互动”不符"),
        (Source, {"note": "改过。"}, "来源文献 notice：", "与最近一次修订记录不符"),
        (Tier, {"short_name": "改过"}, "等次 ", "与最近一次修订记录不符"),
        (Milestone, {"year": 2001}, OF_AWARD, "不能早于案例的年度"),
    ],
)
def test_what_loaddata_brings_in_is_found(names, capsys, tmp_path, table, values, where, said):
    """Django writes such rows raw: neither `save` nor a queryset is asked."""
    row = table.objects.order_by("pk").first()
    [dumped] = json.loads(serializers.serialize("json", [row]))
    dumped["fields"].update(values)
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([dumped], ensure_ascii=False), encoding="utf-8")
    call_command("loaddata", str(file), verbosity=0)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in values} == values
    found = found_by_the_check(capsys)
    assert [line for line in found if where in line and said in line], found


@pytest.mark.slow
def test_a_new_row_that_loaddata_brings_in_is_found(names, capsys, tmp_path):
    term = {"slug": "brought", "name": "带进来的", "definition": "无", "position": 9}
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([{"model": "cases.mechanism", "fields": term}]), encoding="utf-8")
    call_command("loaddata", str(file), verbosity=0)
    found = found_by_the_check(capsys)
    assert [line for line in found if "治理机制 brought" in line and "没有修订记录" in line], found


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.__name__)
def test_the_base_manager_refuses_as_the_other_does(table):
    """Django itself writes through it: no way round the room."""
    rows, column = table._base_manager.all(), table._meta.concrete_fields[-1].name
    with pytest.raises(WrittenOutside):
        rows.update(**{column: 1})
    with pytest.raises(WrittenOutside):
        rows.delete()
    with pytest.raises(WrittenOutside):
        rows.bulk_create([table()])
    with pytest.raises(WrittenOutside):
        rows.bulk_update([table(pk=1)], [column])
