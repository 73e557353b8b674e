"""Who issues a list: as title, letterhead or signature print it, never the usual one where others do."""

from dataclasses import replace

import pytest

from cases.readers.issuers import BESIDE, UNKNOWN
from cases.readers.printed_vocabulary import PrintedNames, PrintedVocabulary
from cases.readers.reading import read as read_by
from cases.readers.records import Document, Inferred, Printed, SaidOfEdition
from tests.readers.layouts import gazetteer
from tests.readers.library import NAMES

HONOUR = "中国社区治理十大创新成果"
ENTRIES = "提名成果\n1.湖北省黄冈市红安县：板凳会\n2.湖北省宜昌市西陵区：红色物业\n"
ABOUT = f"关于公布2018年度{HONOUR}名单的通知"
DAY = "2019年1月3日"
USUAL = Inferred("mca", "issuer-of-programme")
WITH_PARTY = replace(NAMES, issuers=PrintedNames([*NAMES.issuers.items(), ("中央组织部", "ccpod")]))


def read(text: str, said: SaidOfEdition | None = None, names: PrintedVocabulary = NAMES) -> Document:
    return read_by(text, names, gazetteer=gazetteer(), said=said)


def asked(document: Document) -> list[str]:
    wanted = (UNKNOWN.partition("“")[0], BESIDE.partition("”")[2])
    return [each.message for each in document.problems if any(words in each.message for words in wanted)]


def issuers(document: Document) -> set[object]:
    return {document.edition.issuing_body, *(award.issuing_body for award in document.awards)}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (f"湖北省民政厅{ABOUT}\n\n{ENTRIES}", "湖北省民政厅"),
        (f"{ABOUT}\n\n{ENTRIES}\n湖北省民政厅\n{DAY}\n", "湖北省民政厅"),
        (f"{ABOUT}\n\n{ENTRIES}\n湖北省民政厅 {DAY}\n", "湖北省民政厅"),
        (f"湖北省民政厅\n{ABOUT}\n\n{ENTRIES}", "湖北省民政厅"),
        (f"2018年度{HONOUR}名单公布\n\n近日，湖北省民政厅公布2018年度{HONOUR}。\n{ENTRIES}", "湖北省民政厅"),
        (f"民政部基层政权建设和社区治理司{ABOUT}\n\n{ENTRIES}", "民政部基层政权建设和社区治理司"),
        (
            "湖北省民政廳關於公布2018年度中國社區治理十大創新成果名單的通知\n\n"
            f"提名成果\n1.湖北省黃岡市紅安縣：板凳會\n2.湖北省宜昌市西陵區：紅色物業\n\n湖北省民政廳\n{DAY}\n",
            "湖北省民政廳",
        ),
    ],
)
def test_where_an_office_that_no_table_has_issues_the_list_it_is_asked_about_not_the_usual_one_taken(
    text: str, office: str
) -> None:
    document = read(text)

    assert len(document.awards) == 2
    assert issuers(document) == {None}
    assert asked(document) == [UNKNOWN.format(office)]
    (doubt,) = [each for each in document.problems if each.message in asked(document)]
    assert text[doubt.start : doubt.end] == office


@pytest.mark.parametrize(
    "text",
    [
        f"湖北省民政厅、民政部{ABOUT}\n\n{ENTRIES}",
        f"民政部 湖北省民政厅{ABOUT}\n\n{ENTRIES}",
        f"湖北省民政厅和民政部{ABOUT}\n\n{ENTRIES}",
        f"{ABOUT}\n\n{ENTRIES}\n湖北省民政厅\n民政部\n{DAY}\n",
        f"{ABOUT}\n\n{ENTRIES}\n民政部\n湖北省民政厅\n{DAY}\n",
        f"民政部{ABOUT}\n\n{ENTRIES}\n湖北省民政厅\n{DAY}\n",
        f"湖北省民政厅关于转发《民政部{ABOUT}》的通知\n\n{ENTRIES}\n湖北省民政厅\n{DAY}\n",
    ],
)
def test_an_office_that_no_table_has_beside_one_that_a_table_has_is_named(text: str) -> None:
    document = read(text)

    (issuer,) = issuers(document)
    assert isinstance(issuer, Printed) and text[issuer.start : issuer.end] == "民政部"
    assert asked(document) == [BESIDE.format("湖北省民政厅")]


@pytest.mark.parametrize(
    "text",
    [
        f"民政部{ABOUT}\n\n{ENTRIES}",
        f"民政部{ABOUT}\n\n{ENTRIES}\n民政部\n{DAY}\n".replace("关于", "關於"),
        f"{ABOUT}\n\n{ENTRIES}\n民政部 {DAY}\n",
        f"民政部\n{ABOUT}\n\n{ENTRIES}",
    ],
)
def test_a_body_of_the_tables_is_printed_where_it_issues_the_list(text: str) -> None:
    document = read(text)

    (issuer,) = issuers(document)
    assert isinstance(issuer, Printed) and issuer.value == "mca"
    assert text[issuer.start : issuer.end] == "民政部"
    assert asked(document) == []


def test_bodies_that_sign_together_on_lines_of_their_own_all_give_the_honour() -> None:
    text = f"{ABOUT}\n\n{ENTRIES}\n中央组织部\n民政部\n{DAY}\n"
    document = read(text, names=WITH_PARTY)

    (issuer,) = issuers(document)
    assert isinstance(issuer, Printed) and issuer.value == "ccpod；mca"
    assert text[issuer.start : issuer.end] == "中央组织部\n民政部"
    assert asked(document) == []


def test_the_usual_issuer_stays_where_nobody_is_named() -> None:
    document = read(f"2018年度{HONOUR}名单\n\n{ENTRIES}")

    assert issuers(document) == {USUAL}
    assert asked(document) == []


def test_what_a_person_says_answers_and_is_recorded_as_said() -> None:
    said = Inferred("mca", "curated", "说明")
    document = read(f"湖北省民政厅{ABOUT}\n\n{ENTRIES}", SaidOfEdition(issuing_body=said))

    assert {award.issuing_body for award in document.awards} == {said}
    assert asked(document) == []
