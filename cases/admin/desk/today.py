"""The work of a day, in its order: what waits for the user, what is theirs, what came in."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.admin.curated import per_row
from cases.admin.desk.lists import DeskList, ListLine, counted, of_rows
from cases.choices import ChangeOutcome, IntakeState, ReportState, State
from cases.curation import proposing
from cases.models import Award, Intake, Report, Revision, StoredChange
from cases.roles import MANAGE_VOCABULARY, PROPOSE, PUBLISH, REVIEW

UNFINISHED = (IntakeState.READING, IntakeState.READY, IntakeState.FAILED)
NAMING = ("accession", "title", "applicant", "locality", "state", "place_then__name")
CHANGES_CASES = "cases.change_award"


def award_url(pk: int) -> str:
    return reverse("admin:cases_award_change", args=[pk])


def named_awards() -> QuerySet[Award]:
    """Awards with what they are called by, and none of their texts."""
    return Award.objects.select_related("place_then").only(*NAMING).order_by("pk")


def award_line(award: Award, detail: str = "") -> ListLine:
    return ListLine(str(award), award_url(award.pk), detail)


# --- Reviews ----------------------------------------------------------------------------------------


def _proposal_line(change: StoredChange) -> ListLine:
    address = reverse("admin:cases_review_page", args=[change.pk])
    return ListLine(proposing.called(change), address, f"{change.made_by}：{change.note}".rstrip("："))


def _returned(user: User) -> QuerySet[StoredChange]:
    mine = proposing.proposals().filter(outcome=ChangeOutcome.DECLINED, made_by=user.get_username())
    return mine.order_by("-made_at", "-pk")


def _returned_line(change: StoredChange) -> ListLine:
    line = _proposal_line(change)
    return ListLine(line.label, line.url, f"{change.decided_by} 退回：{change.reason}")


# --- Drafts -----------------------------------------------------------------------------------------


def _drafts(user: User) -> QuerySet[Award]:
    """Drafts that the user wrote in, and that do not wait for review."""
    of_award = {"table": "award", "thing": OuterRef("pk")}
    wrote = Revision.objects.filter(by=user.get_username(), **of_award)
    waits = StoredChange.objects.filter(intake=None, outcome=ChangeOutcome.WAITING, **of_award)
    drafts = named_awards().filter(state=State.DRAFT)
    return drafts.filter(Exists(wrote.order_by()), ~Exists(waits.order_by()))


# --- What readers wrote -----------------------------------------------------------------------------


def _reports(_user: User) -> QuerySet[Report]:
    return Report.objects.filter(state=ReportState.NEW).order_by("created_at", "pk")


def _report_line(report: Report) -> ListLine:
    address = reverse("admin:cases_report_change", args=[report.pk])
    return ListLine(report.message[:60], address, f"{timezone.localtime(report.created_at):%Y-%m-%d}")


def _age_of_reports(user: User) -> str:
    oldest = _reports(user).values_list("created_at", flat=True).first()
    if oldest is None:
        return ""
    days = max(timezone.now() - oldest, timedelta()).days
    return f"最早的已等 {days} 天" if days else "都是今天收到的"


# --- Imports ----------------------------------------------------------------------------------------


def _imports(_user: User) -> QuerySet[Intake]:
    rows = Intake.objects.filter(state__in=UNFINISHED).select_related("file")
    return rows.defer("text", "file__content").order_by("-pk")


def _import_line(intake: Intake) -> ListLine:
    state = f"{intake.get_work_display()}中" if intake.work else intake.get_state_display()
    when = f"{timezone.localtime(intake.made_at):%Y-%m-%d}"
    detail = "，".join(filter(None, (state, intake.made_by, when)))
    return ListLine(str(intake), reverse("admin:cases_intake_change", args=[intake.pk]), detail)


def _waiting_imports(_user: User) -> QuerySet[Intake]:
    """Imports with changes of published awards that a reviewer has to decide on."""
    waiting = StoredChange.objects.filter(outcome=ChangeOutcome.WAITING, intake__isnull=False)
    rows = Intake.objects.filter(pk__in=waiting.order_by().values("intake")).select_related("file")
    number = per_row(waiting, "intake", Count("pk"))
    return rows.defer("text", "file__content").annotate(waiting=number).order_by("-pk")


def _waiting_import_line(intake: Intake) -> ListLine:
    waiting: int = getattr(intake, "waiting", 0)  # annotated
    address = reverse("admin:cases_intake_change", args=[intake.pk])
    return ListLine(str(intake), address, f"已发布案例的 {waiting} 处修改待审")


def _count_of_waiting_imports(_user: User) -> int:
    waiting = StoredChange.objects.filter(outcome=ChangeOutcome.WAITING, intake__isnull=False)
    return counted(waiting)


TODAY = (
    DeskList(
        "reviews", "等我审核的", "别人提出的修改和送审的草稿；自己提出的由别人审核。",
        (REVIEW, PUBLISH, MANAGE_VOCABULARY), *of_rows(proposing.to_decide, _proposal_line),
        page="admin:cases_review",
    ),
    DeskList(
        "waiting-imports", "导入带来的修改", "导入的文件改动已发布的案例，接受以前读者看到的不变。",
        (REVIEW,), _count_of_waiting_imports, of_rows(_waiting_imports, _waiting_import_line)[1], unit="处",
    ),
    DeskList(
        "returned", "退回给我的", "审核人员退回的修改：看理由，改好再送审，或者收回。",
        (PROPOSE,), *of_rows(_returned, _returned_line),
    ),
    DeskList(
        "drafts", "我的草稿", "我写过、还没有送审的草稿。",
        (PROPOSE, CHANGES_CASES), *of_rows(_drafts, award_line), unit="例",
    ),
    DeskList(
        "reports", "读者来信", "读者报告的差错，还没有处理；先到先办。",
        ("cases.change_report",), *of_rows(_reports, _report_line), page="admin:cases_report_changelist",
        unit="封", note=_age_of_reports,
    ),
    DeskList(
        "imports", "没有做完的导入", "读出来还没有收录的文件；不要的请放弃。",
        ("cases.view_intake",), *of_rows(_imports, _import_line), unit="份",
    ),
)  # fmt: skip
