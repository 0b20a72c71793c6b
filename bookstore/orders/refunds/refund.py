"""Refunds of an order, split exactly over its lines, shipping and tax.

Shares are found by largest remainder (docs/adr, money and rounding). Each refund is calculated from the whole
order, so that the shares of any sequence of refunds sum to the whole, to the minor unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from bookstore.orders.errors import RefundTooFine, RefundTooLarge
from bookstore.platform.money import allocate

SHIPPING = "shipping"


class OrderRefundState(StrEnum):
    """The states of a refund in their order in time: a later state is never replaced by an earlier one."""

    REQUESTED = "asked"
    PENDING = "pending"
    REFUNDED = "refunded"
    FAILED = "failed"


_RANK = list(OrderRefundState)


class RefundFailure(StrEnum):
    """Why a refund has failed. The staff is told it in words, with what to do."""

    REFUSED = "refused"
    """The gateway refused it at once: less was left there."""
    TOO_LARGE = "too-large"
    NOT_REFUNDABLE = "not-refundable"
    GIFT_CARD_SPENT = "gift-card-spent"
    NOT_CREDITED = "not-credited"
    """No gift card could take the money back."""
    SENT_BACK = "sent-back"
    """The customer's bank did, after the gateway had accepted it."""


class RefundDestination(StrEnum):
    """Where the money of a refund goes: back to the payment, or to the gift cards and the store credit.

    `HOLD`: it was never charged. What is held for copies that never leave is released.
    """

    PAYMENT = "payment"
    GIFT_CARDS = "gift_cards"
    HOLD = "hold"


@dataclass(frozen=True)
class Share:
    """The share of one line (by SKU) or of shipping, in minor units. `gross` is before the discount."""

    part: str
    gross: int
    discount: int
    tax: int
    quantity: int = 0

    def amount(self, *, tax_added: bool) -> int:
        """The amount that the customer receives of it."""
        return self.gross - self.discount + (self.tax if tax_added else 0)

    def less(self, taken: Iterable[Share]) -> Share:
        """The rest of this part after these shares."""
        mine = [share for share in taken if share.part == self.part]
        return Share(
            self.part,
            self.gross - sum(share.gross for share in mine),
            self.discount - sum(share.discount for share in mine),
            self.tax - sum(share.tax for share in mine),
            self.quantity - sum(share.quantity for share in mine),
        )


@dataclass(frozen=True)
class OrderRefund:
    """A refund of an order, in minor units of its currency."""

    refund_id: UUID
    amount: int
    shares: tuple[Share, ...]
    reason: str
    asked_at: datetime
    fingerprint: str = ""  # of the request, to tell a repeated request from another one
    state: OrderRefundState = OrderRefundState.REQUESTED
    settled_at: datetime | None = None
    destination: RefundDestination = RefundDestination.PAYMENT
    failure: RefundFailure | None = None
    reduced: int = 0  # of the amount, what was taken off what is owed: payments says how much

    @property
    def given_back(self) -> int:
        """The minor units of it that go back, which its customer had paid."""
        return self.amount - self.reduced

    @property
    def counts(self) -> bool:
        """Whether its amount is refunded or is to be."""
        return self.state is not OrderRefundState.FAILED

    @property
    def paid_out(self) -> bool:
        """Whether the gateway has accepted it."""
        accepted = self.state in (OrderRefundState.PENDING, OrderRefundState.REFUNDED)
        return accepted and self.destination is not RefundDestination.HOLD

    @property
    def credited(self) -> bool:
        """Whether its customer does not pay it any more: it went back, or is never charged."""
        return self.paid_out or self.destination is RefundDestination.HOLD

    @property
    def companion_id(self) -> UUID:
        """The id of what goes back to gift cards beside it, where one request needs both."""
        return uuid5(self.refund_id, RefundDestination.GIFT_CARDS)

    def less_owed(self, reduced: int) -> OrderRefund:
        """The refund after payments told how much of it reduces what is owed; it never tells of less."""
        return replace(self, reduced=max(self.reduced, reduced))

    def with_state(
        self, state: OrderRefundState, now: datetime, failure: RefundFailure | None = None
    ) -> OrderRefund:
        """The refund in this state; unchanged where its present state is a later one.

        One that failed for no other known reason was sent back where it was accepted before, else refused.
        """
        if _RANK.index(state) <= _RANK.index(self.state):
            return self
        known = failure or (RefundFailure.SENT_BACK if self.paid_out else RefundFailure.REFUSED)
        return replace(
            self, state=state, settled_at=now, failure=known if state is OrderRefundState.FAILED else None
        )


