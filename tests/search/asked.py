"""The real library in memory, asked in accession numbers."""

from tests.search.memory import real_library
from tests.search.oracle import PatientReader


def reader():
    library = real_library()
    return PatientReader([library.document(number) for number in library.cases])


def accessions(typed):
    library = real_library()
    return [library.cases[number].accession for number in library.ranked(typed)]


def reasons(typed, accession):
    library = real_library()
    number = next(n for n, case in library.cases.items() if case.accession == accession)
    return library.reasons(typed, number)


def printing(typed):
    """The accessions of the cases in which a patient reader finds what is typed."""
    return {real_library().cases[number].accession for number in reader().exact(typed)}
