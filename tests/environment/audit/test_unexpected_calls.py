"""A call without a row in the topology is a breach; people may send any request."""

from __future__ import annotations

import pytest

from environment.audit.breach import BreachKind
from environment.audit.unexpected_calls import unexpected_calls
from environment.evidence.recording.exchange import Exchange

ID = "5f0c7b1e-8f5b-4c3e-9a55-0d9f3c1f2a11"


def exchange(edge: str, summary: str, protocol: str = "http") -> Exchange:
    return Exchange(1, edge, protocol, 1, 0.0, 0.1, None, summary, (), "200", 1, None, None, None)


@pytest.mark.parametrize(
    ("edge", "summary", "sentences"),
    [
        ("checkout -> payments", f"PUT /payments/{ID}", []),
        ("payments -> orders", "GET /paid-orders?since=2026-01-01T00:00:00Z", []),
        (
            "checkout -> payments",
            f"POST /payments/{ID}/refunds",
            ["checkout -> payments: the call POST /payments/{id}/refunds is not expected on this arrow"],
        ),
        ("customer -> orders", "GET /another-path", []),
        (
            "pricing -> payments",
            f"GET /payments/{ID}",
            ["pricing -> payments: the call GET /payments/{id} is not expected on this arrow"],
        ),
    ],
)
def test_a_call_without_a_row_is_a_breach_unless_a_person_sends_it(
    edge: str, summary: str, sentences: list[str]
) -> None:
    found = list(unexpected_calls([exchange(edge, summary)]))
    assert [breach.sentence for breach in found] == sentences
    assert {breach.kind for breach in found} <= {BreachKind.UNEXPECTED_CALL}


@pytest.mark.parametrize(
    ("edge", "summary", "protocol", "sentences"),
    [
        ("notifications -> mail", "rcpt TO:<ada@readers.example>", "smtp", []),
        (
            "notifications -> mail",
            "VRFY ada",
            "smtp",
            ["notifications -> mail: the call VRFY is not expected on this arrow"],
        ),
        (
            "orders -> mail",
            "GREETING",
            "smtp",
            ["orders -> mail: the call GREETING is not expected on this arrow"],
        ),
        ("orders -> postgres", "BEGIN", "postgres", []),
        (
            "mail -> postgres",
            "BEGIN",
            "postgres",
            ["mail -> postgres: the call BEGIN is not expected on this arrow"],
        ),
    ],
)
def test_a_call_of_another_protocol_needs_a_row_as_well(
    edge: str, summary: str, protocol: str, sentences: list[str]
) -> None:
    found = unexpected_calls([exchange(edge, summary, protocol)])
    assert [breach.sentence for breach in found] == sentences
