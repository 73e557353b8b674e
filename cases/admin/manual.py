"""The manual of the curators: the ten jobs of the year and what is needed now and then, each with its steps
and a picture of its page.

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
    arguments: tuple[str, ...] = ()  # of the page

    @property
    def url(self) -> str:
        return reverse(self.page, args=self.arguments)

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
            "没有保存就关了浏览器、登录失效了，再打开这一页点“恢复”，填过的都回来；留 30 天，别人看不到。",
            "别人也开着同一页时，页首写着是谁；都能改，同时改了的，会把两人的改动并排列出，您写的字不会丢。",
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
            "首页“同一届的同名案例”“可能是同一案例”列出可能重复的，点编号比一比原文。",
            "确是同一个的，留编号早的一个，把另一份文献加到它的“其他出处”，选定原文。",
            "两份文件说法不同的，两种都记作“取值依据”，不采用的一种勾选“不采用”；"
            "再到首页“说法不同的”选定采用哪一种，写明理由，读者看得到。",
            "另一个按“撤回”，原因写“重复收录，见某某编号”。",
            "确是两个案例的，在那一组按“确是不同的案例，不再列出”；按错了，在同一页下面撤销。",
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
            "区划：更名、撤并、拆分的，在这个区划的页上按“变更…”，看过预览再确认：新区划和“后继”由它建立，案例的现行区划随着改。",
            "词表和区划由管理员维护，修改同样要审核。",
            "机制以外的编码（如研究者的动机）：先建“编码方案”，编码项在“治理机制”里加，选定方案；公开以前读者看不到。",
            "两人分头编码：在“编码轮次”里选编码者和案例，各自编完点“编码完毕”；结束后看一致性，由另一位审核人员逐项对账。"
            "编不下去的一轮按“取消这一轮”，写明原因：它留着，不计入一致性。",
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

NOW_AND_THEN = (
    Job(
        "accounts", "账号", "来了新同事、有人忘了密码、有人调离时（管理员）",
        (
            "新同事：在“用户”里按“增加用户”，写用户名和姓名，“基于密码的验证”选“禁用”，选好组，保存。",
            "组：“编辑”起草、提出修改；“审核”还能接受、发布、撤回；“管理员”还能维护词表和账号。审核至少要两个人。",
            "在保存以后的页面右上角按“生成重设密码的链接”，当面交给本人，只能用一次。忘了密码的也这样办。",
            "调离的：在“用户”里勾选，选“停用所选账号”。写过内容的账号不能删除，修改记录要留着名字。",
        ),
        "admin:auth_user_changelist", "用户", "增加用户的表单：用户名、姓名、密码、工作人员状态和组",
    ),
    Job(
        "history", "历史与恢复", "想知道谁改了什么，或者改错了要改回去时",
        (
            "一条内容的：打开它的表单，按右上角“历史”，每次改动的改前、改后都在，最新的在最前。",
            "大家的：打开“修订记录”，按日期、用户、途径、种类或者导入编号查，可以导出 CSV。"
            "账号和权限、编码轮次、给读者的答复、“确是不同”也在里面。",
            "找到要回到的那一次，按“恢复到这一版……”，看清会改什么，写明为什么，再按“恢复”。只改这一条，别的不动。",
            "已发布的，恢复也要另一个人审核；恢复错了，可以再恢复回来。",
            "整份导入收错了，在那次导入的页面按“整批撤销”；词表整理错了，在“词表整理”里撤销。",
        ),
        "admin:cases_revision_changelist", "修订记录", "一个案例的历史：每次改动的时间、用户、改前和改后",
    ),
    Job(
        "care", "词表整理", "两个机制是一回事、名称要改、一个要分成几个时（管理员）",
        (
            "打开要整理的机制、评选项目、等次、发布机关或者区划，按右上角的“合并…”“改名…”“拆分…”“移动…”“停用…”。",
            "选好对象，写明原因，按“预览”：改哪些案例、旧网址转到哪里，都列出来，这时什么都还没有改。",
            "评选项目、等次、发布机关的“拆分”：填新条目的名称，勾选分给它的届次（等次也可以只填几个入库编号）。",
            "看清以后提交审核：另一位管理员在“待审核”里看过预览、接受，才生效。旧名称仍然检索得到。",
            "错了的：打开“词表整理”，找到那一次，按“撤销…”，案例和词条一起回到整理以前。",
        ),
        "admin:cases_care", "词表整理", "合并一个机制的页面：并入哪一个、原因、预览",
    ),
    Job(
        "seal", "封存", "涉及个人隐私或者有严重错误，连以前的版本也不能再看时",
        (
            "在案例表单末尾按“封存…”。只是不再展示的，用“撤回”，不用封存。",
            "写明原因，读者在原网址看得到，不要写个人信息；按“确认封存”。",
            "封存以后，所有版本都不再提供，文献页面里这个案例的文字涂作 ■；编号保留，后台仍然看得到。",
            "查清了的，在同一处按“解除封存…”，案例变为已撤回；要让读者看到，再发布。",
        ),
        "admin:cases_award_changelist", "案例", "封存前的确认页：会涂去什么，原因必填",
    ),
    Job(
        "conflicts", "说法不同", "几份文件对同一个案例的名称、位次、年度说法不同时",
        (
            "先都记下来：在案例的“取值依据”里，另一种说法也选定原文，勾选“不采用”。",
            "首页“说法不同的”列出还没有核定的，点开一个；案例表单上方也有链接。",
            "选定采用哪一种，写明理由，按“核定”。标题、申报单位、位次在这里就能改采；年度、等次这样的，先在案例表单里改好再来写理由。",
            "读者在案例页、对比页和材料汇编里看得到另一种说法和理由，导出的“其他说法”一栏也有。",
        ),
        "admin:desk_list", "说法不同的", "一个案例的两种说法，各有出处，选定一种，写明理由",
        ("conflicts",),
    ),
)  # fmt: skip


def manual_addresses(site: AdminSite) -> list[URLPattern]:
    return [path("manual/", site.admin_view(require_GET(manual_view)), name="manual")]


def manual_view(request: HttpRequest) -> HttpResponse:
    """For everybody who logs in."""
    said = {"title": "编目手册", "jobs": JOBS, "now_and_then": NOW_AND_THEN}
    context = {**admin.site.each_context(request), **said}
    return TemplateResponse(request, "admin/manual.html", context)


CuratorsSite.further_addresses += (manual_addresses,)
