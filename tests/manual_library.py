"""Work in progress in the real library, for the pictures of the manual: made-up people, letters and lists."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

from cases.choices import ChangeAction, ChangeOutcome, Through
from cases.curation.proposing import Proposed, hold_back, propose, submit
from cases.imports.facts import Said
from cases.imports.reading import read_pasted
from cases.imports.taking import take
from cases.models import Attestation, Attribution, Award, Mechanism, Report
from cases.models.writing import writing
from tests.factories import make_source

TITLE = "关于公布{}年全国基层治理创新典型案例名单的通知"
FIRST = (
    "1.党建引领网格管理（浙江省杭州市上城区）",
    "2.居民议事厅（江苏省苏州市太仓市）",
    "3.居民议事厅（四川省成都市武侯区）",
    "4.社区工作者减负清单（山东省济南市历下区）",
)
SECOND = (
    "1.楼栋长协商（湖北省武汉市江汉区）",
    "2.小巷管家（北京市东城区）",
    "3.社区合伙人（福建省厦门市集美区）",
    "4.银龄互助（广东省深圳市龙岗区）",
)


def fill(password: str) -> dict[str, str]:
    """Fill the database; the address of the page that each picture shows, by the name of its job."""
    editor, reviewer = (
        person(*each, password) for each in (("wang", "王编辑", "编辑"), ("li", "李审核", "审核"))
    )
    person("zhang", "张管理", "管理员", password)
    taken = read_pasted(notice(2022, FIRST), Said(issuers=("mca",)), by="wang")
    waiting = read_pasted(notice(2023, SECOND), Said(issuers=("mca",)), by="wang")
    taken.rows.filter(action=ChangeAction.DOUBTFUL).update(outcome=ChangeOutcome.ACCEPTED)
    take(taken, taken.lock, by=editor, sure=True)
    drafts = list(Award.objects.filter(state="draft").order_by("pk"))
    submit(drafts[0], editor, "与公布文件核对过")
    public = Award.objects.get(accession="2014-sqzl-w02")
    report = Report.objects.create(
        number="k7mq-2xwd-9hvc-t4pa", award=public, page=public.get_absolute_url(),
        message="正文第二段印的单位名称，与公布文件好像不一样，请核对。",
    )  # fmt: skip
    with writing(Through.FORM, by=reviewer, note="补记出处说明"):
        public.attributions.filter(field="applicant").update(note="与公布文件核对过。")
    change = proposed(Award.objects.get(accession="2014-sqzl-w01"), editor)
    term = Mechanism.objects.get(slug="sanshe-liandong")
    return {
        "notice": reverse("admin:cases_intake_add"),
        "table": reverse("admin:cases_intake_change", args=[waiting.pk]),
        "correct": reverse("admin:cases_award_change", args=[public.pk]),
        "submit": reverse("admin:cases_award_change", args=[drafts[1].pk]),
        "review": reverse("admin:cases_review_page", args=[change]),
        "withdraw": reverse("admin:cases_award_withdraw", args=[public.pk]),
        "duplicates": reverse("admin:desk_list", args=["same-title"]),
        "reports": reverse("admin:cases_report_change", args=[report.pk]),
        "vocabulary": reverse("admin:cases_mechanism_change", args=[term.pk]),
        "yearly": reverse("admin:index"),
        "accounts": reverse("admin:auth_user_add"),
        "history": reverse("admin:cases_award_history", args=[public.pk]),
        "care": reverse("admin:cases_mechanism_care", args=[term.pk, "merge"]),
        "seal": reverse("admin:cases_award_seal", args=[public.pk]),
        "conflicts": reverse("admin:award_conflicts", args=[disputed().pk]),
    }


def notice(year: int, entries: tuple[str, ...]) -> str:
    return "\n".join([TITLE.format(year), f"典型案例名单（{len(entries)}个）", *entries, ""])


def disputed() -> Award:
    """A case that a made-up article calls otherwise than its notice."""
    award = Award.objects.get(accession="2014-sqzl-w03")
    said = f"{award.applicant}民政局"
    text = f"社区治理的一个样本\n2014年，{said}以“{award.title}”入选。\n"
    article = make_source(
        slug="made-up-article", kind="article", title="社区治理的一个样本", publisher="社区建设", text=text
    )
    with writing(Through.FORM):
        start = text.index("2014年")
        words = {"source": article, "award": award}
        Attestation.objects.create(**words, start=start, end=len(text) - 2)
        start = text.index(said)
        Attribution.objects.create(
            **words, field="applicant", start=start, end=start + len(said), set_aside=True
        )
    return award


def person(name: str, called: str, group: str, password: str) -> User:
    user = User.objects.create_user(name, password=password, is_staff=True, first_name=called)
    user.groups.add(Group.objects.get(name=group))
    return user


def proposed(award: Award, by: User) -> int:
    """The primary key of a change of a published case that waits for a reviewer."""
    try:
        with writing(Through.FORM, by=by, note="补记出处说明") as room:
            award.attributions.filter(field="title").update(note="标题照公布文件抄录，引号已核对。")
            hold_back(room, by)
    except Proposed as held:
        return propose(held, by)[0].pk
    raise AssertionError("the change did not wait")
