"""A handful of a curator's changes, made through the forms of the release that runs this.

`record.py` runs it on a library that was just loaded; it writes what the release then
answers at /cases.csv into the file that it is given. README.md lists the changes.
"""

import os
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.test.utils import setup_test_environment

from tests.admin.forms import errors_of, page_data

NAME, PASSWORD = "curator", "a password that only the tests know"
ADMIN = "/admin/cases"
DRAFT_TITLE = "提高思想认识"


def main(csv: Path) -> None:
    django.setup()
    setup_test_environment()
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
    call_command(
        "createsuperuser", username=NAME, email="curator@example.org", interactive=False, verbosity=0
    )
    report_as_reader(Client())
    curator = Client()
    send(curator, "/admin/login/", {"username": NAME, "password": PASSWORD})
    correct_vocabulary(curator)
    correct_awards(curator)
    withdraw_and_draft(curator)
    answer_report(curator)
    send(curator, "/admin/logout/", {}, status=200)
    csv.write_bytes(b"".join(Client().get("/cases.csv").streaming_content))


def report_as_reader(reader: Client) -> None:
    send(reader, "/report/", {"case": "2014-sqzl-w04", "message": "第二句的引号似乎少了一半。"})
    send(reader, "/report/", {"page": "/help/", "message": "手机上看不清表格。"})


def correct_vocabulary(curator: Client) -> None:
    broader = row("mechanism", slug="jiedao-tizhi-gaige")
    term = {"slug": "fuwu-xiachen", "name": "服务下沉", "definition": "街道的服务前移到社区。"}
    add(curator, "mechanism", term | {"broader": broader.pk})
    known = row("mechanism", slug="sanshe-liandong")
    add(curator, "mechanismname", {"mechanism": known.pk, "name": "三社协同"})
    taicang = row("division", key="320585")
    change(curator, taicang, {"aliases": "娄东", "first_year": 1993, "note": "1993 年撤县设市。"})


def correct_awards(curator: Client) -> None:
    evidence = {"mechanism": row("mechanism", slug="fuwu-xiachen").pk, "words": "推动街道服务前移"}
    judged = {"confidence": "medium", "state": "accepted", "coder": "编目员甲", "note": "补编"}
    add(curator, "coding", evidence | judged | {"award": award("2014-sqzl-w01").pk})
    origin = row("attribution", award__accession="2014-sqzl-w02", field="setting")
    change(curator, origin, {"note": "与申报单位核对过。"})
    coding = row("coding", award__accession="2014-sqzl-w03", mechanism__slug="duoyuan-gongzhi")
    change(curator, coding, {"state": "rejected", "note": "只列在成效之中，没有写做法。"})
    filled = award("2015-sqzl-w01")
    change(curator, filled, {"setting": "both"})
    add(curator, "attribution", {"award": filled.pk, "field": "setting", "rule": "setting-by-curator"})
    change(curator, award("0000-sqzl-w01"), {"accession": "0000-sqzl-w02"})


def withdraw_and_draft(curator: Client) -> None:
    chosen = {"action": "withdraw", "_selected_action": [award("2014-sqzl-n05").pk]}
    send(curator, f"{ADMIN}/award/", chosen)
    source = row("source", slug="mca-2014-notice")
    start = source.text.index(DRAFT_TITLE)
    end = source.text.index("\n", source.text.index("“2014年度", start))
    draft = {
        "accession": "2014-sqzl-n10",
        "edition": row("edition", programme="sqzl", year=2014).pk,
        "tier": "nominee",
        "source": source.pk,
        "start": start,
        "end": end,
        "title": DRAFT_TITLE,
        "text": source.text[start:end].split("\n")[-1].strip(),
    }
    add(curator, "award", draft)


def answer_report(curator: Client) -> None:
    report = row("report", award__accession="2014-sqzl-w04")
    change(curator, report, {"state": "done", "note": "查过原文，照录无误。"})


def row(model: str, **which: Any) -> Any:
    return apps.get_model("cases", model).objects.get(**which)


def award(accession: str) -> Any:
    return row("award", accession=accession)


def add(client: Client, model: str, values: dict[str, Any]) -> None:
    address = f"{ADMIN}/{model}/add/"
    send(client, address, page_data(client, address) | values)


def change(client: Client, changed: Model, values: dict[str, Any]) -> None:
    address = f"{ADMIN}/{changed._meta.model_name}/{changed.pk}/change/"
    send(client, address, page_data(client, address) | values)


def send(client: Client, address: str, data: dict[str, Any], status: int = 302) -> None:
    """Post a form, and stop where the site does not take it."""
    response = client.post(address, data)
    if response.status_code != status:
        raise SystemExit(f"{address} answered {response.status_code}: {errors_of(response)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
