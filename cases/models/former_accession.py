"""The numbers that an award had before."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from cases import accessions
from cases.models.award import Award
from cases.models.of_award import OfAward


class FormerAccession(OfAward):
    """An accession number that an award had before; its address redirects to the award's."""

    accession = models.CharField(
        "原入库编号",
        max_length=40,
        unique=True,
        validators=[RegexValidator(accessions.WHOLE, accessions.FORM)],
        help_text="访问原编号的网址时转到本案例。",
    )
    award = models.ForeignKey(Award, models.CASCADE, related_name="former_accessions", verbose_name="案例")

    class Meta:
        verbose_name = verbose_name_plural = "原入库编号"
        ordering = ["accession"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accession__regex=accessions.WHOLE), name="former_accession_form"
            )
        ]

    def __str__(self) -> str:
        return self.accession

    def clean(self) -> None:
        """Refuse a number that an award has now: its address cannot lead to two."""
        if Award.objects.filter(accession=self.accession).exists():
            raise ValidationError("这个编号现在就是某个案例的入库编号。")
