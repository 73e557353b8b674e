"""A package fills an empty library, which gives the same package again; a damaged one changes nothing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cases.choices import CodingState, State, Through
from cases.curation.library import problems_of_library
from cases.curation.release import seal, withdraw
from cases.models import Award, Coding, DataVersion, PublicVersion, PublishedForm, Revision
from tests.dataset.packages import bytes_of, changed, exported, make_library, rows, taken_away
from tests.factories import make_award
from tests.roles import REVIEWER, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path) -> Path:
    """Of the made-up library, with a history, a withdrawn and a sealed award, which is gone again."""

    def make() -> Path:
        awards, reviewer = make_library(), account("shen", REVIEWER)
        extra = [make_award(title=f"第{number}个", number=number) for number in (5, 6)]
        withdraw(extra[0], reviewer, "重复")
        seal(extra[1], reviewer, "涉及个人隐私")
        coding = awards[0].codings.get(state=CodingState.ACCEPTED)
        coding.note = "核对过。"
        coding.save()
        return exported(tmp_path / "package")

    return taken_away(make)


def test_the_next_export_has_the_same_bytes(package, tmp_path):
    assert not Award.objects.exists()
    call_command("load_dataset", str(package))
    again = exported(tmp_path / "again")
    assert bytes_of(again).keys() == bytes_of(package).keys()
    assert bytes_of(again) == bytes_of(package)


def test_what_was_loaded_is_in_order_and_goes_on_from_its_version(package, tmp_path):
    call_command("load_dataset", str(package))
    assert problems_of_library() == []
    version = PublicVersion.objects.get()
    assert version.number > 1 and version.data_version <= DataVersion.current().number
    assert set(Revision.objects.values_list("through", flat=True)) >= {Through.LOADER}
    withdrawn = Award.objects.get(state=State.WITHDRAWN)
    assert (withdrawn.title, withdrawn.text) == ("", "")
    assert Award.objects.filter(state=State.SEALED).count() == 1

    coding = Coding.objects.accepted().first()
    coding.note = "另一条说明。"
    coding.save()

    assert PublicVersion.objects.first().number == version.number + 1
    old = exported(tmp_path / "old", number=str(version.number))
    assert bytes_of(old) == bytes_of(package)


def test_readers_find_what_was_loaded(package, client):
    call_command("load_dataset", str(package))
    listed = json.loads(b"".join(client.get("/cases.json").streaming_content))
    assert listed["total"] == len(rows(package, "awards"))
    assert Coding.objects.filter(state=CodingState.ACCEPTED).count() == len(rows(package, "codings"))
    for row in rows(package, "withdrawn"):
        assert client.get(f"/cases/{row['accession']}/").status_code == 410


def test_a_library_that_is_not_empty_is_left_alone(package):
    make_award()
    before = (Award.objects.count(), Revision.objects.count(), DataVersion.current())
    with pytest.raises(CommandError, match="案例库不是空的（.*案例 1"):
        call_command("load_dataset", str(package))
    assert (Award.objects.count(), Revision.objects.count(), DataVersion.current()) == before


WRONG = {
    "no number": (
        "awards.csv",
        (b",winner,", b",winner,x"),
        r"awards.csv 第 1 行（不计表头），rank：“x”不是",
    ),
    "unknown": (
        "codings.csv",
        (b",talk,", b",walk,"),
        r"codings.csv 第 1 行（不计表头），term：terms.csv 里没有“walk”",
    ),
    "empty": ("terms.csv", (b"talk,", b","), r"terms.csv 第 3 行（不计表头），slug：必填，却空着"),
    "cells": (
        "schemes.csv",
        (b"motives,", b"motives,,"),
        r"schemes.csv 第 2 行（不计表头）：应有 4 格，却有 5 格",
    ),
    "twice": ("terms.csv", (b"honour,", b"talk,"), r"terms.csv 第 3 行（不计表头）：主键 talk 重复"),
    "header": ("tiers.csv", (b"slug,", b"slog,"), r"tiers.csv：表头应为 slug,name"),
    "choice": ("codings.csv", (b",high,", b",sure,"), r"confidence：“sure”不是可取的值（high、medium、low）"),
    "truth": ("terms.csv", (b",false,", b",no,"), r"“no”应为 true 或者 false"),
    "utf-8": ("coders.csv", (b"\xe7", b"\xff"), r"coders.csv：不是 UTF-8"),
    "moment": ("revisions.csv", (b"+00:00", b""), r"revised_at：“.*”不是带时区的时间"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_by_file_and_row_and_nothing_is_loaded(package, name):
    file, (old, new), why = WRONG[name]
    assert old in (package / file).read_bytes()
    changed(package, file, lambda content: content.replace(old, new, 1))
    with pytest.raises(CommandError) as refused:
        call_command("load_dataset", str(package))
    assert str(refused.value).startswith("没有装载，案例库未作任何改动：")
    assert re.search(why, str(refused.value)), refused.value
    assert not Award.objects.exists() and not PublicVersion.objects.exists()


def test_a_changed_or_cut_file_is_told_by_its_hash(package):
    path = package / "origins.csv"
    content = path.read_bytes()
    path.write_bytes(content[:-7])
    with pytest.raises(CommandError, match="origins.csv：应为 .* 字节，却有"):
        call_command("load_dataset", str(package))
    path.write_bytes(content.replace(b"title", b"eltit", 1))
    with pytest.raises(CommandError, match="origins.csv：SHA-256 与 datapackage.json 所记不符"):
        call_command("load_dataset", str(package))
    path.unlink()
    with pytest.raises(CommandError, match="origins.csv：无法读取"):
        call_command("load_dataset", str(package))


def test_another_content_with_right_hashes_of_files_is_told_by_the_version(package):
    changed(
        package,
        "terms.csv",
        lambda content: content.replace("的定义。".encode(), "的另一个定义。".encode(), 1),
    )
    with pytest.raises(CommandError, match=r"治理机制（terms）：内容与公布版本的校验值不符"):
        call_command("load_dataset", str(package))
    assert not Award.objects.exists() and not PublishedForm.objects.exists()


def test_what_the_room_refuses_is_not_loaded(package):
    changed(package, "awards.csv", lambda content: content.replace("三社联动".encode(), "四社联动".encode()))
    with pytest.raises(CommandError, match="不合本库的规则"):
        call_command("load_dataset", str(package))
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    "content", [None, b"{", b"[]", b'{"casebook": {"format": 99}}', b'{"casebook": {"format": 1}}']
)
def test_what_is_no_package_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(CommandError, match="datapackage.json"):
        call_command("load_dataset", str(tmp_path))


@pytest.mark.slow
def test_the_whole_library_comes_back_from_another_database(whole_library, tmp_path):
    """From the database of the tests into a new one on SQLite, and out of that."""
    package = exported(tmp_path / "package")
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    environment = os.environ | {"DATABASE_URL": url, "INDEX_DIR": str(tmp_path / "index")}
    for command in (("migrate", "-v0"), ("load_dataset", package), ("export_dataset", tmp_path / "again")):
        run = [sys.executable, settings.BASE_DIR / "manage.py", *command]
        subprocess.run(run, check=True, env=environment, capture_output=True)
    assert len(rows(package, "awards")) == 46
    assert bytes_of(tmp_path / "again") == bytes_of(package)
