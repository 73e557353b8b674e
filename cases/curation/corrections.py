"""Corrections of a typing error that are small enough to be read whole in a line of the list of proposals.

Who reviews sees there the old and the new words beside each other, which is all that such a proposal changes,
and accepts several at once (decision 0071).
"""

from django.db.models import CharField, SlugField, TextField, URLField

from cases.characters import has_unseen, is_unreadable
from cases.curation.differences import Differences, FieldDifference, RowChange, differences
from cases.curation.proposing import is_care
from cases.curation.reasons import TYPING_ERROR, parted
from cases.curation.states import PARTS
from cases.curation.text_changes import Mark, stretches
from cases.curation.undoing import BY_NAME
from cases.models import Coding, StoredChange
from cases.models.writing import Public

MOST_VALUES = 3  # of a proposal
MOST_CHARACTERS = 20  # that go or come, in all of its values together
# Texts that are more than words to read: addresses, numbers, and what a list is asked with.
MORE_THAN_WORDS = {"accession", "code", "file_name", "key", "query", "sha256"}


def is_typing_error(change: StoredChange) -> bool:
    """Whether its proposer calls it the correction of one."""
    return parted(change.note)[0] == TYPING_ERROR


def small_correction(change: StoredChange) -> tuple[FieldDifference, ...]:
    """All that it changes, each value with its old and its new words; empty where it is no small correction.

    It changes words alone, a few characters of a few of them, of things that are there. All that changes is
    seen: no line end comes or goes, and no format character, which could turn the words round, is in them.
    Codings are left out: who codes in an open round must not see them. Asks nothing of the database.
    """
    if not is_typing_error(change) or is_care(change) or not change.before or not change.proposed:
        return ()
    model = BY_NAME[change.table]
    values = _values(model, differences(model, change.before, change.proposed, _Keys()))
    characters = {character for each in values for character in each.old + each.new}
    if not values or len(values) > MOST_VALUES or has_unseen("".join(characters)):
        return ()
    changed = "".join(map(_changed, values))
    return () if len(changed) > MOST_CHARACTERS or any(map(is_unreadable, changed)) else values


def _values(model: type[Public], found: Differences) -> tuple[FieldDifference, ...]:
    """The values that differ, those of parts called after their part; empty where something else differs."""
    told = [(model, "", each) for each in found.fields]
    for row in found.rows:
        part = PARTS[model][row.part]
        if row.change is not RowChange.CHANGED or part is Coding:
            return ()
        told += [(part, f"{row.label}：", each) for each in row.fields]
    if not all(_is_words(table._meta.get_field(each.name), each) for table, _of, each in told):
        return ()
    return tuple(
        FieldDifference(each.name, f"{of}{each.label}", each.old, each.new, each.changed)
        for _table, of, each in told
    )


def _is_words(column: object, value: FieldDifference) -> bool:
    if not isinstance(column, CharField | TextField) or isinstance(column, SlugField | URLField):
        return False
    return not column.choices and column.name not in MORE_THAN_WORDS and bool(value.old and value.new)


def _changed(value: FieldDifference) -> str:
    """The characters that go or come."""
    return "".join(each.text for each in stretches(value.old, value.new) if each.mark is not Mark.SAME)


class _Keys:
    """What is referred to differs by its key alone: a proposal that changes it is no correction of words."""

    def name(self, model: object, pk: int, key: str) -> str:
        return str(pk)

    def words(self, source: int | None, start: int, end: int) -> str:
        return f"{source}:{start}-{end}"
