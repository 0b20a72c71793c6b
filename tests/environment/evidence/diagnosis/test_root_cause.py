"""A scenario that went wrong names the arrow where it began to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.contract import Breach
from environment.evidence.diagnosis.call_profile import pattern_of
from environment.evidence.diagnosis.root_cause import Guilty, guilty_arrow
from environment.evidence.diagnosis.unhandled import Unhandled, unhandled_in
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.scenes import T0, Checkout, exchange

GREEN = [pattern_of(Checkout().exchanges())]
RESERVE, QUOTE, PAY = "checkout -> inventory", "checkout -> pricing", "checkout -> payments"
ASK, ORDER, SUBMIT = "payments -> gateway", "checkout -> orders", "customer -> checkout"


def judged(checkout: Checkout) -> Guilty:
    found = guilty_arrow(checkout.exchanges(), green=GREEN)
    assert found
    return found


def breach(arrow: str, number: int, where: str = "response") -> Breach:
    sentence = f"{arrow}: PUT /x: the answer's field sku should be a string, but is 7"
    return Breach(arrow, "PUT /x", "request" if where == "request" else "response", "sku", sentence, number)


def test_a_run_like_the_green_one_has_no_guilty_arrow() -> None:
    assert guilty_arrow(Checkout().exchanges(), green=GREEN) is None


def test_a_status_that_the_green_run_had_not_names_its_arrow() -> None:
    body = {"type": "https://bookstore.example/problems/out-of-stock"}
    found = judged(Checkout().change(RESERVE, status=409, says=body).change(SUBMIT, status=409))

    assert found.headline == (
        "[checkout -> inventory] PUT /reservations/{id} answered 409 out-of-stock, in the last green run 201"
    )
    assert found.exchange
    assert found.exchange.edge == RESERVE


def test_the_failure_deepest_inside_comes_before_those_that_it_causes() -> None:
    failing = Checkout().change(SUBMIT, status=503).change(PAY, status=503).change(ASK, status=500)
    assert judged(failing).arrow == ASK


def test_a_failure_without_any_green_run_names_its_arrow() -> None:
    found = guilty_arrow(Checkout().change(SUBMIT, status=500).change(ORDER, status=500).exchanges())
    assert found
    assert found.headline == "[checkout -> orders] PUT /checkouts/{id}/order answered 500"


def test_a_value_that_the_green_run_had_not_names_its_arrow() -> None:
    found = judged(Checkout().change(QUOTE, says={"amount": 2100}).change(SUBMIT, status=409))
    assert found.headline == (
        "[checkout -> pricing] PUT /quotes/{id}: the answer's amount is 2100, in the last green run 1900"
    )


def test_a_call_that_is_not_made_any_more_names_its_arrow() -> None:
    found = judged(Checkout().without(ORDER))
    assert found.headline == (
        "[checkout -> orders] PUT /checkouts/{id}/order was not called, in the last green run it was"
    )
    assert found.exchange is None


def test_calls_that_are_missing_since_an_earlier_one_was_refused_are_not_blamed() -> None:
    refused = Checkout().change(PAY, status=402).without(ORDER)
    assert judged(refused).arrow == PAY


def test_a_bad_answer_to_a_question_comes_before_the_calls_that_it_prevents() -> None:
    asked = exchange(20, "checkout -> cart", "GET /carts/x", at=12, took=2)
    green = [pattern_of(sorted([*Checkout().exchanges(), asked], key=lambda each: each.started))]
    prevented = Checkout().without(RESERVE).without(QUOTE).without(PAY).without(ASK).without(ORDER)
    failing = [*prevented.exchanges(), asked]
    found = guilty_arrow(failing, breaches=[breach("checkout -> cart", 20)], green=green)
    assert found
    assert found.arrow == "checkout -> cart"


def test_a_call_made_twice_names_its_arrow() -> None:
    again = exchange(20, ASK, "POST /v1/payment_intents", at=52, says={"amount": 1900})
    found = guilty_arrow([*Checkout().exchanges(), again], green=GREEN)

    assert found
    assert found.headline == (
        "[payments -> gateway] POST /v1/payment_intents was called 2 times, in the last green run once"
    )
    assert found.exchange == again


def test_a_call_that_is_new_names_its_arrow() -> None:
    new = exchange(20, RESERVE, "POST /reservations/x/release", at=70)
    found = guilty_arrow([*Checkout().exchanges(), new], green=GREEN)
    assert found
    assert found.reason == "POST /reservations/x/release was called, in the last green run it was not"


def test_what_people_do_and_how_often_somebody_asks_is_not_compared() -> None:
    asking = [exchange(20 + n, "customer -> orders", "GET /orders", at=100 + n) for n in range(5)]
    polling = [exchange(30 + n, PAY, "GET /payments/x", at=50 + n) for n in range(5)]
    assert guilty_arrow([*Checkout().exchanges(), *asking, *polling], green=GREEN) is None


def test_one_of_several_green_ways_is_green() -> None:
    other = pattern_of(Checkout().change(QUOTE, says={"amount": 2100}).exchanges())
    assert guilty_arrow(Checkout().exchanges(), green=[GREEN[0], other]) is None


def test_a_breach_of_contract_names_its_arrow_and_its_field() -> None:
    late = replace(breach(PAY, 5), sentence="later")
    found = guilty_arrow(
        Checkout().change(SUBMIT, status=500).exchanges(), breaches=[late, breach(RESERVE, 3)], green=GREEN
    )
    assert found
    assert found.headline == (
        "[checkout -> inventory] PUT /x: the answer's field sku should be a string, but is 7"
    )


def test_a_bad_request_is_earlier_than_the_answer_it_gets() -> None:
    failing = Checkout().change(ASK, status=400).change(PAY, status=500).exchanges()
    found = guilty_arrow(failing, breaches=[breach(PAY, 5, "request")], green=GREEN)
    assert found
    assert found.arrow == PAY


def test_an_unhandled_error_says_more_than_the_status_it_ends_in() -> None:
    error = Unhandled("orders", "KeyError: 'sku'", T0 + 0.065, "a" * 32)
    failing = Checkout().change(ORDER, status=500).change(SUBMIT, status=503).exchanges()
    found = guilty_arrow(failing, unhandled=[error], green=GREEN)

    assert found
    assert found.headline == (
        "[checkout -> orders] orders failed with an error it does not handle: KeyError: 'sku'"
    )


def test_an_error_outside_of_any_call_names_the_service() -> None:
    error = Unhandled("notifications", "ValueError: bad", T0 + 0.2)
    found = guilty_arrow(Checkout().exchanges(), unhandled=[error], green=GREEN)
    assert found
    assert (found.arrow, found.exchange) == ("inside notifications", None)


def test_of_calls_that_were_never_answered_the_innermost_is_named() -> None:
    waiting = {"took": None, "status": None, "outcome": "under way"}
    hanging = Checkout().change(SUBMIT, **waiting).change(PAY, **waiting).change(ASK, **waiting)
    assert judged(hanging.without(ORDER)).headline == (
        "[payments -> gateway] POST /v1/payment_intents was never answered"
    )


def test_a_caller_that_gives_up_is_told_with_what_the_record_saw() -> None:
    gone = Checkout().change(ORDER, status=None, outcome="the caller gave up")
    assert judged(gone).reason == "PUT /checkouts/{id}/order got no answer: the caller gave up"


def test_a_fault_that_was_asked_for_is_not_guilty_of_what_it_does() -> None:
    lost = Checkout().change(ORDER, status=None, faults=("lost",), outcome="answer 201 lost")
    after = [*lost.exchanges(), exchange(20, ORDER, "PUT /checkouts/x/order", status=500, at=75)]
    found = guilty_arrow(after, expected_faults=["lost"])
    assert found
    assert found.exchange == after[-1]


def test_a_call_that_ends_without_an_answer_above_a_fault_is_not_guilty() -> None:
    killed = Checkout().change(SUBMIT, status=None, outcome="the callee hung up without a whole answer")
    struck = killed.change(PAY, faults=("checkout is killed",)).without(ORDER)
    later = exchange(20, ORDER, "PUT /checkouts/x/order", status=500, at=100)
    found = guilty_arrow([*struck.exchanges(), later])
    assert found
    assert found.exchange == later


def test_a_fault_that_nobody_asked_for_is() -> None:
    struck = Checkout().change(QUOTE, status=503, faults=("left over",))
    found = guilty_arrow(struck.exchanges(), expected_faults=[])
    assert found
    assert found.headline == (
        "[checkout -> pricing] PUT /quotes/{id} met a fault nobody asked for: left over"
    )


def test_a_failure_above_a_fault_is_not_called_wrong_without_a_green_run() -> None:
    struck = Checkout().change(QUOTE, status=503, faults=("busy",)).change(SUBMIT, status=503)
    found = guilty_arrow(struck.exchanges())
    assert found
    assert found.reason == "nothing else is odd; the fault “busy” struck PUT /quotes/{id}"


@pytest.mark.parametrize("exchanges", [[], Checkout().exchanges()])
def test_without_anything_odd_nobody_is_blamed(exchanges: list[Exchange]) -> None:
    assert guilty_arrow(exchanges) is None


def test_unhandled_errors_are_found_in_json_lines_and_in_bare_tracebacks() -> None:
    line = (
        '{"time": "2026-01-31T10:00:00.500+00:00", "level": "error", "event": "unhandled exception", '
        '"trace_id": "abc", "exception": "Traceback ...\\n  File x\\n'
        "KeyError: 'sk_test_51Habcdefgh'\\n(Background on this error)\"}"
    )
    bare = ["Traceback (most recent call last):", '  File "x.py", line 1', "ValueError: no", "later"]
    found = list(unhandled_in("orders", ['{"event": "request"}', "noise", line, *bare, "{broken"]))

    assert [each.error for each in found] == ["KeyError: 'sk_test_***'", "ValueError: no"]
    assert (found[0].at, found[0].trace) == (1769853600.5, "abc")
