"""What the library exports comes back unchanged, as CSV and as Excel, whole and in parts."""

import pytest
from django.test import Client

from cases.choices import IntakeKind
from cases.imports.receiving import ImportRefused
from cases.imports.taking import take
from cases.models import Award, DataVersion, StoredChange
from tests.imports.sheets.edited import bring_in, counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def download(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("address", ["/cases.csv", "/cases.csv?raw=1", "/cases.csv?bom=0", "/cases.xlsx"])
def test_what_is_exported_comes_back_as_no_change(whole_library, address):
    version = DataVersion.current().number
    intake = bring_in(download(address), address.partition("?")[0])
    awards = Award.objects.published().count()
    assert awards == 46
    assert counts(intake) == (awards, 0, awards, 0)
    assert (intake.kind, intake.problems) == (IntakeKind.SPREADSHEET, [])
    assert not StoredChange.objects.exists()
    assert DataVersion.current().number == version


def test_where_nothing_changed_there_is_nothing_to_take_in(whole_library):
    intake = bring_in(download("/cases.csv"))
    with pytest.raises(ImportRefused, match="没有可以收录的条目"):
        take(intake, intake.lock)
