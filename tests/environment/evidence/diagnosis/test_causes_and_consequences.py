"""Of symptoms that overlap in time the one that caused the others is named."""

from __future__ import annotations

import pytest

from environment.evidence.diagnosis.root_cause import StoredWrong, find_root_cause
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

from .green_checkout import ASK, GREEN, ORDER, PAY, QUOTE, RESERVE, SUBMIT, UUID, baseline, cause_of, in_time

RELEASE = exchange(20, RESERVE, f"POST /reservations/{UUID}/release", at=70)
VOID = exchange(21, ASK, "POST /v1/payment_intents/pi_12345678/cancel", at=47)
REFUSED = {"type": "https://bookstore.example/problems/cart-changed"}


def test_what_a_service_undoes_for_a_refusal_is_no_cause_of_it_and_is_named_beside_it() -> None:
    refused = RecordedCheckout().change(SUBMIT, status=409, answer_body=REFUSED).without(ORDER)
    found = cause_of([*refused.exchanges(), RELEASE])
    assert found.headline.splitlines() == [
        "[customer -> checkout] POST /checkouts answered 409 cart-changed, in the baseline 201",
        "or [checkout -> inventory] POST /reservations/{id}/release was called, in the baseline it was not",
    ]


def test_what_is_undone_on_behalf_of_an_undoing_call_is_no_cause_either() -> None:
    back = exchange(20, PAY, f"POST /payments/{UUID}/return", at=71, took=6)
    refund = exchange(21, ASK, "POST /v1/refunds", at=73, took=2)
    refused = RecordedCheckout().change(SUBMIT, status=503)
    found = cause_of([*refused.exchanges(), back, refund])
    assert (found.arrow, [each.arrow for each in found.also]) == (SUBMIT, [ASK, PAY])


def test_the_refusal_that_begins_deepest_is_named_before_what_is_undone_for_it() -> None:
    refused = RecordedCheckout().change(SUBMIT, status=402).change(PAY, status=402).without(ORDER)
    assert cause_of([*refused.exchanges(), VOID, RELEASE]).arrow == PAY


def test_a_surplus_call_that_was_refused_itself_is_the_cause_of_the_refusal() -> None:
    refused = RecordedCheckout().change(SUBMIT, status=409).without(ORDER)
    again = exchange(20, RESERVE, "PUT /reservations/y", 409, at=58, took=1)
    assert cause_of([*refused.exchanges(), again]).arrow == RESERVE


def test_a_call_that_another_one_has_replaced_is_named_before_it() -> None:
    confirmed = exchange(20, RESERVE, f"POST /reservations/{UUID}/confirmation", at=70, took=1)
    closed = exchange(21, "checkout -> cart", f"POST /carts/{UUID}/closing", at=72, took=1)
    found = cause_of([*RecordedCheckout().without(ORDER).exchanges(), confirmed, closed])
    assert found.headline.splitlines() == [
        "[checkout -> orders] PUT /checkouts/{id}/order was not called, in the baseline it was",
        f"or [{RESERVE}] POST /reservations/{{id}}/confirmation was called, in the baseline it was not",
    ]


def test_a_surplus_call_that_was_refused_or_that_others_follow_has_replaced_none() -> None:
    refused = exchange(20, RESERVE, f"POST /reservations/{UUID}/confirmation", 409, at=70, took=1)
    assert cause_of([*RecordedCheckout().without(ORDER).exchanges(), refused]).arrow == RESERVE
    early = exchange(20, RESERVE, f"POST /reservations/{UUID}/confirmation", at=21, took=1)
    assert cause_of([*RecordedCheckout().without(ORDER).exchanges(), early]).arrow == RESERVE


def test_a_surplus_call_that_changes_the_answer_around_it_is_the_cause() -> None:
    captured = exchange(20, ASK, "POST /v1/payment_intents/pi_12345678/capture", at=47)
    changed = RecordedCheckout().change(PAY, answer_body={"amount": 0})
    found = cause_of([*changed.exchanges(), captured])
    assert found.arrow == ASK
    assert found.also == ()


