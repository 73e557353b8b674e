"""What the rules infer of an award, asked again: what its rule does not give, a person decided."""

import re
from collections.abc import Sequence

from cases.characters import is_masked
from cases.curation.whole_award import WholeAward
from cases.fields import BY_NAME, PLACE_FIELDS
from cases.models import Attribution
from cases.places.place import Place
from cases.readers import rules
from cases.readers.numbered import place_words
from cases.readers.records import Inferred
from cases.records.record import place_parts

COMPONENTS = tuple(dict.fromkeys(PLACE_FIELDS.values()))  # the province first
OF_PLACE = frozenset(COMPONENTS)
FROM_ABOVE = frozenset({"place-from-gazetteer", "place-as-printed"})  # what lies above follows from the last
UNIT = re.compile("[省市区县旗州盟]")
LONGER_NAME = re.compile(r"(?!社区|小区)[\u4e00-\u9fff]?[市区县旗]")  # 雨花 of 雨花台区, 朝阳 of 朝阳区
ABOVE_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,}?[省市州盟]")
UNIT_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,}[省市区县旗州盟]\Z")
QUOTED = re.compile("“([^”]+)”")
LONGEST_NAME = 12


def wrong_inference(origin: Attribution, whole: WholeAward) -> str:
    """Why the rule that the origin names does not give the value, in Chinese; empty where it does."""
    if origin.field in OF_PLACE:
        return _wrong_component(origin, whole)
    if origin.rule == "title-of-recognition":
        is_honour = whole.names.programmes.get(whole.award.title) == whole.value("programme")
        return "" if is_honour else "规则 title-of-recognition 只用于以称号的名称为标题的案例"
    inferred = inferred_value(origin.field, whole)
    value = whole.value(origin.field)
    if inferred is not None and (inferred.value, inferred.rule) == (value, origin.rule):
        return ""
    given = f"推得的是“{_label(origin.field, inferred.value, whole)}”" if inferred else "推不出取值"
    by = f"（{inferred.rule}）" if inferred and inferred.rule != origin.rule else ""
    meant = _label(origin.field, str(value), whole)
    return f"按规则{given}{by}，不是“{meant}”（{origin.rule}）；由人判定的请选“人工判定”，并在说明中写明理由"


def inferred_value(field: str, whole: WholeAward) -> Inferred[str] | None:
    """The value of the field that its rule gives, and which rule; None where it gives none."""
    award = whole.award
    if field == "applicant_level":
        level = award.place_then.level if award.place_then is not None else None
        return rules.applicant_level(award.applicant, _printed_place(whole), level)
    if field == "applicant_kind":
        return rules.applicant_kind(award.applicant)
    if field == "applicant_organ":
        return rules.applicant_organ(award.applicant)
    if field == "setting":
        return rules.setting(award.title, award.text)
    return rules.issuing_body(whole.value("programme"), whole.names.usual_issuers)


def _printed_place(whole: WholeAward) -> str:
    """The words that name the place: of the applicant, else those of the last component that is printed."""
    if whole.award.applicant:
        return place_words(whole.award.applicant)
    last = next(reversed(_printed_components(whole)), None)
    return last.document.text[last.start : last.end] if last is not None and last.document is not None else ""


def _printed_components(whole: WholeAward) -> list[Attribution]:
    """Where the components of the place are printed, the province first."""
    printed = {origin.field: origin for origin in whole.attributions if origin.counts and not origin.rule}
    return [printed[name] for name in COMPONENTS if name in printed]


def _wrong_component(origin: Attribution, whole: WholeAward) -> str:
    """Why the component does not follow from what is printed; else a person has to decide."""
    if origin.rule in FROM_ABOVE and _lowest(whole) == origin.field:
        return "地名的最末一级须有原文，不能由隶属关系补出"
    if other := _printed_before(whole, whole.lineage):
        return f"原文印作“{other}”，与获评时区划不符；由人判定的请选“人工判定”，并在说明中写明理由"
    if origin.rule == "place-from-above":
        return "" if _is_printed_above(origin, whole) else "前文没有印出说明中所承的地名"
    if origin.rule == "full-name-of-place":
        return "" if _is_printed_short(origin.field, whole) else "原文没有印出这个地名的简称"
    if any(_may_be(namesake, whole) for namesake in whole.namesakes):
        return "同名的区划不止一个，原文没有印明是哪一个；由人判定的请选“人工判定”，并在说明中写明理由"
    return ""


