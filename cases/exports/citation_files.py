"""References of cases: after GB/T 7714 for people; as BibTeX, RIS and CSL-JSON for programs."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from cases.citations.exchange import bibtex, csl_item, ris
from cases.citations.gbt7714 import StandardEdition, render
from cases.citations.reference import Reference, reference_of, with_references
from cases.exports.case_list import CaseList
from cases.exports.delivery import WholeFile
from cases.exports.file_format import Format, Options
from cases.models import Award, DataVersion
from cases.parameters import InvalidParameters
from cases.records.award_name import name_of
from cases.records.json_item import dump
from cases.records.location import location_of

MANY = 500  # cases read at a time: six queries each
MOST_PRINTED = 2000  # references after GB/T 7714: some milliseconds each
Entry = Callable[[Reference], bytes]
Writer = Callable[[CaseList, str, Options], WholeFile]


def references(cases: CaseList, origin: str) -> Iterator[Reference]:
    """What to cite of each case, in order; a case withdrawn since the index was read is left out.

    The day of reading is that of the data version, so that a file of one version is always the same.
    """
    day, vocabulary, ids = cases.index.day, cases.index.vocabulary, cases.ids()
    for first in range(0, len(ids), MANY):
        chunk = ids[first : first + MANY]
        awards = with_references(Award.objects.published().with_related()).defer("text", "source__text")
        found = awards.in_bulk(chunk)
        for award in (found[pk] for pk in chunk if pk in found):
            name = name_of(award, location_of(award, vocabulary))
            yield reference_of(award, name, urljoin(f"{origin}/", award.get_absolute_url()), day)


def _written(entry: Entry, begin: bytes = b"", between: bytes = b"\n", end: bytes = b"") -> Writer:
    def write(cases: CaseList, origin: str, options: Options) -> WholeFile:
        """One entry after the other; whole before its first byte goes out, so that its length is known."""
        number = 0

        def pieces() -> Iterator[bytes]:
            nonlocal number
            yield begin
            for number, reference in enumerate(references(cases, origin), 1):
                yield (between if number > 1 else b"") + entry(reference)
            yield end

        file = WholeFile.of(pieces())
        file.rows = number
        return file

    return write


def depends_on() -> tuple[object, ...]:
    """The database may be ahead of the index."""
    return (DataVersion.current().token,)


def check_size(total: int) -> None:
    """Raise InvalidParameters for more references than are printed one by one while a reader waits."""
    if total > MOST_PRINTED:
        message = f"GB/T 7714 引文一次最多 {MOST_PRINTED} 例，这里有 {total} 例。请增加条件，或者改用 RIS。"
        raise InvalidParameters([message])


PRINTED = Format(
    extension="gbt7714.txt",
    label="GB/T 7714",
    meaning="按国家标准编好的引文，一例一行",
    content_type="text/plain; charset=utf-8",
    write=_written(lambda reference: f"{render(reference, StandardEdition.OF_2025)}\n".encode(), between=b""),
    depends_on=depends_on,
    check_size=check_size,
)
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