def test_a_wrong_request_precedes_the_surplus_calls_that_it_causes() -> None:
    green = baseline(RecordedCheckout().change(PAY, request_body={"amount": 1900}).exchanges())
    wrong = RecordedCheckout().change(PAY, request_body={"amount": 19}, status=402)
    assert cause_of([*wrong.exchanges(), VOID], green).arrow == PAY


def test_a_wrong_answer_of_an_inner_call_precedes_the_wrong_request_made_of_it() -> None:
    green = baseline(RecordedCheckout().change(PAY, request_body={"amount": 1900}).exchanges())
    wrong = RecordedCheckout().change(QUOTE, answer_body={"amount": 19})
    assert cause_of(wrong.change(PAY, request_body={"amount": 19}).exchanges(), green).arrow == QUOTE


def test_of_calls_that_were_given_up_the_innermost_that_still_waits_is_named() -> None:
    gone = {"status": None, "outcome": "the caller gave up", "took": 20}
    slow = RecordedCheckout().change(PAY, **gone).change(ASK, took=500).change(SUBMIT, status=503)
    found = cause_of(slow.exchanges())
    assert found.headline == (
        "[payments -> gateway] POST /v1/payment_intents had no answer yet when "
        "checkout -> payments was given up"
    )


def test_an_order_of_calls_that_no_green_run_had_names_the_call_that_came_too_early() -> None:
    early = RecordedCheckout().change(ORDER, at=30, took=2)
    found = cause_of(in_time(early.exchanges()))
    assert found.headline == (
        "[checkout -> orders] PUT /checkouts/{id}/order was called before PUT /payments/{id} "
        "(checkout -> payments), in the baseline after it"
    )


def test_calls_of_two_checkouts_have_no_order() -> None:
    other = RecordedCheckout().change(ORDER, at=30, took=2, trace="b")
    assert find_root_cause(in_time(other.exchanges()), baseline=GREEN) is None


def test_calls_that_timers_make_are_allowed_for() -> None:
    again = exchange(20, ASK, "POST /v1/payment_intents", at=200, answer_body={"amount": 1900})
    run = [*RecordedCheckout().exchanges(), again]
    assert find_root_cause(run, baseline=GREEN, allowance=lambda key: int(key[0] == ASK)) is None
    assert cause_of(run, GREEN, allowance=lambda key: int(key[0] == PAY)).arrow == ASK


def test_calls_that_the_polling_of_a_step_causes_are_not_counted() -> None:
    looks = [
        exchange(30 + n, "customer -> cart", "GET /carts/x/quote", at=99 + n, trace="bcd"[n])
        for n in range(3)
    ]
    inner = [
        exchange(40 + n, "cart -> pricing", "PUT /quotes/x", at=99.5 + n, trace="bcd"[n]) for n in range(3)
    ]
    green = baseline(in_time([*RecordedCheckout().exchanges(), looks[0], inner[0]]))
    run = in_time([*RecordedCheckout().exchanges(), *looks, *inner])
    assert find_root_cause(run, baseline=green) is None


def test_of_the_looks_of_people_the_last_answer_is_compared() -> None:
    early = exchange(0, "customer -> orders", "GET /orders", 404, at=91, took=1)
    run = in_time([*RecordedCheckout().exchanges(), early])
    assert find_root_cause(run, baseline=GREEN) is None
    gone = RecordedCheckout().change("customer -> orders", status=404)
    assert cause_of(gone.exchanges()).arrow == "customer -> orders"


