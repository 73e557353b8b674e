"""What somebody says of awards that look alike: they are not the same, or, taken back, they may be."""

from itertools import combinations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.admin.desk.alike import looked_at
from cases.admin.desk.pages import LISTS
from cases.admin.desk.today import CHANGES_CASES
from cases.choices import OfficeKind
from cases.curation.office import record_change
from cases.curators_site import CuratorsSite, is_key
from cases.models import Award, DistinctCases

MOST = 50  # awards of a group: each pair of them is a row
SAID = "记下了：{}不是同一个案例，不再列出。可以在下面撤销。"
UNDONE = "撤销了，{}重新列出。"
GONE = "这些案例有的已经不在了，什么都没有记下。请刷新页面再看。"


def distinct_addresses(site: AdminSite) -> list[URLPattern]:
    view = site.admin_view(require_POST(distinct_view))
    return [path("desk/<slug:name>/distinct/", view, name="desk_distinct")]


def distinct_view(request: HttpRequest, name: str) -> HttpResponse:
    """POST: the awards, and whether they are distinct or that is undone; back to the list."""
    of, user = LISTS.get(name), request.user
    if of is None or of.done is not looked_at:
        raise Http404
    if not isinstance(user, User) or not user.has_perm(CHANGES_CASES):
        raise PermissionDenied
    sent = request.POST.getlist("award")[:MOST]
    rows = Award.objects.filter(pk__in=[each for each in sent if is_key(each)]).order_by("pk")
    awards = dict(rows.values_list("pk", "accession"))
    if len(awards) < 2 or len(awards) < len(sent):
        messages.error(request, GONE)
    else:
        is_back = request.POST.get("action") == "undo"
        (_take_back if is_back else _say)(list(awards), user.get_username())
        said = UNDONE if is_back else SAID
        messages.success(request, said.format("、".join(awards.values())))
    return HttpResponseRedirect(reverse("admin:desk_list", args=[name]))


def _say(awards: list[int], by: str) -> None:
    """A row for each pair that has none."""
    with transaction.atomic():
        for first, second in combinations(awards, 2):
            pair = {"first_id": first, "second_id": second, "undone_at": None}
            row, is_new = DistinctCases.objects.get_or_create(**pair, defaults={"made_by": by})
            if is_new:
                _record(row, "确认不同")


def _take_back(awards: list[int], by: str) -> None:
    with transaction.atomic():
        said = DistinctCases.objects.filter(undone_at=None, first__in=awards, second__in=awards)
        for row in said.select_for_update():
            DistinctCases.objects.filter(pk=row.pk).update(undone_by=by, undone_at=timezone.now())
            _record(row, "撤销")


def _record(row: DistinctCases, act: str) -> None:
    pair = f"{row.first.accession} {row.second.accession}"
    record_change(OfficeKind.DISTINCT, row.pk, pair, act)


CuratorsSite.further_addresses += (distinct_addresses,)
