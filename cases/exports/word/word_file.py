"""The compilation as a format: cases of the database, in the order of a list."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from cases.exports.case_list import CaseList
from cases.exports.delivery import WholeFile
from cases.exports.file_format import Flag, Format, Options, Words
from cases.exports.word.contents import TITLE, Cover, entry_of, with_contents
from cases.exports.word.document import CONTENT_TYPE, compilation
from cases.models import Award, DataVersion
from cases.parameters import InvalidParameters
from cases.refusals import as_page


def write(cases: CaseList, origin: str, options: Options) -> WholeFile:
    """The whole document; a case withdrawn since the index was read is left out."""
    awards = with_contents(Award.objects.published()).in_bulk(cases.ids())
    day, vocabulary = timezone.localdate(), cases.index.vocabulary
    entries = [
        entry_of(
            award,
            urljoin(f"{origin}/", award.get_absolute_url()),
            day,
            vocabulary,
            with_sources=options["sources"],
        )
        for pk in cases.ids()
        if (award := awards.get(pk)) is not None
    ]
    cover = Cover(
        len(entries),
        cases.words,
        day_of(options["date"]) if options["date"] else day,
        options["unit"] or settings.SITE_NAME,
        options["title"] or TITLE,
    )
    return WholeFile(BytesIO(compilation(cover, entries, runs_on=not options["breaks"])), len(entries))


def day_of(written: str) -> date:
    """The day as the cover prints it; ValueError for anything but `2026-11-27`."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
        raise ValueError(written)
    return date.fromisoformat(written)


def check_size(total: int) -> None:
    """Raise InvalidParameters for no cases, and for more than one document may hold."""
    if not total:
        raise InvalidParameters(["没有符合这些条件的案例。"])
    if total > settings.COMPILATION_LIMIT:
        message = f"选中了 {total} 例，一份汇编最多 {settings.COMPILATION_LIMIT} 例。"
        raise InvalidParameters([message])


def depends_on() -> tuple[object, ...]:
    """The database may be ahead of the index, and a citation names the day of reading."""
    return (DataVersion.current().token, timezone.localdate())


def names(cases: CaseList, set_options: Options) -> tuple[str, str]:
    """A Chinese file name alone: offices file it under that."""
    return "", f"{TITLE}-{cases.total}例-{timezone.localdate():%Y%m%d}"


WORD = Format(
    extension="docx",
    label="Word",
    meaning="材料汇编",
    content_type=CONTENT_TYPE,
    write=write,
    is_streamed=False,
    flags=(
        Words("title", "封面标题"),
        Words("unit", "编印单位"),
        Words("date", "日期", day_of, "应写作 2026-11-27 的样子"),
        Flag("sources", default=True),
        Flag("breaks", default=True),
    ),
    refusal=as_page,
    check_size=check_size,
    depends_on=depends_on,
    names=names,
)
