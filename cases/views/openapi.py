"""The description of the site for programs."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from casebook.methods import read_only
from cases.exports.delivery import checked, origin
from cases.index.current import current_index
from cases.openapi.document import document
from cases.parameters import refuse_unknown
from cases.refusals import as_lines, refusing


@read_only
@refusing(as_lines)
def openapi(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI 3.1: every address of data, its parameters with their values, and what it answers."""
    refuse_unknown(request.GET, ())
    index, here = current_index(), origin(request)

    def make() -> JsonResponse:
        return JsonResponse(document(here, index.vocabulary), json_dumps_params={"ensure_ascii": False})

    return checked(request, (index.version.token,), make)
