"""A missing call is the root cause where its caller went on without it, and not where nothing came to it."""

from __future__ import annotations

from typing import Any

import pytest

from environment.evidence.diagnosis.missing_calls import AbsentCall, absent_calls
from environment.evidence.diagnosis.root_cause import StoredWrong, find_root_cause
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

from .green_checkout import ASK, ORDER, PAY, QUOTE, RESERVE, SUBMIT, UUID, baseline, cause_of, in_time

CART = "checkout -> cart"
GREEN_CHECKOUT = RecordedCheckout().exchanges()


def test_a_call_that_its_caller_left_out_precedes_the_failure_of_a_later_call() -> None:
    found = cause_of(RecordedCheckout().without(RESERVE).change(ORDER, status=409).exchanges())
    assert found.arrow == RESERVE
    assert found.reason == "PUT /reservations/{id} was not called, in the baseline it was"


def test_calls_after_a_wrong_answer_of_a_later_kind_are_missing_because_of_it() -> None:
    closing = exchange(20, CART, "POST /carts/x/closing", at=75)
    green = baseline([*GREEN_CHECKOUT, closing])
    wrong = RecordedCheckout().change(PAY, answer_body={"amount": 1}).without(ORDER)
    assert cause_of(wrong.exchanges(), green).arrow == PAY


def test_a_second_call_that_is_missing_is_dated_by_the_second_call_of_its_successor() -> None:
    second = [
        exchange(20, RESERVE, f"PUT /reservations/{UUID}", 201, at=110, answer_body={"amount": 1900}),
        exchange(21, QUOTE, f"PUT /quotes/{UUID}", 201, at=120, answer_body={"amount": 1900}),
    ]
    green = baseline(in_time([*RecordedCheckout().exchanges(), *second]))
    failing = [*GREEN_CHECKOUT, second[1], exchange(22, SUBMIT, "POST /checkouts", 500, at=119, took=20)]
    found = cause_of(failing, green)
    assert found.reason == "PUT /reservations/{id} was called once, in the baseline twice"


def test_calls_that_a_scenario_did_not_come_to_are_not_missing() -> None:
    later = [
        exchange(20, "customer -> orders", "POST /orders/BK-7Q2M-4HXW/cancellation", at=120),
        exchange(21, "orders -> payments", "POST /payments/x/return", at=125),
    ]
    green = baseline([*GREEN_CHECKOUT, *later])
    assert find_root_cause(GREEN_CHECKOUT, baseline=green) is None


def test_the_last_call_of_a_whole_scenario_may_be_missing() -> None:
    mail = exchange(20, "orders -> notifications", "POST /events", 202, at=150)
    green = baseline([*GREEN_CHECKOUT, mail])
    assert cause_of(GREEN_CHECKOUT, green).arrow == "orders -> notifications"


def test_a_read_that_a_service_left_out_is_missing_and_repeated_reads_are_not_counted() -> None:
    reads = [exchange(20 + n, CART, "GET /carts/x", at=12 + n, took=1) for n in range(2)]
    green = baseline(in_time([*GREEN_CHECKOUT, *reads]))
    found = cause_of(GREEN_CHECKOUT, green)
    assert (found.arrow, found.reason) == (CART, "GET /carts/x was not called, in the baseline it was")
    assert find_root_cause([*GREEN_CHECKOUT, reads[0]], baseline=green) is None


def test_a_last_call_that_its_caller_left_out_precedes_its_own_wrong_answer() -> None:
    wrong = RecordedCheckout().change(SUBMIT, answer_body={"amount": 1}).without(ORDER)
    found = cause_of(wrong.exchanges())
    assert (found.arrow, found.reason) == (
        ORDER,
        "PUT /checkouts/{id}/order was not called, in the baseline it was",
    )


