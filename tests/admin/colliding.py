"""Two who change one thing: what the page shows that the second of them gets."""

from typing import Any

from django.test import Client

from cases.admin.collisions.noticing import COLLIDED
from tests.admin.forms import errors_of, page_data
from tests.admin.tables import url


def address(row: Any) -> str:
    return url(type(row), "change", row.pk)


def shown(response: Any, words: str = COLLIDED) -> dict[str, str]:
    """What the page that was refused would send again, the choices left as they stand."""
    assert response.status_code == 409, "nothing was refused"
    assert words in errors_of(response)
    context = response.context
    found: dict[str, str] = {"_seen": context["seen"]}
    if (why := context.get("why")) is not None:
        found |= {"_why": why.chosen, "_why_said": why.said}
    bound = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        bound += [inline.formset.management_form, *inline.formset.forms]
    for form in bound:
        for each in form:
            value = each.value()
            if value is not None and value is not False:
                found[each.html_name] = str(value)
    for dispute in context["collision"].disputes:
        found |= {dispute.name: "mine", **dict(dispute.values)}
    return found


def disputes(response: Any) -> list[tuple[str, str, str, str]]:
    found = response.context["collision"].disputes
    return [(each.label, each.before, each.theirs, each.mine) for each in found]


def collide(
    first: Client, second: Client, award: Any, theirs: dict[str, str], mine: dict[str, str]
) -> tuple[Any, dict[str, str]]:
    pages = [page_data(client, address(award)) for client in (first, second)]
    response = first.post(address(award), pages[0] | theirs)
    assert response.status_code == 302, errors_of(response)
    response = second.post(address(award), pages[1] | mine)
    return response, shown(response)
