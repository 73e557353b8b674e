"""按工作难题找: what the repository's rows list is what their words say."""

import pytest
from django.conf import settings

from cases.index.index import Index
from cases.library.curated import load_problems
from cases.listing.result_list import ResultList
from cases.listing.saved_query import state_of

ROWS = {row["words"]: row for row in load_problems(settings.BASE_DIR / "fixtures" / "curated")}


def listed(words: str, index: Index) -> set[str]:
    state = state_of(ROWS[words]["query"], index.vocabulary)
    results = ResultList(state, index)
    return {record.id for record in index.records([int(pk) for pk in results.order])}


def test_every_problem_leads_to_cases(real_index):
    assert len(ROWS) >= 10
    assert [words for words in ROWS if not listed(words, real_index)] == []


@pytest.mark.parametrize(
    ("words", "cases"),
    [
        ("老旧小区没有物业", {"0000-sqzl-w01", "2015-sqzl-n03", "2021-jczl-t01"}),
        ("村级小微权力管不住", {"2015-sqzl-w06", "2015-sqzl-n01"}),
        ("社区负担重、台账多", {"0000-sqzl-w01", "2014-sqzl-w05", "2014-sqzl-w11", "2014-sqzl-n09"}),
        ("矛盾纠纷多", {"2014-sqzl-w04", "2015-sqzl-n02", "2021-jczl-t03"}),
        ("三留守无人关爱", {"2015-sqzl-n08"}),
        ("老人没人照料", {"2014-sqzl-w09", "2014-syq-p01", "2021-jczl-t03", "2021-jczl-t04"}),
    ],
)
def test_a_problem_lists_the_cases_that_were_read_for_it(real_index, words, cases):
    assert listed(words, real_index) == cases
