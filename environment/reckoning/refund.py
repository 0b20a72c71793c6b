"""The shares of a refund, reckoned again from records 5 and 18."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from environment.reckoning.bill import Bill
from environment.reckoning.rounding import largest_remainder, step_of

SHIPPING = "shipping"
PAYMENT, GIFT_CARDS, HOLD = "payment", "gift_cards", "hold"


@dataclass(frozen=True)
class RefundShare:
    """A part of a refund: a line by SKU, or shipping. `gross` is before the discount; in minor units."""

    part: str
    gross: int
    discount: int
    tax: int
    quantity: int = 0

    def amount(self, tax_mode: str) -> int:
        """What the customer receives of it: included tax is in the gross amount already."""
        return self.gross - self.discount + (self.tax if tax_mode == "added" else 0)


@dataclass(frozen=True)
class ReckonedRefund:
    """A refund of an order as the order stores it.

    `told`: its customer was told that it is refunded, and of nothing else before the order was canceled.
    `destination`: where the money goes; what was only held is not charged, and goes nowhere. `reduced`: what
    of it was still owed on invoice, and so does not go back. `kept`: by SKU, the gift cards of which it names
    no copies, and the e-books that were opened before the shop was asked for it: it takes nothing of them.
    """

    refund_id: str
    amount: int
    state: str
    shares: tuple[RefundShare, ...]
    told: bool = False
    destination: str = PAYMENT
    kept: tuple[str, ...] = ()
    at: str = ""
    """When it was asked for (ISO 8601, all of one form)."""
    reduced: int = 0

    @property
    def given_back(self) -> int:
        """What of it its customer had paid."""
        return self.amount - self.reduced


def returned_by_cancellation(
    given: int, refunds: Sequence[ReckonedRefund], destination: str = PAYMENT
) -> int:
    """What is left for the mail about a cancellation: all mails together tell of what this one gave."""
    back = (refund for refund in refunds if refund.destination == destination)
    return given - sum(refund.given_back for refund in back if refund.told)


def as_requested(refunds: Sequence[ReckonedRefund]) -> tuple[ReckonedRefund, ...]:
    """The refunds as the staff asked for them: what one request took from both is one refund again.

    Where one half has failed, and the other has not, the two stay apart.
    """
    joined = list[ReckonedRefund]()
    for refund in refunds:
        before = joined[-1] if joined else None
        if before and _is_companion(before, refund):
            joined[-1] = replace(
                before,
                amount=before.amount + refund.amount,
                shares=_summed((*before.shares, *refund.shares)),
            )
        else:
            joined.append(refund)
    return tuple(joined)


def _is_companion(first: ReckonedRefund, second: ReckonedRefund) -> bool:
    """Record 40: the id of what goes to gift cards follows from that of the refund beside it."""
    return (
        second.destination == GIFT_CARDS
        and second.refund_id == str(uuid5(UUID(first.refund_id), GIFT_CARDS))
        and (first.state == "failed") == (second.state == "failed")
    )


def _summed(shares: Sequence[RefundShare]) -> tuple[RefundShare, ...]:
    parts = dict.fromkeys(share.part for share in shares)
    return tuple(
        RefundShare(
            part,
            *(
                sum(getattr(share, name) for share in shares if share.part == part)
                for name in ("gross", "discount", "tax", "quantity")
            ),
        )
        for part in parts
    )


def parts_of(bill: Bill) -> tuple[RefundShare, ...]:
    """The whole lines and the whole shipping of a bill."""
    on_shipping = bill.tax - sum(line.tax for line in bill.lines)
    lines = (
        RefundShare(line.sku, line.line_total, line.discount, line.tax, line.quantity) for line in bill.lines
    )
    return (*lines, RefundShare(SHIPPING, bill.shipping, 0, on_shipping))


def left_of(bill: Bill, refunds: Sequence[ReckonedRefund]) -> tuple[RefundShare, ...]:
    """What these refunds leave of each part; those that failed took nothing."""
    taken = [share for refund in refunds if refund.state != "failed" for share in refund.shares]
    return tuple(
        _less(part, [share for share in taken if share.part == part.part]) for part in parts_of(bill)
    )


def _less(part: RefundShare, taken: Sequence[RefundShare]) -> RefundShare:
    return RefundShare(
        part.part,
        part.gross - sum(each.gross for each in taken),
        part.discount - sum(each.discount for each in taken),
        part.tax - sum(each.tax for each in taken),
        part.quantity - sum(each.quantity for each in taken),
    )


def of_copies(bill: Bill, share: RefundShare, first: int) -> RefundShare | None:
    """The share of as many copies, beginning with this one of the line; None where the bill lacks them."""
    whole = next((part for part in parts_of(bill) if part.part == share.part), None)
    last = first + share.quantity
    if whole is None or last > whole.quantity:
        return None
    step = step_of(bill.currency)
    each = [1] * whole.quantity
    gross, discount, tax = (
        sum(largest_remainder(amount, each, by)[first:last])
        for amount, by in (
            (whole.gross, step),
            (whole.discount, step),
            (whole.tax, step if bill.mode_of(whole.part) == "added" else 1),
        )
    )
    return RefundShare(share.part, gross, discount, tax, share.quantity)


def amounts_by_part(bill: Bill, amount: int, left: Sequence[RefundShare]) -> dict[str, int]:
    """How an amount is split over what is left, without the parts of which it takes nothing."""
    weights = [part.amount(bill.mode_of(part.part)) for part in left]
    split = largest_remainder(amount, weights, step_of(bill.currency))
    return {part.part: taken for part, taken in zip(left, split, strict=True) if taken}
