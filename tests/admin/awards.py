"""Awards as a curator meets them in the admin: drafts, their pages, what actions say."""

from django.contrib.auth import get_user
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases.admin.collisions.tokens import last_revision, page_of_act, token
from cases.choices import State
from cases.models import Award, StoredChange
from cases.models.writing import writing
from tests.admin.tables import url
from tests.factories import make_award
from tests.origins import make_attribution
from tests.replay import replayed

LIST = "/admin/cases/award/"
EXPLAINED = ("year", "programme", "issuing_body", "tier", "title")


def page(award: Award) -> str:
    return reverse("admin:cases_award_change", args=[award.pk])


@replayed
def draft(*, explained: bool = True, **fields) -> Award:
    with writing():
        award = make_award(state=State.DRAFT, **fields)
        for name in EXPLAINED if explained else ():
            make_attribution(award, name)
    return award


def run(client, action: str, *awards: Award, reason: str = "重复收录") -> str:
    """Run the action on these awards and say that one is sure; all that the curator is then told."""
    chosen = {"action": action, "_selected_action": [award.pk for award in awards]}
    reasons = {"reason": reason} if action == "withdraw" else {}
    return told(client.post(LIST, chosen | sure(client, action, *(award.pk for award in awards)) | reasons))


def sure(client: Client, act: str, *keys: int) -> dict[str, str]:
    """What the page that asks this person about these rows sends, when it was made just now."""
    user = get_user(client)
    return {"sure": "1", "_seen": token(user, page_of_act(act, keys), last_revision(user))}


def sure_to_delete(client: Client, *rows: Model) -> dict[str, str]:
    """What the page sends that asks whether these rows, of one table, shall be deleted."""
    act = f"delete/{rows[0]._meta.label_lower}"
    return sure(client, act, *(row.pk for row in rows)) | {"post": "yes"}


def deleted(client: Client, row: Model) -> bool:
    """Whether it is gone, once somebody chose it in its list and said that they are sure, and why."""
    sent = {"action": "delete_selected", "_selected_action": [row.pk], "_why_said": "重复收录"}
    client.post(url(type(row), "changelist"), sent | sure_to_delete(client, row))
    return not type(row)._default_manager.filter(pk=row.pk).exists()


def told(response) -> str:
    return "\n".join(str(message) for message in get_messages(response.wsgi_request))


def state_of(award: Award) -> str:
    return Award.objects.values_list("state", flat=True).get(pk=award.pk)


def accepting(client: Client, change: StoredChange) -> dict[str, str]:
    """What the page of a proposal sends when it was opened just now."""
    change.refresh_from_db()
    sent = {"action": "accept", "made_at": change.made_at.isoformat()}
    return sure(client, "review", change.pk) | sent
