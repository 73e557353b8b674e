"""The vocabulary of the codings as SKOS, for programs that read thesauri."""

from collections.abc import Callable, Iterable
from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from casebook.methods import read_only
from cases.exports.case_list import below_the_site
from cases.exports.delivery import WholeFile, origin
from cases.exports.download import Download, answer, described
from cases.exports.file_names import file_names
from cases.exports.skos import JSON_LD_TYPE, TURTLE_TYPE, Thing, json_ld, turtle, vocabulary_things
from cases.exports.whole_schemes import schemes_now, schemes_then
from cases.index.current import current_index
from cases.listing.earlier import VERSION, asked_version
from cases.models import DataVersion, PublicVersion
from cases.pages.page import CODEBOOK
from cases.parameters import refuse_unknown
from cases.refusals import as_lines, refusing

FORMS: dict[str, tuple[str, Callable[[Iterable[Thing]], bytes]]] = {  # extension → media type, writer
    "ttl": (TURTLE_TYPE, turtle),
    "jsonld": (JSON_LD_TYPE, json_ld),
}


@read_only
@described
@refusing(as_lines)
def vocabulary(request: HttpRequest, extension: str, *, describes: bool = False) -> HttpResponseBase:
    """All released schemes with their terms, as Turtle or JSON-LD, or the sidecar of that file.

    With `version` those of a public version.
    """
    refuse_unknown(request.GET, (VERSION,))
    version = asked_version(request.GET)
    content_type, write = FORMS[extension]
    index, here, title = current_index(), origin(request), f"{settings.SITE_NAME}词表"
    number, day = (version.data_version, version.day) if version else (index.version.number, index.day)
    stem, words = (f"vocabulary-v{version.number}", str(version)) if version else ("vocabulary", "")
    query = f"{VERSION}={version.number}" if version else ""
    names = file_names(stem, title, words, query, None, day, number, {})

    def make() -> WholeFile:
        schemes = schemes_then(version) if version else schemes_now()
        things, concepts = vocabulary_things(here, schemes, version or PublicVersion.objects.first())
        return WholeFile(BytesIO(write(things)), concepts)

    file = Download(
        names=(f"{names[0]}.{extension}", f"{names[1]}.{extension}"),
        content_type=content_type,
        is_streamed=False,
        # The database, of which it is made, may be ahead of the index.
        decides=("vocabulary", extension, query, index.version.token, DataVersion.current().token),
        version=number,
        day=day,
        public=version,
        words=f"{title}：{words}" if words else title,
        query=query,
        page=below_the_site(CODEBOOK.url),
        columns=lambda: (),
        make=make,
    )
    return answer(request, file, describes=describes)
