"""Controlled vocabularies that belong to the code.

The values are the public ones: they stand in addresses, in exports and in the database alike (see
the table of parameters in docs/interface.md). Vocabularies that curators own, such as the mechanisms,
are tables.
"""

from django.db import models


class ProgrammeLevel(models.TextChoices):
    """Of what level the bodies are that give a programme's honours."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    OTHER = "other", "其他"


class IssuerKind(models.TextChoices):
    """What kind of body gives honours."""

    GOVERNMENT = "government", "政府部门"
    PARTY = "party", "党委部门"
    JOINT = "joint", "议事协调机构"
    ASSOCIATION = "association", "社会团体"
    MEDIA = "media", "媒体"
    ACADEMIC = "academic", "高校和研究机构"
    OTHER = "other", "其他"


class ApplicantLevel(models.TextChoices):
    """The administrative level of the applicant."""

    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    ZONE = "zone", "功能区"


class ApplicantKind(models.TextChoices):
    """What kind of body the applicant is."""

    PARTY_GOVERNMENT = "party-government", "党委政府联合"
    GOVERNMENT = "government", "政府"
    PARTY = "party", "党委"
    CIVIL_AFFAIRS = "civil-affairs", "民政部门"
    STREET_TOWN = "street-town", "街镇"
    ZONE_COMMITTEE = "zone-committee", "功能区管委会"
    OTHER = "other", "其他"


class ApplicantOrgan(models.TextChoices):
    """What organ the applicant is, whatever its level."""

    JOINT = "joint", "党政联合"
    GOVERNMENT = "government", "政府"
    PARTY = "party", "党委"
    DEPARTMENT = "department", "部门"
    COMMITTEE = "committee", "委员会"
    ASSOCIATION = "association", "社会团体"
    PLACE_ONLY = "place-only", "仅列地名"
    OTHER = "other", "其他"


class Setting(models.TextChoices):
    """The kind of community that an award is about."""

    URBAN = "urban", "城市"
    RURAL = "rural", "农村"
    BOTH = "both", "城乡兼有"


class Region(models.TextChoices):
    """The four economic regions of 国家统计局 (东西中部和东北地区划分方法, 2011-06-13)."""

    EAST = "east", "东部"
    CENTRAL = "central", "中部"
    WEST = "west", "西部"
    NORTHEAST = "northeast", "东北"


class DivisionLevel(models.TextChoices):
    """The level of an administrative division or functional zone."""

    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    ZONE = "zone", "功能区"


class State(models.TextChoices):
    """Where an award stands between being read from a source and being public."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
    SEALED = "sealed", "已封存"


TAKEN_BACK = (State.WITHDRAWN, State.SEALED)  # public once, and of their own accord never again


