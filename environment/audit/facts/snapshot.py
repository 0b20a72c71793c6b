"""The snapshot that the audit checks. Amounts are minor units of the currency beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from environment.audit.facts.discount_code_rows import DiscountCodeRow, RedemptionRow
from environment.audit.facts.gift_card_rows import GiftCardRedemptionRow, GiftCardRow, SoldGiftCardRow
from environment.audit.facts.log_rows import LoggedException
from environment.audit.facts.mail_rows import OutgoingMailRow, ReceivedMailRow
from environment.audit.facts.order_content import DownloadRow, Letter, OrderContent, QuoteRow
from environment.audit.facts.reminder_rows import ReminderRow
from environment.audit.facts.shipment_rows import ExchangedRow, ReturnedRow, ShippedRow
from environment.audit.facts.stock_rows import ReservationRow, StockRow
from environment.audit.facts.transfer_rows import (
    ExpectedTransferRow,
    ReceivableRow,
    RepaymentRow,
    TransferRow,
)


@dataclass(frozen=True)
class CheckoutRow:
    """A checkout. `agreed` is the total that the customer saw and accepted.

    `may_cost_less`: the submission named the version of the cart, and so agrees to a total that has fallen.
    """

    checkout_id: str
    cart_id: str
    state: str
    step: str
    attempts: int
    finished: bool
    order_number: str | None
    agreed: int
    currency: str
    may_cost_less: bool = False


@dataclass(frozen=True)
class CartRow:
    """A cart: open or closed."""

    cart_id: str
    state: str


@dataclass(frozen=True)
class OrderRow:
    """An order; `paid`, even if it was canceled afterwards. `refunds` counts those whose money went out.

    Of an order by transfer, `received` has arrived; `asked` and `underpayments` count the mails that ask for
    the sum and for the rest of it. `lapsed`: not paid in time. `invoiced` counts the mails that confirm an
    order on invoice, `owner` is its account. Of an order whose card is charged at shipment, `charged` was
    charged for its parcels. `reduced`: what `reductions` of its refunds have taken off what was owed for it;
    `ended_by_refund`: nothing was owed after the last of them, so that no transfer has ended it.
    """

    checkout_id: str
    number: str
    state: str
    email: str
    currency: str
    grand_total: int
    paid: bool
    mismatched_capture: int | None
    discount_codes: tuple[str, ...]
    refunds: int = 0
    failed_refunds: int = 0
    refunded: int = 0
    shipments: int = 0
    returns: int = 0
    exchanges: int = 0
    address_changes: int = 0
    redeemed: int = 0
    refunded_to_gift_cards: int = 0
    by_transfer: bool = False
    received: int = 0
    lapsed: bool = False
    asked: int = 0
    underpayments: int = 0
    on_invoice: bool = False
    invoiced: int = 0
    owner: str | None = None
    on_shipment: bool = False
    charged: int = 0
    reduced: int = 0
    reductions: int = 0
    ended_by_refund: bool = False
    persons: tuple[str, ...] | None = None
    """Where orders still has the person of an order that was erased; None where it was not."""

    @property
    def is_waiting(self) -> bool:
        """Whether the order waits for a transfer, with its copies reserved."""
        return self.state == "awaiting"

    @property
    def is_active(self) -> bool:
        """Whether the order is paid and not canceled."""
        return self.state == "paid"

    @property
    def is_owed(self) -> bool:
        """Whether the order was bought on invoice and its money is still to come."""
        return self.state == "owed"

    @property
    def is_sold(self) -> bool:
        """Whether its copies are its customer's."""
        return self.is_active or self.is_owed

    @property
    def was_accepted(self) -> bool:
        """Whether its customer ever had it, or was asked to pay for it."""
        return self.paid or self.asked > 0 or self.invoiced > 0

    @property
    def stands(self) -> bool:
        """Whether its customer has it, or will have it when its transfer has arrived."""
        return self.is_sold or self.is_waiting


@dataclass(frozen=True)
class AnnouncedOrder:
    """The order number that a checkout has given to its customer."""

    checkout_id: str
    number: str


@dataclass(frozen=True)
class LineRow:
    """A number of copies of one title for one checkout: ordered, or reserved."""

    checkout_id: str
    sku: str
    quantity: int
    kind: str = "printed"

    @property
    def in_copies(self) -> bool:
        """Whether copies of it are counted, reserved and shipped."""
        return self.kind == "printed"

    @property
    def by_link(self) -> bool:
        """Whether it is read by a link."""
        return self.kind == "ebook"


