"""A sheet gives no award other words than its heading prints, and takes no later decision back unasked."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports.sheets.printed_words import HeadingWords
from cases.imports.taking import Undecided, take
from cases.models import Award
from tests.factories import make_award
from tests.imports.sheets.edited import bring_in, csv_file, exported, only, reasons, row_of, saved, workbook
from tests.small_library import make_small_library
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
FIRST = "2014-sqzl-w01"
SOME = ["id", "title", "year", "setting"]
HEADING = "7.社区邻里守望 案例（江苏省太仓市民政局）：三社联动，再说。议事厅"
BODY = "三是选择样本，科学试点。"


@pytest.fixture(autouse=True)
def library() -> None:
    make_small_library()


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss")


def words(
    passage: str, *, is_unit: bool = False, held: tuple[str, ...] = ("邻里守望", "太仓市民政局")
) -> bool:
    text = f"{HEADING}\n{BODY}\n"
    spans = [(text.index(each), text.index(each) + len(each)) for each in held]
    start = text.index(passage)
    return HeadingWords(text, (0, len(text)), spans).has((start, start + len(passage)), is_unit=is_unit)


@pytest.mark.parametrize(
    "passage", ["社区邻里守望", "社区邻里守望 案例", "邻里守望", "江苏省太仓市民政局", "三社联动"]
)
def test_other_bounds_in_the_heading_may_be_the_title(passage):
    assert words(passage)


@pytest.mark.parametrize(
    "passage", ["社", "里守望", "区邻里守望", "太仓", "议事厅", "三是选择样本", BODY[:-1]]
)
def test_pieces_of_words_and_words_of_the_text_may_not(passage):
    assert not words(passage)


def test_a_body_may_end_where_a_place_does():
    assert words("江苏省太仓市", is_unit=True)
    assert words("民政局", is_unit=True)
    assert not words("江苏省太仓市")
    assert not words("政局", is_unit=True)
    assert not words("社区", is_unit=True)


def test_words_of_the_text_below_are_refused_with_what_to_do(boss):
    award = make_award(title="社区三会", text=f"社区议事。\n{BODY}", rank=7, edition=make_edition(year=2014))
    for title in ("社", BODY.split("，")[0], "社区议事"):
        rows = exported()
        row_of(rows, award.accession)["title"] = title
        change = only(bring_in(csv_file(rows)))
        assert change.action == ChangeAction.REFUSED
        assert "在案例的编辑页面从原文里选中" in reasons(change)


@pytest.fixture
def old() -> list[dict[str, object]]:
    """The rows as they were exported before a reviewer accepted another setting."""
    return exported()


@pytest.fixture
def decided(old, boss) -> Award:
    rows = exported()
    row_of(rows, FIRST)["setting"] = "农村"
    intake = bring_in(csv_file(rows))
    take(intake, intake.lock, by=boss)
    return Award.objects.get(accession=FIRST)


def test_an_old_sheet_takes_a_later_decision_back_only_where_a_person_says_so(old, decided, boss):
    assert decided.setting == "rural"
    intake = bring_in(csv_file(old))
    change, now = only(intake), timezone.localtime()
    assert change.action == ChangeAction.DOUBTFUL
    assert "“城乡类型”：“城市”是以前的值" in reasons(change)
    assert f"{now.year}年{now.month}月{now.day}日已由“城市”改为“农村”（boss）" in reasons(change)
    with pytest.raises(Undecided):
        take(intake, intake.lock, by=boss)
    client = Client()
    client.force_login(boss)
    address = reverse("admin:cases_intake_sheet_row", args=[intake.pk, change.pk])
    body = client.post(address, {"action": "accept", "lock": intake.lock}, follow=True).content.decode()
    assert "是以前的值" in body
    intake.refresh_from_db()
    assert intake.rows.get().outcome == ChangeOutcome.ACCEPTED
    take(intake, intake.lock, by=boss)
    assert Award.objects.get(accession=FIRST).setting == "urban"


def test_the_page_of_an_old_sheet_asks_for_each_such_row(old, decided, boss):
    client = Client()
    client.force_login(boss)
    intake = bring_in(csv_file(old))
    body = client.get(reverse("admin:cases_intake_change", args=[intake.pk])).content.decode()
    assert "要由人决定" in body
    assert all(
        f'value="{action}">{label}</button>' in body
        for action, label in (("accept", "接受"), ("drop", "不接受"))
    )


def test_a_new_value_and_one_of_a_sheet_that_says_its_version_are_no_doubt(old, decided):
    rows = exported()
    row_of(rows, FIRST)["setting"] = "both"
    assert only(bring_in(csv_file(rows))).action == ChangeAction.CHANGED
    book = workbook(old, SOME)
    book.create_sheet("检索条件").append(["数据版本", decided.version])
    change = only(bring_in(saved(book), "a.xlsx"))
    assert change.action == ChangeAction.CHANGED
