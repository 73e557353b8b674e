"""Versions and packages have of curators' notes what pages show, and come back where something is sealed."""

from pathlib import Path

import pytest
from django.core.management import call_command

from cases.curation.library import problems_of_library
from cases.curation.release import seal
from cases.models import (
    Attestation,
    Award,
    Edition,
    EditionFact,
    EditionQuota,
    Milestone,
    PublicVersion,
    Source,
    SourceFact,
)
from cases.models.writing import writing
from cases.pages.case_reasons import InferredValue, reason
from cases.readers.rules import NOTE_UNSEEN, RULES
from tests.curation.witnesses import attest, make_article
from tests.dataset.packages import bytes_of, exported, rows, taken_away
from tests.factories import make_award, make_source
from tests.origins import make_attribution, passage_in
from tests.roles import REVIEWER, account
from tests.vocabularies import make_tier

pytestmark = pytest.mark.django_db
MEMO, SECRET = "内部备忘", "住在三号楼的张某某"


@pytest.fixture
def award() -> Award:
    """With another witness, which says two things otherwise, or not."""
    award = make_award(number=1, title="政社互动", applicant="太仓市人民政府")
    attest(award, make_article(), applicant="太仓市政府", title="政社互动")
    return award


def noted(award: Award, note: str = MEMO, **which: object) -> None:
    [row] = award.attributions.filter(**which)
    row.note = note
    row.save()


def told(client, award: Award) -> str:
    """What the page of the case and its JSON say."""
    addresses = (award.get_absolute_url(), f"{award.get_absolute_url()[:-1]}.json")
    answers = (client.get(address) for address in addresses)
    return "".join(answer.content.decode() for answer in answers)


def in_package(folder: Path, words: str) -> bool:
    return words.encode() in b"".join(bytes_of(exported(folder)).values())


UNSEEN = {
    "printed": {"field": "title", "set_aside": False},
    "inferred": {"field": "applicant_kind"},
    "set aside, the same": {"field": "title", "set_aside": True},
}


@pytest.mark.parametrize("name", UNSEEN)
def test_a_note_of_an_origin_that_no_page_shows_is_in_no_version_and_no_package(
    client, award, tmp_path, name
):
    if name == "inferred":
        with writing():
            award.applicant_kind = "government"
            award.save()
            make_attribution(award, "applicant_kind", rule="kind-from-words")
    before = PublicVersion.objects.first()
    noted(award, **UNSEEN[name])
    assert PublicVersion.objects.first() == before
    assert MEMO not in told(client, award)
    assert not in_package(tmp_path / "package", MEMO)


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_note_that_pages_show_makes_a_version_and_is_in_the_package(client, award, tmp_path, is_decided):
    which = {"field": "applicant", "set_aside": True}
    if is_decided:
        which = {"field": "applicant_organ"}
        with writing():
            award.applicant_organ = "party"
            award.save()
            make_attribution(award, "applicant_organ", rule="curated")
    before = PublicVersion.objects.first().number
    noted(award, **which)
    assert PublicVersion.objects.first().number == before + 1
    assert MEMO in told(client, award)
    assert in_package(tmp_path / "package", MEMO)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_sentences_quote_the_notes_that_are_published_and_no_others(rule):
    award = Award(applicant="太仓市人民政府", title="社区协商", text="居民议事。", edition=Edition())
    award.edition._state.fields_cache["programme"] = "十大创新成果"
    assert (MEMO in reason(rule, InferredValue(award, "政府", MEMO))) == (rule not in NOTE_UNSEEN)


def test_a_note_of_a_witness_is_for_curators(client, award, tmp_path):
    before = PublicVersion.objects.first()
    row = Attestation.objects.get()
    row.note = MEMO
    row.save()
    assert PublicVersion.objects.first() == before
    assert MEMO not in told(client, award)
    assert not in_package(tmp_path / "package", MEMO)


def test_where_the_year_of_a_milestone_is_from_is_told_on_the_page(client, award):
    Milestone.objects.create(
        award=award, kind="accepted", year=2016, year_note="据验收通知的文号。",
        start=award.start, end=award.start + 4,
    )  # fmt: skip
    assert "据验收通知的文号。" in client.get(award.get_absolute_url()).content.decode()


def test_facts_printed_within_what_is_sealed_come_back_from_a_package(tmp_path):
    def make() -> Path:
        source = make_source(title="通知")
        private = make_award(
            number=8, source=source, text=f"第三届以邻里互助为主题，共评出12个案例，居民议事，{SECRET}。"
        )
        make_award(number=9, source=source, title="三社联动")
        source.refresh_from_db()
        of_edition = {"edition": private.edition, "source": source}
        with writing():
            private.edition.source = source
            private.edition.save()
            theme = passage_in(source, "邻里互助")
            EditionFact.objects.create(label="年度主题", value="邻里互助", **theme, **of_edition)
            SourceFact.objects.create(
                source=source, label="届", value="第三届", **passage_in(source, "第三届")
            )
            quota = {"declared": 12, **passage_in(source, "12")}
            EditionQuota.objects.create(edition=private.edition, tier=make_tier("winner"), **quota)
        seal(private, account("shen", REVIEWER), "涉及个人隐私")
        return exported(tmp_path / "package")

    package = taken_away(make)
    assert not Award.objects.exists()
    assert "邻里互助" in {row["value"] for row in rows(package, "edition_facts")}
    call_command("load_dataset", str(package))
    text = Source.objects.get().text
    facts = (*EditionFact.objects.all(), *SourceFact.objects.all(), *EditionQuota.objects.all())
    assert len(facts) == 3 and all(set(text[each.start : each.end]) == {"■"} for each in facts)
    assert SECRET not in text and problems_of_library() == []
    assert bytes_of(exported(tmp_path / "again")) == bytes_of(package)
