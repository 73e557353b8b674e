"""Source documents, kept as printed, and what they print about themselves."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.choices import SourceKind
from cases.models.version import ChangesEverything


class Source(ChangesEverything):
    """A document as printed: `text` is the decoded file, character for character.

    Offsets everywhere in the project count Unicode code points of `text`, the end exclusive.
    What lies outside `body_start` to `body_end` is page chrome of the site that carried it.
    """

    slug = models.SlugField("标识", max_length=60, unique=True)
    file_name = models.CharField("文件名", max_length=120, unique=True)
    sha256 = models.CharField(
        "SHA-256", max_length=64, unique=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    title = models.CharField("题名", max_length=300)
    publisher = models.CharField("刊载者", max_length=120, blank=True)
    kind = models.CharField("文献种类", max_length=10, choices=SourceKind)
    date_signed = models.DateField("成文日期", null=True, blank=True)
    date_published = models.DateField("发布日期", null=True, blank=True)
    text = models.TextField("全文")
    body_start = models.PositiveIntegerField("正文起")
    body_end = models.PositiveIntegerField("正文止")
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "来源文献"
        ordering = ["file_name"]
        constraints = [
            models.CheckConstraint(condition=Q(body_start__lt=F("body_end")), name="source_body_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class Passage(models.Model):
    """A stretch of a source's text: what stands there is the evidence.

    One concept for fields, codings, milestones and facts alike; the subclass says in which source.
    """

    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        abstract = True


class SourceFact(Passage):
    """Something that a document prints about itself: 索引号, 作者, 发布日期, …"""

    source = models.ForeignKey(Source, models.CASCADE, related_name="facts", verbose_name="来源文献")
    label = models.CharField("名称", max_length=40)
    value = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "文献著录"
        ordering = ["source", "start", "end", "label"]
        constraints = [
            models.UniqueConstraint(fields=["source", "label", "start"], name="source_fact_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="source_fact_passage"),
        ]

    def __str__(self) -> str:
        return f"{self.label}:{self.value}"
