"""Orders without I/O: their states, and the moves between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bookstore.orders.downloads.links import Download, links_to
from bookstore.orders.errors import (
    AlreadyCanceled,
    AlreadyShipped,
    AmountMismatch,
    CheckoutInProgress,
    ConflictingRequest,
    DownloadWithdrawn,
    NotRefundable,
    RefundsUnderWay,
)
from bookstore.orders.record import OrderRecord
from bookstore.orders.refunds.not_taken_back import demand_no_gift_card, demand_unopened
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundFailure, claimed
from bookstore.orders.states import MOVES, SOLD, UNPAID, OrderMoveNotAllowed, OrderState
from bookstore.platform.money import Money

NOT_PAID_IN_TIME = "not paid in time"
REFUND_FAILED = "refund-failed"
CAPTURED_NOT_PAID = "taken-not-paid"


@dataclass(frozen=True)
class Order(OrderRecord):
    """An order and its moves."""

    @property
    def with_links(self) -> Order:
        """The order with a link to each of its e-books, which it gets once it is sold."""
        if self.state not in SOLD:
            return self
        return replace(self, downloads=self.downloads or links_to(self.purchase.lines))

    def opened_link(self, token_hash: str, now: datetime) -> Download:
        """The link with this hash after it was opened. Raises DownloadWithdrawn."""
        link = next(each for each in self.downloads if each.token_hash == token_hash)
        if self.state not in SOLD or self.split.is_back(link.sku, self.refunds):
            raise DownloadWithdrawn("the e-book was refunded, or its order was canceled")
        return link.opened(now)

    def with_refund(self, refund: OrderRefund) -> Order:
        """The order with this refund requested, from where the money came. Raises NotRefundable.

        What is owed is refunded once copies have left: until then its customer cancels it.
        """
        if self.state not in SOLD:
            raise NotRefundable(f"order {self.order_number} is {self.state}")
        if self.state is OrderState.OWED and self.shipped_at is None:
            raise NotRefundable(f"order {self.order_number} is not paid, and nothing of it has left")
        parts = self.split.by_destination(refund, self.captured_left, self.hold_left)
        return replace(self, refunds=(*self.refunds, *parts))

    def with_refund_result(
        self,
        refund_id: UUID,
        amount: int,
        state: OrderRefundState,
        now: datetime,
        reduced: int = 0,
        *,
        failure: RefundFailure | None = None,
    ) -> Order:
        """The order after a report about a refund; a refund that was made at the gateway is added.

        `reduced`: the minor units of it that its customer does not owe any more.

        Raises CheckoutInProgress while the order is not paid, RefundsUnderWay while other refunds may still
        fail. Then the report must be repeated.
        """
        known = next((refund for refund in self.refunds if refund.refund_id == refund_id), None)
        if known is None:
            return self._with_external_refund(refund_id, amount, state, now, reduced)
        moved = self._resized(known, amount).with_state(state, now, failure).less_owed(reduced)
        after = replace(self, refunds=tuple(moved if one is known else one for one in self.refunds))
        lost = self.state not in SOLD and known.paid_out and not moved.paid_out
        return after.flagged(REFUND_FAILED) if lost else after.paid_if_whole(now)

    def paid_if_whole(self, now: datetime) -> Order:
        """The order, which is paid once nothing of what is owed on invoice is missing any more."""
        if self.state is not OrderState.OWED or self.missing:
            return self
        return self.moved(OrderState.PAID, captured=self.received, paid_at=now)

    def _resized(self, refund: OrderRefund, amount: int) -> OrderRefund:
        """A requested refund that payments has reduced: refunds at the gateway itself had left less."""
        if refund.state is not OrderRefundState.REQUESTED or not 0 < amount < refund.amount:
            return refund
        others = [other for other in self.refunds if other is not refund]
        return replace(refund, amount=amount, shares=self.split.of_amount(amount, others))

    def _with_external_refund(
        self, refund_id: UUID, amount: int, state: OrderRefundState, now: datetime, reduced: int
    ) -> Order:
        if self.state is OrderState.PLACED:
            raise CheckoutInProgress(f"order {self.order_number} is not paid yet")
        if self.state not in SOLD:
            return (
                self._with_returned_refund(refund_id, amount, now)
                if state is OrderRefundState.FAILED
                else self
            )
        if not 0 < amount <= self.captured_left:
            return self._exceeding_refund(amount)
        shares = self.split.of_amount(amount, self.refunds)
        made = OrderRefund(refund_id, amount, shares, "made at the payment gateway", now, reduced=reduced)
        moved = made.with_state(state, now, RefundFailure.SENT_BACK)
        return replace(self, refunds=(*self.refunds, moved)).paid_if_whole(now)

    def _exceeding_refund(self, amount: int) -> Order:
        settled = [refund for refund in self.refunds if refund.state is not OrderRefundState.REQUESTED]
        if 0 < amount <= self.payable - claimed(settled):
            raise RefundsUnderWay(f"order {self.order_number} has refunds that may yet fail")
        return self

    def _with_returned_refund(self, refund_id: UUID, amount: int, now: datetime) -> Order:
        """The order after the bank sent back the money of its cancellation."""
        marked = self.flagged(REFUND_FAILED)
        if self.canceled_unpaid:
            return marked
        shares = self.split.of_amount(amount, self.refunds)
        made = OrderRefund(refund_id, amount, shares, "the order was canceled", now)
        failed = made.with_state(OrderRefundState.FAILED, now, RefundFailure.SENT_BACK)
        return replace(marked, refunds=(*self.refunds, failed))

    def flagged(self, flag: str) -> Order:
        """The order with a flag for the staff; the first flag stays."""
        return replace(self, flag=self.flag or flag)

    def claimed_by(self, customer_id: str) -> Order:
        """The order in this account; the token of its guest opens it no longer."""
        return replace(self, purchase=replace(self.purchase, customer_id=customer_id, guest_token_hash=None))

    def moved(self, to: OrderState, **changes: Any) -> Order:
        """The order after this move; raises OrderMoveNotAllowed."""
        if to not in MOVES[self.state]:
            raise OrderMoveNotAllowed(f"order {self.order_number} cannot go from {self.state} to {to}")
        return replace(self, state=to, **changes)

    def paid(self, captured: int, now: datetime) -> Order:
        """The order after its payment was captured; unchanged where it was paid with this amount before.

        Where its card is charged at shipment, nothing is captured yet, and the whole is held.

        Raises AmountMismatch, AlreadyCanceled, and ConflictingRequest where its customer pays by transfer.
        """
        if self.purchase.transfer is not None:
            raise ConflictingRequest(f"order {self.order_number} is paid by transfer")
        if captured != self.purchase.due_at_once:
            currency = self.purchase.totals.currency
            taken, due = Money(captured, currency), Money(self.purchase.due_at_once, currency)
            raise AmountMismatch(f"{taken} was captured, but {due} is to pay for order {self.order_number}")
        if self.paid_at is not None:
            return self
        if self.canceled_unpaid:
            raise AlreadyCanceled(f"order {self.order_number} was canceled before it was paid")
        flag = None if self.flag == CAPTURED_NOT_PAID else self.flag
        return self.moved(OrderState.PAID, captured=captured, paid_at=now, flag=flag)

    def canceled_by_checkout(self, reason: str, now: datetime) -> Order:
        """The order after its checkout canceled it; unchanged where it was canceled before.

        Raises AlreadyShipped.
        """
        if self.state is OrderState.PLACED:
            return self.moved(OrderState.CANCELED, reason=reason, canceled_at=now)
        return self._start_canceling(reason, now)

    def not_paid_in_time(self, now: datetime) -> Order:
        """The order after the deadline for its payment; unchanged where it was paid or canceled before."""
        if self.state is OrderState.AWAITING:
            return self._start_canceling(NOT_PAID_IN_TIME, now)
        if self.state is not OrderState.PLACED:
            return self
        return self.moved(OrderState.CANCELED, reason=NOT_PAID_IN_TIME, canceled_at=now)

    def canceled_by_buyer(self, now: datetime) -> Order:
        """The order after its buyer canceled it; unchanged where it was canceled before.

        Raises CheckoutInProgress while the order is not paid, AlreadyShipped once copies have left,
        EbookOpened where an e-book of it was opened, and GiftCardSold where it has a gift card.
        """
        if self.state is OrderState.PLACED:
            raise CheckoutInProgress(f"order {self.order_number} is not paid yet; try again in a moment")
        if self.state in SOLD:
            demand_unopened(self.purchase.lines, self.downloads)
            demand_no_gift_card(self.purchase.lines)
        return self._start_canceling("canceled by the customer", now)

    def canceled_without_hold(self, reason: str, now: datetime) -> Order:
        """The order of which nothing was shipped, after the hold on its card has ended."""
        return self._start_canceling(reason, now)

    def _start_canceling(self, reason: str, now: datetime) -> Order:
        """The order whose money and copies are on their way back; unchanged where there are none."""
        if self.state not in SOLD | UNPAID:
            return self
        if self.shipped_at is not None:
            raise AlreadyShipped(
                f"order {self.order_number} is under way: send back what is not wanted, which is refunded"
            )
        # nothing to pay: there is no payment to reverse
        money_back_at = now if self.purchase.to_pay == 0 else None
        return self.moved(
            OrderState.CANCELING,
            reason=reason,
            money_back_at=money_back_at,
            to_return=self.captured + self.purchase.redeemed - self.refunded,
            to_return_to_gift_cards=self.purchase.redeemed - self.refunded_to_gift_cards,
        )

    def with_payment_reversed(self, now: datetime, *, returned: int = 0, sent_back: bool = False) -> Order:
        """The order after payments reversed its payment; `sent_back`: the bank did not take it.

        Of an order that was never paid, `returned` minor units had been transferred, and go back.
        """
        known = self.flagged(REFUND_FAILED) if sent_back else self
        if self.paid_at is None and self.purchase.transfer is not None:
            known = replace(known, to_return=returned + self.purchase.redeemed - self.refunded)
        return replace(known, money_back_at=self.money_back_at or now)._settled(now)

    def with_gift_cards_released(self, now: datetime) -> Order:
        """The order after payments returned all that gift cards and store credit had given."""
        return replace(self, gift_cards_back_at=self.gift_cards_back_at or now)._settled(now)

    def with_copies_restocked(self, now: datetime) -> Order:
        """The order after inventory restocked its copies."""
        return replace(self, copies_back_at=self.copies_back_at or now)._settled(now)

    def _settled(self, now: datetime) -> Order:
        redeemed_back = self.gift_cards_back_at or not self.purchase.redeemed
        all_back = self.money_back_at and redeemed_back and self.copies_back_at
        if self.state is OrderState.CANCELING and all_back:
            return self.moved(OrderState.CANCELED, canceled_at=now)
        return self
