"""A service that the suite stands for: what it asks is no symptom, and what it is answered may be one."""

from __future__ import annotations

from environment.evidence.diagnosis.root_cause import find_root_cause
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

from .green_checkout import ASK, GREEN, PAY, QUOTE, UUID, baseline, cause_of

DRIVEN = GREEN.with_drivers({"checkout"})
UNKNOWN = "POST /quotes/x/look"


def test_what_the_suite_asks_is_no_symptom() -> None:
    checkout = RecordedCheckout()
    green = baseline(checkout.change(PAY, request_body={"amount": 1900}).exchanges())
    asked = checkout.change(PAY, request_body={"amount": 1}).exchanges()
    assert cause_of(asked, green).arrow == PAY
    assert find_root_cause(asked, baseline=green.with_drivers({"checkout"})) is None


def test_how_often_the_suite_asks_is_no_symptom() -> None:
    again = exchange(20, QUOTE, f"PUT /quotes/{UUID}", 201, at=120, answer_body={"amount": 1900})
    other = exchange(21, QUOTE, UNKNOWN, at=130)
    asked = [*RecordedCheckout().exchanges(), again, other]
    assert cause_of(asked).arrow == QUOTE
    assert find_root_cause(asked, baseline=DRIVEN) is None


def test_what_the_suite_does_not_ask_is_no_symptom() -> None:
    asked = RecordedCheckout().without(QUOTE).exchanges()
    assert cause_of(asked).arrow == QUOTE
    assert find_root_cause(asked, baseline=DRIVEN) is None


def test_what_it_is_answered_is_a_symptom() -> None:
    answered = RecordedCheckout().change(PAY, answer_body={"amount": 1}).exchanges()
    assert cause_of(answered, DRIVEN).arrow == PAY


def test_a_real_service_behind_it_is_compared_as_ever() -> None:
    twice = exchange(20, ASK, "POST /v1/payment_intents", at=55, took=1)
    assert cause_of([*RecordedCheckout().exchanges(), twice], DRIVEN).arrow == ASK
