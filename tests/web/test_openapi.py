"""Requests drawn from the OpenAPI document, right and wrong: every answer is one it tells of."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings
from tests.web.conftest import RECORDS, SUPPLY

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:The recursion limit will not be reset"),
]

APP = create_app(Settings(rules=(RECORDS, SUPPLY)))
OF_ALL, OF_ONE = "/openapi.json", "/v1/agreements/supply/openapi.json"
DOCUMENTS = {path: schemathesis.openapi.from_asgi(path, APP) for path in (OF_ALL, OF_ONE)}
OPERATIONS = {
    (path, each.ok().label): each.ok()  # type: ignore[union-attr]  # the document can be read
    for path, document in DOCUMENTS.items()
    for each in document.get_all_operations()
}
MANY = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
# A text may be one that names nothing, which no schema of all agreements can tell.
LEFT_OUT: list[Any] = [positive_data_acceptance]


@schemathesis.serializer("application/x-ndjson")
def lines(_: object, value: Any) -> bytes:
    """Lines as they are sent."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.mark.parametrize(
    ("document", "label", "mode"),
    [
        (*key, mode)
        for key in OPERATIONS
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        # Whatever stands in a path is text: only bodies can be wrong.
        if mode is GenerationMode.POSITIVE or (key[1].startswith("POST") and "batch" not in key[1])
    ],
)
def test_every_answer_is_one_that_the_document_tells_of(
    document: str, label: str, mode: GenerationMode
) -> None:
    """No request makes the server fail, what is wrong is refused, and what is answered has the
    status, the headers and the shape that the document says."""

    @MANY
    @given(case=OPERATIONS[document, label].as_strategy(generation_mode=mode))
    def trial(case: Case[Any]) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    trial()


def test_what_was_answered_can_be_asked_on_about() -> None:
    """The links of an answer lead to requests that are answered as the document says."""

    class Following(DOCUMENTS[OF_ALL].as_state_machine()):  # type: ignore[misc]  # made at run time
        def validate_response(self, response: Any, case: Case[Any], **more: Any) -> None:
            case.validate_response(response, excluded_checks=LEFT_OUT)

    Following.run(
        settings=settings(
            MANY, max_examples=15, stateful_step_count=5, phases=[Phase.explicit, Phase.generate]
        )
    )
