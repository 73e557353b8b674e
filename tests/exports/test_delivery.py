"""What a client holds already is not sent again, unless the data or the code that makes it has changed."""

from cases.exports import delivery
from cases.index.fingerprint import fingerprint


def test_a_tag_is_equal_for_equal_parts_alone():
    assert delivery.entity_tag("a", 1) == delivery.entity_tag("a", 1)
    assert delivery.entity_tag("a", 1) != delivery.entity_tag("a", 2)


def test_a_tag_moves_with_the_code_that_makes_the_file(monkeypatch):
    before = delivery.entity_tag("a")
    monkeypatch.setattr(delivery, "fingerprint", lambda names: fingerprint(names) + " of another release")
    assert delivery.entity_tag("a") != before


def test_a_tag_moves_with_the_name_of_the_site(settings):
    before = delivery.entity_tag("a")
    settings.SITE_NAME = "案例库"
    assert delivery.entity_tag("a") != before


def test_the_code_that_makes_a_file_is_there():
    assert fingerprint(delivery.MADE_BY) != fingerprint()
    assert all((delivery.MADE_BY.count(name) == 1) for name in delivery.MADE_BY)
