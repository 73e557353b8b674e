"""Coders: a user who codes, or a named method; two of them may see the same in the same words."""

import pytest
from django.contrib.auth.models import User

from cases.models import Award, Coder, Coding, Mechanism
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_coder, make_coding, make_mechanism

pytestmark = pytest.mark.django_db
WORDS = "政府购买服务"


@pytest.fixture
def award() -> Award:
    return make_award()


@pytest.fixture
def term() -> Mechanism:
    return make_mechanism("购买服务")


def add(client, award: Award, term: Mechanism, **changes):
    """Post a coding through the award's own page."""
    url, number = f"/admin/cases/award/{award.pk}/change/", award.codings.count()
    row = {"mechanism": term.pk, "words": WORDS, "confidence": "high", "state": "accepted", **changes}
    data = {f"codings-{number}-{name}": value for name, value in row.items()}
    return client.post(url, page_data(client, url) | data | {"codings-TOTAL_FORMS": number + 1})


@pytest.mark.slow
def test_who_codes_is_who_is_logged_in(as_curator, curator, award, term):
    User.objects.filter(pk=curator.pk).update(first_name="文", last_name="李")
    response = add(as_curator, award, term)
    assert response.status_code == 302, errors_of(response)
    coder = Coding.objects.get().coder
    assert (coder.user, coder.name, coder.kind) == (curator, "文 李", "人员")


@pytest.mark.slow
def test_the_name_to_log_in_with_is_not_made_public(as_curator, curator, award, term):
    add(as_curator, award, term)
    assert Coder.objects.get().name == f"编目员 {curator.pk}"


@pytest.mark.slow
def test_a_user_is_one_coder_whatever_is_coded(as_curator, award, term):
    add(as_curator, award, term)
    add(as_curator, award, make_mechanism("社会组织培育"), words="培育社会组织")
    assert (Coder.objects.count(), Coding.objects.count()) == (1, 2)


@pytest.mark.slow
def test_two_coders_code_the_same_passage_with_the_same_term(as_curator, award, term):
    make_coding(award, term, evidence=WORDS)
    response = add(as_curator, award, term)
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.filter(award=award, mechanism=term).count() == 2


@pytest.mark.slow
def test_one_coder_does_not_code_the_same_passage_twice(as_curator, award, term):
    add(as_curator, award, term)
    assert "这位编码者已为这段文字标过同一机制" in errors_of(add(as_curator, award, term))
    make_coding(award, term, evidence=WORDS)
    response = add(as_curator, award, term, coder=make_coder().pk)
    assert "这位编码者已为这段文字标过同一机制" in errors_of(response)


@pytest.mark.slow
def test_a_term_that_two_coders_saw_counts_once(as_curator, award, term):
    make_coding(award, term, evidence=WORDS)
    add(as_curator, award, term)
    assert award.accession in as_curator.get(f"/mechanisms/{term.slug}/").content.decode()
    page = as_curator.get(f"/mechanisms/{term.slug}/").content.decode()
    assert page.count(f"<blockquote>{WORDS}") == 1
    assert as_curator.get(f"/cases/{award.accession}.json").json()["mechanisms"] == ["购买服务"]
    assert "1 个案例" in page
    listed = as_curator.get("/admin/cases/mechanism/").context["cl"].result_list
    assert [row.award_count for row in listed] == [1]


@pytest.mark.slow
def test_the_page_of_a_case_shows_a_clause_once_with_all_who_saw_it(as_curator, curator, award, term):
    make_coding(award, term, evidence=WORDS, confidence="low")
    add(as_curator, award, term)
    page = as_curator.get(award.get_absolute_url()).content.decode()
    assert f"（甲编码、乙复核：把握低；编目员 {curator.pk}：把握高）" in page
    assert f"编码者：甲编码、乙复核、编目员 {curator.pk}" in page
    assert page.count('<a href="#e1-') == 1


@pytest.mark.slow
def test_the_codebook_names_who_coded(as_curator, award, term):
    make_coding(award, term, evidence=WORDS)
    make_coding(award, evidence="培育社会组织", state="proposed")
    page = as_curator.get("/codebook/").content.decode()
    row = '<th scope="row">甲编码、乙复核</th><td>方法</td><td></td><td class="number">1</td>'
    assert row in page
    assert "coder,,甲编码、乙复核,方法" in as_curator.get("/codebook.csv").content.decode()


@pytest.mark.slow
def test_a_method_that_has_coded_keeps_its_name(as_curator, award, term):
    coder = make_coding(award, term).coder
    url = f"/admin/cases/coder/{coder.pk}/change/"
    response = as_curator.post(url, page_data(as_curator, url) | {"name": "别的方法"})
    assert "不能改名" in errors_of(response)
    assert Coder.objects.get().name == "甲编码、乙复核"


@pytest.mark.slow
def test_a_method_that_turns_out_to_be_a_person_becomes_that_user(as_curator, curator, award, term):
    coder = make_coding(award, term).coder
    url = f"/admin/cases/coder/{coder.pk}/change/"
    response = as_curator.post(url, page_data(as_curator, url) | {"name": "李文", "user": curator.pk})
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.get().coder.user == curator


@pytest.mark.slow
def test_a_user_who_has_coded_is_not_deleted(as_curator, curator, award, term):
    add(as_curator, award, term)
    shown = as_curator.get(f"/admin/auth/user/{curator.pk}/delete/").content.decode()
    assert "编码者" in shown and 'name="post"' not in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "last", "taken", "named"),
    [
        ("文", "李", ["文 李"], "文 李 {pk}"),
        ("文", "李", ["文 李", "文 李 {pk}"], "文 李 {pk}-2"),
        ("", "", ["编目员 {pk}", "编目员 {pk}-2"], "编目员 {pk}-3"),
        ("文" * 80, "李", [], "文" * 58 + " {pk}"),
    ],
)
def test_who_codes_gets_a_free_name_that_fits(as_curator, curator, award, term, first, last, taken, named):
    User.objects.filter(pk=curator.pk).update(first_name=first, last_name=last)
    for name in taken:
        Coder.objects.create(name=name.format(pk=curator.pk))
    response = add(as_curator, award, term)
    assert response.status_code == 302, errors_of(response)
    coder = Coding.objects.get().coder
    end = named.rpartition(" ")[2].format(pk=curator.pk)
    assert coder.name == f"{named.rpartition(' ')[0][: 59 - len(end)]} {end}"
    assert len(coder.name) <= 60 and coder.user == curator
