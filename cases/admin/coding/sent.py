"""What a form or the script of the coding desk sends, read into one act."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.admin.coding.visible import visible_codings
from cases.admin.passages import find_words, with_line_ends_of
from cases.characters import with_line_feeds
from cases.choices import Confidence
from cases.curation.coding_acts import CHANGE, VERBS, CodingDone, code, decide
from cases.curation.coding_states import CodingKey
from cases.curators_site import is_key
from cases.models import Award, Coding, Mechanism

LONGEST = 500  # characters of a note
NO_TERM = "请选一个治理机制。"
NO_CONFIDENCE = "请选把握：高、中、低。"
NO_WORDS = "请先在原文中选中作为依据的文字。"
NO_ACT = "没有这个操作，请刷新页面再试。"


def act_of(sent: Mapping[str, str], award: Award, user: User) -> CodingDone:
    """Do what was sent with the award; ValidationError with the reason in Chinese."""
    action, note = sent.get("action", ""), sent.get("note", "").strip()[:LONGEST]
    if action == "code":
        return _code(sent, award, user, note)
    key = CodingKey.read(sent.get("key", ""))
    action, _, confidence = action.partition("-")  # accept-high
    if action not in VERBS or key is None:
        raise ValidationError(NO_ACT)
    if action == CHANGE:
        confidence = sent.get("confidence", "")
    if confidence and confidence not in Confidence:
        raise ValidationError(NO_CONFIDENCE)

    def rows(whole: Award) -> QuerySet[Coding]:
        return visible_codings(whole, user)

    with_note = note if action == CHANGE and "note" in sent else None
    seen = sent.get("seen", "")
    return decide(award.pk, user, key, action, rows, seen=seen, confidence=confidence, note=with_note)


def _code(sent: Mapping[str, str], award: Award, user: User, note: str) -> CodingDone:
    chosen, confidence = sent.get("mechanism", ""), sent.get("confidence", "")
    term = Mechanism.objects.filter(pk=chosen, is_retired=False).first() if is_key(chosen) else None
    if term is None:
        raise ValidationError(NO_TERM)
    if confidence not in Confidence:
        raise ValidationError(NO_CONFIDENCE)
    words = with_line_feeds(sent.get("words", ""))
    if not words.strip():
        raise ValidationError(NO_WORDS)
    text: str = getattr(award, "printed", "")  # annotated
    words = with_line_ends_of(text, words)
    start = sent.get("start", "")  # blank without scripts
    first = int(start) if is_key(start) else award.start + find_words(words, text, 0, None, None)
    passage = (first, first + len(words))
    return code(award.pk, user, term, passage, confidence, words=words, note=note)
