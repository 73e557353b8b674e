"""Cases by mechanisms as 0 and 1, for programs of statistics: one case a row, one term a column."""

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO

import numpy as np

from cases.column import Column
from cases.exports.case_list import CaseList
from cases.exports.csv_file import CONTENT_TYPE
from cases.exports.delivery import WholeFile
from cases.exports.file_format import Enumerated, Format, Options
from cases.exports.scheme_option import SchemeOption
from cases.facets.declarations import CODING, MECHANISM
from cases.facets.facet import NONE
from cases.index.store import DIRECT
from cases.models.scheme import MECHANISMS
from cases.terms import MechanismTerm
from cases.vocabulary import Vocabulary

STEM, TITLE = "matrix", "案例机制矩阵"
OF_MECHANISM, OTHER = "m", "t"  # with which names of columns begin
LONGEST = 32  # characters of a name, which is what Stata takes; SPSS takes 64, R any number
PLAIN = re.compile(r"(?=.{1,30}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
OF_SCHEME = SchemeOption(MECHANISMS)
TERMS = Enumerated("terms", ("direct", "with-narrower"))
SIGNS = np.frombuffer(b"01", dtype=np.uint8)


def variable(slug: str, first: str = OF_MECHANISM) -> str:
    """The name of a term's column: a letter first, then letters of ASCII, digits and `_`, at most LONGEST.

    It follows from the slug alone, so that it stays whatever other terms there are. Slugs that might share
    one (long ones, `a_b` beside `a-b`, capitals, which are none to SPSS) have digits of their SHA-256 behind.
    """
    plain = re.sub("[^a-z0-9]+", "_", slug.lower())
    if PLAIN.fullmatch(slug):
        return f"{first}_{plain}"
    return f"{first}_{plain[: LONGEST - 9].strip('_')}_{hashlib.sha256(slug.encode()).hexdigest()[:6]}"


def terms_in_order(vocabulary: Vocabulary, scheme: str = MECHANISMS) -> list[MechanismTerm]:
    """All terms of the scheme, whatever the list has of them: tables of two lists can be put together."""
    return [term for _slug, term in sorted(vocabulary.terms_of(scheme).items())]


def columns(cases: CaseList, options: Options) -> tuple[Column, ...]:
    """The codebook of the table: of each column the term that it is about."""
    vocabulary = cases.index.vocabulary
    scheme = vocabulary.schemes.get(options["scheme"])
    called = f"“{scheme.name}”的项" if scheme else "机制"
    broadly = options["terms"] == "with-narrower"
    narrower = f"，或标有其下级{'项' if scheme else '机制'}" if broadly else ""
    coding = f"“{scheme.name}”编码" if scheme else "机制编码"
    return (
        Column("id", "入库编号", "案例的永久编号"),
        Column("coded", "已编码", f"1 表示有已采纳的{coding}；为 0 时各列都是 0，不等于没有用到", "integer"),
        *(
            Column(
                variable(term.slug, OTHER if scheme else OF_MECHANISM),
                term.name,
                f"1 表示标有{called}“{term.name}”（{term.slug}）{narrower}；0 表示没有标",
                "integer",
            )
            for term in terms_in_order(vocabulary, options["scheme"])
        ),
    )


def write(cases: CaseList, origin: str, options: Options) -> WholeFile:
    """One case a row; without a byte order mark, which some programs take for a part of the first name."""
    index = cases.index
    rows = index.accessions(cases.ids())
    scheme = index.vocabulary.schemes.get(options["scheme"])
    facet, none = (CODING.name, scheme.uncoded) if scheme else (MECHANISM.name, NONE)
    bitmaps = index.bitmaps[facet if options["terms"] == "with-narrower" else DIRECT]
    terms = terms_in_order(index.vocabulary, options["scheme"])
    ids = np.array([pk for pk, _accession in rows], dtype=np.uint32)
    cells = np.full((len(rows), 2 * len(terms) + 2), ord(","), dtype=np.uint8)
    uncoded = np.isin(ids, np.array(index.with_value(facet, none).to_array(), dtype=np.uint32))
    cells[:, 1] = SIGNS[(~uncoded).astype(np.uint8)]
    for place, term in enumerate(terms, 1):
        coded = np.array(bitmaps[term.value].to_array() if term.value in bitmaps else [], dtype=np.uint32)
        cells[:, 2 * place + 1] = SIGNS[np.isin(ids, coded).astype(np.uint8)]

    def pieces() -> Iterator[bytes]:
        yield ",".join(each.name for each in columns(cases, options)).encode() + b"\r\n"
        yield b"".join(
            b"%s%s\r\n" % (accession.encode(), line.tobytes())
            for (_pk, accession), line in zip(rows, cells, strict=True)
        )

    return WholeFile(BytesIO(b"".join(pieces())), len(rows))


MATRIX = Format(
    "csv", "矩阵", "案例 × 机制，0 和 1", CONTENT_TYPE, write, flags=(TERMS, OF_SCHEME), columns=columns
)
