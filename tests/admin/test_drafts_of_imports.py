"""What is pasted or typed in an import and not saved comes back on its page."""

import pytest
from django.urls import reverse

from cases.models import FormDraft, Intake
from tests.admin.drafting import content, keep
from tests.admin.tables import url

pytestmark = pytest.mark.django_db


def test_what_was_pasted_comes_back(as_curator):
    address = reverse("admin:cases_intake_add")
    keep(as_curator, address, {"text": "名单\n第一条", "year": "2030"})
    offer = as_curator.get(address).context["long_form"].offer
    restored = as_curator.get(offer.address)
    form = restored.context["form"]
    assert (form["text"].value(), form["year"].value()) == ("名单\n第一条", "2030")
    assert "还没有保存" in restored.context["long_form"].restored
    assert not Intake.objects.exists(), "it is shown, not read"


def test_what_was_typed_in_an_import_comes_back_on_its_page(as_curator, intake):
    address, row = url(Intake, "change", intake.pk), intake.rows.first()
    title = row.proposed["title"][1:]
    typed = {
        "lock": intake.lock, "initial-title": "", "title": "文献的标题", f"seen-{row.pk}": row.outcome,
        f"row-{row.pk}-title": title, f"initial-row-{row.pk}-title": row.proposed["title"],
    }  # fmt: skip
    response = keep(as_curator, address, {}, content=content(typed, "?page=1"))
    assert response.status_code == 200, response.content
    offer = as_curator.get(address).context["long_form"].offer
    assert "page=1" in offer.address
    restored = as_curator.get(offer.address)
    assert restored.context["facts"]["title"].value() == "文献的标题"
    card = next(each for each in restored.context["cards"] if each.change.pk == row.pk)
    assert card.form["title"].value() == title

    saved = {**typed, "action": "save", "_page": offer.page}
    assert as_curator.post(reverse("admin:cases_intake_act", args=[intake.pk]), saved).status_code == 302
    assert not FormDraft.objects.exists()
    assert intake.rows.get(pk=row.pk).proposed["title"] == title
