"""Readers: from the text of a source document to award records. Pure Python, no Django, no web."""

from cases.readers.awards import with_place_level
from cases.readers.headings import headings
from cases.readers.passages import passage_to_source, source_to_text, text_to_source
from cases.readers.reading import Detection, detect, read
from cases.readers.records import (
    AwardRecord,
    Document,
    EditionFacts,
    Fact,
    Form,
    Heading,
    Inferred,
    Milestone,
    Printed,
    Problem,
    Quota,
    SourceEntry,
)
from cases.readers.registry import load_registry

__all__ = [
    "AwardRecord",
    "Detection",
    "Document",
    "EditionFacts",
    "Fact",
    "Form",
    "Heading",
    "Inferred",
    "Milestone",
    "Printed",
    "Problem",
    "Quota",
    "SourceEntry",
    "detect",
    "headings",
    "load_registry",
    "passage_to_source",
    "read",
    "source_to_text",
    "text_to_source",
    "with_place_level",
]
