"""What a long form sends to be kept: its fields in their order, and the parameters of its page's address."""

import json

from django.core.exceptions import ValidationError
from django.http import QueryDict

from cases.models import FormDraft

MOST_CHARACTERS = 1_000_000  # as JSON; the longest document that was brought in had 120,000
MOST_FIELDS = 20_000
LONGEST_QUERY = 2000
OF_LOGINS = "password"  # in the name of a field, which is never kept
TOO_LONG = f"这一页的内容超过 {MOST_CHARACTERS:,} 个字符，没有保存的部分存不下，请及时保存。"
NO_FORM = "送来的不是一张表单的内容，没有存下。"


def checked(sent: str) -> str:
    """The same, if it can be kept; ValidationError where not."""
    if len(sent) > MOST_CHARACTERS:
        raise ValidationError(TOO_LONG, code="long")
    if not _is_form(sent):
        raise ValidationError(NO_FORM, code="form")
    return sent


def fields_of(draft: FormDraft) -> QueryDict:
    """The fields as a form that is sent; it can be changed."""
    found = QueryDict(mutable=True)
    for name, value in json.loads(draft.content)["fields"]:
        found.appendlist(name, value)
    return found


def query_of(draft: FormDraft) -> QueryDict:
    """The parameters of the address of its page."""
    return QueryDict(json.loads(draft.content)["query"].removeprefix("?"), mutable=True)


def _is_form(sent: str) -> bool:
    try:
        found = json.loads(sent)
        query, pairs = found["query"], [(name, value) for name, value in found["fields"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    if not isinstance(query, str) or len(query) > LONGEST_QUERY or len(pairs) > MOST_FIELDS:
        return False
    texts = all(isinstance(each, str) for pair in pairs for each in pair)
    return texts and not any(OF_LOGINS in name for name, _value in pairs)