def test_a_call_may_be_missing_because_its_caller_has_refused_a_message() -> None:
    webhook = exchange(20, "gateway -> payments", "POST /webhooks/stripe", at=150)
    flag = exchange(21, "payments -> orders", f"PUT /checkouts/{UUID}/order/flag", at=151)
    refused = exchange(20, "gateway -> payments", "POST /webhooks/stripe", 400, at=150)
    green = baseline(in_time([*GREEN_CHECKOUT, webhook, flag]))
    assert cause_of(in_time([*GREEN_CHECKOUT, webhook]), green).arrow == "payments -> orders"
    assert cause_of(in_time([*GREEN_CHECKOUT, refused]), green).arrow == "gateway -> payments"


def test_a_last_call_is_missing_because_of_a_refusal() -> None:
    refused = RecordedCheckout().change(SUBMIT, status=409).without(ORDER)
    assert cause_of(refused.exchanges()).arrow == SUBMIT


def test_the_next_page_of_a_list_is_missing_although_the_first_one_was_read() -> None:
    pages = [
        exchange(20, ASK, f"GET /v1/refunds?{query}", at=41 + n, took=1)
        for n, query in enumerate(("limit=100", "limit=100&starting_after=re_1"))
    ]
    green = baseline(in_time([*GREEN_CHECKOUT, *pages]))
    found = cause_of([*GREEN_CHECKOUT, pages[0]], green)
    assert found.reason == "GET /v1/refunds, next page was not called, in the baseline it was"


def test_a_new_read_counts_after_all_else() -> None:
    new = exchange(20, CART, "GET /carts/x", at=12, took=1)
    assert cause_of([*GREEN_CHECKOUT, new]).reason == "GET /carts/x was called, in the baseline it was not"
    failing = RecordedCheckout().change(ASK, status=402).exchanges()
    assert cause_of([*failing, new]).arrow == ASK


@pytest.mark.parametrize(
    "failed",
    [
        {"status": 429},
        {"status": None, "outcome": "reset before the call left", "faults": ("the notice is reset",)},
    ],
)
def test_a_call_that_failed_and_is_not_made_again_is_named_at_its_failure(failed: dict[str, Any]) -> None:
    again = exchange(21, "orders -> notifications", "POST /events", 202, at=200, took=1)
    faulted = exchange(20, "orders -> notifications", "POST /events", at=150, took=1, **failed)
    paid = exchange(30, ASK, "POST /v1/payment_intents/x/capture", at=250)
    look = exchange(40, "customer -> orders", "GET /orders", at=9000)
    green = baseline(in_time([*GREEN_CHECKOUT, faulted, again, paid, look]))
    found = cause_of(in_time([*GREEN_CHECKOUT, faulted, look]), green)
    assert found.arrow == "orders -> notifications"
    assert found.reason == "POST /events was called once, in the baseline twice"


def test_a_read_of_which_nothing_tells_when_it_was_left_out_counts_after_what_is_stored_wrong() -> None:
    read = exchange(20, ASK, "GET /v1/payment_intents", at=150)
    void = exchange(20, ASK, "POST /v1/payment_intents/x/cancel", at=150)
    wrong = StoredWrong("notifications -> mail", "the mail is lost", is_certain=False)
    for left_out, arrow in ((read, "notifications -> mail"), (void, ASK)):
        green = baseline([*GREEN_CHECKOUT, left_out])
        assert cause_of(GREEN_CHECKOUT, green, stored=[wrong]).arrow == arrow
    assert cause_of(GREEN_CHECKOUT, baseline([*GREEN_CHECKOUT, read])).arrow == ASK


def _absent(left_out: str) -> list[AbsentCall]:
    found = RecordedCheckout().without(left_out).exchanges()
    return list(absent_calls(found, baseline(GREEN_CHECKOUT)))


def _started(arrow: str) -> float:
    return next(each.started for each in GREEN_CHECKOUT if each.edge == arrow)


def test_an_absent_call_belongs_before_the_call_that_its_caller_made_instead() -> None:
    (absent,) = _absent(QUOTE)
    assert (absent.arrow, absent.operation, absent.called) == (QUOTE, "PUT /quotes/{id}", 0)
    assert absent.at == _started(PAY)


def test_an_absent_call_that_nothing_follows_belongs_after_the_one_before_it() -> None:
    (absent,) = _absent(ORDER)
    assert absent.at > _started(PAY)