@dataclass(frozen=True)
class Split:
    """Splits refunds of one order. `parts` are its whole lines and its shipping.

    `included` are the parts of which the tax is in the price, and not added to it.
    `step` is the smallest amount that can be refunded, in minor units; every part is a multiple of it.
    """

    parts: tuple[Share, ...]
    included: frozenset[str] = frozenset()
    step: int = 1

    def by_destination(
        self, refund: OrderRefund, captured_left: int, hold_left: int = 0
    ) -> tuple[OrderRefund, ...]:
        """The refund as one for each destination: what the payment gave last goes back first.

        Of an order of which a part is only held, that comes before all, and there is nothing to pay out. The
        copies of a line are named by the part that completes it.
        """
        if hold_left:
            refund = replace(refund, destination=RefundDestination.HOLD).with_state(
                OrderRefundState.REFUNDED, refund.asked_at
            )
        to_payment = min(refund.amount, hold_left or captured_left)
        if to_payment == refund.amount:
            return (refund,)
        requested = replace(refund, state=OrderRefundState.REQUESTED, settled_at=None)
        gift_cards = replace(requested, destination=RefundDestination.GIFT_CARDS)
        if to_payment == 0:
            return (gift_cards,)
        taken = {share.part: share for share in replace(self, parts=refund.shares).of_amount(to_payment, ())}
        first, rest = list[Share](), list[Share]()
        for share in refund.shares:
            part = taken.get(share.part)
            if part is not None and self._amount(part) == self._amount(share):
                first.append(share)  # with its copies
                continue
            first += [part] if part else []
            rest.append(share.less([part]) if part else share)
        beside = replace(gift_cards, refund_id=refund.companion_id, amount=refund.amount - to_payment)
        return replace(refund, amount=to_payment, shares=tuple(first)), replace(beside, shares=tuple(rest))

    def without(self, parts: frozenset[str]) -> Split:
        """The same, but nothing of these parts is refunded any more."""
        return replace(self, parts=tuple(each for each in self.parts if each.part not in parts))

    def is_back(self, part: str, earlier: Sequence[OrderRefund]) -> bool:
        """Whether these refunds have returned every copy of a part, or all that was paid for it."""
        left = next(each for each in self.left(earlier) if each.part == part)
        paid = next(each for each in self.parts if each.part == part)
        return not left.quantity or (self._amount(paid) > 0 and not self._amount(left))

    def left(self, earlier: Sequence[OrderRefund]) -> tuple[Share, ...]:
        """The rest of each part after these refunds."""
        taken = [share for refund in earlier if refund.counts for share in refund.shares]
        return tuple(part.less(taken) for part in self.parts)

    def refundable(self, earlier: Sequence[OrderRefund]) -> int:
        """The minor units that these refunds leave."""
        return sum(self._amount(part) for part in self.left(earlier))

    def of_amount(self, amount: int, earlier: Sequence[OrderRefund]) -> tuple[Share, ...]:
        """Split an amount over the rest of each part. Raises RefundTooLarge, RefundTooFine."""
        left = self.left(earlier)
        weights = [self._amount(part) for part in left]
        if amount > sum(weights):
            raise RefundTooLarge(f"at most {sum(weights)} can be refunded", refundable=sum(weights))
        if amount % self.step:
            raise RefundTooFine(f"only multiples of {self.step} can be refunded", smallest=self.step)
        shares = zip(left, _in_steps(amount, weights, self.step), strict=True)
        return tuple(self._part_of(part, wanted) for part, wanted in shares if wanted)

    def of_copies(
        self, copies: Mapping[str, int], earlier: Sequence[OrderRefund], *, shipping: bool = False
    ) -> tuple[Share, ...]:
        """The shares of copies by SKU, with shipping where wanted. Raises RefundTooLarge."""
        left = {part.part: part for part in self.left(earlier)}
        shares = [self._copies(left, sku, count) for sku, count in copies.items()]
        if shipping:
            shares.append(left[SHIPPING])
        found = tuple(share for share in shares if self._amount(share))
        if not found:
            raise RefundTooLarge("nothing is left to refund", refundable=0)
        return found

    def cost_of_last(self, sku: str, count: int) -> int:
        """What the last so many copies of a line cost, in minor units; refunds take the first ones."""
        whole = next(part for part in self.parts if part.part == sku)
        return self._amount(self._copies_of(whole, whole.quantity - count, whole.quantity))

    def amount(self, shares: Iterable[Share]) -> int:
        """The sum of the shares, in minor units."""
        return sum(self._amount(share) for share in shares)

    def _copies(self, left: Mapping[str, Share], sku: str, count: int) -> Share:
        whole = next((part for part in self.parts if part.part == sku and sku != SHIPPING), None)
        if whole is None or count > left[sku].quantity:
            most = left[sku].quantity if whole else 0
            raise RefundTooLarge(f"at most {most} copies of {sku} can be refunded", refundable=most)
        before = whole.quantity - left[sku].quantity
        share = self._copies_of(whole, before, before + count)
        if not self._is_sound(left[sku].less([share])):
            most = self._amount(left[sku])  # an amount was refunded without naming copies
            raise RefundTooLarge(f"at most {most} of {sku} can be refunded", refundable=most)
        return share

    def _is_sound(self, rest: Share) -> bool:
        """Whether this can be the rest of a part: no amount is negative, the discount at most the goods."""
        goods = rest.gross - rest.discount - (0 if self._adds(rest) else rest.tax)
        return min(rest.gross, rest.discount, rest.tax, goods) >= 0

    def _copies_of(self, whole: Share, start: int, end: int) -> Share:
        """The share of the copies from `start` up to `end` of a line. Included tax is reported, not paid."""
        each = [1] * whole.quantity

        def of(amount: int, step: int) -> int:
            return sum(_in_steps(amount, each, step)[start:end])

        tax = of(whole.tax, self.step if self._adds(whole) else 1)
        return Share(whole.part, of(whole.gross, self.step), of(whole.discount, self.step), tax, end - start)

    def _amount(self, share: Share) -> int:
        return share.amount(tax_added=self._adds(share))

    def _adds(self, share: Share) -> bool:
        return share.part not in self.included

    def _part_of(self, part: Share, wanted: int) -> Share:
        """The share of `wanted` minor units in the rest of a part."""
        net = part.gross - part.discount
        added = self._adds(part)
        goods = net if added else net - part.tax
        of_goods, of_tax = allocate(wanted, [goods, part.tax])
        of_net = of_goods if added else wanted
        of_discount = part.discount * of_net // net if net else part.discount
        return Share(part.part, of_net + of_discount, of_discount, of_tax)


def _in_steps(amount: int, weights: Sequence[int], step: int) -> list[int]:
    """The amount split in proportion to the weights, into multiples of the step; it is one itself."""
    return [part * step for part in allocate(amount // step, weights)]


def claimed(refunds: Iterable[OrderRefund]) -> int:
    """Minor units of the payment that these refunds, made or requested, have claimed."""
    to_payment = (each for each in refunds if each.destination is RefundDestination.PAYMENT)
    return sum(refund.amount for refund in to_payment if refund.counts)
