"""Wrong parameters: one exception that says what is wrong, and how a message repeats a value."""

from cases.parameters import InvalidParameters, collect, shown


def refuse(*messages: str) -> None:
    raise InvalidParameters(messages)


def test_a_short_value_is_repeated_as_it_is() -> None:
    assert shown("深圳") == "深圳"


def test_a_long_value_is_cut() -> None:
    assert shown("字" * 41) == "字" * 40 + "…"


def test_what_cannot_be_printed_is_replaced() -> None:
    assert shown("a\x07b\u202ec") == "a�b�c"


def test_problems_of_several_readers_are_said_together() -> None:
    problems: list[str] = []
    assert collect(problems, lambda: 1) == 1
    assert collect(problems, lambda: refuse("甲", "乙")) is None
    assert collect(problems, lambda: refuse("丙")) is None
    assert problems == ["甲", "乙", "丙"]


def test_a_wrong_address_is_a_bad_request_unless_said_otherwise() -> None:
    assert InvalidParameters(["甲"]).status == 400
    assert InvalidParameters(["甲"], status=410).status == 410