class Confidence(models.TextChoices):
    """How sure a coder is of a coding."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class CodingState(models.TextChoices):
    """Whether a coding counts."""

    PROPOSED = "proposed", "待审"
    ACCEPTED = "accepted", "采纳"
    REJECTED = "rejected", "不采纳"


class Qualifier(models.TextChoices):
    """How a printed number is to be taken; nothing of it: as it stands."""

    ABOUT = "about", "约"
    OVER = "over", "多于"
    NEARLY = "nearly", "接近"
    AT_LEAST = "at_least", "不少于"
    AT_MOST = "at_most", "不多于"
    UNDER = "under", "不足"


class Outcome(models.TextChoices):
    """What becomes of a term about which coders differ."""

    ADOPTED = "adopted", "采用"
    REFUSED = "refused", "不采用"


class SourceKind(models.TextChoices):
    """What kind of document a source is."""

    NOTICE = "notice", "通知"
    LIST = "list", "名单"
    ARTICLE = "article", "期刊文章"
    REPORT = "report", "经验材料"
    REPOST = "repost", "政府网站转载"


class MilestoneKind(models.TextChoices):
    """What happened to an award after it was given."""

    ACCEPTED = "accepted", "通过验收"
    REVIEWED = "reviewed", "复核合格"
    WITHDRAWN = "withdrawn", "撤销称号"


class ReportState(models.TextChoices):
    """Whether a curator has dealt with what a reader reported."""

    NEW = "new", "待处理"
    DONE = "done", "已处理"


class Through(models.TextChoices):
    """Through what something public was written."""

    FORM = "form", "编目表单"
    LOADER = "load_library", "装载命令"
    SHELL = "shell", "命令行或程序"
    IMPORT = "import", "导入"
    UNDO = "undo", "撤销改动"
    VOCABULARY = "vocabulary", "词表整理"


class OfficeKind(models.TextChoices):
    """What of the office is recorded beside the revisions of the library."""

    ACCOUNT = "account", "账号"
    GROUP = "group", "组"
    ROUND = "round", "编码轮次"
    REPORT = "report", "读者纠错"
    DISTINCT = "distinct", "确非重复"


class IntakeKind(models.TextChoices):
    """What an intake was read from."""

    DOCUMENT = "document", "文献"
    SPREADSHEET = "spreadsheet", "表格"


class ColumnRole(models.TextChoices):
    """What a column of a curator's own table holds: of a list of awards, or of awards that are held."""

    NUMBER = "number", "序号（表中的编号）"
    TITLE = "title", "标题（案例名称）"
    UNIT = "unit", "申报单位"
    PLACE = "place", "地区（写在一列）"
    PROVINCE = "province", "省"
    CITY = "city", "市（地、州）"
    COUNTY = "county", "县（市、区）"
    HONOUR = "honour", "等次或奖项"
    YEAR = "year", "年度"
    ACCESSION = "id", "入库编号"
    REASON = "reason", "改动的理由"
    RANK = "rank", "公布时的序号"
    LOCALITY = "locality", "县级以下地名"
    LEVEL = "applicant_level", "申报单位层级"
    KIND = "applicant_kind", "申报单位类型"
    ORGAN = "applicant_organ", "申报机关"
    SETTING = "setting", "城乡类型"


class IntakeWork(models.TextChoices):
    """What the worker does with an intake, where it has too many rows for one request."""

    READ = "read", "读取"
    READ_AGAIN = "again", "重新读取"
    TAKE = "take", "收录"
    TAKE_WAITING = "review", "收录待审的修改"
    UNDO = "undo", "撤销"
    REDO = "redo", "恢复"


class IntakeState(models.TextChoices):
    """What became of an intake; READING and FAILED are those of documents that the worker reads."""

    READING = "reading", "读取中"
    READY = "ready", "待收录"
    TAKEN = "taken", "已收录"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "未能读取"
    DROPPED = "dropped", "已放弃"


class BulkAct(models.TextChoices):
    """What is done with many awards at once: one by one, or, where the vocabulary is cared for, as one."""

    PUBLISH = "publish", "发布"
    WITHDRAW = "withdraw", "撤回"
    CARE = "care", "词表整理"


class BulkState(models.TextChoices):
    """How far that is; of what was stopped or failed, what was done stays done."""

    WAITING = "waiting", "等候"
    RUNNING = "running", "处理中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已停止"
    FAILED = "failed", "没有做完"


class ChangeAction(models.TextChoices):
    """What a stored change would do."""

    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    UNCHANGED = "unchanged", "无变化"
    DOUBTFUL = "doubtful", "存疑"
    REFUSED = "refused", "不能收录"


class ChangeOutcome(models.TextChoices):
    """What became of a stored change."""

    PENDING = "pending", "未处理"
    ACCEPTED = "accepted", "收录"
    DROPPED = "dropped", "不收录"
    TAKEN = "taken", "已收录"
    WAITING = "waiting", "待审"
    DECLINED = "declined", "不接受"
    UNDONE = "undone", "已撤销"
