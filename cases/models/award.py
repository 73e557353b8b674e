"""Awards: the cases themselves, and where each of their values comes from."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases import accessions
from cases.choices import (
    TAKEN_BACK,
    ApplicantKind,
    ApplicantLevel,
    ApplicantOrgan,
    Setting,
    State,
)
from cases.fields import BY_NAME
from cases.models.edition import Edition
from cases.models.paragraphs import is_in_paragraphs, refuse_outside_body, refuse_unprinted
from cases.models.place import Division
from cases.models.programme import ProgrammeTier
from cases.models.source import Source
from cases.models.taken_back import refusal
from cases.models.tier import Tier
from cases.models.writing import Public, PublicQuerySet, Room, saved_columns, writing
from cases.readers.passages import source_to_text

Letters = Mapping[tuple[int, int], str]  # (programme, tier) → letter in accession numbers

NUMBER_IS_TAKEN = "这个编号是某个案例的原入库编号，不能再用。"
SAID_OF_ENTRY = ("title", "edition", "applicant", "locality", "place_then", "state")
AS_PRINTED = "与来源文献逐字一致。"


class AwardQuerySet(PublicQuerySet["Award"]):
    """Where everything public starts."""

    def published(self) -> Self:
        """The awards that readers may see."""
        return self.filter(state=State.PUBLISHED)

    def with_related(self) -> Self:
        """With what a list or a page prints of each award, in a fixed number of queries."""
        return self.select_related("edition__programme", "tier", "source", "place_then", "place_now")


class Award(Public):
    """One awarded case, exactly as its source prints it; many a list prints neither title nor text.

    `start` to `end` is the passage of the source that is the award, heading line included. `text`
    is its paragraphs, joined by a line feed, without page chrome; `paragraph_starts` gives for each
    paragraph the offset in the source of its first character, so that either offset gives the other.
    """

    accession = models.CharField(
        "入库编号",
        max_length=40,
        unique=True,
        validators=[RegexValidator(accessions.WHOLE, accessions.FORM)],
        help_text=f"永久编号，{accessions.FORM}发布后改动的，原编号自动保留并转到新编号。",
    )
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="awards", verbose_name="届次")
    source = models.ForeignKey(Source, models.PROTECT, related_name="awards", verbose_name="来源文献")
    start = models.PositiveIntegerField("起", help_text="标题行第一个字在来源文献全文中的位置，从 0 数起。")
    end = models.PositiveIntegerField("止", help_text="正文最后一个字之后的位置。")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="awards", verbose_name=BY_NAME["tier"].label)
    rank = models.PositiveSmallIntegerField(
        BY_NAME["rank"].label, null=True, blank=True, help_text="文献印出的名次或序号；没有印出的留空。"
    )
    title = models.CharField(
        BY_NAME["title"].label, max_length=200, blank=True, help_text=f"{AS_PRINTED}没有印出标题的留空。"
    )
    applicant = models.CharField(
        BY_NAME["applicant"].label,
        max_length=200,
        blank=True,
        help_text=f"申报或者获得荣誉的单位、地方，{AS_PRINTED}",
    )
    applicant_level = models.CharField(
        BY_NAME["applicant_level"].label, max_length=10, choices=ApplicantLevel, blank=True
    )
    applicant_kind = models.CharField(
        BY_NAME["applicant_kind"].label, max_length=20, choices=ApplicantKind, blank=True
    )
    applicant_organ = models.CharField(
        BY_NAME["applicant_organ"].label, max_length=20, choices=ApplicantOrgan, blank=True
    )
    setting = models.CharField(BY_NAME["setting"].label, max_length=6, choices=Setting, blank=True)
    text = models.TextField(
        BY_NAME["text"].label,
        blank=True,
        help_text="与来源文献逐字一致，一段一行，不含标题行和网页的导航、按钮。只列名单、没有正文的留空。",
    )
    paragraph_starts = models.JSONField("段落起点", default=list, blank=True)
    place_then = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards_then",
        verbose_name=BY_NAME["place_then"].label,
    )
    place_now = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards_now",
        verbose_name=BY_NAME["place_now"].label,
    )
    locality = models.CharField(
        BY_NAME["locality"].label,
        max_length=100,
        blank=True,
        help_text="获评时区划之下的街道、乡镇、村、社区等，照原文抄写；区划库里有的不必再写。",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveBigIntegerField("数据版本", default=0, editable=False, db_index=True)
    created_at = models.DateTimeField("入库时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    changes_everything: ClassVar[bool] = False
    returns = False  # whether a save may bring it back from its withdrawal

    objects = AwardQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "案例"
        ordering = ["accession"]
        permissions = [  # of the whole library; `cases/roles.py` says who has them
            ("propose_award", "提出修改"),
            ("review_award", "审核"),
            ("publish_award", "发布"),
            ("withdraw_award", "撤回"),
            ("manage_vocabulary", "管理词表"),
            ("manage_users", "管理用户"),
        ]
        indexes = [  # by which the start page of the admin counts (`cases/admin/desk/`)
            models.Index(fields=["state", "edition", "tier"], name="award_state_edition_tier"),
            models.Index(fields=SAID_OF_ENTRY, name="award_same_in_edition"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(accession__regex=accessions.WHOLE), name="award_accession_form"
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="award_passage",
                violation_error_message="案例的止点必须在起点之后。",
            ),
            models.CheckConstraint(
                condition=~Q(title="")
                | ~Q(applicant="")
                | Q(place_then__isnull=False)
                | ~Q(state=State.PUBLISHED),
                name="award_published_has_name",
                violation_error_message="已发布的案例至少要有标题、申报单位或者获评时区划。",
            ),
            models.CheckConstraint(
                condition=Q(locality="") | Q(place_then__isnull=False) | ~Q(state=State.PUBLISHED),
                name="award_locality_lies_in_division",
                violation_error_message="有县级以下地名的，须选定它所在的获评时区划。",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1),
                name="award_rank_positive",
                violation_error_message="序号从 1 起。",
            ),
            models.CheckConstraint(
                condition=Q(applicant_level__in=["", *ApplicantLevel.values]), name="award_level_known"
            ),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=["", *ApplicantKind.values]), name="award_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(applicant_organ__in=["", *ApplicantOrgan.values]), name="award_organ_known"
            ),
            models.CheckConstraint(
                condition=Q(setting__in=["", *Setting.values]), name="award_setting_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="award_state_known"),
            models.UniqueConstraint(fields=["source", "start"], name="award_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.accession} {self.called}".rstrip()

    def _write(self, room: Room, **options: Any) -> None:
        self.version = room.number
        if self.state not in TAKEN_BACK:  # what is wrong must still be possible to withdraw
            self.clean()
        before = Award.objects.filter(pk=self.pk).values_list("accession", "state").first()
        if before is not None and not options.get("force_insert"):  # the room moves the time
            options["update_fields"] = saved_columns(self, options.get("update_fields")) - {"updated_at"}
        number, state = before or ("", State.DRAFT)
        if stays := refusal(state, self.state, on_purpose=self.returns):
            raise ValidationError(stays)
        models.Model.save(self, **options)
        if self.returns:
            room.returning.add(self.pk)
        if state != State.DRAFT:
            self._keep_old_accession(number)

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.accession])

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with writing() as room:
            room.advance(everything=True)
            return super().delete(*args, **options)

    def clean(self) -> None:
        """Refuse a wrong number, words that are not those of the source, and places of another time.

        What spans its origins and codings too, `cases.curation.checks` says at the end of each room.
        """
        if Award.objects.filter(former_accessions__accession=self.accession).exclude(pk=self.pk).exists():
            raise ValidationError(NUMBER_IS_TAKEN)
        self.check_number()
        self.check_words()
        self.check_places()

    def publish(self) -> None:
        """Let readers see it, or raise ValidationError with all that stands against it, in Chinese."""
        before, self.state, self.returns = self.state, State.PUBLISHED, True
        try:
            self.full_clean()
            with writing() as room:
                self.save()
                room.check(Award, [self.pk])
        except ValidationError:
            self.state = before
            raise
        finally:
            self.returns = False

    def withdraw(self) -> None:
        """Take it from readers' sight; its address then says so for good."""
        self.state = State.WITHDRAWN
        self.save(update_fields=["state"])

    @property
    def called(self) -> str:
        """What curators know it by: its title, else who or what was honoured."""
        if self.title or self.applicant:
            return self.title or self.applicant
        return (self.place_then.name if self.place_then else "") + self.locality

    @property
    def passage(self) -> str:
        """What the source prints for this award, heading line included."""
        return self.source.text[self.start : self.end]

    def text_offset(self, source_offset: int) -> int | None:
        """The offset in `text` of a source offset; None where the source prints no text of it."""
        return source_to_text(self.paragraph_starts, self.text, source_offset)

    def prints(self, source_offset: int) -> bool:
        """Whether the character at this source offset belongs to the award: to its heading line or text."""
        if self.start is None or self.end is None or not self.start <= source_offset < self.end:
            return False
        return is_in_paragraphs(source_offset, self.text, self.paragraph_starts)

    def _keep_old_accession(self, old: str) -> None:
        """What was public under a number stays reachable under it."""
        if self.accession != old and not Award.objects.filter(pk=self.pk, accession=old).exists():
            self.former_accessions.filter(accession=self.accession).delete()  # it goes back to that
            self.former_accessions.create(accession=old)

    def check_number(self, letters: Letters | None = None, coming: Collection[str] = ()) -> None:
        """Refuse a number that does not say the award's year, programme and tier, and its rank if it can.

        Numbering that starts again in each batch or category repeats ranks: of those one can be the number.
        `coming` are the numbers of awards that are not written yet.
        """
        if not (self.accession and self.edition_id and self.tier_id):
            return
        beginning = self.beginning(letters)
        number = self.accession.removeprefix(beginning)
        of_rank = number if self.rank is None else accessions.ending(self.rank)
        wanted = f"{beginning}{of_rank}"
        is_free = number != of_rank and wanted not in coming and not self._is_taken(wanted)
        if number == self.accession or is_free:
            raise ValidationError(
                f"入库编号与年度、项目、等次、序号不符：应以 {beginning} 开头，以序号结尾。"
            )

    def beginning(self, letters: Letters | None = None) -> str:
        """The accession number but for its digits; ValidationError where the programme has no such tier."""
        programme = self.edition.programme
        known = letters
        if known is None:
            known = letters_of(ProgrammeTier.objects.filter(programme=programme))
        letter = known.get((programme.pk, self.tier_id))
        if letter is None:
            raise ValidationError(
                f"项目“{programme}”没有“{self.tier}”这个等次，请先在项目中添上它和编号字母。"
            )
        return accessions.beginning(self.edition.year, programme.code, letter)

    def free_number(self) -> str:
        """The number of this edition, tier and rank: that of the rank where no other award has or had it."""
        beginning = self.beginning()
        number = f"{beginning}{accessions.ending(self.rank)}" if self.rank is not None else ""
        if number and not self._is_taken(number):
            return number
        return f"{beginning}{accessions.ending(max(numbers_with(beginning), default=0) + 1)}"

    def _is_taken(self, number: str) -> bool:
        """Whether another award has the number, or had it."""
        others = Award.objects.exclude(pk=self.pk)
        return others.filter(Q(accession=number) | Q(former_accessions__accession=number)).exists()

    def check_words(self) -> None:
        """Refuse text that the body of its source does not print where the offsets say."""
        if self.start is None or self.end is None or not self.source_id:
            return
        passage = self.source, self.start, self.end
        refuse_outside_body(*passage)
        refuse_unprinted(self.text, self.paragraph_starts, *passage)

    def check_places(self) -> None:
        """Refuse a place that was not in force in its year, and a place of today that is gone."""
        year = self.edition.year if self.edition_id else None
        if year is not None and self.place_then is not None and not self.place_then.in_force(year):
            raise ValidationError(f"{self.place_then}在 {year} 年末不存在，不能作为获评时区划。")
        if self.place_now is not None and not self.place_now.in_force():
            raise ValidationError(f"{self.place_now}已经撤销，不能作为现行区划。")


def letters_of(rows: models.QuerySet[ProgrammeTier]) -> Letters:
    """The letters that tiers have in accession numbers, by the primary keys of programme and tier."""
    return {
        (programme, tier): letter
        for programme, tier, letter in rows.values_list("programme", "tier", "letter")
    }


def numbers_with(beginning: str) -> dict[int, int]:
    """The digits of all accession numbers that begin so, with whose they are or were; those of today last."""
    former = Award.objects.filter(former_accessions__accession__startswith=beginning)
    old = former.order_by("former_accessions__pk").values_list("former_accessions__accession", "pk")
    own = Award.objects.filter(accession__startswith=beginning).order_by().values_list("accession", "pk")
    rows = ((number.removeprefix(beginning), pk) for number, pk in (*old, *own))
    return {int(digits): pk for digits, pk in rows if digits.isdecimal()}
