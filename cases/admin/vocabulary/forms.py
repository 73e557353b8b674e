"""What acts of care are asked with: what is to become of a thing, and why."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.curation.care import terms
from cases.curation.care.acts import LONGEST_REASON, NO_REASON, Act
from cases.models import Mechanism


class CareForm(forms.Form):
    """Base of the forms: `verb` names the act, `hint` says what it is for."""

    verb: ClassVar[str]
    hint: ClassVar[str] = ""

    reason = forms.CharField(
        label="原因",
        max_length=LONGEST_REASON,
        error_messages={"required": NO_REASON},
        help_text="记入修改记录。",
    )

    def __init__(self, thing: Any, data: Any = None) -> None:  # noqa: ANN401 - a row of any table; what came in
        super().__init__(data, label_suffix="：")
        self.thing = thing
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])
        self.fields["reason"].widget.attrs["size"] = 60

    def act(self) -> Act:
        """What was asked for; ValidationError where it makes no sense."""
        raise NotImplementedError


def others_of_scheme(term: Mechanism) -> QuerySet[Mechanism]:
    """The other terms of its scheme, by name."""
    return Mechanism.objects.filter(scheme=term.scheme_id).exclude(pk=term.pk).order_by("name")


class MergeTermForm(CareForm):
    verb = "合并"
    hint = "把它并入另一个机制：编码连同原文依据改到那个机制，名称成为其他名称，旧网址自动转去。"

    into = forms.ModelChoiceField(Mechanism.objects.none(), label="并入", empty_label="请选择治理机制")

    def __init__(self, thing: Mechanism, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        self.fields["into"].queryset = others_of_scheme(thing)  # type: ignore[attr-defined]

    def act(self) -> Act:
        return terms.merging(self.thing, self.cleaned_data["into"])


class RenameTermForm(CareForm):
    verb = "改名"
    hint = "原来的名称成为其他名称，仍能检索到；标识改了的，旧网址、筛选和导出里的旧标识自动转到新的。"

    name = forms.CharField(label="新名称", max_length=40)
    slug = forms.SlugField(label="标识", max_length=60, help_text="网址的一部分，可以不改。")

    def __init__(self, thing: Mechanism, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        self.initial.update(name=thing.name, slug=thing.slug)

    def act(self) -> Act:
        return terms.renaming(self.thing, self.cleaned_data["name"], self.cleaned_data["slug"])


class MoveTermForm(CareForm):
    verb = "移动"
    hint = "改到另一个上级机制之下。检索上级机制时，标注下级机制的案例也会列出。"

    broader = forms.ModelChoiceField(
        Mechanism.objects.none(), label="上级机制", empty_label="（没有上级，列在最上一级）", required=False
    )

    def __init__(self, thing: Mechanism, data: Any = None) -> None:  # noqa: ANN401 - what came in
        super().__init__(thing, data)
        self.fields["broader"].queryset = others_of_scheme(thing)  # type: ignore[attr-defined]
        self.initial["broader"] = thing.broader_id

    def act(self) -> Act:
        return terms.moving(self.thing, self.cleaned_data["broader"])


class RetireTermForm(CareForm):
    verb = "停用"
    hint = "不再用于新的编码；已有的编码保留。停用以后可以在同一页恢复使用。"

    def act(self) -> Act:
        return terms.retiring(self.thing)


def asked_for(form: CareForm) -> Act | None:
    """The act that a form asks for; None where it is wrong, which it then says."""
    if not form.is_valid():
        return None
    try:
        return form.act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
