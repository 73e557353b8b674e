"""The real library as an index built from a database, asked in accession numbers."""

from functools import cached_property

from cases.index.index import Index
from cases.index.store import document
from cases.search.searcher import Result
from tests.search.librarian import Cases
from tests.search.oracle import PatientReader


class RealLibrary:
    """Searches an index; everything in and out are queries and accession numbers."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.records = index.records(list(index.all))
        self._accessions = {record.pk: record.id for record in self.records}

    @cached_property
    def reader(self) -> PatientReader:
        return PatientReader([document(record) for record in self.records])

    def result(self, typed: str) -> Result:
        return self.index.searcher.search(typed)

    def ranked(self, typed: str) -> list[str]:
        return [self._accessions[number] for number in self.result(typed).ranking.page(0, 100)]

    def hits(self, typed: str) -> Cases:
        return self.named(self.result(typed).ids)

    def exact(self, typed: str) -> Cases:
        return self.named(self.result(typed).exact)

    def reasons(self, typed: str) -> dict[str, list[str]]:
        result = self.result(typed)
        return {self._accessions[number]: result.reasons(number) for number in result.ids}

    def named(self, ids) -> Cases:
        return frozenset(self._accessions[number] for number in ids)
