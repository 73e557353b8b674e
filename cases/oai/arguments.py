"""What a request of the protocol may say, verb by verb (section 4), and how it is read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.oai import datestamps
from cases.oai.refusal import Refusal
from cases.oai.resumption import Token
from cases.quoting import within_quotes

LETTERS = r"[A-Za-z0-9_.!~*'()-]+"
PREFIX = re.compile(LETTERS)
SET = re.compile(f"{LETTERS}(?::{LETTERS})*")
OF_LISTS = ("from", "until", "set")
SHOWN = 100  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Allowed:
    """The arguments of a verb; a resumption token stands for all others."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    is_resumed: bool = False


VERBS: Mapping[str, Allowed] = {
    "GetRecord": Allowed(("identifier", "metadataPrefix")),
    "Identify": Allowed(),
    "ListIdentifiers": Allowed(("metadataPrefix",), OF_LISTS, is_resumed=True),
    "ListMetadataFormats": Allowed(optional=("identifier",)),
    "ListRecords": Allowed(("metadataPrefix",), OF_LISTS, is_resumed=True),
    "ListSets": Allowed(is_resumed=True),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a list has: of a set, empty for all, changed from one second to another, both included.

    `after` is the last one that was delivered, (second, accession number), and `delivered` how many were.
    """

    set: str
    first: int | None
    last: int | None
    after: tuple[int, str] | None = None
    delivered: int = 0


def checked(given: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Name → value, `verb` among them; Refusal where it is not what the protocol allows."""
    asked: dict[str, list[str]] = {}
    for name, values in given:
        asked.setdefault(name, []).extend(values)
    verbs = asked.pop("verb", [])
    if len(verbs) != 1 or verbs[0] not in VERBS:
        said = (
            "不能重复"
            if len(verbs) > 1
            else "没有写"
            if not verbs
            else f"“{within_quotes(verbs[0][:SHOWN])}”不存在"
        )
        raise Refusal("badVerb", f"verb {said}；可用的有：{'、'.join(VERBS)}。")
    allowed = VERBS[verbs[0]]
    token = ("resumptionToken",) if allowed.is_resumed else ()
    for name, values in asked.items():
        if name not in (*allowed.required, *allowed.optional, *token):
            raise Refusal("badArgument", f"{verbs[0]} 没有参数“{within_quotes(name[:SHOWN])}”。")
        if len(values) > 1:
            raise Refusal("badArgument", f"参数 {name} 只能写一次。")
    arguments = {name: values[0] for name, values in asked.items()}
    if "resumptionToken" in arguments and len(arguments) > 1:
        raise Refusal("badArgument", "resumptionToken 不能与其他参数同用。")
    if "resumptionToken" not in arguments:
        for name in allowed.required:
            if name not in arguments:
                raise Refusal("badArgument", f"缺少参数 {name}。")
    _check_forms(arguments)
    return {"verb": verbs[0], **arguments}


def _check_forms(arguments: Mapping[str, str]) -> None:
    for name, form in (("metadataPrefix", PREFIX), ("set", SET)):
        if name in arguments and not form.fullmatch(arguments[name]):
            raise Refusal(
                "badArgument", f"参数 {name} 的写法不对：“{within_quotes(arguments[name][:SHOWN])}”。"
            )
    spans = {}
    for name in ("from", "until"):
        if name in arguments:
            spans[name] = datestamps.read(arguments[name])
            if spans[name] is None:
                raise Refusal(
                    "badArgument",
                    f"参数 {name} 应为协调世界时，形如 2026-11-28 或 2026-11-28T09:30:00Z，"
                    f"得到“{within_quotes(arguments[name][:SHOWN])}”。",
                )
    if len(spans) == 2:
        if datestamps.is_day(arguments["from"]) != datestamps.is_day(arguments["until"]):
            raise Refusal("badArgument", "from 和 until 的精度须相同。")
        if arguments["from"] > arguments["until"]:
            raise Refusal("badArgument", "from 不能晚于 until。")


def selection(arguments: Mapping[str, str]) -> Selection:
    """What checked arguments of a list select."""
    first, last = (datestamps.read(arguments.get(name, "")) for name in ("from", "until"))
    return Selection(arguments.get("set", ""), first[0] if first else None, last[1] if last else None)


def resumed(verb: str, written: str) -> tuple[str, Selection, Mapping[str, str]]:
    """Of a list that goes on: its format, what is to come, its first arguments; Refusal of a wrong token."""
    token = Token.read(written)
    if token is None or token.verb != verb:
        raise Refusal("badResumptionToken", "resumptionToken 不是本站就这一请求所给的。")
    arguments = token.arguments
    try:
        checked([("verb", [verb]), *((name, [value]) for name, value in arguments.items())])
    except Refusal as refusal:
        raise Refusal("badResumptionToken", "resumptionToken 不是本站所给的。") from refusal
    of_all = selection(arguments)
    going_on = Selection(
        of_all.set, of_all.first, of_all.last, (token.second, token.accession), token.delivered
    )
    return arguments["metadataPrefix"], going_on, arguments
