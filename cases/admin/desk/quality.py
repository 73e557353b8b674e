"""What of the library somebody should look at: values that nobody printed, places, codings, what is missing.

Each list is asked of an index of the database or of the published index; none reads awards whole.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse

from cases.admin.curated import per_row
from cases.admin.desk.across import across
from cases.admin.desk.alike import BY_HONOURED, BY_TITLE, alike, looked_at
from cases.admin.desk.lists import PER_PAGE, DeskLink, DeskList, ListLine, counted, of_few, of_rows
from cases.admin.desk.today import CHANGES_CASES, NAMING, award_line, award_url, named_awards
from cases.choices import CodingState, Confidence, IntakeState, State
from cases.curation.coding_rounds import visible_to
from cases.facets.declarations import MECHANISM
from cases.facets.facet import NONE
from cases.fields import BY_NAME
from cases.index.current import current_index
from cases.listing.state import SearchState
from cases.listing.zero_results import days_waiting
from cases.models import (
    Attribution,
    Award,
    Coding,
    DataVersion,
    Division,
    EditionQuota,
    Intake,
    Mechanism,
    Revision,
    Source,
    StoredFile,
    ZeroResultSearch,
)
from cases.quoting import within_quotes
from cases.readers.rules import CURATED, RULES
from cases.records.record import OF_ORIGIN

FROM_ABOVE = "place-from-above"  # of all inferences the one that a wrong heading misleads
OLD_VERSION = "全库的数据版本 {} 早于修订记录的版本 {}"
AHEAD = "数据版本在全库的版本之后"
NOT_COUNTED = "读者没有找到的检索，{} 天没有计入"
NO_WORKER = "后台程序没有运行，较大的导入也会停下：请技术人员运行 run_worker，或者去掉 RUN_WORKER=0"
LOOKS = ("cases.view_award", CHANGES_CASES)
OF_TERMS = ("cases.view_mechanism",)
OF_PLACES = ("cases.view_division",)
OF_AWARD = tuple(f"award__{name}" for name in NAMING)


def _kept() -> QuerySet[Award]:
    """All but what was withdrawn."""
    return named_awards().filter(state__in=(State.DRAFT, State.PUBLISHED))


# --- Values and places ------------------------------------------------------------------------------


def _origins(*conditions: Q) -> QuerySet[Attribution]:
    rows = Attribution.objects.filter(*conditions, set_aside=False)
    rows = rows.select_related("award__place_then").only("field", "rule", "note", *OF_AWARD)
    return rows.order_by("rule", "field", "award_id", "pk")


def _inferred(_user: User) -> QuerySet[Attribution]:
    return _origins(Q(rule__gt=""), ~Q(rule__in=(CURATED, FROM_ABOVE)))


def _from_above(_user: User) -> QuerySet[Attribution]:
    return _origins(Q(rule=FROM_ABOVE))


def _origin_line(origin: Attribution) -> ListLine:
    rule = RULES.get(origin.rule)
    why = origin.note or (rule.explanation if rule is not None else origin.rule)
    return award_line(origin.award, f"{BY_NAME[origin.field].label}：{why[:80]}")


def _conflicts(_user: User) -> QuerySet[Attribution]:
    """What documents say differently, and nobody has said yet why it is not adopted."""
    words = Substr(OF_ORIGIN, F("start") + 1, F("end") - F("start"))
    waiting: QuerySet[Any] = Attribution.objects.filter(differs=True, note="")
    waiting = waiting.exclude(award__state=State.WITHDRAWN).select_related("award__place_then", "source")
    rows: QuerySet[Attribution] = waiting.annotate(words=words).only("field", "source__title", *OF_AWARD)
    return rows.order_by("award_id", "pk")


def _conflict_line(origin: Attribution) -> ListLine:
    words, document = getattr(origin, "words", ""), origin.source  # annotated
    where = f"《{document.title}》" if document is not None else "主要来源的另一处"
    detail = f"{BY_NAME[origin.field].label}：{where}印作“{within_quotes(words[:40])}”"
    return ListLine(str(origin.award), reverse("admin:award_conflicts", args=[origin.award_id]), detail)


def _nowhere(_user: User) -> QuerySet[Award]:
    return _kept().filter(place_then=None)


def _without_today(_user: User) -> QuerySet[Award]:
    return _kept().filter(place_now=None, place_then__isnull=False)


def _abolished(_user: User) -> QuerySet[Division]:
    """Divisions that are no more, and that awards are still said to lie in today."""
    in_use = Award.objects.filter(place_now=OuterRef("pk")).order_by()
    rows = Division.objects.filter(Exists(in_use), last_year__isnull=False).select_related("parent")
    number = per_row(Award.objects.all(), "place_now", Count("pk"))
    return rows.annotate(awards=number).order_by("last_year", "pk")


def _abolished_line(division: Division) -> ListLine:
    awards: int = getattr(division, "awards", 0)  # annotated
    listed = reverse("admin:cases_award_changelist") + f"?place_now__id__exact={division.pk}"
    detail = f"{division.year_of_change} 年撤销"
    where = f"{division.parent.name if division.parent is not None else ''}{division}"
    address = reverse("admin:cases_division_change", args=[division.pk])
    return ListLine(where, address, detail, [DeskLink(f"{awards} 个案例", listed)])


# --- Codings ----------------------------------------------------------------------------------------


def _codings(user: User, **conditions: str) -> QuerySet[Coding]:
    rows = visible_to(user, Coding.objects.filter(**conditions)).select_related(
        "award__place_then", "mechanism"
    )
    columns = ("state", "confidence", "note", "mechanism__name", *OF_AWARD)
    return rows.only(*columns).order_by("state", "confidence", "award_id", "pk")


def _unreviewed(user: User) -> QuerySet[Coding]:
    return _codings(user, state=CodingState.PROPOSED)


def _unsure(user: User) -> QuerySet[Coding]:
    return _codings(user, state=CodingState.ACCEPTED, confidence=Confidence.LOW)


def _coding_line(coding: Coding) -> ListLine:
    detail = "：".join(filter(None, (coding.mechanism.name, coding.note[:80])))
    return _with_desk(award_line(coding.award, detail), coding.award_id)


def _with_desk(line: ListLine, award: int) -> ListLine:
    """The line with the way to the coding desk."""
    link = DeskLink("到编码台", reverse("admin:coding_award", args=[award]))
    return replace(line, links=(*line.links, link))


def _count_of_uncoded(_user: User) -> int:
    return len(current_index().with_value(MECHANISM.name, NONE))


def _uncoded(_user: User, first: int, last: int) -> Iterable[ListLine]:
    """The published index has them together: to ask the tables is to try each award."""
    ids = list(current_index().with_value(MECHANISM.name, NONE)[first:last])
    return [_with_desk(award_line(each), each.pk) for each in named_awards().filter(pk__in=ids)]


# --- What is missing --------------------------------------------------------------------------------


def _missing() -> list[ListLine]:
    """Declared numbers with fewer published awards; two queries for any number of editions."""
    held = {
        (edition, tier): number
        for edition, tier, number in Award.objects.filter(state=State.PUBLISHED)
        .order_by().values_list("edition", "tier").annotate(number=Count("pk"))
    }  # fmt: skip
    quotas = EditionQuota.objects.select_related("edition__programme", "tier").order_by("edition_id", "pk")
    return [
        ListLine(
            f"{quota.edition} {quota.tier}",
            reverse("admin:cases_edition_change", args=[quota.edition_id]),
            f"公布 {quota.declared} 个，收录 {number} 个",
        )
        for quota in quotas
        if (number := held.get((quota.edition_id, quota.tier_id), 0)) < quota.declared
    ]


# --- Files, terms, the library whole ----------------------------------------------------------------


def _changed_files(_user: User) -> QuerySet[StoredFile]:
    """Files that came under the name of a source with other bytes, and are neither a source nor given up."""
    other_bytes = Source.objects.filter(file_name=OuterRef("name")).exclude(sha256=OuterRef("sha256"))
    kept = Source.objects.filter(sha256=OuterRef("sha256"))
    given_up = (IntakeState.DROPPED, IntakeState.UNDONE)
    in_use = Intake.objects.filter(file=OuterRef("pk")).exclude(state__in=given_up)
    conditions = (Exists(other_bytes.order_by()), Exists(in_use.order_by()), ~Exists(kept.order_by()))
    return StoredFile.objects.filter(*conditions).defer("content").order_by("name", "pk")


def _changed_file_line(file: StoredFile) -> ListLine:
    address = reverse("admin:cases_storedfile_change", args=[file.pk])
    return ListLine(file.name, address, "与已收录的同名文献校验值不同")


def _undefined(_user: User) -> QuerySet[Mechanism]:
    """The database refuses an empty definition; what says nothing it takes."""
    return Mechanism.objects.filter(Q(definition__regex=r"^\s*$") | Q(definition=F("name"))).order_by("slug")


def _term_line(term: Mechanism) -> ListLine:
    return ListLine(term.name, reverse("admin:cases_mechanism_change", args=[term.pk]))


def _count_of_searches(_user: User) -> int:
    return counted(ZeroResultSearch.objects.recent_words())


def _searches(_user: User, first: int, last: int) -> Iterable[ListLine]:
    for each in ZeroResultSearch.objects.recent_words()[first:last]:
        words = str(each["words"])
        yield ListLine(words, SearchState(q=words).url(reverse("cases")), f"{each['total']} 次")


def _problems() -> list[ListLine]:
    """Of all that `check_library` asks what an index answers."""
    current = DataVersion.current().number
    last = Revision.objects.order_by("-number").values_list("number", flat=True).first() or 0
    found = []
    if last > current:
        found.append(ListLine(OLD_VERSION.format(current, last), "", "请运行 check_library，或者恢复备份"))
    if (days := days_waiting()) > 1:
        found.append(ListLine(NOT_COUNTED.format(days), "", NO_WORKER))
    ahead = Award.objects.filter(version__gt=current).order_by("version").values_list("pk", "accession")
    found += [ListLine(f"案例 {number}：{AHEAD}", award_url(pk)) for pk, number in ahead[:PER_PAGE]]
    return found


QUALITY = (
    DeskList(
        "inferred", "推断的取值", "原文没有印出、按规则推断的取值：与原文不合的，在案例里改为人工判定。",
        LOOKS, *of_rows(_inferred, _origin_line),
    ),
    DeskList(
        "places-from-above", "承前文的地名", "条目没有印出上级地名，按小标题或上文补出：标题读错，地名就错。",
        LOOKS, *of_rows(_from_above, _origin_line), unit="处",
    ),
    DeskList(
        "conflicts", "说法不同的", "几份文献或几处文字的说法不同，还没有写明采用哪一种、为什么：逐项核定。",
        LOOKS, *of_rows(_conflicts, _conflict_line), unit="处",
    ),
    DeskList(
        "nowhere", "没有地区的案例", "没有认定获评时区划：请按原文选定；确实没有的不必填。",
        LOOKS, *of_rows(_nowhere, award_line), unit="例",
    ),
    DeskList(
        "abolished", "现行区划已撤销", "案例的现行区划后来撤销了：先登记区划的沿革，再改选后继。",
        OF_PLACES, *of_rows(_abolished, _abolished_line), unit="个区划",
    ),
    DeskList(
        "without-today", "没有现行区划的案例", "有获评时区划，后继不止一个或者没有登记。",
        LOOKS, *of_rows(_without_today, award_line), unit="例",
    ),
    DeskList(
        "unreviewed", "没有审定的编码", "提出来还没有人审定的，采纳以前读者看不到：到编码台逐条决定。",
        LOOKS, *of_rows(_unreviewed, _coding_line), unit="条",
    ),
    DeskList(
        "unsure", "把握低的编码", "已经采纳、编码者自己没有把握的：再读一遍原文。",
        LOOKS, *of_rows(_unsure, _coding_line), unit="条",
    ),
    DeskList(
        "uncoded", "没有编码的案例", "已发布、还没有机制编码的案例：到编码台读原文、标机制。",
        LOOKS, _count_of_uncoded, _uncoded, unit="例",
    ),
    DeskList(
        "missing", "公布了没有收录的", "文件公布的个数多于收录的：找到名单补录。",
        LOOKS, *of_few(_missing),
    ),
    DeskList(
        "same-title", "同一届的同名案例", "同一届里题名相同：可能重复收录，也可能确有两个，确有的按一下。",
        LOOKS, *alike(BY_TITLE, title__gt=""), unit="组", done=looked_at,
    ),
    DeskList(
        "same-honoured", "同一届的同一单位", "没有题名的名单条目里，单位、地名都相同：可能重复收录。",
        LOOKS, *alike(BY_HONOURED, title=""), unit="组", done=looked_at,
    ),
    DeskList(
        "same-elsewhere", "可能是同一案例", "几处题名相近、地方或单位相同：可能重复；确实是两个的按一下。",
        LOOKS, *across(), unit="组", done=looked_at,
    ),
    DeskList(
        "changed-files", "内容变了的文件", "与已收录的文献同名，内容不同：看是不是更正过的公布文件。",
        ("cases.view_storedfile",), *of_rows(_changed_files, _changed_file_line), unit="份",
    ),
    DeskList(
        "undefined", "没有定义的机制", "定义是空白，或者只重复了名称。",
        OF_TERMS, *of_rows(_undefined, _term_line), unit="个",
    ),
    DeskList(
        "searches", "没有找到的检索", "读者近九十天检索、没有找到案例的词：看缺的是别名还是案例。",
        OF_TERMS, _count_of_searches, _searches, unit="个",
    ),
    DeskList(
        "problems", "全库核对的问题", "这里只查得快的；每月请运行一次 check_library，核对全部。",
        LOOKS, *of_few(_problems),
    ),
)  # fmt: skip
