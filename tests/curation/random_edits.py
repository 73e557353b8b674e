"""Whatever can be done to an award, at random: for tests that hold of any history of one."""

from typing import Any

from hypothesis import strategies as st

from cases.choices import CodingState, Confidence, Setting
from cases.curation.checks import names_of_place
from cases.curation.restoring import restore
from cases.models import Attestation, Award, Division, Mechanism, Milestone, Revision, Source
from cases.models.writing import writing
from tests import origins
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_division, make_figure, make_mechanism, make_source

SAYS = "2016年通过验收"
TEXT = f"2014年太仓市建立居民议事会,2014年推动三社联动。\n浮桥镇的社区协商。\n{SAYS}。"
VALUES: dict[str, list[Any]] = {  # of each kind of edit, those that are drawn
    "title": ["三社联动", "居民议事会", "社区协商共治"],
    "applicant": ["太仓市民政局", "太仓市人民政府", ""],
    "setting": [*Setting.values, ""],
    "locality": ["浮桥镇", ""],
    "place": [2, 1, 0],
    "number": [7, 1, 2],
    "rank": [None, 1],
    "note": ["核对过", "存疑", ""],
    "passage": ["year", "title", "tier"],
    "witness": [5, 6, 0],
    "milestone": [7, 8, 0],
    "figure": ["2014", "2016", ""],
    "code": [0, 1, 2, 3],
    "evidence": [3, 6],
    "confidence": [*reversed(Confidence.values)],
    "state": CodingState.values,
    "uncode": [0, 1],
    "withdraw": [None],
    "publish": [None],
    "restore": [*range(10)],
}
EDITS = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.sampled_from(VALUES[kind]))
    ),
    min_size=1,
    max_size=9,
)


def make_edited() -> Award:
    """An award with a coding, and what its edits draw on: terms, places and another document."""
    for number in range(4):
        make_mechanism(f"机制{number}", slug=f"term-{number}")
    province = make_division("江苏省", code="320000")
    city = make_division("苏州市", code="320500", level="prefecture", parent=province)
    make_division("太仓市", code="320585", parent=city)
    make_source(slug="article", text="社区协商共治获评。\n", kind="article")
    award = make_award(text=TEXT, rank=1)
    make_coding(award, Mechanism.objects.order_by("pk")[0], evidence=TEXT[:12])
    return award


def revisions_of(row: Any) -> list[Revision]:
    """Its revisions, the oldest first."""
    return list(Revision.objects.filter(table=row._meta.model_name, thing=row.pk).order_by("pk"))


def edit(award: Award, kind: str, value: Any) -> None:
    """One edit by whatever way; ValidationError or IntegrityError, and nothing done, where it is refused."""
    award.refresh_from_db()
    codings = list(award.codings.order_by("pk"))
    printed = list(award.attributions.filter(rule="").order_by("pk"))
    match kind:
        case "title" | "applicant":
            origins.change(award, **{kind: value})
        case "setting":
            with writing():
                award.attributions.filter(field="setting").delete()
                if value:
                    origins.make_attribution(award, "setting", rule="curated")
                change(award, setting=value)
        case "place":
            place = Division.objects.order_by("pk")[value]
            _explained_anew(award, place_then=place, place_now=place)
        case "locality":
            place = award.place_then or Division.objects.order_by("pk")[2]
            _explained_anew(award, place_then=place, place_now=award.place_now or place, locality=value)
        case "number":
            origins.change(award, rank=None, accession=f"{award.beginning()}{value:02}")
        case "rank":
            origins.change(award, rank=value)
        case "note" if printed:
            change(printed[-1], note=value)
        case "passage" if of := [each for each in printed if each.field == value]:
            _print_elsewhere(award, of[0])
        case "witness" if value:
            article = Source.objects.get(slug="article")
            Attestation.objects.update_or_create(
                award=award, source=article, defaults={"start": 0, "end": value}
            )
        case "witness":
            with writing():
                award.attestations.all().delete()
        case "milestone" if value:
            start = award.source.text.index(SAYS)
            Milestone.objects.update_or_create(
                award=award, kind="accepted", defaults={"year": 2016, "start": start, "end": start + value}
            )
        case "milestone":
            with writing():
                award.milestones.all().delete()
        case "figure" if value:
            make_figure(award, evidence=f"{value}年", number=value, unit="年", counted="社区协商")
        case "figure":
            with writing():
                award.figures.all().delete()
        case "code":
            term = Mechanism.objects.get(slug=f"term-{value}")
            make_coding(award, term, coder=f"方法{len(codings)}", evidence=SAYS)
        case "evidence" if codings:
            change(codings[0], end=codings[0].start + value)
        case "confidence" if codings:
            change(codings[0], confidence=value)
        case "state" if codings:
            change(codings[-1], state=value)
        case "uncode" if value < len(codings):
            codings[value].delete()
        case "withdraw":
            award.withdraw()
        case "publish":
            award.publish()
        case "restore":
            of = revisions_of(award)
            restore(of[value % len(of)])


def _explained_anew(award: Award, **values: Any) -> None:
    """Give the award another place, and say anew where its names are printed."""
    with writing():
        award.attributions.filter(field__in=names_of_place(award)).delete()
        change(award, **values)
        origins.explain(award)


def _print_elsewhere(award: Award, origin: Any) -> None:
    """Say that the value comes from the next passage with its words, or from the first."""
    text = award.source.text
    words = text[origin.start : origin.end]
    start = text.find(words, origin.start + 1)
    start = text.index(words) if start < 0 else start
    change(origin, start=start, end=start + len(words))
