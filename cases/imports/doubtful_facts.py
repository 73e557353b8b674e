"""What is doubtful in the facts of a document that came in: missing, not printed, or held otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cases.imports.facts import Facts
from cases.imports.proposals import edition_of
from cases.library.snapshots.editions import COUNTED
from cases.models import Edition, IssuingBody
from cases.models.intake import problem_at
from cases.readers.edition import NOT_SETTLED
from cases.readers.issuers import NOT_KNOWN

ASKED = {"title": "标题", "programme": "评选项目", "kind": "文献种类"}  # no document is without them
NO_YEAR = "没有读到年度，请写明；原文确实没有年度的，可以就这样收录。"
NO_ISSUER = "没有读到发布机关，这个评选项目也没有惯常的发布机关：请写明；无从查考的，可以就这样收录。"
COUNTS = {"batch": "批次", "round": "届"}
OTHER_ISSUERS = (
    "库中这一届次的发布机关是{}，与{}的“{}”不同，这样收录之后不能发布：请改成一致，或者先改正库中的届次。"
)
Row = dict[str, Any]  # a problem, as `problem_at` makes it


def doubtful_facts(facts: Facts, text: str, of_reader: Iterable[Row] = ()) -> Iterator[Row]:
    """What has to be asked for, and what could be taken in but not be published.

    `fact` of a problem names what alone answers it. `of_reader` are the problems that its reader names.
    """
    for name, label in ASKED.items():
        if name not in facts:
            yield problem_at(f"没有读到{label}，请写明。") | {"fact": name}
    if "year" not in facts and "no_year" not in facts and not any(map(asks_for_year, of_reader)):
        yield problem_at(NO_YEAR)
    if "issuers" not in facts and "programme" in facts and not any(map(asks_for_issuer, of_reader)):
        edition = _edition(facts)
        if edition is None or not edition.bodies:
            yield problem_at(NO_ISSUER)
    for name, label in COUNTS.items():
        if name in facts and (value := str(facts[name]["value"])) not in text:
            message = f"{label}“{value}”在全文中没有印出，不能收录：请改成印出的，没有的留空。"
            yield problem_at(message) | {"fact": name}
    if "programme" in facts and "issuers" in facts:
        yield from _other_issuers(facts)


def asks_for_year(problem: Row) -> bool:
    """Whether a problem of a document is that nothing says of which year its awards are."""
    message: str = problem["message"]
    return message == NO_YEAR or message.startswith(NOT_SETTLED)


def asks_for_issuer(problem: Row) -> bool:
    """Whether a problem of a document is that nothing says who gives its awards."""
    message: str = problem["message"]
    return message == NO_ISSUER or message.startswith(NOT_KNOWN)


def _edition(facts: Mapping[str, Mapping[str, Any]]) -> Edition | None:
    """The edition that the document is about, if it is held."""
    named = {name: facts[name]["value"] for name in ("programme", *COUNTED) if name in facts}
    return edition_of({**named, "year": facts["year"]["value"] if "year" in facts else None})


def _other_issuers(facts: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    edition = _edition(facts)
    held = edition.bodies if edition is not None else []
    fact = facts["issuers"]
    if not held or {body.slug for body in held} == set(fact["value"]):
        return
    names = dict(IssuingBody.objects.filter(slug__in=fact["value"]).values_list("slug", "name"))
    given = "、".join(names.get(slug, slug) for slug in fact["value"])
    by = "文中所印" if "start" in fact else "写明"
    message = OTHER_ISSUERS.format("、".join(map(str, held)), by, given)
    yield problem_at(message, fact.get("start"), fact.get("end"))
