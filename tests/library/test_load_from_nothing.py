"""`load_library` on an empty database: all or nothing, and in words."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from cases.library.load import load
from cases.models import Award, Division, Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_bad_fixture_leaves_nothing_half_written(fixtures: Path, edit):
    edit("awards", lambda snapshots: snapshots[20].update(text="不是原文的话", paragraph_starts=[0]))
    with pytest.raises(ValidationError):
        load(fixtures)
    assert (Award.objects.count(), Source.objects.count(), Division.objects.count()) == (0, 0, 0)


def test_the_command_reports_in_words_and_skips_a_library_that_is_not_empty(capsys):
    call_command("load_library")
    assert "案例：新增 46" in capsys.readouterr().out
    call_command("load_library", "--if-empty")
    assert "未装载" in capsys.readouterr().out
