"""A list as offices print it, and a small library that can read it."""

from cases.choices import Through
from cases.imports.facts import Said
from cases.imports.reading import read_pasted
from cases.imports.taking import take
from cases.models import Award, Division, Intake
from cases.models.writing import writing
from tests.factories import make_division
from tests.vocabularies import make_issuing_body, make_programme

TITLE = "关于公布2021年全国基层治理创新典型案例名单的通知"
ENTRIES = (
    "浙江省杭州市上城区小营街道小营巷社区",
    "浙江省杭州市上城区清波街道清波门社区",
    "浙江省杭州市上城区紫阳街道彩霞岭社区",
)
LIST = "\n".join([TITLE, "典型案例名单", *ENTRIES, ""])
OTHERS = LIST.replace("小营巷", "茅廊巷").replace("清波门", "东平巷").replace("彩霞岭", "上羊市街")
SAID = Said(issuers=("mca",))


def make_readers_library() -> Division:
    """The programme of the list, who gives it, and the county of its entries."""
    make_programme("jczl")
    make_issuing_body("mca")
    province = make_division("浙江省", code="330000")
    city = make_division("杭州市", code="330100", level="prefecture", parent=province)
    return make_division("上城区", code="330102", parent=city)


def bring_in(text: str = LIST, said: Said = SAID, *, by: str = "") -> Intake:
    """The list, read and not yet taken in."""
    return read_pasted(text, said, by=by)


def publish_without_locality() -> Award:
    """The first award of the list, which readers see, kept otherwise than its list reads."""
    first = bring_in()
    take(first, first.lock)
    award = Award.objects.order_by("pk")[0]
    with writing(Through.LOADER):
        award.attributions.filter(field__in=["locality", "township"]).delete()
        award.locality = ""
        award.save()
    award.publish()
    return award
