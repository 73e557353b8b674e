"""Whatever stands in the cells: every row is counted, nothing untrue is taken, nothing is half written."""

import random

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.curation.library import problems_of_library
from cases.fields import FIELDS
from cases.imports.receiving import ImportRefused
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.taking import take
from cases.models import Award
from tests.imports.sheets.edited import bring_in, counts, csv_file, exported
from tests.small_library import make_small_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMES = [each.name for each in FIELDS]
CELLS = st.one_of(
    st.text(max_size=12).filter(lambda text: "\0" not in text),
    st.sampled_from(
        ["", " ", "'", "'=1+1", "1E+99", "9" * 40, "-1", "２", "二", "0", "农村", "urban", "政社互动", "民情",
         "江苏省太仓市", "江苏省", "小营街道", "2014-01-01", "#N/A", "；；", "2014-sqzl-w02", "0000-sqzl-n01"]
    ),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(NAMES), CELLS), max_size=6)


@pytest.fixture(scope="module", autouse=True)
def library(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_small_library()
        yield
        transaction.set_rollback(True)


def test_the_small_library_is_in_order(library):
    assert problems_of_library() == []


@settings(max_examples=60)
@given(edits=EDITS, seed=st.integers(0, 10))
def test_any_cells_end_in_counted_rows_and_a_library_in_order(edits, seed):
    with transaction.atomic():
        rows = exported()
        for at, name, cell in edits:
            rows[at][name] = cell
        names = random.Random(seed).sample(NAMES, len(NAMES))
        content = csv_file(rows, names)
        if open_sheet("sheet.csv", content) is not None:
            _bring_in_and_take(content)
        transaction.set_rollback(True)


def _bring_in_and_take(content: bytes) -> None:
    before = Award.objects.count()
    intake = bring_in(content)
    read, changed, unchanged, refused = counts(intake)
    assert read == changed + unchanged + refused
    assert intake.rows.count() == changed + refused
    if changed:
        assert take(intake, intake.lock, by=User(username="boss", is_superuser=True)).changed == changed
    else:
        with pytest.raises(ImportRefused):
            take(intake, intake.lock)
    assert problems_of_library() == []
    assert Award.objects.count() == before


@settings(max_examples=60)
@given(cut=st.integers(0, 3000), put=st.binary(max_size=8), at=st.integers(0, 3000))
def test_a_damaged_file_is_a_sheet_a_document_or_refused(cut, put, at):
    content = csv_file(exported(), encoding="gb18030")[: cut or None]
    content = content[:at] + put + content[at:]
    with transaction.atomic():
        sheet = open_sheet("sheet.csv", content)
        if sheet is not None:
            read, changed, unchanged, refused = counts(bring_in(content))
            assert read == changed + unchanged + refused
        transaction.set_rollback(True)