def test_what_the_gateway_reports_is_a_consequence_of_what_it_was_asked_for() -> None:
    def webhook(body: object) -> list[Exchange]:
        told = exchange(30, "gateway -> payments", "POST /webhooks/stripe", at=65, request_body=body)
        return in_time([*RecordedCheckout().exchanges(), told])

    green = baseline(webhook({"amount": 1900, "livemode": False}))
    assert find_root_cause(webhook({"amount": 1}), baseline=green) is None


def test_what_is_accepted_although_it_is_usually_refused_precedes_the_calls_that_follow() -> None:
    again = exchange(30, SUBMIT, "POST /checkouts", 409, at=200, took=50)
    green = baseline(in_time([*RecordedCheckout().exchanges(), again]))
    accepted = exchange(30, SUBMIT, "POST /checkouts", 201, at=200, took=50)
    second = exchange(31, RESERVE, f"PUT /reservations/{UUID}", 201, at=210, answer_body={"amount": 1900})
    assert cause_of(in_time([*RecordedCheckout().exchanges(), accepted, second]), green).arrow == SUBMIT


@pytest.mark.parametrize(
    ("total", "copies", "named"),
    [(1700, 2, QUOTE), (1900, 3, QUOTE), (1900, 2, SUBMIT)],
    ids=["an answer is wrong", "a request is wrong", "nothing before the surplus call is wrong"],
)
def test_an_acceptance_follows_from_what_went_wrong_inside_before_any_call_too_many(
    total: int, copies: int, named: str
) -> None:
    def second(status: int, amount: int, quantity: int) -> list[Exchange]:
        made = exchange(30, SUBMIT, "POST /checkouts", status, at=200, took=50)
        body, answer = {"quantity": quantity}, {"amount": amount}
        quoted = exchange(
            31, QUOTE, f"PUT /quotes/{UUID}", 201, at=210, took=5, request_body=body, answer_body=answer
        )
        return [*RecordedCheckout().change(QUOTE, request_body={"quantity": 1}).exchanges(), made, quoted]

    green = baseline(in_time(second(409, 1900, 2)))
    paid = exchange(32, PAY, f"PUT /payments/{UUID}", 201, at=220, took=5, answer_body={"amount": 1900})
    assert cause_of(in_time([*second(201, total, copies), paid]), green).arrow == named


@pytest.mark.parametrize(("discount", "named"), [(200, QUOTE), (0, SUBMIT)])
def test_an_acceptance_follows_from_an_answer_that_repeats_an_earlier_one(discount: int, named: str) -> None:
    def second(status: int, taken_off: int) -> list[Exchange]:
        made = exchange(30, SUBMIT, "POST /checkouts", status, at=200, took=50)
        body = {"amount": 1900, "discount": taken_off}
        quoted = exchange(31, QUOTE, f"PUT /quotes/{UUID}", 201, at=210, took=5, answer_body=body)
        first = RecordedCheckout().change(QUOTE, answer_body={"amount": 1900, "discount": 200})
        return [*first.exchanges(), made, quoted]

    green = baseline(in_time(second(409, 0)))
    paid = exchange(32, PAY, f"PUT /payments/{UUID}", 201, at=220, took=5, answer_body={"amount": 1900})
    assert cause_of(in_time([*second(201, discount), paid]), green).arrow == named


def test_a_part_that_was_not_asked_does_not_ask_others_either() -> None:
    mail = exchange(20, "orders -> notifications", "POST /events", 202, at=40)
    notice = exchange(21, ORDER, "POST /checkouts/x/order/payment", at=150)
    told = exchange(22, "orders -> notifications", "POST /events", 202, at=160)
    green = baseline(in_time([*RecordedCheckout().exchanges(), mail, notice, told]))
    assert cause_of(in_time([*RecordedCheckout().exchanges(), mail]), green).arrow == ORDER


def test_a_call_of_a_kind_that_no_baseline_has_is_named_whatever_timers_repeat() -> None:
    back = exchange(40, "orders -> payments", f"POST /payments/{UUID}/return", at=90)
    found = cause_of(in_time([*RecordedCheckout().exchanges(), back]), GREEN, allowance=lambda _: 3)
    assert (found.arrow, "was called, in the baseline it was not" in found.reason) == (back.edge, True)


