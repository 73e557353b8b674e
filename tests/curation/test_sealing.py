"""A sealed case is out of every version and out of its documents, and comes back on purpose alone."""

import pytest
from django.core.exceptions import ValidationError

from cases.choices import State
from cases.curation.release import publish, seal, unseal
from cases.curation.restoring import restore
from cases.models import Attestation, Award, Milestone, Revision, SourceFact
from cases.models.taken_back import STAYS_SEALED
from cases.models.writing import writing
from cases.records.sealed_passages import mentions
from tests.curation.rows import change
from tests.factories import make_award, make_source
from tests.origins import make_attribution, passage_in
from tests.roles import EDITOR, REVIEWER, account

pytestmark = pytest.mark.django_db
URL, SECRET = "/cases/2014-sqzl-w01/", "住在三号楼的张某某"


@pytest.fixture
def reviewer():
    return account("shen", REVIEWER)


@pytest.fixture
def award() -> Award:
    return make_award(number=1, text=f"居民议事，{SECRET}。", applicant="太仓市人民政府")


def answers(client, award: Award) -> dict[str, int]:
    """The status of all that a reader may ask of the case and its document."""
    numbers = Revision.objects.filter(table="award", thing=award.pk).values_list("number", flat=True)
    versions = {f"{URL}history/{number}/": 0 for number in numbers if number}
    urls = [URL, f"{URL[:-1]}.json", f"{URL}history/", *versions]
    return {url: client.get(url).status_code for url in urls}


def printed(client, award: Award) -> str:
    """What the pages of its document and its addresses print, whatever their status."""
    slug = award.source.slug
    urls = [*answers(client, award), f"/sources/{slug}/", f"/sources/{slug}.txt", "/feed.atom"]
    exported = b"".join(client.get("/cases.csv").streaming_content).decode()
    return exported + "".join(client.get(url, follow=True).content.decode() for url in urls)


def test_what_the_document_says_of_itself_within_sealed_words_is_not_told(client, award, reviewer):
    source = award.source
    with writing():
        SourceFact.objects.create(source=source, label="联系人", value=SECRET, **passage_in(source, SECRET))
    page = client.get(f"/sources/{source.slug}/").content.decode()
    assert f"<dt>联系人</dt><dd>{SECRET} " in page
    seal(award, reviewer, "涉及个人隐私")
    page = client.get(f"/sources/{source.slug}/").content.decode()
    assert "<dt>联系人</dt><dd>（封存） " in page and SECRET not in page


def test_it_is_out_of_every_version_and_of_the_document_that_prints_it(client, award, reviewer):
    assert SECRET in printed(client, award)
    length = len(award.source.text)
    seal(award, reviewer, "涉及个人隐私")
    assert set(answers(client, award).values()) == {410}
    shown = printed(client, award)
    assert SECRET not in shown
    assert "封存：涉及个人隐私" in shown
    assert len(client.get(f"/sources/{award.source.slug}.txt").content.decode()) == length
    assert "■" in client.get(f"/sources/{award.source.slug}/").content.decode()


def test_what_another_document_says_of_it_is_out_too_and_what_others_print_stays(client, award, reviewer):
    further = make_source(text=f"另文也提到太仓市人民政府，{SECRET}。其余照旧。")
    start = further.text.index("太仓市")
    Attestation.objects.create(award=award, source=further, start=start, end=further.text.index("。"))
    other = make_award(number=2, text="另一个案例的正文。", source=award.source)
    seal(award, reviewer, "涉及个人隐私")
    text = client.get(f"/sources/{further.slug}.txt").content.decode()
    assert SECRET not in text
    assert "其余照旧" in text
    assert other.text in client.get(f"/sources/{award.source.slug}.txt").content.decode()


def test_what_became_of_it_and_its_title_are_out_wherever_a_document_prints_them(client, award, reviewer):
    text = f"目录\n{award.title}\n正文\n2016年经复核，太仓市人民政府复核合格，负责人王小明。\n"
    document, start = make_source(text=text), text.index("2016年")
    where = {"start": start, "end": len(text) - 1, "year_start": start, "year_end": start + 4}
    Milestone.objects.create(award=award, kind="reviewed", year=2016, source=document, **where)
    assert [each.line for each in mentions(award)] == [award.title]
    seal(award, reviewer, "涉及个人隐私")
    shown = client.get(f"/sources/{document.slug}.txt").content.decode()
    assert "王小明" not in shown and award.title not in shown and "目录" in shown and len(shown) == len(text)


def test_a_withdrawn_one_keeps_its_versions_readable_and_marked(client, award, reviewer):
    award.withdraw()
    history = client.get(f"{URL}history/")
    assert (client.get(URL).status_code, history.status_code) == (410, 200)
    assert "已经撤回" in history.content.decode()
    seal(award, reviewer, "涉及个人隐私")
    assert client.get(f"{URL}history/").status_code == 410
    unseal(award, reviewer, "误封")
    assert client.get(f"{URL}history/").status_code == 200


def test_nothing_but_unsealing_brings_it_back(award, reviewer):
    before = Revision.objects.filter(table="award", thing=award.pk).first()
    with writing():
        make_attribution(award, "setting", rule="curated", note="核对")
        change(award, setting="rural")
    seal(award, reviewer, "涉及个人隐私")
    for act in (
        lambda: publish(award, reviewer),
        lambda: change(award, state=State.PUBLISHED),
        lambda: change(award, state=State.WITHDRAWN),
        lambda: change(award, state=State.DRAFT),
        award.withdraw,
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert STAYS_SEALED in "".join(refused.value.messages)
        award.refresh_from_db()
        assert award.state == State.SEALED
    restore(before, by=reviewer)
    award.refresh_from_db()
    assert award.state == State.SEALED
    unseal(award, reviewer, "误封")
    assert Award.objects.get().state == State.WITHDRAWN


def test_it_takes_a_right_a_reason_and_something_that_was_public(award, reviewer):
    draft = make_award(number=3, state=State.DRAFT)
    for one, by, reason in (
        (award, account("bian", EDITOR), "隐私"),
        (award, reviewer, ""),
        (draft, reviewer, "隐私"),
    ):
        with pytest.raises(ValidationError):
            seal(one, by, reason)
    with pytest.raises(ValidationError):
        unseal(award, reviewer, "没有封存过")
    assert set(Award.objects.values_list("state", flat=True)) == {State.DRAFT, State.PUBLISHED}
