"""What the script of a long form sends while somebody types."""

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from cases.admin.drafts.keeping import new_page

JSON = "application/json"
AT = reverse("admin:unsaved_form")


def content(fields: Mapping[str, Any], query: str = "") -> str:
    return json.dumps({"query": query, "fields": [[name, str(value)] for name, value in fields.items()]})


def name_of(address: str) -> str:
    return "/".join(part for part in address.split("/")[3:] if part not in ("", "change"))


def keep(client: Client, address: str, fields: Mapping[str, Any], page: str = "", **more: str) -> Any:
    """What the script of the page at `address` sends; a page of its own unless told."""
    data = {
        "action": "keep",
        "form": name_of(address),
        "page": page or new_page(),
        "content": content(fields),
    }
    return client.post(AT, data | more, headers={"Accept": JSON})
