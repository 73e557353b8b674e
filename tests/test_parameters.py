"""Wrong parameters: one exception that says what is wrong, and how a message repeats a value."""

import pytest

from cases.parameters import (
    InvalidParameters,
    check_number,
    collect,
    refuse_unknown,
    shown,
    unknown_parameters,
)


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


def refusal(check, *given) -> str:
    with pytest.raises(InvalidParameters) as refused:
        check(*given)
    return str(refused.value)


def test_fifty_values_of_one_parameter_and_a_hundred_in_all_are_taken() -> None:
    assert check_number([("place", ["x"] * 50), ("mechanism", ["x"] * 50)]) is None


def test_more_are_refused_and_counted() -> None:
    assert refusal(check_number, [("place", ["x"] * 51)]).startswith(
        "参数 place 有 51 个值，每个参数最多 50 个"
    )
    many = [("place", ["x"] * 50), ("mechanism", ["x"] * 50), ("q", ["x"])]
    assert refusal(check_number, many).startswith("这个网址共有 101 个参数值，最多 100 个")


def test_what_others_add_to_addresses_is_no_parameter_that_is_missing() -> None:
    added = ["utm_source", "UTM_MEDIUM", "gclid", "fbclid", "spm", "from", "isappinstalled", "hmsr", "bd_vid"]
    assert unknown_parameters(added, ("q",)) == []


def test_an_unknown_parameter_is_named_with_those_that_there_are() -> None:
    assert unknown_parameters(["q", "mechansim", "页"], ("q", "mechanism")) == ["mechansim", "页"]
    assert refusal(refuse_unknown, ["q", "yaer"], ("q", "year")) == (
        "这里没有参数“yaer”，请核对拼写。可用的参数是 q、year。"
    )
    assert refusal(refuse_unknown, ["version"], ()) == (
        "这里没有参数“version”，请核对拼写。这个网址不带参数。"
    )


def test_a_message_names_no_more_than_ten() -> None:
    assert len(unknown_parameters([f"x{n}" for n in range(999)], ())) == 10
