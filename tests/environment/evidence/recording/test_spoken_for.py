"""A request that a scenario makes with a token belongs to the arrow of who the token is of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.spoken_for import integration_point_of
from tests.environment.evidence.recording.sample_exchanges import exchange


def with_token(edge: str, kind: str | None) -> Exchange:
    headers = (("authorization", kind),) if kind else ()
    request = RecordedMessage("PUT /x HTTP/1.1", headers, "", 0)
    return replace(exchange(1, edge, "PUT /x"), request=request)


@pytest.mark.parametrize(
    ("edge", "token", "arrow"),
    [
        ("stranger -> orders", "*** a token of checkout for orders", "checkout -> orders"),
        ("stranger -> orders", "*** a token of a customer", "customer -> orders"),
        ("stranger -> orders", "*** a token of staff", "staff -> orders"),
        ("stranger -> orders", "*** a token of cart for orders", "stranger -> orders"),
        ("stranger -> orders", None, "stranger -> orders"),
        ("payments -> orders", "*** a token of checkout for orders", "payments -> orders"),
    ],
)
def test_a_stranger_speaks_for_who_the_token_is_of(edge: str, token: str | None, arrow: str) -> None:
    assert integration_point_of(with_token(edge, token)) == arrow


@pytest.mark.parametrize(
    ("callee", "asked", "arrow"),
    [
        ("payments", "POST /webhooks/stripe", "gateway -> payments"),
        ("orders", "PUT /orders/BK-1234-5678/address", "stranger -> orders"),  # of a customer or the staff
    ],
)
def test_without_a_token_a_stranger_is_taken_for_the_only_one_who_asks(
    callee: str, asked: str, arrow: str
) -> None:
    request = RecordedMessage(f"{asked} HTTP/1.1", (), "", 0)
    found = replace(exchange(1, f"stranger -> {callee}", asked), request=request)
    assert integration_point_of(found) == arrow
