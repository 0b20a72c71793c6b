"""What the audit looks at, read once: what the services have stored, and what the world outside has seen.

Amounts are minor units of the currency beside them. `Books` is a value: the checks only read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property


@dataclass(frozen=True)
class Checkout:
    """A checkout's record. `agreed` is the total the shopper saw and accepted.

    `may_cost_less`: they named the cart they saw, and so agreed to a total that has fallen.
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
class Cart:
    """A cart: open, or closed."""

    cart_id: str
    state: str


@dataclass(frozen=True)
class Order:
    """An order. `paid`: it has been paid, even if it was canceled since.

    `refunds` counts those whose money went out, also if it came back; `failed_refunds` those that failed.
    `given_back` is the amount of those that did not fail, by the order's own record.
    """

    checkout_id: str
    number: str
    state: str
    email: str
    currency: str
    grand_total: int
    paid: bool
    mismatched_capture: int | None
    discount_code: str | None
    refunds: int = 0
    failed_refunds: int = 0
    given_back: int = 0

    @property
    def stands(self) -> bool:
        """Whether the customer has it: paid and not canceled."""
        return self.state == "paid"


@dataclass(frozen=True)
class Told:
    """The order of which a customer was told when they checked out."""

    checkout_id: str
    number: str


@dataclass(frozen=True)
class Line:
    """So many copies of a title, of one checkout: ordered, or reserved."""

    checkout_id: str
    sku: str
    quantity: int


@dataclass(frozen=True)
class Message:
    """What the order service still has to tell or ask. `subject` is the event, or None where it asks."""

    destination: str
    checkout_id: str
    subject: str | None
    attempts: int
    last_error: str | None


@dataclass(frozen=True)
class Payment:
    """A payment as the payments service knows it. `due`: the gateway is still to be asked about it."""

    checkout_id: str
    state: str
    currency: str
    amount: int
    captured: int
    refunded: int
    returned: bool
    due: bool
    flag: str | None


@dataclass(frozen=True)
class Charge:
    """A payment as the gateway knows it: what is held on the card, taken, and given back."""

    payment_id: str
    checkout_id: str | None
    status: str
    currency: str
    amount: int
    held: int
    captured: int
    refunded: int

    @property
    def kept(self) -> int:
        """What the bookstore has of it."""
        return self.captured - self.refunded


@dataclass(frozen=True)
class Refund:
    """Taken money that goes back, as the gateway knows it. `asked_as` is the payments service's own id."""

    payment_id: str
    asked_as: str | None
    currency: str
    amount: int
    status: str


@dataclass(frozen=True)
class Copies:
    """Copies of one title: its counts, or what the stock movements sum up to. on_hand includes reserved."""

    sku: str
    title: str
    on_hand: int
    reserved: int
    sold: int
    received: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four numbers, to be compared."""
        return (self.on_hand, self.reserved, self.sold, self.received)


@dataclass(frozen=True)
class Reservation:
    """Copies set aside for one checkout until a deadline."""

    checkout_id: str
    state: str
    expires_at: datetime


@dataclass(frozen=True)
class Quote:
    """What pricing bound for a checkout."""

    checkout_id: str
    grand_total: int
    currency: str


@dataclass(frozen=True)
class DiscountCode:
    """A discount code, how often pricing says it was redeemed, and whether canceled orders count for it."""

    code: str
    redeemed: int
    canceled_orders_count: bool = False


@dataclass(frozen=True)
class Redemption:
    """One checkout's use of a discount code."""

    checkout_id: str
    code: str
    state: str


@dataclass(frozen=True)
class Post:
    """A mail as notifications knows it. `copy`: the staff wanted it sent once more."""

    order_number: str
    kind: str
    recipient: str
    state: str
    attempts: int
    last_error: str | None
    copy: bool = False

    @property
    def lost(self) -> bool:
        """Whether it is not tried any more, and support has to know."""
        return self.state in ("bounced", "unconfirmed")


@dataclass(frozen=True)
class Mail:
    """A mail as the mail server has taken it. `kind` and `total` are None where it does not tell them."""

    order_number: str | None
    kind: str | None
    recipients: tuple[str, ...]
    subject: str
    total: int | None


@dataclass(frozen=True)
class LogLine:
    """Something that went wrong inside a part of the stack; `exception` is its traceback, if it has one."""

    service: str
    event: str
    trace_id: str | None
    exception: str | None


@dataclass(frozen=True)
class Call:
    """A call on an arrow such as "checkout -> payments"."""

    edge: str
    summary: str


@dataclass(frozen=True)
class Books:
    """One reading of everything. `now` is the time of the services; `webhooks` counts undelivered ones."""

    checkouts: tuple[Checkout, ...] = ()
    carts: tuple[Cart, ...] = ()
    orders: tuple[Order, ...] = ()
    told: tuple[Told, ...] = ()
    lines: tuple[Line, ...] = ()
    messages: tuple[Message, ...] = ()
    payments: tuple[Payment, ...] = ()
    charges: tuple[Charge, ...] = ()
    refunds: tuple[Refund, ...] = ()
    webhooks: int = 0
    titles: tuple[Copies, ...] = ()
    movements: tuple[Copies, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    reserved: tuple[Line, ...] = ()
    quotes: tuple[Quote, ...] = ()
    codes: tuple[DiscountCode, ...] = ()
    redemptions: tuple[Redemption, ...] = ()
    posts: tuple[Post, ...] = ()
    mails: tuple[Mail, ...] = ()
    troubles: tuple[LogLine, ...] = ()
    unexpected_calls: tuple[Call, ...] = ()
    now: datetime = field(default=datetime.min.replace(tzinfo=UTC), compare=False)

    @cached_property
    def order_of(self) -> Mapping[str, Order]:
        """The orders by their checkout."""
        return {order.checkout_id: order for order in self.orders}

    @cached_property
    def moving(self) -> frozenset[str]:
        """Checkouts that somebody still works on. What belongs to them is judged when they have ended."""
        unfinished = {checkout.checkout_id for checkout in self.checkouts if not checkout.finished}
        unsettled = {payment.checkout_id for payment in self.payments if payment.due}
        canceling = {order.checkout_id for order in self.orders if order.state == "canceling"}
        return frozenset(unfinished | unsettled | canceling)

    @cached_property
    def known_titles(self) -> Mapping[str, str]:
        """The titles by SKU."""
        return {title.sku: title.title for title in self.titles}

    def named(self, checkout_id: str | None) -> str:
        """What to call whatever came of a checkout."""
        order = self.order_of.get(checkout_id or "")
        return f"order {order.number}" if order else "a checkout without an order"


def copies(lines: Iterable[Line]) -> Counter[str]:
    """The copies by SKU."""
    counted: Counter[str] = Counter()
    for line in lines:
        counted[line.sku] += line.quantity
    return counted
