"""References of cases as files for the programs that keep them: BibTeX, RIS, CSL-JSON."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from django.utils import timezone

from cases.citations.exchange import bibtex, csl_item, ris
from cases.citations.reference import Reference, reference_of, with_references
from cases.exports.case_list import CaseList
from cases.exports.file_format import Format, Options
from cases.models import Award, DataVersion
from cases.records.award_name import name_of
from cases.records.json_item import dump
from cases.records.location import location_of

MANY = 500  # cases read at a time: six queries each
Entry = Callable[[Reference], bytes]
Writer = Callable[[CaseList, str, Options], Iterator[bytes]]


def references(cases: CaseList, origin: str) -> Iterator[Reference]:
    """What to cite of each case, in order; a case withdrawn since the index was read is left out."""
    day, vocabulary, ids = timezone.localdate(), cases.index.vocabulary, cases.ids()
    for first in range(0, len(ids), MANY):
        chunk = ids[first : first + MANY]
        awards = with_references(Award.objects.published().with_related()).defer("text", "source__text")
        found = awards.in_bulk(chunk)
        for award in (found[pk] for pk in chunk if pk in found):
            name = name_of(award, location_of(award, vocabulary))
            yield reference_of(award, name, urljoin(f"{origin}/", award.get_absolute_url()), day)


def _written(entry: Entry, begin: bytes = b"", between: bytes = b"\n", end: bytes = b"") -> Writer:
    def write(cases: CaseList, origin: str, options: Options) -> Iterator[bytes]:
        """One entry after the other."""
        yield begin
        separator = b""
        for reference in references(cases, origin):
            yield separator + entry(reference)
            separator = between
        yield end

    return write


def depends_on() -> tuple[object, ...]:
    """The database may be ahead of the index, and an entry names the day of reading."""
    return (DataVersion.current().token, timezone.localdate())


BIBTEX = Format(
    extension="bib",
    label="BibTeX",
    meaning="供 LaTeX、JabRef",
    content_type="application/x-bibtex; charset=utf-8",
    write=_written(lambda reference: bibtex(reference).encode()),
    depends_on=depends_on,
)
RIS = Format(
    extension="ris",
    label="RIS",
    meaning="供 EndNote、NoteExpress",
    content_type="application/x-research-info-systems; charset=utf-8",
    write=_written(lambda reference: ris(reference).encode(), between=b"\r\n"),
    depends_on=depends_on,
)
CSL_JSON = Format(
    extension="csl.json",
    label="CSL-JSON",
    meaning="供 Zotero、Pandoc",
    content_type="application/vnd.citationstyles.csl+json",
    write=_written(lambda reference: dump(csl_item(reference)), b"[\n", b",\n", b"\n]\n"),
    depends_on=depends_on,
)
