"""What one request took from the payment and from gift cards is one refund again."""

from uuid import UUID, uuid5

from environment.reckoning.refund import (
    GIFT_CARDS,
    ReckonedRefund,
    RefundShare,
    as_requested,
    returned_by_cancellation,
)

ID = UUID("11111111-1111-4111-8111-111111111111")
BESIDE = str(uuid5(ID, GIFT_CARDS))
TO_PAYMENT = ReckonedRefund(str(ID), 900, "refunded", (RefundShare("dune", 900, 0, 0),), told=True)
TO_CARDS = ReckonedRefund(
    BESIDE, 50, "refunded", (RefundShare("dune", 50, 0, 0, 1),), told=True, destination=GIFT_CARDS
)


def test_both_halves_are_one_refund() -> None:
    (joined,) = as_requested((TO_PAYMENT, TO_CARDS))
    assert (joined.amount, joined.shares) == (950, (RefundShare("dune", 950, 0, 0, 1),))


def test_a_half_that_failed_stays_apart() -> None:
    failed = ReckonedRefund(str(ID), 900, "failed", TO_PAYMENT.shares)
    assert as_requested((failed, TO_CARDS)) == (failed, TO_CARDS)


def test_refunds_of_two_requests_stay_apart() -> None:
    other = ReckonedRefund(
        "22222222-2222-4222-8222-222222222222", 50, "refunded", TO_CARDS.shares, destination=GIFT_CARDS
    )
    assert as_requested((TO_PAYMENT, other)) == (TO_PAYMENT, other)


def test_a_cancellation_returns_the_rest_to_where_it_came_from() -> None:
    refunds = (TO_PAYMENT, TO_CARDS)
    assert returned_by_cancellation(900, refunds) == 0
    assert returned_by_cancellation(1000, refunds, GIFT_CARDS) == 950
