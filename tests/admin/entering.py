"""A new honour as a curator enters it in the admin, form by form, and as the public then reads it."""

import csv
import io
from typing import Any

from docx import Document

from cases.models import Award, Programme, Source
from tests.admin.forms import add

LETTER = """农业农村部、国家乡村振兴局关于推介第三批全国乡村治理典型案例的通知
2021年
{titles}"""
# What the letter prints of each award in it.
PRINTED = {
    "year": "2021",
    "programme": "全国乡村治理典型案例",
    "issuing_body": "农业农村部、国家乡村振兴局",
    "tier": "典型案例",
}

# --- Entering ------------------------------------------------------------------------------------


def add_programme(client) -> Programme:
    """农业农村部's programme with its tier and the two bodies that give it together."""
    ministry = add(client, "issuingbody", {"slug": "moa", "name": "农业农村部", "kind": "government"})
    office = {"slug": "nrra", "name": "国家乡村振兴局", "kind": "government"}
    bureau = add(client, "issuingbody", office, names=[{"name": "國家鄉村振興局", "is_printed": "on"}])
    tier = add(client, "tier", {"slug": "typical", "name": "典型案例", "position": 3})
    programme = {
        "slug": "xczl",
        "code": "xczl",
        "name": "全国乡村治理典型案例",
        "short_name": "乡村治理典型案例",
    }
    return add(
        client,
        "programme",
        programme | {"level": "national"},
        programme_tiers=[{"tier": tier.pk, "letter": "t", "position": 1}],
        usual_issuers=[{"body": body.pk, "position": at} for at, body in enumerate([ministry, bureau], 1)],
        names=[{"name": "全國鄉村治理典型案例", "is_printed": "on"}, {"name": "乡村治理案例"}],
    )


def add_source(client, text: str) -> Source:
    letter = {
        "slug": "moa-2021",
        "file_name": "005.txt",
        "title": "关于推介第三批全国乡村治理典型案例的通知",
        "kind": "notice",
    }
    return add(client, "source", letter | {"text": text})


def add_batch(client, programme: Programme, source: Source) -> None:
    edition = {"programme": programme.pk, "year": 2021, "batch": "第三批", "source": source.pk}
    bodies = [{"body": each.body_id, "position": each.position} for each in programme.usual_issuers.all()]
    add(client, "edition", edition, issuers=bodies)


def add_award(
    client, programme: Programme, source: Source, passage: str, printed: dict[str, str], **values: Any
) -> Award:
    """A published award of the programme's batch, whose number the form finds.

    `printed` says of each field that `passage` prints in which words; `values` are what the form is given.
    """
    start = source.text.index(passage)
    heading = [origin(source, field, words) for field, words in PRINTED.items()]
    award = {
        "accession": "", "edition": programme.editions.get().pk,
        "tier": programme.programme_tiers.get().tier_id, "source": source.pk, "start": start,
        "end": start + len(passage), "_publish": "1",
    }  # fmt: skip
    own = [origin(source, field, words, start) for field, words in printed.items()]
    return add(client, "award", award | values, attributions=[*heading, *own])


def origin(source: Source, field: str, words: str, after: int = 0) -> dict[str, Any]:
    return {"field": field, "words": words, "start": source.text.index(words, after)}


# --- Reading -------------------------------------------------------------------------------------


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def rows(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, address), newline="")))


def words_of_compilation(client, query: str) -> str:
    """All that the Word file of the list prints, in paragraphs and tables."""
    response = client.get(f"/compilation.docx?{query}")
    word = Document(io.BytesIO(b"".join(response)))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join(each.text for each in (*word.paragraphs, *cells))
