"""The checkout and its saga, without other services."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bookstore.checkout.model import (
    MOVES,
    Checkout,
    CheckoutDeadlines,
    CheckoutState,
    StoredRefusal,
    pause_after,
)
from bookstore.checkout.saga import COMPENSATIONS, SAGA, CheckoutStep, Compensation, compensations_of

BEGAN = datetime(2026, 1, 31, 10, tzinfo=UTC)
SOLD_OUT = StoredRefusal("out-of-stock", "Not enough copies are left")


def checkout(
    method: str | None = "card", step: CheckoutStep = CheckoutStep.RESERVE, total: int | None = None
) -> Checkout:
    payment = {"method": method, "token": "pm_1"} if method else None
    results = {} if total is None else {"quote": {"grand_total": total}}
    return Checkout(
        checkout_id=UUID(int=1),
        state=CheckoutState.RUNNING,
        step=step,
        submission={"payment": payment},
        results=results,
        compensations=(),
        refusal=None,
        owner=1,
        fence=1,
        attempts=0,
        in_doubt=False,
        created_at=BEGAN,
        traceparent="",
        baggage="",
        worked_on_since=BEGAN,
    )


def test_every_step_and_every_compensation_is_in_the_table() -> None:
    assert [row.step for row in SAGA] == list(CheckoutStep)
    assert set(COMPENSATIONS) == set(Compensation) == {row.compensation for row in SAGA} - {None}


def redeeming(**results: int) -> Checkout:
    """A checkout that names a gift card, for a total of 19.00."""
    made = checkout("card", total=1900)
    submission = {**made.submission, "gift_cards": ["a hash"]}
    return replace(made, submission=submission, results={**made.results, **results})


def test_gift_cards_are_redeemed_before_the_payment_and_only_where_one_is_named() -> None:
    assert CheckoutStep.REDEEM not in checkout("card").plan
    plan = redeeming(redeemed=1000).plan
    assert (
        plan.index(CheckoutStep.QUOTE) < plan.index(CheckoutStep.REDEEM) < plan.index(CheckoutStep.AUTHORIZE)
    )
    assert redeeming(redeemed=1000).to_pay == 900


def test_what_gift_cards_pay_whole_is_not_asked_of_a_card() -> None:
    assert {CheckoutStep.AUTHORIZE, CheckoutStep.CAPTURE}.isdisjoint(redeeming(redeemed=1900).plan)


def test_a_redemption_is_released_with_the_payment() -> None:
    undone = compensations_of(redeeming(redeemed=1000).plan, CheckoutStep.CREATE_ORDER, in_doubt=False)
    assert Compensation.UNREDEEM in undone


def test_a_card_is_captured_only_after_the_order_exists() -> None:
    plan = checkout("card").plan
    assert (
        plan.index(CheckoutStep.AUTHORIZE)
        < plan.index(CheckoutStep.CREATE_ORDER)
        < plan.index(CheckoutStep.CAPTURE)
    )
    assert CheckoutStep.CHARGE not in plan


def test_a_wallet_is_charged_before_the_order_and_never_captured() -> None:
    plan = checkout("wallet").plan
    assert plan.index(CheckoutStep.CHARGE) < plan.index(CheckoutStep.CREATE_ORDER)
    assert CheckoutStep.CAPTURE not in plan


@pytest.mark.parametrize("method", ["card", "wallet", None])
def test_an_order_of_nothing_asks_for_no_money(method: str | None) -> None:
    assert not {CheckoutStep.AUTHORIZE, CheckoutStep.CHARGE, CheckoutStep.CAPTURE} & set(
        checkout(method, total=0).plan
    )


@pytest.mark.parametrize("method", ["card", "wallet"])
def test_every_plan_marks_the_order_paid_after_the_confirmation_of_its_copies(method: str) -> None:
    plan = checkout(method).plan
    assert (
        plan.index(CheckoutStep.CONFIRM)
        < plan.index(CheckoutStep.MARK_PAID)
        < plan.index(CheckoutStep.CLOSE_CART)
    )


def test_a_checkout_goes_through_its_plan_and_is_completed() -> None:
    one, seen = checkout("card", total=1900), []
    while not one.finished:
        seen.append(one.step)
        one = one.done({})
    assert tuple(seen) == one.plan
    assert one.state is CheckoutState.COMPLETED


def test_nothing_is_compensated_when_the_first_step_is_refused() -> None:
    turned = checkout().compensating(SOLD_OUT, in_doubt=False)
    assert turned.state is CheckoutState.REFUSED
    assert turned.compensations == ()


def test_the_payment_is_reversed_first() -> None:
    turned = checkout(step=CheckoutStep.CAPTURE, total=1900).compensating(SOLD_OUT, in_doubt=True)
    assert turned.compensations == (
        Compensation.REVERSE,
        Compensation.CANCEL_ORDER,
        Compensation.RELEASE_QUOTE,
        Compensation.RELEASE,
    )


def test_a_step_in_doubt_is_compensated() -> None:
    plan = checkout("card").plan
    assert Compensation.REVERSE not in compensations_of(plan, CheckoutStep.AUTHORIZE, in_doubt=False)
    assert Compensation.REVERSE in compensations_of(plan, CheckoutStep.AUTHORIZE, in_doubt=True)


def test_confirmed_copies_are_restocked() -> None:
    steps = compensations_of(checkout("card").plan, CheckoutStep.MARK_PAID, in_doubt=False)
    assert Compensation.RESTOCK in steps
    assert Compensation.RELEASE not in steps


def test_a_compensated_checkout_is_refused_once_no_compensation_is_left() -> None:
    one = checkout(step=CheckoutStep.AUTHORIZE).compensating(SOLD_OUT, in_doubt=False)
    while one.compensations:
        assert one.state is CheckoutState.COMPENSATING
        one = one.compensated(one.compensations[0])
    assert one.state is CheckoutState.REFUSED


def test_a_checkout_is_compensated_only_once() -> None:
    turned = checkout(step=CheckoutStep.AUTHORIZE).compensating(SOLD_OUT, in_doubt=False)
    with pytest.raises(ValueError, match="cannot be compensated"):
        turned.compensating(SOLD_OUT, in_doubt=False)


def test_a_checkout_that_waited_for_its_customer_resumes_at_its_step_with_new_deadlines() -> None:
    back = BEGAN + timedelta(minutes=5)
    waiting = checkout(step=CheckoutStep.AUTHORIZE).waiting_for_customer(
        {"url": "https://bank"}, BEGAN + timedelta(minutes=10)
    )
    assert waiting.state is CheckoutState.WAITING
    resumed = waiting.resumed(back).done({})
    assert (resumed.state, resumed.step, resumed.waits_until) == (
        CheckoutState.RUNNING,
        CheckoutStep.CREATE_ORDER,
        None,
    )
    assert not resumed.deadline_passed(CheckoutDeadlines(), back)
    assert "action" not in resumed.results


def test_a_second_inquiry_does_not_move_the_deadline_of_a_waiting_checkout() -> None:
    until = BEGAN + timedelta(minutes=10)
    waiting = (
        checkout(step=CheckoutStep.AUTHORIZE)
        .waiting_for_customer({}, until)
        .waiting_for_customer({}, until + timedelta(hours=1))
    )
    assert not waiting.wait_expired(until - timedelta(seconds=1))
    assert waiting.wait_expired(until)


def test_a_waiting_checkout_that_is_compensated_reverses_the_payment() -> None:
    waiting = checkout(step=CheckoutStep.AUTHORIZE).waiting_for_customer({}, BEGAN)
    assert Compensation.REVERSE in waiting.compensating(SOLD_OUT, in_doubt=False).compensations


@pytest.mark.parametrize("state", CheckoutState)
def test_every_state_has_its_moves(state: CheckoutState) -> None:
    assert state not in MOVES[state]


def test_a_call_that_was_never_sent_leaves_no_doubt_and_any_other_does() -> None:
    fresh = checkout(step=CheckoutStep.CREATE_ORDER)
    assert not fresh.failed(not_executed=True).in_doubt
    assert fresh.failed(not_executed=False).failed(not_executed=True).in_doubt


def test_a_done_step_leaves_its_doubts_and_attempts_behind() -> None:
    moved = replace(checkout(total=100), in_doubt=True, attempts=3).done({})
    assert (moved.in_doubt, moved.attempts) == (False, 0)


@pytest.mark.parametrize(
    ("step", "after", "over"),
    [
        (CheckoutStep.CREATE_ORDER, timedelta(seconds=2), False),
        (CheckoutStep.CREATE_ORDER, timedelta(seconds=3), True),
        (CheckoutStep.CAPTURE, timedelta(minutes=59), False),
        (CheckoutStep.CAPTURE, timedelta(hours=1), True),
        (CheckoutStep.MARK_PAID, timedelta(days=30), False),
    ],
)
def test_the_deadline_is_short_before_the_order_and_there_is_none_after_the_capture(
    step: CheckoutStep, after: timedelta, over: bool
) -> None:
    assert checkout(step=step).deadline_passed(CheckoutDeadlines(), BEGAN + after) is over


def test_pauses_double_and_are_bounded() -> None:
    pauses = [pause_after(attempts) for attempts in range(30)]
    assert pauses[:3] == [0.05, 0.1, 0.2]
    assert max(pauses) == 30.0
