"""The pages of the admin stay quick as tables grow: the number of queries does not."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Award
from cases.models.writing import writing
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.models.samples import MODELS
from tests.origins import make_attribution, passage_in, said_of
from tests.replay import replayed
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db


@replayed
def grown(times: int) -> None:
    """So many rows of everything that lists show, each row with relations of its own."""
    with writing():
        for _ in range(times):
            grow()


def grow() -> None:
    province = make_division("某省")
    county = make_division("某县", parent=province)
    year = 2000 + Award.objects.count()
    edition = make_edition(year=year, source=make_source())
    award = make_award(edition=edition, place_then=county, place_now=county, source=make_source())
    broader = make_mechanism(f"上位{year}")
    make_coding(award, make_mechanism(f"术语{year}", broader=broader, names=(f"别名{year}",)))
    make_attribution(award, "title")
    award.milestones.create(kind="accepted", year=2030, **said_of(award, "2030"))
    award.former_accessions.create(accession=f"0001-sqzl-w{year}")
    award.source.facts.create(label="作者", value="通知", **passage_in(award.source, "通知"))
    another = make_source()
    edition.facts.create(source=another, label="主题", value="通知", **passage_in(another, "通知"))
    edition.quotas.create(tier=make_tier("winner"), declared=1, **passage_in(edition.source, "1"))
    broader.contrasts.create(text="易混", why="不同。")
    award.reports.create(message="有错字。")
    county.later.create(successor=make_division("某区", parent=province))


@pytest.mark.slow
def test_its_lists_take_as_many_queries_for_many_rows_as_for_few(as_curator, writable):
    def queries(rows: int) -> int:
        with transaction.atomic():
            grown(rows)
            with CaptureQueriesContext(connection) as captured:
                as_curator.get(url(writable, "changelist"))
            transaction.set_rollback(True)
        return len(captured)

    assert queries(2) == queries(6) <= 9


@pytest.mark.slow
def test_its_lists_leave_out_the_long_texts(as_curator):
    grow()
    for model in (Award, *(row for row in MODELS if row.__name__ in ("Source", "Coding", "Attribution"))):
        with CaptureQueriesContext(connection) as captured:
            as_curator.get(url(model, "changelist"))
        selected = [query["sql"].split(" FROM ")[0] for query in captured]
        assert not any('"text"' in columns and "SUBSTR" not in columns.upper() for columns in selected)


@pytest.mark.slow
def test_the_form_of_an_award_takes_as_many_queries_for_forty_codings_as_for_one(as_curator):
    award = make_award(rank=1, state="draft", text="".join(f"第{number}项。" for number in range(100, 140)))
    make_coding(award, make_mechanism("某术语"))
    make_attribution(award, "title")
    award.attestations.create(source=make_source(), start=0, end=2)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_curator.get(url(Award, "change", award.pk))
        return len(captured)

    few = queries()
    with writing():
        for number in range(101, 140):
            make_coding(award, make_mechanism(f"术语{number}"), evidence=f"第{number}项")
        for year, name in enumerate(("year", "tier", "rank"), start=2020):
            make_attribution(award, name)
            award.milestones.create(kind="accepted", year=year, **said_of(award, str(year)))
            award.attestations.create(source=make_source(), start=0, end=2)
    assert award.codings.count() == 40
    assert queries() == few < 25
