"""What the rules infer of an award, asked again: what its rule does not give, a person decided."""

from cases.curation.whole_award import WholeAward
from cases.fields import BY_NAME, PLACE_FIELDS
from cases.models import Attribution
from cases.readers import rules
from cases.readers.numbered import place_words
from cases.readers.records import Inferred

COMPONENTS = tuple(dict.fromkeys(PLACE_FIELDS.values()))  # the province first
OF_PLACE = frozenset(COMPONENTS)
SHORTEST = 2  # signs by which a place is known: 延边 of 延边朝鲜族自治州


def wrong_inference(origin: Attribution, whole: WholeAward) -> str:
    """Why the rule that the origin names does not give the value, in Chinese; empty where it does."""
    if origin.field in OF_PLACE:
        return _wrong_component(origin, whole)
    if origin.rule == "title-of-recognition":
        is_honour = whole.names.programmes.get(whole.award.title) == whole.value("programme")
        return "" if is_honour else "规则 title-of-recognition 只用于以称号的名称为题名的案例"
    inferred = inferred_value(origin.field, whole)
    value = whole.value(origin.field)
    if inferred is not None and (inferred.value, inferred.rule) == (value, origin.rule):
        return ""
    given = f"推得的是“{_label(origin.field, inferred.value, whole)}”" if inferred else "推不出取值"
    by = f"（{inferred.rule}）" if inferred and inferred.rule != origin.rule else ""
    meant = _label(origin.field, str(value), whole)
    return f"按规则{given}{by}，不是“{meant}”（{origin.rule}）；由人判定的请填 curated，并在说明中写明理由"


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
    printed = {origin.field: origin for origin in whole.attributions if origin.counts and not origin.rule}
    last = next((printed[name] for name in reversed(COMPONENTS) if name in printed), None)
    return last.document.text[last.start : last.end] if last is not None and last.document is not None else ""


def _wrong_component(origin: Attribution, whole: WholeAward) -> str:
    """The last component is printed, in full or in short; only what lies above it follows from it."""
    lowest = [name for name in COMPONENTS if whole.components[name]][-1:]
    if origin.rule != "full-name-of-place" and lowest == [origin.field]:
        return "地名的最末一级须有原文，不能由隶属关系补出"
    printed = whole.award.applicant or whole.award.source.text
    if origin.rule == "full-name-of-place" and whole.value(origin.field)[:SHORTEST] not in printed:
        return "原文没有印出这个地名的简称"
    return ""


def _label(field: str, value: str, whole: WholeAward) -> str:
    if field in whole.names.by_field:
        return whole.names.by_field[field].name_of(value)
    return BY_NAME[field].label_of(value) or value
