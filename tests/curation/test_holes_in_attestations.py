"""Further documents that do not name the award, or speak of another edition, each tried in the shell."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.library import problems_of_library
from cases.models import Attestation, Attribution, Award, Source
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_listed_award, make_source
from tests.origins import past_the_room

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNNAMED = "所引的文字没有说到这个案例，请引印有它的标题或申报单位的文字"
ELSEWHERE = "的依据不在该文献说到案例的文字之内，也不在它上方的标题行里"


def words(source: Source, quoted: str) -> dict[str, int]:
    start = source.text.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def attest(award: Award, text: str, quoted: str) -> Attestation:
    source = make_source(slug="further", text=text, kind="article")
    return Attestation.objects.create(award=award, source=source, **words(source, quoted))


def found(said: str) -> bool:
    return any(said in problem for problem in problems_of_library())


def test_a_draft_need_not_say_yet_how_it_is_called(award):
    draft = make_award(title="三社联动", number=2, state="draft")
    attest(draft, "简介\n三社联动获评\n", "三社联动获评")
    assert not problems_of_library()


def test_words_that_name_another_are_no_further_document(award):
    with pytest.raises(ValidationError, match=UNNAMED):
        attest(award, "简介\n太仓市的其他做法。\n", "简介")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("简介\n“政社互动”获评。\n", "获评"),
        ("简介\n太仓市民政局获评。\n", "太仓市民政局获评"),
        ("简介\n政社\n　互动\n", "政社\n　互动"),
        ("政社互动纪实\n该市获评。\n", "该市获评"),
    ],
)
def test_its_line_or_the_title_of_the_document_names_the_award(award, text, quoted):
    attest(award, text, quoted)
    assert not problems_of_library()


def test_a_title_that_the_document_alone_gives_does_not_name_the_award(award):
    with pytest.raises(ValidationError, match=UNNAMED), writing():
        further = attest(award, "简介\n别的做法\n", "别的做法").source
        change(award.attributions.get(field="title"), source=further, **words(further, "别的做法"))
        change(award, title="别的做法")


def test_what_one_further_document_calls_the_award_another_may(award):
    first = attest(award, "简介\n太仓市民政局的《互动记》\n", "太仓市民政局的《互动记》").source
    Attribution.objects.create(
        award=award, field="title", source=first, set_aside=True, **words(first, "互动记")
    )
    second = make_source(slug="second", text="书目\n《互动记》获评\n")
    Attestation.objects.create(award=award, source=second, **words(second, "《互动记》获评"))
    assert not problems_of_library()


def test_an_award_without_title_and_applicant_is_named_by_its_place():
    award = make_listed_award()
    with writing():
        award.attributions.filter(field__startswith="applicant").delete()
        change(award, applicant="", applicant_level="", applicant_kind="", applicant_organ="")
    further = attest(award, f"简介\n{award.place_then}获评\n", f"{award.place_then}获评")
    with pytest.raises(ValidationError, match=UNNAMED):
        change(further, start=0, end=2)


@pytest.mark.parametrize(
    ("field", "quoted"),
    [("year", "2014"), ("programme", "中国社区治理十大创新成果"), ("issuing_body", "民政部")],
)
def test_a_further_document_says_the_edition_where_it_names_the_award(award, field, quoted):
    text = f"简介\n后来{quoted}又办了一次。\n太仓市民政局获评\n"
    further = attest(award, text, "太仓市民政局获评").source
    origin = award.attributions.get(field=field)
    with pytest.raises(ValidationError, match=ELSEWHERE):
        change(origin, source=further, **words(further, quoted))
    past_the_room(Attribution).filter(pk=origin.pk).update(source=further, **words(further, quoted))
    assert found(ELSEWHERE)


@pytest.mark.parametrize(
    ("field", "quoted"),
    [("year", "2014"), ("programme", "中国社区治理十大创新成果"), ("issuing_body", "民政部")],
)
def test_or_in_a_heading_above_it(award, field, quoted):
    further = attest(award, f"{quoted}名单\n太仓市民政局获评\n", "太仓市民政局获评").source
    change(award.attributions.get(field=field), source=further, **words(further, quoted))
    assert not problems_of_library()


def test_a_signature_says_who_gave_the_honour(award):
    further = attest(award, "简介\n太仓市民政局获评\n民政部\n", "太仓市民政局获评").source
    last = further.text.rindex("民政部")
    change(award.attributions.get(field="issuing_body"), source=further, start=last, end=last + 3)
    assert not problems_of_library()


def test_a_nominee_is_no_winner_by_a_document_that_does_not_name_it(award):
    with pytest.raises(ValidationError, match=UNNAMED), writing():
        further = attest(award, "2015年度提名成果\n简介\n", "简介").source
        change(award.attributions.get(field="tier"), source=further, **words(further, "提名成果"))


def test_a_passage_moved_past_the_room_is_found(award):
    attestation = attest(award, "简介\n太仓市民政局获评\n", "太仓市民政局获评")
    past_the_room(Attestation).filter(pk=attestation.pk).update(start=0, end=2)
    assert found(UNNAMED)
