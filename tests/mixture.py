"""A small library with every kind of value, missing and several ones included, mixed at random."""

import random

from cases.choices import ApplicantKind, ApplicantLevel, Setting
from cases.models import Award, Division, Mechanism
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.replay import replayed
from tests.vocabularies import make_edition

SENTENCES = ("建立居民议事会。", "政府购买服务。", "推动社区协商。", "培育社会组织。")


def make_places() -> list[tuple[Division | None, Division | None]]:
    """Pairs of a place then and now: homonyms, a zone, a township, renamed ones, a code held in turn."""
    jiangsu = make_division("江苏省", code="320000", region="east")
    nanjing = make_division("南京市", code="320100", level="prefecture", parent=jiangsu)
    xuzhou = make_division("徐州市", code="320300", level="prefecture", parent=jiangsu)
    shanghai = make_division("上海市", code="310000", region="east")
    jingan = make_division("静安区", code="310106", parent=shanghai)
    anhui = make_division("安徽省", code="340000", region="central")
    tongling = make_division("铜陵市", code="340700", level="prefecture", parent=anhui)
    xingtai = make_division("邢台市", code="130500", level="prefecture", parent=make_division(code="130000"))
    gulou = make_division("鼓楼区", code="320106", parent=nanjing)
    zone = make_division("江北新区", level="zone", parent=nanjing, key="320100-jiangbei")
    before = make_division("铜官山区", code="340702", parent=tongling, last_year=2015)
    after = make_division("铜官区", code="340705", parent=tongling, first_year=2015)
    east = make_division("桥东区", code="130502", key="130502-2019", parent=xingtai, last_year=2019)
    hubei = make_division("湖北省", code="420000", region="central")
    make_division(
        "襄樊市", code="420600", key="420600-2014", level="prefecture", parent=hubei, last_year=2014
    )
    renamed = make_division("襄阳市", code="420600", level="prefecture", parent=hubei, first_year=2015)
    xiangcheng = make_division("襄城区", code="420602", parent=renamed)
    return [
        (xiangcheng, xiangcheng),
        (gulou, gulou),
        (make_division("鼓楼区", code="320302", parent=xuzhou),) * 2,
        (zone, gulou),
        (make_division("曹家渡街道", level="township", parent=jingan, key="310106-caojiadu"),) * 2,
        (before, after),
        (east, make_division("襄都区", code="130502", parent=xingtai, first_year=2019)),
        (nanjing, nanjing),
        (None, None),
    ]


def make_terms() -> list[Mechanism]:
    """A term with a narrower and a still narrower one, and two alone."""
    broad = make_mechanism("居民自治", slug="zizhi")
    middle = make_mechanism("社区协商", slug="xieshang", broader=broad)
    narrow = make_mechanism("居民提案", slug="tian", broader=middle)
    return [
        broad,
        middle,
        narrow,
        make_mechanism("志愿服务", slug="zhiyuan"),
        make_mechanism(slug="other", name="党建引领"),
    ]


@replayed
def make_mixture(size: int, *, seed: int = 1) -> list[Award]:
    """`size` published awards, any two of which differ in what is recorded of them."""
    with writing():
        return _mixture(size, seed)


def _mixture(size: int, seed: int) -> list[Award]:
    rng = random.Random(seed)
    places, terms = make_places(), make_terms()
    sources = [make_source(slug="notice"), make_source(slug="list")]
    editions = [
        make_edition(programme="sqzl", year=2014),
        make_edition(programme="sqzl", year=None, issuing_body=""),
        make_edition(programme="jczl", year=2015, issuing_body="mca-office"),
    ]
    awards = []
    for rank in range(1, size + 1):
        then, now = rng.choice(places)
        award = make_award(
            title=rng.choice(["社区协商共治", "=三社联动", "宁海36条"]),
            text="\n".join(rng.sample(SENTENCES, rng.randint(1, 4))),
            edition=rng.choice(editions),
            tier=rng.choice(["winner", "nominee"]),
            source=rng.choice(sources),
            rank=rank,
            applicant_level=rng.choice(["", *ApplicantLevel.values[1:4]]),
            applicant_kind=rng.choice(["", *ApplicantKind.values[:3]]),
            setting=rng.choice(["", *Setting.values]),
            place_then=then,
            place_now=now,
        )
        for term in rng.sample(terms, rng.choice([0, 1, 1, 2, 3])):
            make_coding(award, term, state=rng.choice(["accepted", "accepted", "proposed"]))
        awards.append(award)
    return awards
