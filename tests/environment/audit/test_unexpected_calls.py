"""A call without a row in the topology is a breach; people may send any request."""

from __future__ import annotations

import pytest

from environment.audit.breach import BreachKind
from environment.audit.unexpected_calls import unexpected_calls, without_strangers
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.recorder import NO_REQUEST

ID = "5f0c7b1e-8f5b-4c3e-9a55-0d9f3c1f2a11"


def exchange(
    edge: str, summary: str, protocol: str = "http", scenario: str | None = "s-1", status: int = 200
) -> Exchange:
    answer = RecordedMessage(f"HTTP/1.1 {status} so", (), "", 9)
    return Exchange(
        1, edge, protocol, 1, 0.0, 0.1, scenario, summary, (), str(status), 1, None, answer, answer
    )


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
        ("stranger -> orders", f"PUT /checkouts/{ID}/order", []),
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
    assert [str(breach) for breach in found] == sentences
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
    assert [str(breach) for breach in found] == sentences


@pytest.mark.parametrize(
    ("edge", "protocol"),
    [("customer -> gateway", "https"), ("payments -> gateway", "https"), ("checkout -> payments", "http")],
)
def test_a_connection_without_a_request_is_not_audited(edge: str, protocol: str) -> None:
    assert list(unexpected_calls([exchange(edge, NO_REQUEST, protocol, scenario=None)])) == []


@pytest.mark.parametrize(
    ("summary", "status", "is_breach"),
    [
        ("GET /", 404, False),
        ("OPTIONS /", 200, False),
        ("POST /login.cgi", 404, False),
        ("POST /payments/1/refunds", 401, False),
        ("POST /payments/1/refunds", 201, True),
        ("DELETE /everything", 500, True),
    ],
)
def test_a_request_of_a_stranger_is_named_where_it_may_have_changed_something(
    summary: str, status: int, is_breach: bool
) -> None:
    found = list(unexpected_calls([exchange("checkout -> payments", summary, scenario=None, status=status)]))
    expected = f"checkout -> payments: a stranger, which is no part of the stack, sent {summary}"
    assert [str(breach) for breach in found] == [expected] * is_breach


def test_a_call_to_the_gateway_that_is_not_expected_is_a_breach_without_a_scenario_too() -> None:
    (found,) = unexpected_calls([exchange("payments -> gateway", "GET /v1/charges", "https", scenario=None)])
    assert str(found) == (
        "payments -> gateway: the call GET /v1/charges is not expected on this arrow, and carries no scenario"
    )


def test_the_contract_is_not_for_strangers() -> None:
    own = exchange("checkout -> payments", "GET /cgi-bin")
    stranger = exchange("checkout -> payments", "GET /cgi-bin", scenario=None, status=404)
    known = exchange("checkout -> payments", f"GET /payments/{ID}", scenario=None)
    assert [*without_strangers([own, stranger, known])] == [own, known]
