"""The trace ids of the calls of a checkout."""

from __future__ import annotations

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.traces import traces_of

TRACE, OTHER = "a" * 32, "b" * 32
CHECKOUT = "0b7c9d5e-0000-4000-8000-000000000001"


def _exchange(edge: str, head: str, body: str = "", trace: str | None = TRACE, answer: str = "") -> Exchange:
    headers = (("traceparent", f"00-{trace}-{'c' * 16}-01"),) if trace else ()
    request = RecordedMessage(head, headers, body, 0)
    answered = RecordedMessage("HTTP/1.1 200 OK", (), answer, 0)
    return Exchange(1, edge, "http", 1, 0.0, 1.0, None, head, (), "200", 1, request, answered, answered)


def test_the_trace_of_a_call_between_services_is_in_its_header() -> None:
    call = _exchange("checkout -> inventory", f"PUT /reservations/{CHECKOUT} HTTP/1.1")
    assert traces_of([call], [CHECKOUT]) == {"checkout -> inventory": {TRACE}}


def test_two_traces_on_one_arrow_are_both_found() -> None:
    head = f"PUT /reservations/{CHECKOUT} HTTP/1.1"
    calls = [_exchange("checkout -> inventory", head, trace=trace) for trace in (TRACE, OTHER)]
    assert traces_of(calls, [CHECKOUT]) == {"checkout -> inventory": {TRACE, OTHER}}


def test_a_call_without_a_trace_is_found() -> None:
    call = _exchange("checkout -> pricing", f"PUT /quotes/{CHECKOUT} HTTP/1.1", trace=None)
    assert traces_of([call], [CHECKOUT]) == {"checkout -> pricing": {""}}


def test_of_the_calls_of_people_the_submission_counts() -> None:
    found = f'{{"checkout_id": "{CHECKOUT}"}}'
    submission = _exchange("customer -> checkout", "POST /checkouts HTTP/1.1", answer=found)
    look = _exchange("customer -> checkout", f"GET /checkouts/{CHECKOUT} HTTP/1.1", trace=OTHER)
    assert traces_of([submission, look], [CHECKOUT]) == {"customer -> checkout": {TRACE}}


def test_the_trace_of_a_gateway_call_is_in_the_metadata() -> None:
    form = f"metadata[checkout_id]={CHECKOUT}&metadata[trace_id]={TRACE}"
    event = f'{{"metadata": {{"checkout_id": "{CHECKOUT}", "trace_id": "{TRACE}"}}}}'
    calls = [
        _exchange("payments -> gateway", "POST /v1/payment_intents HTTP/1.1", form, trace=None),
        _exchange("gateway -> payments", "POST /webhooks/stripe HTTP/1.1", event, trace=None),
    ]
    assert traces_of(calls, [CHECKOUT]) == {"payments -> gateway": {TRACE}, "gateway -> payments": {TRACE}}


def test_calls_of_other_checkouts_do_not_count() -> None:
    assert (
        traces_of([_exchange("checkout -> orders", "PUT /checkouts/other/order HTTP/1.1")], [CHECKOUT]) == {}
    )
