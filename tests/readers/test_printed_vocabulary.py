"""Names are read by the tables that are handed over: whatever curators enter; the code knows none."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from cases.readers import reading
from cases.readers.printed_vocabulary import PrintedNames, PrintedVocabulary
from cases.readers.records import Inferred, Printed
from tests.readers.library import NAMES

ISSUERS = PrintedNames(
    [("民政部办公厅", "mca-office"), ("民政部", "mca"), ("农业农村部", "moa"), ("国家乡村振兴局", "nrra")]
)
RURAL = PrintedVocabulary(
    programmes=PrintedNames([("全国乡村治理典型案例", "xczl")]),
    tiers=PrintedNames([("典型案例", "typical"), ("提名案例", "named")]),
    issuers=ISSUERS,
    codes={"xczl": "xczl"},
    letters={("xczl", "typical"): "t", ("xczl", "named"): "m"},
    usual_issuers={"xczl": ("moa", "nrra")},
)
LIST = """第三批全国乡村治理典型案例名单
（2021年）
一、综合类典型案例
1.积分制管理（湖南省娄底市新化县委、县政府）
村里推行积分制。
2.清单制（浙江省宁波市宁海县委、县政府）
权力清单公开。
二、专项类典型案例
1.村规民约（江苏省苏州市太仓市委、市政府）
村民议定规约。
"""


# --- Names in a text -----------------------------------------------------------------------------


def test_the_longest_name_is_meant():
    text = "民政部办公厅关于"
    assert ISSUERS.first_in(text, 0, len(text)) == Printed("mca-office", 0, 6)


def test_of_tiers_the_last_one_is_meant():
    text = "“2014年度中国社区治理十大创新成果”提名成果"
    assert NAMES.tiers.last_in(text, 0, len(text)) == Printed("nominee", len(text) - 4, len(text))
    assert NAMES.tiers.last_in("名单", 0, 2) is None


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("民政部", "mca"),
        ("农业农村部、国家乡村振兴局", "moa；nrra"),
        ("农业农村部　民政部", "moa；mca"),
        ("农业农村部和民政部办公厅", "moa；mca-office"),
        ("农业农村部关于", None),
        ("、农业农村部", None),
        ("农业农村部、", None),
        ("农业", None),
    ],
)
def test_words_mean_the_names_of_which_they_consist(words, slugs):
    assert ISSUERS.meaning_of(words, 0, len(words)) == slugs


def test_a_part_of_a_longer_name_means_nothing():
    assert ISSUERS.meaning_of("民政部办公厅关于", 0, 3) is None


def test_a_table_without_names_reads_nothing():
    empty = PrintedNames()
    assert (
        empty.first_in("民政部", 0, 3)
        is empty.run_in("民政部", 0, 3)
        is empty.last_in("民政部", 0, 3)
        is None
    )
    assert reading.read(LIST, PrintedVocabulary()).edition.programme is None


# --- Documents of a programme that the code does not know ---------------------------------------


def test_a_list_of_a_new_programme_is_read_by_its_names():
    document = reading.read(LIST, RURAL)
    assert document.problems == ()
    assert {award.programme.value for award in document.awards} == {"xczl"}
    assert {award.tier.value for award in document.awards} == {"typical"}
    assert {award.issuing_body for award in document.awards} == {Inferred("moa；nrra", "issuer-of-programme")}


def test_ranks_that_start_again_are_numbered_by_their_order():
    numbers = [(award.rank.value, award.accession) for award in reading.read(LIST, RURAL).awards]
    assert numbers == [(1, "2021-xczl-t01"), (2, "2021-xczl-t02"), (1, "2021-xczl-t03")]


def test_bodies_that_publish_together_are_read_together():
    text = LIST.replace("（2021年）", "农业农村部、国家乡村振兴局联合推介2021年案例。")
    body = reading.read(text, RURAL).edition.issuing_body
    assert (body.value, text[body.start : body.end]) == ("moa；nrra", "农业农村部、国家乡村振兴局")


# --- No list of them is left in the code ---------------------------------------------------------


def constants(path: Path) -> set[str]:
    """The strings of a module, those inside of others and comments left out."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.slow
def test_no_value_of_the_curators_vocabularies_is_written_in_the_code():
    tables = (NAMES.programmes, NAMES.tiers, NAMES.issuers)
    known = {word for table in tables for pair in table.items() for word in pair}
    modules = (
        path for path in Path(settings.BASE_DIR, "cases").rglob("*.py") if path.parent.name != "migrations"
    )
    assert {path.name: found for path in modules if (found := constants(path) & known)} == {}
