"""What the description allows, asked by chance of the real library: nothing fails, and all conforms to it."""

import json

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import openapi
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("whole_library")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@schemathesis.deserializer("application/jsonl")
def lines(context: schemathesis.DeserializationContext, response: schemathesis.Response) -> list[object]:
    """An object a line, described as an array of them, as OpenAPI 3.2 has it."""
    return [json.loads(line) for line in response.content.splitlines()]


EXAMPLES = 3  # of each address, right and wrong ones
DEAR = {"/compilation.docx": 1, "/cases.xlsx": 1, "/codings.xlsx": 1, "/selection.xlsx": 1}


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("index")


@pytest.fixture(autouse=True)
def index_dir(settings, index_folder):
    """One index for all, since nothing is changed."""
    settings.INDEX_DIR = index_folder
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False


@pytest.fixture(autouse=True)
def one_connection():
    """As in Django's own test client: the end of a request does not end the transaction of the test."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_nothing_that_the_description_allows_fails(mode):
    schema = openapi.from_wsgi("/openapi.json", WSGIHandler(), config=SchemathesisConfig())
    asked: dict[str, int] = {}

    for result in schema.get_all_operations():
        operation = result.ok()
        if mode is schemathesis.GenerationMode.NEGATIVE and not list(operation.iter_parameters()):
            continue
        most = DEAR.get(operation.path, EXAMPLES)

        @hypothesis.settings(
            max_examples=most,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
            asked[case.operation.path] = asked.get(case.operation.path, 0) + 1

        ask()
    assert len(asked) > 50
