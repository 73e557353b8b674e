"""Which tables have pages in the admin, and where these are."""

from django.urls import reverse

from cases.models import (
    Award,
    BulkWork,
    Coding,
    CodingRound,
    ColumnMapping,
    DataVersion,
    DistinctCases,
    FinishedCoding,
    FormDraft,
    FormerIssuingBodySlug,
    FormerMechanismSlug,
    FormerProgrammeSlug,
    FormerSourceSlug,
    FormerTierSlug,
    FormVisit,
    FrozenList,
    Intake,
    LoadedUnit,
    OfficeChange,
    PublicVersion,
    PublishedForm,
    Reconciliation,
    Report,
    Revision,
    StoredChange,
    StoredFile,
    ZeroResultSearch,
)
from tests.models.samples import MODELS
from tests.quick import first_quick

READ_ONLY = (
    *(DataVersion, FormerIssuingBodySlug, FormerMechanismSlug, FormerProgrammeSlug, FormerSourceSlug),
    *(FormerTierSlug, LoadedUnit, Revision, StoredChange, StoredFile, FinishedCoding, Reconciliation),
    DistinctCases,
)
# tests/admin/test_bulk.py, test_columns.py, test_intakes.py, test_rounds.py, listing/test_zero_results.py
OF_PAGES_OF_THEIR_OWN = (BulkWork, CodingRound, ColumnMapping, Intake, ZeroResultSearch)
# What one person typed no page shows to anybody else; what the office did stands in the log of revisions;
# versions and frozen lists have public pages.
UNREGISTERED = (FormDraft, FormVisit, FrozenList, OfficeChange, PublicVersion, PublishedForm)
REGISTERED = [model for model in MODELS if model not in UNREGISTERED]
WRITABLE = [model for model in REGISTERED if model not in (*READ_ONLY, *OF_PAGES_OF_THEIR_OWN)]
ADDABLE = [model for model in WRITABLE if model is not Report]


def quick(models: list) -> list:
    """Awards and their codings are tried by `make check` too: the widest pages, and a plain one."""
    return first_quick(sorted(models, key=lambda model: model not in (Award, Coding)), 2)


def url(model, page: str, *args: object) -> str:
    return reverse(f"admin:cases_{model._meta.model_name}_{page}", args=args)
