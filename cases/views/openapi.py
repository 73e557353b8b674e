"""The description of the site for programs."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from casebook.methods import read_only
from cases.exports.delivery import conditional, entity_tag, origin
from cases.index.current import current_index
from cases.openapi.document import document


@read_only
def openapi(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI 3.1: every address of data, its parameters with their values, and what it answers."""
    index, here = current_index(), origin(request)

    def make() -> JsonResponse:
        return JsonResponse(document(here, index.vocabulary), json_dumps_params={"ensure_ascii": False})

    return conditional(request, entity_tag("openapi", here, index.version.token), make)