def test_a_message_that_is_left_out_is_no_cause_of_what_is_sent_instead() -> None:
    event = exchange(40, "orders -> notifications", "POST /events", 202, at=150)
    back = exchange(41, "orders -> payments", f"POST /payments/{UUID}/return", at=150)
    green = baseline(in_time([*RecordedCheckout().exchanges(), event]))
    assert cause_of(in_time([*RecordedCheckout().exchanges(), back]), green).arrow == back.edge


def test_another_try_of_a_call_that_meets_a_fault_is_no_symptom() -> None:
    lost = [
        exchange(40 + n, ORDER, f"PUT /checkouts/{UUID}/order", None, at=60 + n, took=1, faults=("lost",))
        for n in range(4)
    ]
    void = exchange(50, PAY, f"POST /payments/{UUID}/return", at=90)
    green = baseline(in_time([*RecordedCheckout().without(ORDER).exchanges(), *lost[:2], void]))
    run = in_time([*RecordedCheckout().without(ORDER).exchanges(), *lost])
    assert cause_of(run, green, expected_faults={"lost"}).arrow == PAY


def test_what_a_service_has_caused_at_the_next_one_precedes_its_wrong_answer() -> None:
    differs = RecordedCheckout().change(PAY, answer_body={"status": "authorized"})
    stored = [StoredWrong(ASK, "the bank was asked for $25.00, but the binding quote is $19.00")]
    found = cause_of(differs.exchanges(), stored=stored)
    assert found.headline.splitlines()[0] == f"[{ASK}] {stored[0].sentence}"
    assert cause_of(differs.exchanges(), stored=[StoredWrong(RESERVE, "2 copies are missing")]).arrow == PAY
    likely = [StoredWrong(ASK, "the void was done by no call", is_certain=False)]
    assert cause_of(differs.exchanges(), stored=likely).arrow == PAY


@pytest.mark.parametrize(("second_at", "named"), [(120.0, PAY), (150.0, QUOTE)])
def test_a_value_after_two_requests_at_once_counts_after_what_is_missing(
    second_at: float, named: str
) -> None:
    def run(total: int) -> list[Exchange]:
        parcels = [
            exchange(30 + n, "staff -> orders", "PUT /orders/x/shipments/y", 201, at=at, took=20)
            for n, at in enumerate((115.0, second_at))
        ]
        body = {"amount": total}
        quoted = exchange(32, QUOTE, f"PUT /quotes/{UUID}", 201, at=180, took=5, answer_body=body)
        return [*RecordedCheckout().exchanges(), *parcels, quoted]

    paid = exchange(33, PAY, f"PUT /payments/{UUID}", 201, at=190, answer_body={"amount": 1900})
    green = baseline(in_time([*run(1900), paid]))
    assert cause_of(in_time(run(950)), green).arrow == named


def test_what_others_do_in_turn_to_undo_a_refused_request_follows_from_the_refusal() -> None:
    canceled = exchange(30, ORDER, "POST /checkouts/x/order/cancellation", at=72, took=3)
    back = exchange(31, "orders -> payments", f"POST /payments/{UUID}/return", at=76, took=3)
    told = exchange(
        32, "orders -> notifications", "POST /events", 202, at=80, request_body={"type": "canceled"}
    )
    usual = exchange(32, "orders -> notifications", "POST /events", 202, at=80, request_body={"type": "paid"})
    green = baseline(in_time([*RecordedCheckout().exchanges(), usual]))
    refused = RecordedCheckout().change(SUBMIT, status=503).exchanges()
    assert cause_of(in_time([*refused, canceled, back, told]), green).arrow == SUBMIT
    assert cause_of(in_time([*refused, back, told]), green).arrow == "orders -> payments"
