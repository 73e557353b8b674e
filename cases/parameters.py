"""What is wrong with the parameters of an address: one exception, and one way to repeat a wrong value."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

T = TypeVar("T")

MOST_SHOWN = 40  # characters of a wrong value that a message repeats
MOST_NAMED = 10  # unknown parameters
MOST_OF_ONE, MOST = 50, 100  # values of one parameter and of all: each link of a list page repeats them

# What mail programs, search engines, WeChat and others add to addresses to see where readers come from.
TRACKING = {
    "_ga", "_gl", "bd_vid", "clicktime", "dclid", "enterid", "fbclid", "from", "from_source", "gbraid",
    "gclid", "gdt_vid", "igshid", "isappinstalled", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "nsukey", "ref",
    "scene", "scm", "share_source", "share_token", "spm", "srsltid", "subscene", "timestamp", "tt_from",
    "twclid", "wbraid", "weibo_id", "wx_header", "yclid",
}  # fmt: skip
TRACKING_STARTS = ("hm", "mtm_", "pk_", "piwik_", "utm_")  # hmsr, hmpl, hmcu, hmkw, hmci: Baidu's


class About(str):
    """A message about certain parameters, which programs are told by name."""

    __slots__ = ("parameters",)
    parameters: tuple[str, ...]


def about(message: str, *parameters: str) -> About:
    """The message, and which parameters it is about."""
    said = About(message)
    said.parameters = parameters
    return said


class InvalidParameters(Exception):
    """The address asks for something that does not exist; `messages` say in Chinese what, and what to do.

    `status` is 410 when all that is asked for existed once, else 400.
    """

    def __init__(self, messages: Iterable[str], status: int = 400) -> None:
        self.messages = tuple(messages)
        self.status = status
        super().__init__(" ".join(self.messages))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of those that the messages are about, each once, in their order."""
        named = (name for each in self.messages if isinstance(each, About) for name in each.parameters)
        return tuple(dict.fromkeys(named))


class UnknownParameters(InvalidParameters):
    """The address has parameters that mean nothing there."""


def shown(value: str) -> str:
    """What a message repeats of a value: its beginning, characters that cannot be printed as �."""
    text = "".join(character if character.isprintable() else "�" for character in value[:MOST_SHOWN])
    return text + "…" if len(value) > MOST_SHOWN else text


def collect(problems: list[str], read: Callable[[], T]) -> T | None:
    """What `read` gives; None when the address is wrong, with the reasons added to `problems`."""
    try:
        return read()
    except InvalidParameters as invalid:
        problems.extend(invalid.messages)
        return None


def check_number(values: Iterable[tuple[str, Collection[str]]]) -> None:
    """Raise InvalidParameters for an address with more values than one page or file is made of."""
    counted = {name: len(of_one) for name, of_one in values}
    problems: list[str] = [
        about(
            f"参数 {shown(name)} 有 {number} 个值，每个参数最多 {MOST_OF_ONE} 个。请减少条件。", shown(name)
        )
        for name, number in counted.items()
        if number > MOST_OF_ONE
    ]
    total = sum(counted.values())
    if not problems and total > MOST:
        problems = [f"这个网址共有 {total} 个参数值，最多 {MOST} 个。请减少条件。"]
    if problems:
        raise InvalidParameters(problems)


def unknown_parameters(given: Iterable[str], known: Collection[str]) -> list[str]:
    """The parameters of an address that mean nothing there, as a message repeats them, tracking apart."""
    names = [name for name in given if name not in known and not _is_tracking(name)]
    return [shown(name) for name in names][:MOST_NAMED]


def refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    """Raise InvalidParameters for parameters that mean nothing: a misspelt filter would give everything."""
    if unknown := unknown_parameters(given, known):
        names = "、".join(f"“{name}”" for name in unknown)
        there_are = f"可用的参数是 {'、'.join(known)}。" if known else "这个网址不带参数。"
        said = f"这里没有参数{names}，请核对拼写。{there_are}"
        raise UnknownParameters([about(said, *unknown)])


def refuse_repeated(given: Iterable[tuple[str, Collection[str]]], names: Collection[str]) -> None:
    """Raise InvalidParameters for parameters of one value that have several: which one counts nobody sees."""
    if repeated := [name for name, values in given if name in names and len(values) > 1]:
        said = f"参数 {'、'.join(repeated)} 只能给一个值，这里给了几个。请只留一个。"
        raise InvalidParameters([about(said, *repeated)])


def _is_tracking(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith(TRACKING_STARTS)