def test_an_absent_call_of_a_callee_belongs_inside_of_its_call() -> None:
    (absent,) = _absent(ASK)
    assert absent.at == _started(PAY)


def test_a_green_run_has_no_absent_call() -> None:
    assert list(absent_calls(GREEN_CHECKOUT, baseline(GREEN_CHECKOUT))) == []


def test_a_call_that_an_absent_one_would_have_made_stands_with_it() -> None:
    found = RecordedCheckout().without(PAY).without(ASK).exchanges()
    asked, paid = sorted(absent_calls(found, baseline(GREEN_CHECKOUT)), key=lambda each: each.arrow == PAY)
    assert (asked.arrow, paid.arrow) == (ASK, PAY)
    assert asked.at == paid.at == _started(ORDER)


def test_the_second_of_two_calls_is_not_dated_by_one_that_is_made_more_often() -> None:
    notices = [exchange(30 + n, ORDER, "POST /checkouts/x/order/payment", at=40 + 20 * n) for n in range(3)]
    calls = [exchange(20 + n, PAY, f"POST /payments/{UUID}/refunds", 201, at=10 + 40 * n) for n in range(2)]
    refused = exchange(40, QUOTE, "PUT /quotes/x", 409, at=90)
    usual = exchange(40, QUOTE, "PUT /quotes/x", 201, at=90)
    green = baseline(in_time([*calls, *notices, usual]))
    assert cause_of(in_time([calls[0], *notices, refused]), green).arrow == QUOTE


def test_what_another_company_sends_is_missing_after_what_it_was_asked_for() -> None:
    webhook = exchange(20, "gateway -> payments", "POST /webhooks/stripe", at=5)
    void = exchange(21, ASK, "POST /v1/payment_intents/x/cancel", at=150)
    green = baseline(in_time([webhook, *GREEN_CHECKOUT, void]))
    assert cause_of(GREEN_CHECKOUT, green).arrow == ASK


def test_a_call_that_has_no_answer_in_the_baseline_either_is_no_cause() -> None:
    silent = RecordedCheckout().change(ASK, status=None, outcome="the caller gave up").exchanges()
    wrong = (
        RecordedCheckout().change(ASK, status=None, outcome="the caller gave up").change(ORDER, status=409)
    )
    assert cause_of(silent).arrow == ASK
    assert cause_of(wrong.exchanges(), baseline(silent)).arrow == ORDER


def test_a_refused_call_that_was_not_made_again_is_named_at_its_refusal() -> None:
    refused = exchange(20, ORDER, f"PUT /checkouts/{UUID}/order", 404, at=130)
    again = exchange(21, ORDER, f"PUT /checkouts/{UUID}/order", 201, at=400)
    look = exchange(22, "customer -> orders", "GET /orders/BK-7Q2M-4HXW", at=9000)
    end = exchange(23, "customer -> orders", "POST /orders/BK-7Q2M-4HXW/cancellation", at=9500)
    green = baseline([*GREEN_CHECKOUT, refused, again, look, end])
    found = cause_of([*GREEN_CHECKOUT, refused, look], green)
    assert (found.arrow, found.reason) == (
        ORDER,
        "PUT /checkouts/{id}/order was called twice, in the baseline 3 times",
    )
    soon = exchange(22, "customer -> orders", "GET /orders/BK-7Q2M-4HXW", at=1000)
    assert find_root_cause([*GREEN_CHECKOUT, refused, soon], baseline=green) is None


def test_a_look_of_a_timer_that_was_not_due_is_no_cause() -> None:
    look = exchange(20, "checkout -> payments", f"GET /payments/{UUID}", at=56, took=1)
    green = baseline(in_time([*GREEN_CHECKOUT, look]))
    assert cause_of(RecordedCheckout().change(ORDER, status=409).exchanges(), green).arrow == ORDER


def test_a_new_read_that_nobody_has_asked_for_is_made_by_a_timer() -> None:
    new = exchange(20, CART, "GET /carts/x", at=1000, took=1, trace="b")
    assert find_root_cause([*GREEN_CHECKOUT, new], baseline=baseline(GREEN_CHECKOUT)) is None
