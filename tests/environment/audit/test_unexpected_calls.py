"""A call that no operation of the topology expects is found; people may ask for anything."""

from __future__ import annotations

import pytest

from environment.audit.snapshot import Call
from environment.audit.unexpected_calls import unexpected_calls
from environment.evidence.recording.exchange import Exchange

ID = "5f0c7b1e-8f5b-4c3e-9a55-0d9f3c1f2a11"


def exchange(edge: str, summary: str) -> Exchange:
    return Exchange(1, edge, "http", 1, 0.0, 0.1, None, summary, (), "200", 1, None, None, None)


@pytest.mark.parametrize(
    ("edge", "summary", "found"),
    [
        ("checkout -> payments", f"PUT /payments/{ID}", []),
        ("payments -> orders", "GET /paid-orders?since=2026-01-01T00:00:00Z", []),
        (
            "checkout -> payments",
            f"POST /payments/{ID}/refunds",
            [Call("checkout -> payments", "POST /payments/{id}/refunds")],
        ),
        ("customer -> orders", "GET /another-page", []),
        ("pricing -> payments", f"GET /payments/{ID}", [Call("pricing -> payments", "GET /payments/{id}")]),
    ],
)
def test_a_call_without_a_row_is_found_unless_a_person_makes_it(
    edge: str, summary: str, found: list[Call]
) -> None:
    assert list(unexpected_calls([exchange(edge, summary)])) == found
