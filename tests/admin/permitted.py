"""Who may what in the admin, as the roles are described, and the addresses that there are."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver

from cases import models
from tests.admin.tables import REGISTERED
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

NOBODY, SUPERUSER = "无", "超级用户"
ROLES = (NOBODY, EDITOR, REVIEWER, ADMINISTRATOR, SUPERUSER)
GROUPS = (EDITOR, REVIEWER, ADMINISTRATOR)
DECIDING = (REVIEWER, ADMINISTRATOR, SUPERUSER)
WITH_GROUP = (*GROUPS, SUPERUSER)
CARING = (ADMINISTRATOR, SUPERUSER)

OF_CASES = {
    *(models.Award, models.Attestation, models.Attribution, models.Coding, models.Milestone),
    *(models.KeyFigure, models.Edition, models.EditionFact, models.EditionIssuer, models.EditionQuota),
    *(models.Source, models.SourceFact),
}
READ_ONLY = {
    *(models.DataVersion, models.LoadedUnit, models.Revision, models.StoredChange, models.StoredFile),
    *(models.FormerSourceSlug, models.FormerMechanismSlug, models.FormerProgrammeSlug),
    *(models.FormerTierSlug, models.FormerIssuingBodySlug, models.FinishedCoding, models.Reconciliation),
    models.DistinctCases,
}
OF_MACHINE = {models.DataVersion, models.LoadedUnit, models.ZeroResultSearch, models.DistinctCases}
ALONE = {
    *(models.ColumnMapping, models.FormerAccession, models.Report, models.Intake),
    *(models.ZeroResultSearch, models.CodingRound, models.BulkWork),
}
VOCABULARY = {*REGISTERED} - OF_CASES - READ_ONLY - ALONE
GENERIC = ("changelist", "add", "change", "delete", "history")


def may(role: str, model: type, act: str) -> bool:
    """As the roles are described: 编辑 works on cases, 审核 as well, 管理员 on the vocabulary, too."""
    if role == NOBODY:
        return False
    if model is models.BulkWork:
        return role in DECIDING and act in ("changelist", "change", "history")
    if act in ("changelist", "change", "history"):
        return role == SUPERUSER or model not in OF_MACHINE
    if model in OF_CASES:
        return True
    if model in VOCABULARY:
        return role in (ADMINISTRATOR, SUPERUSER)
    if model is models.Intake:
        return act == "add"
    if model is models.CodingRound:
        return role in DECIDING if act == "add" else role == SUPERUSER
    if model is models.ColumnMapping:
        return act == "delete"
    if model is models.FormerAccession:
        return role == SUPERUSER
    deletes = (models.Report, models.ZeroResultSearch)
    return model in deletes and act == "delete" and role == SUPERUSER


def client_of(role: str) -> Client:
    if role == SUPERUSER:
        return logged_in(User.objects.create_superuser("boss"))
    return logged_in(account(f"user of {role}", "" if role == NOBODY else role))


def addresses_of(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses_of(each.url_patterns)
        elif each.name:
            yield each.name
