"""Words that readers look for and do not find are counted, and no request waits for it or fails by it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from cases.listing import zero_results
from cases.management.commands.run_worker import count_zero_results
from cases.models import ZeroResultSearch
from cases.models import zero_result_search as kept
from tests.factories import make_award
from tests.roles import EDITOR, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    settings.INDEX_DIR = tmp_path / "index"


def counted() -> dict[str, int]:
    zero_results.collect()
    return dict(ZeroResultSearch.objects.values_list("words", "times"))


def test_what_finds_nothing_is_counted_in_one_form(client):
    make_award(title="社区协商")
    for words in ("小區停車", "小区　停车", "小区停车", "小区停车", "社区协商"):
        assert client.get("/cases/", {"q": words}).status_code in (200, 302)
    assert counted() == {"小区停车": 4}
    assert ZeroResultSearch.objects.first().day == timezone.localdate()


def test_the_desk_says_where_no_worker_counts(admin_client, settings):
    noted = settings.INDEX_DIR / zero_results.NOTED
    assert zero_results.days_waiting() == 0

    def shown() -> str:
        return admin_client.get("/admin/desk/problems/").content.decode()

    for days, is_said in ((1, False), (3, True)):
        noted.write_text(f"{timezone.localdate() - timedelta(days=days)}\t停车\n", encoding="utf-8")
        assert ("3 天没有计入" in shown()) == is_said
    assert "run_worker" in shown()
    zero_results.collect()
    assert "没有计入" not in shown()
    noted.write_bytes(b"\xff cut")
    assert zero_results.days_waiting() == 0


def test_what_other_conditions_leave_out_is_not_counted(client):
    make_award(title="社区协商", year=2014)
    make_award(title="停车", year=2015)
    client.get("/cases/", {"q": "停车", "year": "2014"})
    assert counted() == {}


@pytest.mark.parametrize(
    "words", ["a@example.cn", "13912345678", "１３９１２３４５６７８", "停" * 41, "？！", ""]
)
def test_what_may_be_somebodys_and_what_is_no_word_is_not_kept(words):
    assert zero_results.normal(words) == ""


def test_a_page_comes_where_nothing_can_be_noted(client, settings, tmp_path):
    make_award()
    assert client.get("/cases/", {"q": "停车"}).status_code == 200
    noted = settings.INDEX_DIR / zero_results.NOTED
    noted.unlink()
    noted.mkdir()
    assert client.get("/cases/", {"q": "停车"}).status_code == 200


def test_a_request_writes_nothing_into_the_database(client, django_assert_num_queries):
    make_award()
    client.get("/cases/", {"q": "停车"})
    with django_assert_num_queries(2):
        client.get("/cases/", {"q": "停车"})
    assert not ZeroResultSearch.objects.exists()


def test_what_is_noted_has_a_bound(client, settings, monkeypatch):
    make_award()
    monkeypatch.setattr(zero_results, "LARGEST", 30)
    for _ in range(9):
        client.get("/cases/", {"q": "停车"})
    assert (settings.INDEX_DIR / zero_results.NOTED).stat().st_size < 60


def test_where_the_database_is_locked_the_words_wait(client, monkeypatch):
    make_award()
    client.get("/cases/", {"q": "停车"})

    def locked(*_arguments: object) -> None:
        raise DatabaseError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(kept.ZeroResultSearchQuerySet, "add", locked)
        patched.setattr("cases.management.commands.run_worker.connection.close", lambda: None)
        count_zero_results()
    assert not ZeroResultSearch.objects.exists()
    client.get("/cases/", {"q": "电梯"})
    assert counted() == {"停车": 1}
    assert counted() == {"停车": 1, "电梯": 1}


def test_a_day_has_room_for_so_many_words_and_old_days_go(monkeypatch):
    monkeypatch.setattr(kept, "WORDS_A_DAY", 2)
    today = timezone.localdate()
    ZeroResultSearch.objects.create(words="从前", day=today - timedelta(days=kept.DAYS_KEPT + 1))
    ZeroResultSearch.objects.add(today, {"停车": 2, "电梯": 1, "广场舞": 1})
    ZeroResultSearch.objects.add(today, {"停车": 3, "广场舞": 1})
    assert dict(ZeroResultSearch.objects.values_list("words", "times")) == {"停车": 5, "电梯": 1}


def test_a_superuser_deletes_what_somebody_typed_and_changes_nothing(admin_client):
    row = ZeroResultSearch.objects.create(words="张三的事", day=timezone.localdate())
    change = reverse("admin:cases_zeroresultsearch_change", args=[row.pk])
    assert admin_client.post(change, {"words": "李四"}).status_code == 403
    delete = reverse("admin:cases_zeroresultsearch_delete", args=[row.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 302
    assert not ZeroResultSearch.objects.exists()


def test_the_desk_lists_the_words_the_most_frequent_first():
    today = timezone.localdate()
    for day, words, times in ((0, "电梯", 1), (0, "停车", 2), (3, "电梯", 4), (100, "从前", 9)):
        ZeroResultSearch.objects.create(words=words, day=today - timedelta(days=day), times=times)
    shown = logged_in(account("editor", EDITOR)).get(reverse("admin:desk_list", args=["searches"]))
    page = shown.content.decode()
    assert page.index("电梯") < page.index("停车") and "5 次" in page and "从前" not in page
    assert "共 2 个" in page
