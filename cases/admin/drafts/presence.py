"""Who else has a form open, in a sentence; nothing is locked."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from cases.admin.histories.people import called
from cases.curation.coding_rounds import fellow_coders
from cases.models import Award, FormVisit

ALSO = "也打开着这一页"


def said_of_others(user: User, form: str) -> str:
    """王某也打开着这一页（12:03 起）; empty where nobody does.

    Of the awards of an open round its coders do not see each other here either.
    """
    visits = list(FormVisit.objects.beside(user, form))
    table, _slash, key = form.partition("/")
    if visits and table == Award._meta.model_name:
        unseen = set(fellow_coders(user, int(key)).values_list("pk", flat=True))
        visits = [each for each in visits if each.user_id not in unseen]
    return _sentence(visits)


def at(moment: datetime) -> str:
    """12:03; of another day 11月27日 12:03."""
    local = timezone.localtime(moment)
    time = f"{local:%H:%M}"
    return time if local.date() == timezone.localdate() else f"{local.month}月{local.day}日 {time}"


def _sentence(visits: Iterable[FormVisit]) -> str:
    found = [(called(each.user), f"（{at(each.opened_at)} 起）") for each in visits]
    if len(found) == 1:
        name, since = found[0]
        return f"{name} {ALSO}{since}。"
    return f"{'、'.join(name + since for name, since in found)}{ALSO}。" if found else ""
