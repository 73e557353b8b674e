"""What splitting a programme, a tier or a body is asked with: what is new, and what goes to it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Count, Q, QuerySet

from cases.accessions import CODE, read
from cases.admin.vocabulary.forms import CareForm
from cases.curation.care import splitting_named
from cases.curation.care.acts import Act
from cases.curation.care.splitting_named import NewNamed
from cases.models import Edition, IssuingBody, Programme, Tier
from cases.models.named import SLUG

BETWEEN = re.compile(r"[\s、，,；;]+")
BY_YEAR = ("-year", "programme__position", "programme__slug", "round", "batch")
NO_NUMBER = "“{}”不是完整的入库编号。"
REST = "名称、网址和旧取值都留给原条目；要归到已有的条目，拆分以后再合并。"


class ChosenEditions(forms.ModelMultipleChoiceField[Edition]):
    """Editions with the number of awards that would go along, which the query counts as `going`."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - as Django has it
        source = f"，{obj.source.title}" if obj.source is not None else ""
        return f"{obj}：{obj.going} 个案例{source}"


class SplitNamedForm(CareForm):
    """Base: the names of the new thing, other names that it takes over, and the editions that go to it."""

    verb = "拆分"

    name = forms.CharField(label="新条目的全称", max_length=80)
    short_name = forms.CharField(label="新条目的简称", max_length=40, required=False)
    slug = forms.SlugField(
        label="新条目的标识",
        max_length=60,
        validators=[RegexValidator(SLUG, "标识只用小写字母、数字和连字符，如 xczl。")],
        help_text="网址和导出文件中的取值。",
    )
    names = forms.ModelMultipleChoiceField(
        Tier.objects.none(),
        label="改作新条目名称的其他名称",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="文献以此印出的，此后读入时认作新条目。",
    )
    editions = ChosenEditions(Edition.objects.none(), label="分给新条目的届次", required=False)

    def __init__(self, thing: Any, data: Any = None) -> None:  # noqa: ANN401 - a row of three tables; what came in
        super().__init__(thing, data)
        self.fields["name"].widget.attrs["size"] = 40
        rows = self.editions_of(thing).select_related("programme", "source").order_by(*BY_YEAR)
        self._ask("editions", rows)
        self._ask("names", thing.names.order_by("pk"))

    def editions_of(self, thing: Any) -> QuerySet[Edition]:  # noqa: ANN401 - a row of three tables
        """Those that may go, with the number of awards that then go along as `going`."""
        raise NotImplementedError

    def _ask(self, name: str, rows: QuerySet[Any]) -> None:
        """What there is nothing of is not asked for."""
        if rows.exists():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def new(self, code: str = "") -> NewNamed:
        given = self.cleaned_data
        names = tuple(each.name for each in given.get("names", ()))
        return NewNamed(given["name"], given["slug"], given["short_name"], code, names)

    def chosen(self, name: str = "editions") -> list[int]:
        rows: Any = self.cleaned_data.get(name, ())
        return [each.pk for each in rows]


class SplitProgrammeForm(SplitNamedForm):
    hint = (
        "一个项目其实是两个时，分出一个新的：选定的届次连同案例改归新项目，入库编号随之改动，旧编号和届次的旧网址自动转去。"
        f"{REST}"
    )

    code = forms.CharField(
        label="新项目的编号代码",
        max_length=12,
        validators=[RegexValidator(CODE, "代码为 2 至 12 个小写字母，如 xczl。")],
        help_text="入库编号的第二段，2 至 12 个小写字母；有了案例以后不能再改。",
    )
    field_order = ("name", "short_name", "slug", "code", "names", "editions", "reason")

    def editions_of(self, thing: Programme) -> QuerySet[Edition]:
        return Edition.objects.filter(programme=thing).annotate(going=Count("awards"))

    def act(self) -> Act:
        return splitting_named.splitting_programme(
            self.thing, self.new(self.cleaned_data["code"]), self.chosen()
        )


class SplitTierForm(SplitNamedForm):
    hint = (
        "一个等次其实是两种时，分出一个新的：选定的届次里，这一等次的案例和公布数都改到新等次；只是其中几个案例的，填它们的入库编号。"
        "一个项目的这一等次全部分出的，编号不变；只分出一部分的，新等次另有编号字母，编号随之改动，旧编号自动转去。"
        f"{REST}"
    )

    accessions = forms.CharField(
        label="单独分出的案例",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text="入库编号，用空格、顿号或换行分开。",
    )
    field_order = ("name", "short_name", "slug", "names", "editions", "accessions", "reason")

    def editions_of(self, thing: Tier) -> QuerySet[Edition]:
        known = Edition.objects.filter(Q(awards__tier=thing) | Q(quotas__tier=thing)).values("pk")
        of_tier = Count("awards", filter=Q(awards__tier=thing))
        return Edition.objects.filter(pk__in=known).annotate(going=of_tier)

    def clean_accessions(self) -> list[str]:
        words = list(filter(None, BETWEEN.split(self.cleaned_data["accessions"].strip())))
        return [_whole_number(each) for each in words]

    def act(self) -> Act:
        return splitting_named.splitting_tier(
            self.thing, self.new(), self.chosen(), self.cleaned_data["accessions"]
        )


class SplitBodyForm(SplitNamedForm):
    hint = (
        "一个机关其实是两个（机构改革前后，或者联合发布的记成了一个）时，分出一个新的：选定的届次改由新机关发布，案例随之改动。"
        f"{REST}"
    )

    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.none(),
        label="惯常由新机关发布的项目",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    beside = forms.BooleanField(
        label="原机关仍在",
        required=False,
        help_text="联合发布的勾选：所选的届次、项目里原机关保留，新机关列在它后面。",
    )
    field_order = ("name", "short_name", "slug", "names", "editions", "programmes", "beside", "reason")

    def __init__(self, thing: IssuingBody, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        usual = Programme.objects.filter(usual_issuers__body=thing)
        self._ask("programmes", usual.order_by("position", "slug"))

    def editions_of(self, thing: IssuingBody) -> QuerySet[Edition]:
        return Edition.objects.filter(pk__in=thing.edition_issuers.values("edition")).annotate(
            going=Count("awards")
        )

    def act(self) -> Act:
        programmes, beside = self.chosen("programmes"), self.cleaned_data["beside"]
        return splitting_named.splitting_body(
            self.thing, self.new(), self.chosen(), programmes, beside=beside
        )


def _whole_number(words: str) -> str:
    """The number as the library writes it; ValidationError for anything else."""
    [number] = found if len(found := read(words)) == 1 else [None]
    if number is None or not number.is_whole:
        raise ValidationError(NO_NUMBER.format(words))
    return str(number)
