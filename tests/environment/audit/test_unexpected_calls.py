"""A call that no arrow expects is found; people may ask for anything."""

from __future__ import annotations

import pytest

from environment.audit.snapshot import Call
from environment.audit.unexpected_calls import EXPECTED, unexpected_calls
from environment.evidence.recording.exchange import Exchange
from environment.stack.edges import arrow
from environment.stack.service_settings import CALLEES

ID = "5f0c7b1e-8f5b-4c3e-9a55-0d9f3c1f2a11"


def exchange(edge: str, summary: str) -> Exchange:
    return Exchange(1, edge, "http", 1, 0.0, 0.1, None, summary, (), "200", 1, None, None, None)


@pytest.mark.parametrize(
    ("edge", "summary", "found"),
    [
        ("checkout -> payments", f"PUT /payments/{ID}", []),
        (
            "checkout -> payments",
            f"POST /payments/{ID}/refunds",
            [Call("checkout -> payments", "POST /payments/{id}/refunds")],
        ),
        ("customer -> orders", "GET /somebody-else", []),
    ],
)
def test_only_what_an_arrow_does_not_expect_is_found(edge: str, summary: str, found: list[Call]) -> None:
    assert list(unexpected_calls([exchange(edge, summary)])) == found


def test_every_arrow_between_our_services_says_what_it_expects() -> None:
    arrows = {arrow(caller, callee) for caller, callees in CALLEES.items() for callee in callees}
    assert arrows <= EXPECTED.keys()
