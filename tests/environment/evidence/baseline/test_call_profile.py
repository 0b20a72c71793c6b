"""A call profile is the same in each run of an unchanged scenario."""

from __future__ import annotations

from dataclasses import replace

from environment.evidence.baseline.call_profile import CallProfile, profile_of
from tests.environment.evidence.recording.sample_exchanges import exchange

LOOK = "customer -> orders"


def test_ids_times_and_secrets_are_no_part_of_a_profile() -> None:
    answer_body = {
        "created": 1_700_000_000,
        "token": 7,
        "order_number": "BK-7Q2M-4HXW",
        "state": "paid",
        "lines": [{"n": 2}],
    }
    path = (
        f"/orders/BK-7Q2M-4HXW/{'-'.join('1' * n for n in (8, 4, 4, 4, 12))}/9784117738711/pi_3abcdefgh?x=1"
    )
    [call] = profile_of([exchange(1, "checkout -> orders", f"PUT {path}", answer_body=answer_body)])

    assert call.operation == "PUT /orders/{order}/{id}/{sku}/{id}"
    assert call.values == {
        "the request's headers.traceparent": ["*"],
        "the answer's state": ["paid"],
        "the answer's lines[0].n": [2],
    }


def test_a_value_with_many_variants_is_not_compared() -> None:
    calls = [
        exchange(n, "cart -> inventory", "GET /availability", answer_body={"available": n}) for n in range(9)
    ]
    [call] = profile_of(calls)
    assert (call.count, call.values["the answer's available"]) == (9, [])


def test_of_the_reads_of_people_the_one_with_most_calls_is_counted() -> None:
    looks = [exchange(n, LOOK, "GET /orders", at=n, trace="bcd"[n]) for n in range(3)]
    inner = [
        exchange(10, "orders -> pricing", "GET /prices", at=1, trace="b"),
        *(exchange(20 + n, "orders -> pricing", "GET /prices", at=2, trace="c") for n in range(2)),
        exchange(30, "orders -> pricing", "GET /prices", at=9, trace="a"),
    ]
    by_people, by_orders = profile_of([*looks, *inner])
    assert by_people.statuses == {"200": 1}
    assert by_orders.statuses == {"200": 3}  # two for a look, and one for another request


def test_a_value_that_a_call_does_not_have_is_optional() -> None:
    bodies: list[dict[str, object]] = [{"n": 1, "m": 1}, {"n": 2}, {"n": 2, "late": 3}]
    [call] = profile_of([exchange(n, LOOK, "POST /x", answer_body=body) for n, body in enumerate(bodies)])
    assert call.optional == {"the answer's m", "the answer's late"}
    assert CallProfile.read(call.as_json()) == call


def test_of_texts_that_vary_in_the_requests_of_services_the_presence_is_compared() -> None:
    body = {"email": "ada@example.com", "placed_at": "2026-11-28T10:00:00Z", "city": "Portland", "note": None}
    [call] = profile_of([exchange(1, "checkout -> orders", "PUT /x", request_body=body, answer_body=body)])
    assert call.values == {
        "the request's headers.traceparent": ["*"],
        "the request's email": ["*"],
        "the request's placed_at": ["*"],
        "the request's city": ["Portland"],
        "the answer's city": ["Portland"],
    }
    [by_people] = profile_of([exchange(1, LOOK, "PUT /x", request_body=body)])
    assert by_people.values == {}


def test_the_profile_of_a_scenario_is_bounded() -> None:
    answer_body = {f"field{n}": n for n in range(500)}
    calls = profile_of(exchange(n, "a -> b", f"PUT /kind{n}", answer_body=answer_body) for n in range(500))
    assert len(calls) == 60
    assert {len(call.values) for call in calls} == {150}


def test_headers_of_the_requests_of_services_are_compared_by_their_presence() -> None:
    sent = exchange(1, "checkout -> payments", "PUT /x")
    assert sent.request
    headers = (("Idempotency-Key", "1"), ("Authorization", "***"), ("Accept", "*/*"))
    [call] = profile_of([replace(sent, request=replace(sent.request, headers=headers))])
    assert call.values == {
        "the request's headers.authorization": ["*"],
        "the request's headers.idempotency-key": ["*"],
    }


def test_the_fields_of_a_form_are_compared() -> None:
    sent = exchange(1, "payments -> gateway", "POST /v1/payment_intents")
    assert sent.request
    form = replace(
        sent.request,
        headers=(("content-type", "application/x-www-form-urlencoded"),),
        body="amount=1900&currency=usd&metadata%5Bcheckout_id%5D=11111111-1111",
    )
    [call] = profile_of([replace(sent, request=form)])
    assert call.values == {
        "the request's amount": [1900],
        "the request's currency": ["usd"],
        "the request's metadata[checkout_id]": ["*"],
    }


def test_a_text_of_a_request_with_many_variants_is_any_text() -> None:
    calls = [exchange(n, "cart -> pricing", "PUT /x", request_body={"title": "x" * n}) for n in range(1, 9)]
    [call] = profile_of(calls)
    assert call.values["the request's title"] == ["*"]
