"""The page of a list as tests read it."""

import re
from html import unescape


def titles(html: str) -> list[str]:
    return [
        unescape(re.sub(r"<[^>]+>|\s+", "", title))
        for title in re.findall(r"<h3><a href=[^>]*>(.*?)</a></h3>", html, re.S)
    ]


def browse(client, query: str = "", **headers: str) -> str:
    response = client.get(f"/cases/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()
