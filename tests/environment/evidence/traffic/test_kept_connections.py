"""Calls of a service that follow each other share a connection."""

from dataclasses import replace

import pytest

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.kept_connections import connections_are_kept

from .purchase import answer, call, purchase

GATEWAY = "payments -> gateway"


def _calls(edge: str, *connections: int) -> list[Exchange]:
    """A call a second, each answered after a tenth of it."""
    sound = answer("200 OK", {})
    numbered = enumerate(connections, start=1)
    return [replace(call(edge, "GET /refunds", sound, number=at), connection=on) for at, on in numbered]


def _found(calls: list[Exchange]) -> list[str]:
    return [*map(str, connections_are_kept(ScenarioTraffic(calls)))]


def test_a_connection_for_each_call_is_found_once() -> None:
    assert _found(_calls(GATEWAY, 1, 2, 3, 4, 5)) == [
        "payments -> gateway: payments opens a connection to gateway for each call: "
        "4 calls that followed each other had none in common"
    ]


def test_calls_on_connections_that_are_used_again_are_sound() -> None:
    assert _found(_calls(GATEWAY, 1, 2, 3, 1, 4, 5, 2)) == []


def test_calls_at_the_same_moment_need_a_connection_each() -> None:
    assert _found([replace(each, started=1000.0) for each in _calls(GATEWAY, 1, 2, 3, 4)]) == []


@pytest.mark.parametrize(("customers", "found"), [("aaaa", 1), ("abab", 0)])
def test_who_works_for_another_customer_may_begin_before_the_answer_was_read(
    customers: str, found: int
) -> None:
    calls = [
        replace(each, started=1000 + at / 10, ended=1000.09 + at / 10, request=_traced(customer))
        for at, (each, customer) in enumerate(
            zip(_calls("checkout -> orders", 1, 2, 3, 4), customers, strict=True)
        )
    ]
    assert len(_found(calls)) == found


def _traced(customer: str) -> RecordedMessage:
    header = ("traceparent", f"00-{customer * 32}-{'b' * 16}-01")
    return RecordedMessage("GET /orders HTTP/1.1", (header,), "", 0)


def test_a_connection_that_was_idle_may_have_been_closed() -> None:
    calls = _calls(GATEWAY, 1, 2, 3, 4)
    late = [replace(each, started=each.started + 60, ended=each.started + 60.1) for each in calls[2:]]

    assert _found([*calls[:2], *late]) == []


def test_a_call_that_was_not_answered_takes_its_connection_along() -> None:
    calls = _calls(GATEWAY, 1, 2, 3, 4)

    assert _found([*calls[:2], replace(calls[2], answer=None), calls[3]]) == []


def test_what_people_open_is_theirs() -> None:
    assert _found(_calls("customer -> cart", 1, 2, 3, 4)) == []


def test_a_purchase_keeps_its_connections() -> None:
    assert [*connections_are_kept(purchase())] == []