def _lowest(whole: WholeAward) -> str:
    return next((name for name in reversed(COMPONENTS) if whole.components[name]), "")


def _printed_before(whole: WholeAward, lineage: tuple[Place, ...]) -> str:
    """The name of another place that stands where what this one lies in would stand; mostly none."""
    if not whole.award.applicant.removeprefix("中共"):
        return _unit_before(whole, lineage)
    return named_before(whole.award.applicant, [place.names for place in lineage])


def named_before(applicant: str, lineage: Sequence[Sequence[str]]) -> str:
    """The words of an applicant that name another place than what its own lies in; mostly none.

    `lineage` has the names of the place behind those of all that it lies in, the province first.
    """
    words, at = applicant.removeprefix("中共"), 0
    for names in lineage:
        at += max((len(name) for name in names if words.startswith(name, at)), default=0)
    found = [words.find(name) for names in lineage for name in names if name in words]
    if not found:
        other = ABOVE_COUNTY.match(place_words(applicant))
        return other[0] if other is not None else ""
    return words[: max(found)] if max(found) > at else ""


def printed_of_namesake(origin: Attribution, whole: WholeAward) -> str:
    """Why the passage of a component says it of another division of that name: 鼓楼区 behind 福州市."""
    if origin.field not in OF_PLACE or origin.source_id is not None or origin.start is None:
        return ""
    applicants = (row for row in whole.attributions if row.field == "applicant" and row.is_of_main_source)
    own = max(applicants, key=lambda row: row.counts, default=None)
    if own is None or own.start is None or own.end is None or not own.start < origin.start < own.end:
        return ""
    before = whole.award.source.text[own.start : origin.start]
    known = {name for place in whole.lineage for name in place.names}
    for namesake in whole.namesakes:
        for name in (name for place in namesake for name in place.names if name not in known):
            if before.endswith(name):
                return (
                    f"的依据前面印的是“{name}”，说的是另一处地方；由人判定的请填 curated，并在说明中写明理由"
                )
    return ""


def _unit_before(whole: WholeAward, lineage: tuple[Place, ...]) -> str:
    """What looks like a name right before the first component that is printed, without an applicant."""
    first = next(iter(_printed_components(whole)), None)
    if first is None or first.document is None or first.start is None:
        return ""
    unit = UNIT_BEFORE.search(first.document.text[max(first.start - LONGEST_NAME, 0) : first.start])
    known = tuple(name for place in lineage for name in place.names)
    return unit[0] if unit is not None and not unit[0].endswith(known) else ""


def _is_printed_short(field: str, whole: WholeAward) -> bool:
    """Whether the applicant, else the document, has a name of that component, and not within another's."""
    printed = whole.award.applicant or whole.award.source.text
    names = {place.name: _longest_first(place) for place in whole.lineage}.get(whole.components[field], [])
    goes_on = LONGER_NAME if field == _lowest(whole) else UNIT
    return any(
        goes_on.match(printed, found.end()) is None or found[0].endswith(printed[found.end()])
        for name in names
        for found in re.finditer(re.escape(name), printed)
    )


def _is_printed_above(origin: Attribution, whole: WholeAward) -> bool:
    """Whether the words that the note quotes are a name of that component and stand above the award.

    What is sealed above it may have been these.
    """
    names = {place.name: place.names for place in whole.lineage}.get(whole.components[origin.field], ())
    quoted, above = QUOTED.search(origin.note), whole.award.source.text[: whole.award.start]
    return quoted is not None and quoted[1] in names and (quoted[1] in above or is_masked(above))


def _longest_first(place: Place) -> list[str]:
    return sorted(place.names, key=len, reverse=True)


def _may_be(namesake: tuple[Place, ...], whole: WholeAward) -> bool:
    """Whether all that is printed of the place, or that a person decided, fits another too."""
    told = {row.field for row in whole.attributions if row.counts and row.rule not in FROM_ABOVE}
    names = place_parts(namesake, whole.award.locality)
    fits = all(names[name] == whole.components[name] for name in OF_PLACE & told)
    return fits and not _printed_before(whole, namesake)


def _label(field: str, value: str, whole: WholeAward) -> str:
    if field in whole.names.by_field:
        return whole.names.by_field[field].name_of(value)
    return BY_NAME[field].label_of(value) or value
