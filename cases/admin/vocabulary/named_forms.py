"""What acts of care for programmes, tiers and issuing bodies are asked with."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from cases.admin.vocabulary.forms import CareForm
from cases.curation.care import named
from cases.curation.care.acts import Act
from cases.models import Tier
from cases.models.named import SLUG, Named


class MergeNamedForm(CareForm):
    verb = "合并"
    hint = "把它并入另一个：用到它的都改到那一个，名称成为其他名称，旧网址和旧取值自动转去。"

    into = forms.ModelChoiceField(Tier.objects.none(), label="并入", empty_label="请选择")

    def __init__(self, thing: Named, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        rows = type(thing)._default_manager.exclude(pk=thing.pk).order_by("position", "pk")
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]

    def act(self) -> Act:
        return named.merging(self.thing, self.cleaned_data["into"])


class RenameNamedForm(CareForm):
    verb = "改名"
    hint = "原来的名称成为其他名称，检索、读入公告时仍认得；标识改了的，旧网址和旧取值自动转到新的。"

    name = forms.CharField(label="全称", max_length=80)
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    slug = forms.SlugField(
        label="标识",
        max_length=60,
        validators=[RegexValidator(SLUG, "标识只用小写字母、数字和连字符，如 xczl。")],
        help_text="网址和导出文件中的取值，可以不改。",
    )

    def __init__(self, thing: Named, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        self.initial.update(name=thing.name, short_name=thing.short_name, slug=thing.slug)

    def act(self) -> Act:
        given = (self.cleaned_data[name] for name in ("name", "short_name", "slug"))
        return named.renaming(self.thing, *given)


class RetireNamedForm(CareForm):
    verb = "停用"
    hint = "新录入时不再列出；已有的案例和届次不变。停用以后可以在同一页恢复使用。"

    def act(self) -> Act:
        return named.retiring(self.thing)
