"""A call whose operation is not expected on its arrow is a breach; people may send any request."""

from __future__ import annotations

import pytest

from environment.audit.breach import BreachKind
from environment.audit.unexpected_calls import EXPECTED, unexpected_calls
from environment.evidence.recording.exchange import Exchange
from environment.stack.edges import arrow
from environment.stack.service_settings import CALLEES

ID = "5f0c7b1e-8f5b-4c3e-9a55-0d9f3c1f2a11"


def exchange(edge: str, summary: str) -> Exchange:
    return Exchange(1, edge, "http", 1, 0.0, 0.1, None, summary, (), "200", 1, None, None, None)


@pytest.mark.parametrize(
    ("edge", "summary", "sentences"),
    [
        ("checkout -> payments", f"PUT /payments/{ID}", []),
        (
            "checkout -> payments",
            f"POST /payments/{ID}/refunds",
            ["checkout -> payments: the call POST /payments/{id}/refunds is not expected on this arrow"],
        ),
        ("customer -> orders", "GET /another-path", []),
    ],
)
def test_only_an_unexpected_operation_is_a_breach(edge: str, summary: str, sentences: list[str]) -> None:
    found = list(unexpected_calls([exchange(edge, summary)]))
    assert [breach.sentence for breach in found] == sentences
    assert {breach.kind for breach in found} <= {BreachKind.UNEXPECTED_CALL}


def test_every_arrow_between_our_services_has_expected_operations() -> None:
    arrows = {arrow(caller, callee) for caller, callees in CALLEES.items() for callee in callees}
    assert arrows <= EXPECTED.keys()
