"""What pages say of how far coders of a scheme agree; of the second scheme by the code of the mechanisms."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cases.curation.coding_acts import code
from cases.curation.coding_rounds import begin, call_off, close, finish, visible_codings
from cases.curation.reconciling import accept_agreed
from cases.models import Award, CodingRound, CodingScheme, Mechanism
from tests.factories import make_award, make_coding, make_mechanism, make_scheme
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
UNKNOWN = "编码的一致程度不详"
FIELD, MECHANISMS = "innovation-field", "mechanism"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


class Office:
    """Two coders, a reviewer, two published awards, and terms of either scheme that readers see."""

    def __init__(self) -> None:
        self.one, self.other = account("one", EDITOR), account("other", EDITOR)
        self.reviewer = account("reviewer", REVIEWER)
        field = make_scheme("创新领域", slug=FIELD, is_released=True)
        self.schemes = {FIELD: field, MECHANISMS: CodingScheme.objects.get(slug=MECHANISMS)}
        self.terms = {
            slug: [make_mechanism(f"{name}{at}", scheme=self.schemes[slug]) for at in "甲乙"]
            for slug, name in ((FIELD, "领域"), (MECHANISMS, "机制"))
        }
        self.awards = [make_award(number=at) for at in (1, 2)]

    def code(self, user: User, award: Award, term: Mechanism) -> None:
        start = award.source.text.index("政府购买服务", award.start)
        code(award.pk, user, term, (start, start + 6), "high", words="政府购买服务")

    def round(self, slug: str) -> CodingRound:
        """Both give the first award the first term, one of them the second, too; all is said to be done."""
        row = begin("第一轮", self.schemes[slug], [self.one, self.other], self.awards, self.reviewer)
        first, second = self.terms[slug]
        for user in (self.one, self.other):
            self.code(user, self.awards[0], first)
        self.code(self.one, self.awards[0], second)
        for user in (self.one, self.other):
            for award in self.awards:
                finish(row, award, user)
        return row


@pytest.fixture
def office(index_dir) -> Office:
    return Office()


def said(client, *addresses: str) -> list[str]:
    return [client.get(address).content.decode() for address in addresses]


@pytest.mark.parametrize("slug", [FIELD, MECHANISMS])
def test_two_coders_code_a_scheme_blind_and_their_agreement_is_counted(client, office, slug):
    row = office.round(slug)
    scheme, award = office.schemes[slug], office.awards[0]
    assert visible_codings(award, office.other, scheme).count() == 1, "their own alone"
    assert UNKNOWN in said(client, "/codebook/")[0], "of the other scheme, while the round is open"
    assert "一致率" not in said(client, "/codebook/")[0]
    close(row, office.reviewer)

    page = reverse("admin:cases_codinground_change", args=[row.pk])
    assert "0.750" in logged_in(office.reviewer).get(page).content.decode()
    file = logged_in(office.reviewer).get(reverse("admin:cases_codinground_csv", args=[row.pk]))
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    terms = len(row.scheme.terms.all())
    first, second = office.terms[slug]
    assert terms == 2 and {tuple(each[:4]) for each in rows[1:]} == {
        (first.name, "2", "1", "0"),
        (second.name, "2", "1", "1"),
        ("全部", "4", "2", "1"),
    }
    assert rows[-1][0] == "全部" and rows[-1][4] == "0.750000" and rows[-1][5:7] == ["0.500000", "0.533333"]
    told = "2 位编码者互不相看，各自编了 2 个案例。按案例和编码项逐格比较，共 4 格，"
    told += "一致率 75.0%，Cohen κ 0.50，Krippendorff α 0.53"
    addresses = ["/codebook/", *([f"/terms/{FIELD}/"] if slug == FIELD else [])]
    assert all(told in page for page in said(client, *addresses))
    assert (UNKNOWN in said(client, "/codebook/")[0]) is (slug == MECHANISMS)


def test_what_both_gave_becomes_public_and_the_figures_stay(client, office):
    row = office.round(FIELD)
    close(row, office.reviewer)
    accept_agreed(row, office.reviewer)
    [page] = said(client, f"/terms/{FIELD}/")
    assert "一致率 75.0%" in page
    codings = b"".join(client.get("/codings.csv").streaming_content).decode()
    assert codings.count(office.terms[FIELD][0].slug) == 2 and office.terms[FIELD][1].slug not in codings


def test_without_a_round_the_page_says_who_coded_and_that_nobody_knows(client, office):
    nobody = f"可靠程度：没有几位编码者互不相看、各编一遍的结果可比，{UNKNOWN}。"
    assert nobody in said(client, f"/terms/{FIELD}/")[0]
    make_coding(office.awards[0], office.terms[FIELD][0], coder="通读编码，一人一读")
    make_coding(office.awards[1], office.terms[FIELD][0], coder="没有采纳的", state="proposed")
    scheme, codebook = said(client, f"/terms/{FIELD}/", "/codebook/")
    for page in (scheme, codebook):
        assert "由“通读编码，一人一读”标注。" in page and UNKNOWN in page and "没有采纳的" not in page
    assert codebook.count("可靠程度") == 1, "of the mechanisms nothing is said without a round"


def test_a_round_that_came_to_nothing_tells_nothing(client, office):
    row = office.round(FIELD)
    call_off(row, office.reviewer, "换一本手册")
    assert UNKNOWN in said(client, f"/terms/{FIELD}/")[0]
