"""Whatever is done to an award, each version of it is reconstructed, and hashed as it was."""

import contextlib
from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis.extra.django import TestCase

from cases.curation.states import states
from cases.curation.versions.cutting import forms_of
from cases.models import Award, PublicVersion, PublishedForm
from cases.records import csv_line, json_item
from cases.records.hanging_rows import RowsOfAward, with_rows
from cases.records.record import Record, records
from cases.versions.records_then import records_then
from cases.versions.rows_then import with_rows_then
from cases.versions.states_then import published_then
from cases.versions.vocabulary_then import LibraryThen
from cases.vocabulary import Vocabulary, read_vocabulary
from tests.curation.random_edits import EDITS, edit, make_edited
from tests.factories import make_award, make_mechanism

Printed = list[tuple[bytes, bytes, RowsOfAward]]


def printed(records_of: Iterable[tuple[Record, RowsOfAward]]) -> Printed:
    """What files print of each and of what hangs on it, in the order of the primary keys."""
    return [(csv_line.raw_line(each), json_item.item(each), rows) for each, rows in records_of]


def now() -> tuple[str, Printed]:
    vocabulary = read_vocabulary()
    return vocabulary.dump(), printed(with_rows(records(Award.objects.published(), vocabulary)))


def without_hidden_titles(vocabulary: str) -> str:
    """With the slugs of the documents that readers see no more in place of their titles."""
    kept, today = Vocabulary.load(vocabulary), read_vocabulary().sources
    titles = {slug: title if slug in today else slug for slug, title in kept.sources.items()}
    return kept.with_seen(titles, set()).dump()


def then(version: PublicVersion) -> tuple[str, Printed]:
    library = LibraryThen(version)
    vocabulary: Vocabulary = library.vocabulary()
    found = records_then(library, vocabulary, published_then(version))
    return vocabulary.dump(), printed(with_rows_then(library, found))


@pytest.mark.django_db
class EveryVersion(TestCase):
    """Of one award, while its terms are renamed as well."""

    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
    @given(edits=EDITS)
    @example(edits=[("witness", 5), ("witness", 0)])  # the document is cited by nothing any more
    def test_every_version_is_as_it_was(self, edits: list[tuple[str, object]]) -> None:
        award, _other = make_edited(), make_award()
        term = make_mechanism("机制", slug="renamed")
        seen = {}
        for number, (kind, value) in enumerate(edits):
            with contextlib.suppress(ValidationError, IntegrityError), transaction.atomic():
                edit(award, kind, value)  # the room may refuse it, or a number is another's
            if not number % 3:
                term.name = f"机制之{number}"
                term.save()
            seen[PublicVersion.objects.first().number] = now()

        for version in PublicVersion.objects.filter(number__in=seen):
            vocabulary, cases = seen[version.number]
            assert then(version) == (without_hidden_titles(vocabulary), cases)
        kept = {each.award: each.sha256 for each in PublishedForm.objects.filter(until__isnull=True)}
        published = states(Award, Award.objects.published().order_by().values_list("pk", flat=True))
        assert kept == {pk: digest for pk, (_number, digest, _said) in forms_of(published).items()}
