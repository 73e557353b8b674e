"""Nothing that can be typed into the search box, or into its address, is an error."""

from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_library import make_small_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANY_CHARACTER = st.characters(exclude_categories=[])
SIGNS = st.sampled_from(
    [
        "标题:",
        "正文：",
        "地区:",
        " ",
        "|",
        "-",
        '"',
        "“",
        "”",
        "(",
        "*",
        "+",
        "'",
        "\0",
        "\ud800",
        "%",
        "\u202e",
    ]
    + ["三社联动", "2014", "AND", " OR ", "NOT ", "sanshe", "苏州", "社", "，", "\n", "NEAR(", "^", "{", "🏘"]
)
TYPED = st.one_of(
    st.text(ANY_CHARACTER, max_size=60),
    st.lists(SIGNS, max_size=12).map("".join),
    st.binary(max_size=40),
)
LONG = ["社" * 10_000, "a" * 10_000, "社区 " * 3_000, '"' * 10_000, "-" * 10_000, "|社" * 5_000, "36" * 5_000]
ADDRESSES = ["/cases/", "/suggest/", "/cases.csv", "/cases.json"]
# The fixture is a library that no example changes.
NO_CONCERN = [*settings.default.suppress_health_check, HealthCheck.function_scoped_fixture]
often = settings(max_examples=120, suppress_health_check=NO_CONCERN)


@pytest.fixture
def ask(client, index_dir):
    """The status of an answer, read to the end."""
    make_small_library()

    def status(address: str, typed: str | bytes) -> int:
        raw = typed if isinstance(typed, bytes) else typed.encode("utf-8", "surrogatepass")
        response = client.get(f"{address}?q={quote_from_bytes(raw)}")
        list(response)
        return response.status_code

    return status


@often
@given(TYPED)
def test_the_list_answers_whatever_is_typed(ask, typed):
    assert ask("/cases/", typed) == 200


@often
@given(TYPED)
def test_suggestions_answer_whatever_is_typed(ask, typed):
    assert ask("/suggest/", typed) == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_long_and_odd_queries_are_answered_everywhere(ask, address):
    for typed in [*LONG, b"\xff\xfe", b"\xed\xa0\x80", b"\0", "\0社区\0", "\ud800社区", "%", "%ZZ", ""]:
        assert ask(address, typed) == 200, typed[:20]


def test_an_address_that_is_cut_off_or_doubled_is_answered(client, index_dir):
    make_small_library()
    for query in (
        "q=%",
        "q=%E7%A4",
        "q",
        "q=a&q=b",
        "q=a%00b",
        f"q={quote('社区')[:-1]}",
        "q[]=a",
        "&&&",
        "q=%u793e",
    ):
        assert client.get(f"/cases/?{query}").status_code == 200, query
