"""The manual of the curators: the ten jobs of the year, each with its steps and a picture of its page.

The pictures are made by `python -m tests.manual_pictures` of the real pages; each is named after its job.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET

from cases.curators_site import CuratorsSite

FOLDER = "cases/manual"  # of the pictures, below the static files


@dataclass(frozen=True, slots=True)
class Job:
    """Something that curators do: when, in which steps, on which page; `shown` is what its picture shows."""

    name: str
    title: str
    when: str
    steps: Sequence[str]
    page: str
    page_label: str
    shown: str

    @property
    def url(self) -> str:
        return reverse(self.page)

    @property
    def picture(self) -> str:
        return f"{FOLDER}/{self.name}.webp"


JOBS = (
    Job(
        "notice", "收一份新通报", "收到公布名单、通知或典型经验文件时",
        (
            "打开“导入公告”，选文件（Word、PDF、网页、文本都可以），或者把全文粘贴进去。",
            "读出来以后先看最上面：标题、发布机关、年度、批次，缺的补上。",
            "逐条看名单：标着“存疑”的要选定；标着“不能收录”的改好，或者选“不收录”。",
            "按“收录为草稿”。读者还看不到；整份收错了可以“整批撤销”。",
        ),
        "admin:cases_intake_add", "导入公告", "导入公告的页面：选文件，或者粘贴全文",
    ),
    Job(
        "table", "收自己的表", "各地报来的表格，或者自己整理的清单",
        (
            "同样从“导入公告”选文件，Excel、CSV 都可以。",
            "列标题认不出的，会问每一列是什么：标题、申报单位、地区、年度……选好一次，下次同样的表不再问。",
            "从本站导出、改过的 Excel 表传回来，会按入库编号对上，只显示改动的格。",
            "看过“旧值 → 新值”再收录；理由会记进修改记录。",
        ),
        "admin:cases_intake_changelist", "导入", "一份读出来的名单：每条案例一行，写明是新增、重复还是存疑",
    ),
    Job(
        "correct", "改一个字", "发现录入错误、选错区划、漏了出处时",
        (
            "在“案例”里按编号、题名或单位找到它，点开。",
            "改好以后在页末选“为什么改”。标题和正文要与来源文献逐字一致，不一致的保存不了。",
            "草稿保存就改好了；已发布的，保存后成为一项待审核的修改，审核接受以前读者看到的不变。",
            "别人同时也改了的，会把两人的改动并排列出，您写的字不会丢。",
        ),
        "admin:cases_award_changelist", "案例", "一个已发布案例的表单，上方说明保存以后先送审核",
    ),
    Job(
        "submit", "送审", "一个草稿核对完了",
        (
            "首页“我的草稿”列出您写过、还没有送审的草稿。",
            "核对取值依据和机制编码，在表单末尾按“保存并送审”。",
            "送审以后又改动的，要再送一次：审核人员看到的必须就是要发布的。",
            "被退回的在首页“退回给我的”里，看理由，改好再送。",
        ),
        "admin:cases_award_changelist", "案例", "草稿表单末尾的按钮：保存并送审",
    ),
    Job(
        "review", "审核", "首页或页面右上角显示“待审核”时",
        (
            "打开“待审核”，最早的在最前。每一项都列出改前、改后，和还没有定下来的地方。",
            "没有问题的按“接受”或“发布”；有问题的写明理由，按“退回”。",
            "自己提出的、自己最后改的，要由另一位审核人员处理。",
            "意见会一直跟着这项修改；提出以后内容又变了的，接受不了，请退回重提。",
        ),
        "admin:cases_review", "待审核", "一项待审核的修改：改前、改后、意见和按钮",
    ),
    Job(
        "withdraw", "撤回", "称号被撤销、收录有误、当事单位要求时",
        (
            "在案例表单末尾按“撤回”；几个一起撤回的，在案例列表里勾选后选“撤回所选案例”。",
            "写明原因：读者打开原网址，看到的就是日期和这句话。",
            "撤回不是删除，编号永久保留，以前的版本标明已撤回，仍然读得到；查清以后可以重新发布。",
            "涉及个人隐私、连以前的版本也不能再看的，按“封存”；文献里的这段文字也一起涂去。",
        ),
        "admin:cases_award_changelist", "案例", "撤回前的确认页：要写明原因",
    ),
    Job(
        "duplicates", "合并重复", "同一个案例收了两次，或者两份文件公布了同一个案例时",
        (
            "首页“同一届的同名案例”列出可能重复的，点编号比一比原文。",
            "确是同一个的，留编号早的一个，把另一份文献加到它的“其他出处”，选定原文。",
            "两份文件说法不同的，两种都记作“取值依据”，不采用的一种勾选“不采用”；"
            "再到首页“说法不同的”选定采用哪一种，写明理由，读者看得到。",
            "另一个按“撤回”，原因写“重复收录，见某某编号”。",
            "确是两个案例的，不必处理。",
        ),
        "admin:cases_award_changelist", "案例", "可能重复的案例，每组列出各自的编号",
    ),
    Job(
        "reports", "读者来信", "首页“读者来信”不是零时，先到先办",
        (
            "列表只列没有处理的。点开一封，先对照来源文献核对。",
            "要改的先改案例（见“改一个字”），再回来在“改正它的修订”里选定那次修改，来信随即标为已处理。",
            "不用改的，在“答复”里写明查了什么、为什么不改。读者凭受理编号看得到答复，看不到“处理说明”。",
        ),
        "admin:cases_report_changelist", "读者纠错", "一封来信：读者的话、改正它的修订、答复",
    ),
    Job(
        "vocabulary", "加词条和区划", "新的做法没有合适的机制，或者区划更名、撤并时",
        (
            "机制：先搜一搜是不是已有，或者是某个机制的别名；确实没有的再加，写清定义和易混辨析。",
            "别人检索时会用的其他说法，写进“其他名称”。首页“没有找到的检索”列出读者用过的词。",
            "区划：更名、撤并的，原来的写上终年，另加一条新的，再把两条用“后继”连起来。",
            "词表和区划由管理员维护，修改同样要审核。",
            "机制以外的编码（如研究者的动机）：先建“编码方案”，编码项在“治理机制”里加，选定方案；公开以前读者看不到。",
            "两人分头编码：在“编码轮次”里选编码者和案例，各自编完点“编码完毕”；结束后看一致性，由另一位审核人员逐项对账。",
        ),
        "admin:cases_mechanism_changelist", "治理机制", "一个治理机制的表单：名称、定义、上级机制、其他名称",
    ),
    Job(
        "yearly", "年度检查", "每年一次，或者对外提供数据以前",
        (
            "从首页“质量”一栏逐项看：推断的取值、存疑的地名、没有编码的案例、公布了没有收录的……",
            "“公布了没有收录的”按文件的公布数比对，缺的找名单补录。",
            "请技术人员运行 check_library 核对全库，并确认备份可以恢复。",
            "看“用户”里有没有已经调离的人：停用账号，不要删除，修改记录要留着他的名字。",
        ),
        "admin:index", "首页", "首页的“质量”一栏：每一项的数目和说明",
    ),
)  # fmt: skip


def manual_addresses(site: AdminSite) -> list[URLPattern]:
    return [path("manual/", site.admin_view(require_GET(manual_view)), name="manual")]


def manual_view(request: HttpRequest) -> HttpResponse:
    """For everybody who logs in."""
    context = {**admin.site.each_context(request), "title": "编目手册", "jobs": JOBS}
    return TemplateResponse(request, "admin/manual.html", context)


CuratorsSite.further_addresses += (manual_addresses,)
