"""The models, one subject a file."""

from cases.models.award import Award
from cases.models.bulk_work import BulkWork
from cases.models.coder import Coder
from cases.models.coding_round import CodingRound, FinishedCoding, Reconciliation
from cases.models.column_mapping import ColumnMapping
from cases.models.distinct_cases import DistinctCases
from cases.models.edition import Edition, EditionFact, EditionIssuer, EditionQuota
from cases.models.form_draft import FormDraft, FormVisit
from cases.models.former_accession import FormerAccession
from cases.models.frozen_list import FrozenList
from cases.models.intake import Intake, StaleIntake, StoredChange, StoredFile
from cases.models.issuing_body import FormerIssuingBodySlug, IssuingBody, IssuingBodyName
from cases.models.key_figure import KeyFigure
from cases.models.loading import LoadedUnit
from cases.models.mechanism import FormerMechanismSlug, Mechanism, MechanismContrast, MechanismName
from cases.models.of_award import Attestation, Attribution, Coding, Milestone
from cases.models.office_change import OfficeChange
from cases.models.place import Division, Succession
from cases.models.programme import (
    FormerProgrammeSlug,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
)
from cases.models.public_version import PublicVersion, PublishedForm
from cases.models.report import Report
from cases.models.revision import Revision
from cases.models.scheme import CodingScheme
from cases.models.source import FormerSourceSlug, Source, SourceFact
from cases.models.tier import FormerTierSlug, Tier, TierName
from cases.models.version import DataVersion
from cases.models.work_problem import WorkProblem
from cases.models.zero_result_search import ZeroResultSearch

__all__ = [
    "Attestation",
    "Attribution",
    "Award",
    "BulkWork",
    "Coder",
    "Coding",
    "CodingRound",
    "CodingScheme",
    "ColumnMapping",
    "DataVersion",
    "DistinctCases",
    "Division",
    "Edition",
    "EditionFact",
    "EditionIssuer",
    "EditionQuota",
    "FinishedCoding",
    "FormDraft",
    "FormVisit",
    "FormerAccession",
    "FormerIssuingBodySlug",
    "FormerMechanismSlug",
    "FormerProgrammeSlug",
    "FormerSourceSlug",
    "FormerTierSlug",
    "FrozenList",
    "Intake",
    "IssuingBody",
    "IssuingBodyName",
    "KeyFigure",
    "LoadedUnit",
    "Mechanism",
    "MechanismContrast",
    "MechanismName",
    "Milestone",
    "OfficeChange",
    "WorkProblem",
    "Programme",
    "ProgrammeIssuer",
    "ProgrammeName",
    "ProgrammeTier",
    "PublicVersion",
    "PublishedForm",
    "Reconciliation",
    "Report",
    "Revision",
    "Source",
    "SourceFact",
    "StaleIntake",
    "StoredChange",
    "StoredFile",
    "Succession",
    "Tier",
    "TierName",
    "ZeroResultSearch",
]
