"""Why an inferred value stands there, in one sentence about the case; the codebook has the rule behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.models import Award
from cases.readers.rules import BOTH, CURATED, RULES, setting_words

BY_HAND = "编者阅读原文后判定。"
NAMED = 2  # words of the text that a sentence quotes


@dataclass(frozen=True, slots=True)
class InferredValue:
    """What is inferred of whom: the label of the value, and what was noted beside its rule."""

    award: Award
    label: str
    note: str = ""


def reason(rule: str, inferred: InferredValue) -> str:
    """The sentence of a rule, or its explanation where it has none; a note of curators stands as it is."""
    if rule == CURATED:
        return inferred.note or BY_HAND
    if rule in SENTENCES:
        return SENTENCES[rule](inferred)
    said = RULES[rule].explanation if rule in RULES else ""
    return " ".join(filter(None, [said, inferred.note])) or BY_HAND


def _issuer(inferred: InferredValue) -> str:
    return f"原文没有印出发布机关；{inferred.award.edition.programme}惯常由{inferred.label}发布。"


def _title(inferred: InferredValue) -> str:
    return "原文没有印出案例标题，以称号的名称为标题。"


def _level(inferred: InferredValue) -> str:
    applicant = inferred.award.applicant
    if not applicant:
        return "原文没有印出申报单位，按所在地区的地名判断。"
    return f"按“{applicant}”的字面判断。"


def _level_of_place(inferred: InferredValue) -> str:
    name = inferred.note or "所在地区"
    return f"{name}单凭字面分不清层级，按地名库中当年的层级。"


def _unit(inferred: InferredValue) -> str:
    return f"按“{inferred.award.applicant}”的字面判断。"


def _setting(inferred: InferredValue) -> str:
    rural, urban = setting_words(inferred.award.title, inferred.award.text)
    words = f"{inferred.award.title}\n{inferred.award.text}"
    if BOTH in words:
        return f"标题或正文写有“{BOTH}”。"
    said = [*urban[:NAMED], *rural[:NAMED]] or ["社区"]
    lacking = "" if rural and urban else f"，没有{'城市' if rural else '农村'}字样"
    return f"标题或正文写有{''.join(f'“{word}”' for word in said)}{lacking}。"


def _superior(inferred: InferredValue) -> str:
    return f"案例的文字没有印出{inferred.label}，按当年的隶属关系补出。"


def _from_above(inferred: InferredValue) -> str:
    """The note is 承前文“福建省”, the words that a heading or an entry before it prints."""
    words = inferred.note.removeprefix("承前文")
    return f"案例的文字没有印出{inferred.label}，上文印有{words}。"


def _full_name(inferred: InferredValue) -> str:
    return f"{inferred.note or '原文印的是简称'}，写作全称。"


SENTENCES: dict[str, Callable[[InferredValue], str]] = {
    "issuer-of-programme": _issuer,
    "title-of-recognition": _title,
    "level-from-words": _level,
    "level-from-place": _level_of_place,
    "kind-from-words": _unit,
    "organ-from-words": _unit,
    "setting-from-words": _setting,
    "place-from-gazetteer": _superior,
    "place-from-above": _from_above,
    "full-name-of-place": _full_name,
}