@dataclass(frozen=True)
class MessageRow:
    """A message that the order service has not delivered. `subject` is its event, None for a request."""

    destination: str
    checkout_id: str
    subject: str | None
    attempts: int
    last_error: str | None


@dataclass(frozen=True)
class PaymentRow:
    """A payment as the payments service stores it. `due`: the service will ask the gateway again."""

    checkout_id: str
    state: str
    currency: str
    amount: int
    captured: int
    refunded: int
    reversal_requested: bool
    due: bool
    flag: str | None


@dataclass(frozen=True)
class ChargeRow:
    """A payment as the gateway stores it: the amounts that are held, captured and refunded.

    `in_parts`: several captures were asked for, one for each parcel.
    """

    payment_id: str
    checkout_id: str | None
    status: str
    currency: str
    amount: int
    held: int
    captured: int
    refunded: int
    in_parts: bool = False

    @property
    def kept(self) -> int:
        """The amount that the bookstore has received and not refunded."""
        return self.captured - self.refunded


@dataclass(frozen=True)
class RefundRow:
    """A refund as the gateway stores it. `refund_id` is the id that the payments service gave it."""

    payment_id: str
    refund_id: str | None
    currency: str
    amount: int
    status: str


@dataclass(frozen=True)
class Snapshot:
    """Everything, read once. `now` is the time of the services; `webhooks` counts those not yet delivered."""

    checkouts: tuple[CheckoutRow, ...] = ()
    carts: tuple[CartRow, ...] = ()
    orders: tuple[OrderRow, ...] = ()
    announced_orders: tuple[AnnouncedOrder, ...] = ()
    order_lines: tuple[LineRow, ...] = ()
    downloads: tuple[DownloadRow, ...] = ()
    order_contents: tuple[OrderContent, ...] = ()
    shipped_copies: tuple[ShippedRow, ...] = ()
    came_back: tuple[ReturnedRow, ...] = ()
    exchanged: tuple[ExchangedRow, ...] = ()
    messages: tuple[MessageRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    charges: tuple[ChargeRow, ...] = ()
    refunds: tuple[RefundRow, ...] = ()
    expected_transfers: tuple[ExpectedTransferRow, ...] = ()
    transfers: tuple[TransferRow, ...] = ()
    repayments: tuple[RepaymentRow, ...] = ()
    receivables: tuple[ReceivableRow, ...] = ()
    reminders: tuple[ReminderRow, ...] = ()
    webhooks: int = 0
    gift_cards: tuple[GiftCardRow, ...] = ()
    gift_card_redemptions: tuple[GiftCardRedemptionRow, ...] = ()
    sold_gift_cards: tuple[SoldGiftCardRow, ...] = ()
    titles: tuple[StockRow, ...] = ()
    movements: tuple[StockRow, ...] = ()
    reservations: tuple[ReservationRow, ...] = ()
    reservation_lines: tuple[LineRow, ...] = ()
    returned_copies: tuple[LineRow, ...] = ()
    exchanged_copies: tuple[LineRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    codes: tuple[DiscountCodeRow, ...] = ()
    redemptions: tuple[RedemptionRow, ...] = ()
    outgoing_mails: tuple[OutgoingMailRow, ...] = ()
    mails: tuple[ReceivedMailRow, ...] = ()
    letters: tuple[Letter, ...] = ()
    exceptions: tuple[LoggedException, ...] = ()
    kinds_not_mailed: frozenset[str] = frozenset()
    """The kinds of mails that the shop does not send, by its policy."""
    now: datetime = field(default=datetime.min.replace(tzinfo=UTC), compare=False)

    @cached_property
    def order_of(self) -> Mapping[str, OrderRow]:
        """The orders by checkout."""
        return {order.checkout_id: order for order in self.orders}

    @cached_property
    def unfinished(self) -> frozenset[str]:
        """The checkouts that a service still works on. Their rows are compared once they have ended."""
        running = {checkout.checkout_id for checkout in self.checkouts if not checkout.finished}
        unsettled = {payment.checkout_id for payment in self.payments if payment.due}
        canceling = {order.checkout_id for order in self.orders if order.state == "canceling"}
        return frozenset(running | unsettled | canceling)

    @cached_property
    def titles_by_sku(self) -> Mapping[str, str]:
        """The titles by SKU."""
        return {title.sku: title.title for title in self.titles}

    def order_name(self, checkout_id: str | None) -> str:
        """The name of a checkout in a sentence: its order, if it has one."""
        order = self.order_of.get(checkout_id or "")
        return f"order {order.number}" if order else "a checkout without an order"
