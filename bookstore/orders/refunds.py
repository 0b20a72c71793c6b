"""Refunds of an order: what goes back, split over its lines, shipping and tax exactly.

Shares are found by largest remainder (docs/adr, money and rounding), and reckoned from the beginning each
time, so that the shares of any sequence of refunds sum to the whole, to the minor unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bookstore.orders.errors import RefundTooFine, RefundTooLarge
from bookstore.platform.money import allocate

SHIPPING = "shipping"


class OrderRefundState(StrEnum):
    """Where a refund stands, in the order in which that can be learned: later words beat earlier ones."""

    ASKED = "asked"
    PENDING = "pending"
    REFUNDED = "refunded"
    FAILED = "failed"


_RANK = list(OrderRefundState)


@dataclass(frozen=True)
class Share:
    """What goes back of one line (by SKU) or of shipping; minor units. `gross` is before the discount."""

    part: str
    gross: int
    discount: int
    tax: int
    quantity: int = 0

    def amount(self, *, tax_added: bool) -> int:
        """What the customer gets of it."""
        return self.gross - self.discount + (self.tax if tax_added else 0)

    def less(self, taken: Iterable[Share]) -> Share:
        """What is left of this part."""
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
    """Money of an order that goes back, in minor units of its currency."""

    refund_id: UUID
    amount: int
    shares: tuple[Share, ...]
    reason: str
    asked_at: datetime
    fingerprint: str = ""  # of the wish, so that a repeated one is told from another
    state: OrderRefundState = OrderRefundState.ASKED
    settled_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether its money has gone back, or is to."""
        return self.state is not OrderRefundState.FAILED

    @property
    def paid_out(self) -> bool:
        """Whether its money is on its way to the customer, or there."""
        return self.state in (OrderRefundState.PENDING, OrderRefundState.REFUNDED)

    def with_state(self, state: OrderRefundState, now: datetime) -> OrderRefund:
        """The refund after this news; what is older than what is known changes nothing."""
        if _RANK.index(state) <= _RANK.index(self.state):
            return self
        return replace(self, state=state, settled_at=now)


@dataclass(frozen=True)
class Split:
    """Splits refunds of one order. `parts` are its lines and its shipping, whole.

    `step` is the smallest amount that can go back, in minor units; every part is a multiple of it.
    """

    parts: tuple[Share, ...]
    tax_added: bool
    step: int = 1

    def left(self, earlier: Sequence[OrderRefund]) -> tuple[Share, ...]:
        """What no earlier refund has claimed."""
        taken = [share for refund in earlier if refund.counts for share in refund.shares]
        return tuple(part.less(taken) for part in self.parts)

    def refundable(self, earlier: Sequence[OrderRefund]) -> int:
        """Minor units that no earlier refund has claimed."""
        return sum(self._amount(part) for part in self.left(earlier))

    def of_amount(self, amount: int, earlier: Sequence[OrderRefund]) -> tuple[Share, ...]:
        """So many minor units, in proportion to what is left. Raises RefundTooLarge, RefundTooFine."""
        left = self.left(earlier)
        weights = [self._amount(part) for part in left]
        if amount > sum(weights):
            raise RefundTooLarge(f"at most {sum(weights)} can go back", refundable=sum(weights))
        if amount % self.step:
            raise RefundTooFine(f"only multiples of {self.step} can go back", smallest=self.step)
        shares = zip(left, _in_steps(amount, weights, self.step), strict=True)
        return tuple(self._part_of(part, wanted) for part, wanted in shares if wanted)

    def of_copies(
        self, copies: Mapping[str, int], earlier: Sequence[OrderRefund], *, shipping: bool = False
    ) -> tuple[Share, ...]:
        """So many copies of each SKU, and shipping where wanted. Raises RefundTooLarge."""
        left = {part.part: part for part in self.left(earlier)}
        shares = [self._copies(left, sku, count) for sku, count in copies.items()]
        if shipping:
            shares.append(left[SHIPPING])
        found = tuple(share for share in shares if self._amount(share))
        if not found:
            raise RefundTooLarge("nothing is left to go back", refundable=0)
        return found

    def amount(self, shares: Iterable[Share]) -> int:
        """The sum of the shares, in minor units."""
        return sum(self._amount(share) for share in shares)

    def _copies(self, left: Mapping[str, Share], sku: str, count: int) -> Share:
        whole = next((part for part in self.parts if part.part == sku and sku != SHIPPING), None)
        if whole is None or count > left[sku].quantity:
            most = left[sku].quantity if whole else 0
            raise RefundTooLarge(f"at most {most} copies of {sku} can go back", refundable=most)
        before = whole.quantity - left[sku].quantity
        share = self._copies_of(whole, before, before + count)
        if not self._is_sound(left[sku].less([share])):
            most = self._amount(left[sku])  # an amount was refunded without naming copies
            raise RefundTooLarge(f"at most {most} can go back of {sku}", refundable=most)
        return share

    def _is_sound(self, rest: Share) -> bool:
        """Whether this can be what is left of a part: no more discount than goods, and no part below zero."""
        goods = rest.gross - rest.discount - (0 if self.tax_added else rest.tax)
        return min(rest.gross, rest.discount, rest.tax, goods) >= 0

    def _copies_of(self, whole: Share, start: int, end: int) -> Share:
        """The share of the copies from `start` up to `end` of a line. Included tax is told, not paid."""
        each = [1] * whole.quantity

        def of(amount: int, step: int) -> int:
            return sum(_in_steps(amount, each, step)[start:end])

        tax = of(whole.tax, self.step if self.tax_added else 1)
        return Share(whole.part, of(whole.gross, self.step), of(whole.discount, self.step), tax, end - start)

    def _amount(self, share: Share) -> int:
        return share.amount(tax_added=self.tax_added)

    def _part_of(self, part: Share, wanted: int) -> Share:
        """`wanted` minor units of what is left of a part."""
        net = part.gross - part.discount
        goods = net if self.tax_added else net - part.tax
        of_goods, of_tax = allocate(wanted, [goods, part.tax])
        of_net = of_goods if self.tax_added else wanted
        of_discount = part.discount * of_net // net if net else part.discount
        return Share(part.part, of_net + of_discount, of_discount, of_tax)


def _in_steps(amount: int, weights: Sequence[int], step: int) -> list[int]:
    """The amount in proportion to the weights, in parts that are multiples of the step, as it is itself."""
    return [part * step for part in allocate(amount // step, weights)]
