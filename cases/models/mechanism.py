"""The controlled vocabulary of governance mechanisms (治理机制)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models.version import ChangesEverything


class Mechanism(ChangesEverything):
    """A term of the vocabulary; a case coded with a narrower term counts for the broader one too."""

    slug = models.SlugField("标识", max_length=60, unique=True)
    name = models.CharField("术语", max_length=40, unique=True)
    definition = models.TextField("定义")
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name="上位词"
    )

    class Meta:
        verbose_name = verbose_name_plural = "治理机制"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(definition=""), name="mechanism_is_defined"),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")), name="mechanism_not_its_own_broader"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mechanism", args=[self.slug])

    def clean(self) -> None:
        """Refuse a circle of broader terms, which would make every count in it wrong."""
        seen, term = {self.pk}, self.broader
        while term is not None:
            if term.pk in seen:
                raise ValidationError({"broader": "上位词不能形成循环:请另选上位词。"})
            seen.add(term.pk)
            term = term.broader


class MechanismName(ChangesEverything):
    """Another name under which a term is known or printed (近义词)."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="names", verbose_name="治理机制")
    name = models.CharField("近义词", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "近义词"
        ordering = ["mechanism", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="mechanism_name_leads_to_one_term")]

    def __str__(self) -> str:
        return self.name


class MechanismContrast(ChangesEverything):
    """What a term must not be confused with, and why."""

    mechanism = models.ForeignKey(
        Mechanism, models.CASCADE, related_name="contrasts", verbose_name="治理机制"
    )
    text = models.CharField("易混词语", max_length=60)
    why = models.TextField("区别")

    class Meta:
        verbose_name = verbose_name_plural = "易混辨析"
        ordering = ["mechanism", "id"]
        constraints = [models.UniqueConstraint(fields=["mechanism", "text"], name="mechanism_contrast_once")]

    def __str__(self) -> str:
        return self.text
