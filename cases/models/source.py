"""Source documents, kept as printed, and what they print about themselves."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse

from cases.characters import has_blank_end, is_masked, without_blanks
from cases.choices import SourceKind
from cases.models.shown import SEEN, Shown, ShownQuerySet
from cases.models.slugs import FormerSlug, Slugged
from cases.models.writing import Public
from cases.readers.dates import dates_in

SHA256 = r"^[0-9a-f]{64}\Z"
QUOTED = "已有案例引用这份文献，全文不能改动，校验值也不能。"
REASONS = {  # what a document says of itself → why a value stands there that it does not print
    "title": "title_reason",
    "publisher": "publisher_reason",
    "date_signed": "date_reason",
    "date_published": "date_reason",
}
WEB_ADDRESS = r"^https?://\S+\Z"


class SourceQuerySet(ShownQuerySet["Source"]):
    """Documents; readers see those that are `shown`."""

    seen_by = (
        ("awards__state__in", SEEN),
        ("attestations__award__state__in", SEEN),
        ("milestones__award__state__in", SEEN),
        ("editions__awards__state__in", SEEN),  # which they announce
        ("editions__is_published", True),
        ("edition_facts__edition__awards__state__in", SEEN),  # of which they say something
        ("edition_facts__edition__is_published", True),
    )


class Source(Shown, Slugged):
    """A document as printed: `text` is the decoded file, character for character.

    Offsets everywhere in the project count Unicode code points of `text`, the end exclusive.
    What lies outside `body_start` to `body_end` is page chrome of the site that carried it.
    """

    slug = models.SlugField(
        "标识", max_length=60, unique=True, help_text="网址的一部分；改动后旧网址自动转到新网址。"
    )
    file_name = models.CharField("文件名", max_length=120, unique=True)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        unique=True,
        validators=[RegexValidator(SHA256, "应为 64 位十六进制小写字符。")],
        help_text="原文件的校验值，用以证明全文未经改动。",
    )
    title = models.CharField("标题", max_length=300)
    title_reason = models.TextField(
        "拟题说明", blank=True, help_text="文献没有印出标题、由编者拟定的，写明依据；印有标题的留空。"
    )
    publisher = models.CharField("刊载者", max_length=120, blank=True)
    publisher_reason = models.TextField(
        "刊载者说明", blank=True, help_text="刊载者没有印在文献里、另有依据的，写明依据；印有的留空。"
    )
    kind = models.CharField("文献种类", max_length=10, choices=SourceKind)
    date_signed = models.DateField("成文日期", null=True, blank=True)
    date_published = models.DateField("发布日期", null=True, blank=True)
    date_reason = models.TextField(
        "日期说明", blank=True, help_text="日期没有印在文献里、另有依据的，写明是哪个日期和依据；印有的留空。"
    )
    url_original = models.CharField(
        "原始网址",
        max_length=500,
        blank=True,
        validators=[RegexValidator(WEB_ADDRESS, "应以 http:// 或 https:// 开头，不含空格。")],
        help_text="文献最初发布的网址；不知道的留空。",
    )
    text = models.TextField("全文", help_text="与原文件逐字一致。被案例引用后不能改动。")
    body_start = models.PositiveIntegerField("正文起", help_text="正文第一个字在全文中的位置，从 0 数起。")
    body_end = models.PositiveIntegerField(
        "正文止", help_text="正文最后一个字之后的位置；其外是网页的导航、分享按钮等。"
    )
    note = models.TextField("说明", blank=True)

    PROVEN: ClassVar[tuple[str, ...]] = ("text", "sha256")

    objects = SourceQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "来源文献"
        ordering = ["file_name"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="source_has_slug"),
            models.CheckConstraint(condition=~Q(title=""), name="source_has_title"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="source_sha256_form"),
            models.CheckConstraint(
                condition=Q(body_start__lt=F("body_end")),
                name="source_body_not_empty",
                violation_error_message="正文的止点必须在起点之后。",
            ),
            models.CheckConstraint(
                condition=Q(body_end__lte=Length("text")),
                name="source_body_in_text",
                violation_error_message="正文的止点超出了全文。",
            ),
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(
                condition=Q(url_original="") | Q(url_original__regex=WEB_ADDRESS),
                name="source_url_original_form",
                violation_error_message="原始网址应以 http:// 或 https:// 开头。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    @property
    def title_supplied(self) -> bool:
        """Whether the document prints no title and a curator gave it one."""
        return bool(self.title_reason)

    @property
    def marked_title(self) -> str:
        """The title, and that it is a supplied one."""
        return f"{self.title}（拟题）" if self.title_supplied else self.title

    def clean(self) -> None:
        """Refuse other words once awards quote these, whose offsets would err, and what is not printed."""
        super().clean()
        known = {name: getattr(self, name) for name in self.PROVEN}
        if self.pk and self.is_quoted and not type(self).objects.filter(pk=self.pk, **known).exists():
            raise ValidationError(QUOTED)
        self.refuse_unprinted()

    def refuse_unprinted(self) -> None:
        """Refuse a title, publisher or date that the text does not print and for which no reason stands."""
        unexplained = (name for name, reason in REASONS.items() if not getattr(self, reason))
        wrong = {
            name: f"{self._label(name)}“{getattr(self, name)}”在全文中没有印出：请改成印出的，"
            f"或者在“{self._label(REASONS[name])}”中写明依据。"
            for name in unexplained
            if self.text and getattr(self, name) and not (self._prints(name) or is_masked(self.text))
        }
        if wrong:
            raise ValidationError(wrong)

    def _prints(self, name: str) -> bool:
        """Whether the words stand in the text, whatever blanks are between them, or the day in any form."""
        value = self._column(name).to_python(getattr(self, name))
        if isinstance(value, date):
            return any(day.value == value for day in dates_in(self.text))
        return without_blanks(value) in without_blanks(self.text)

    def _label(self, name: str) -> str:
        return str(self._column(name).verbose_name)

    def _column(self, name: str) -> "models.Field[Any, Any]":
        return next(column for column in self._meta.concrete_fields if column.name == name)

    @property
    def is_quoted(self) -> bool:
        """Whether offsets of awards point into its words."""
        quoting = (self.awards, self.attestations, self.attributions, self.milestones)
        return any(rows.exists() for rows in quoting)


class FormerSourceSlug(FormerSlug):
    """A slug that a document had before."""

    part_of = "source"

    source = models.ForeignKey(Source, models.CASCADE, related_name="former_slugs", verbose_name="来源文献")

    class Meta:
        verbose_name = verbose_name_plural = "来源文献原标识"
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="former_source_slug_not_empty")]


class Passage(models.Model):
    """A stretch of a source's text: what stands there is the evidence.

    One concept for fields, codings, milestones and facts alike; the subclass says in which source.
    """

    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        abstract = True


def printed_or_inferred() -> Q:
    """The condition that a value has either a passage or the rule that infers it, never both or neither.

    Each NULL is asked for by name: a check that comes out as NULL counts as passed.
    """
    printed = Q(start__isnull=False, end__isnull=False, start__lt=F("end"), rule="")
    return printed | Q(start__isnull=True, end__isnull=True) & ~Q(rule="")


def refuse_outside(start: int | None, end: int | None, source: Source | None) -> None:
    """Raise ValidationError unless `start` to `end` is a passage of the source; no offsets, no passage."""
    if start is None or end is None:
        return
    if source is None:
        raise ValidationError("有起止位置就必须指明来源文献。")
    if not start < end <= len(source.text):
        raise ValidationError("起止位置不是来源文献中的一段文字。")
    if has_blank_end(source.text[start:end]):
        raise ValidationError("起止位置不准：这段文字的开头或末尾是空白。")


class SourceFact(Public, Passage):
    """Something that a document prints about itself: 索引号, 作者, 发布日期, …"""

    part_of = "source"

    source = models.ForeignKey(Source, models.CASCADE, related_name="facts", verbose_name="来源文献")
    label = models.CharField("名称", max_length=40, help_text="例如：索引号、发布机构、作者。")
    value = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "文献信息"
        ordering = ["source", "start", "end", "label"]
        constraints = [
            models.UniqueConstraint(fields=["source", "label", "start"], name="source_fact_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="source_fact_passage"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(value=""), name="source_fact_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.label}:{self.value}"

    def clean(self) -> None:
        """Refuse a fact that the document does not print."""
        source = getattr(self, "source", None)
        refuse_outside(self.start, self.end, source)
        if source is None or self.start is None or self.end is None:
            return
        words = source.text[self.start : self.end]
        if not is_masked(words) and " ".join(words.split()) != " ".join(self.value.split()):
            raise ValidationError(f"“{self.value}”与原文“{words}”不符：内容须照录原文。")
