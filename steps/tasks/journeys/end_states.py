"""The states in which a customer may end after a service was killed: orders, refunds and payments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine
from steps.world.world import World


@dataclass(frozen=True)
class CustomerState:
    """The customer's orders (state and total), refunds of these (state and amount), and payments.

    `flags` say what is wrong with the payments of the orders, for the staff; `method` is how the customer
    pays, and `redeemed` what gift cards have paid. `parcels` are those that have left, `returns` those that
    came back.
    """

    orders: tuple[tuple[str, Money], ...]
    refunds: tuple[tuple[str, Money], ...]
    payments: tuple[StatementLine, ...]
    flags: tuple[str, ...] = ()
    method: str = "card"
    redeemed: Money | None = None
    parcels: int = 0
    returns: int = 0

    @property
    def money(self) -> list[StatementLine]:
        """The payments of which an amount was captured or is held."""
        return [line for line in self.payments if line.has_money]


def customer_state(world: World) -> CustomerState:
    """The customer's state now, from the orders service and the gateway's ledger."""
    customer, shop = world.actors.customer("customer"), world.shop
    orders = shop.orders.of(customer.credentials)
    is_told = orders and customer.attempts and customer.last_attempt.accepted
    flag = shop.refunds.flag(world.actors.staff(), customer.last_checkout_id) if is_told else None
    refunds = tuple((refund.state, refund.amount) for order in orders for refund in order.refunds)
    charges = shop.gateway.charges()
    return CustomerState(
        tuple((order.state, order.grand_total) for order in orders),
        refunds,
        tuple(charge.line for charge in charges),
        (flag,) if flag else (),
        customer.pays.method if customer.pays else "none",
        next((order.redeemed for order in orders if order.redeemed), None),
        sum(len(order.parcels) for order in orders),
        sum(len(order.came_back) for order in orders),
    )


def _bought(now: CustomerState) -> bool:
    """One paid order, paid once with exactly its total."""
    return [state for state, _ in now.orders] == ["paid"] and now.money == [_taken(now)]


def _taken(now: CustomerState, refunded: Money | None = None) -> StatementLine:
    return StatementLine.charge(now.method, now.orders[0][1], refunded)


def _untouched(now: CustomerState) -> bool:
    return _bought(now) and not (now.refunds or now.parcels)


def _shipped(now: CustomerState, returns: int) -> bool:
    """One parcel of a paid order has left, and so many returns of it came back."""
    return _bought(now) and not now.refunds and (now.parcels, now.returns) == (1, returns)


def _held(now: CustomerState) -> bool:
    """One paid order whose total is held, and of which nothing has left."""
    if [state for state, _ in now.orders] != ["paid"] or now.parcels:
        return False
    return now.money == [StatementLine.hold("card", now.orders[0][1])]


def _charged(now: CustomerState) -> bool:
    """One parcel has left and is charged; the rest of the total is held."""
    if [state for state, _ in now.orders] != ["paid"] or now.parcels != 1 or len(now.money) != 1:
        return False
    total, (line,) = now.orders[0][1], now.money
    rest = Money(total.amount - line.charged.amount, total.currency)
    return 0 < rest.amount < total.amount and line == StatementLine.parts("card", line.charged, held=rest)


def _owed(now: CustomerState) -> bool:
    """One order on invoice, and no card or wallet was charged for it."""
    return now.method == "invoice" and [state for state, _ in now.orders] == ["owed"] and not now.payments


def _redeemed(now: CustomerState) -> bool:
    """One paid order: gift cards have paid a part of its total, and one payment exactly the rest."""
    if [state for state, _ in now.orders] != ["paid"] or not now.redeemed:
        return False
    total = now.orders[0][1]
    rest = Money(total.amount - now.redeemed.amount, total.currency)
    return now.money == [StatementLine.charge(now.method, rest)]


def _money_is_back(now: CustomerState) -> bool:
    """No order is active, the bank was asked, and no payment is captured or held."""
    standing_orders = [state for state, _ in now.orders if state != "canceled"]
    kept = [line for line in now.payments if not line.is_reversed]
    return bool(now.payments) and not standing_orders and not kept


def _canceled(now: CustomerState) -> bool:
    if [state for state, _ in now.orders] != ["canceled"]:
        return False
    return now.money == [_taken(now, refunded=now.orders[0][1])]


def _refunded(now: CustomerState) -> bool:
    """One refund is made, of exactly its amount."""
    if [state for state, _ in now.orders] != ["paid"] or len(now.refunds) != 1:
        return False
    state, amount = now.refunds[0]
    return state == "refunded" and now.money == [_taken(now, amount)]


def _untold(now: CustomerState) -> bool:
    """The gateway has refunded, and the order does not show it yet: the webhook is still to come."""
    unaware = [state for state, _ in now.orders] == ["paid"] and not now.refunds
    return unaware and [line.refunded.amount > 0 for line in now.money] == [True]


def _unpaid(now: CustomerState) -> bool:
    """One order waits for its payment, and its total is held."""
    if [state for state, _ in now.orders] != ["placed"]:
        return False
    return now.money == [StatementLine.hold(now.method, now.orders[0][1])]


def _flagged(now: CustomerState) -> bool:
    """The paid order is flagged for the staff."""
    return _bought(now) and bool(now.flags)


def _in_advance(now: CustomerState, state: str) -> bool:
    """One order by transfer in this state, and no card or wallet was charged for it."""
    return now.method == "advance" and [found for found, _ in now.orders] == [state] and not now.payments


ENDS: Mapping[str, Callable[[CustomerState], bool]] = {
    "the order is made": _bought,
    "the payment is reversed": _money_is_back,
    "nothing has begun": lambda now: not now.orders and not now.payments,
    "the order is canceled": _canceled,
    "the order is unchanged": _untouched,
    "the refund is made": _refunded,
    "the webhook is still to come": _untold,
    "the order is unpaid": _unpaid,
    "the order is flagged": _flagged,
    "the order waits for its transfer": lambda now: _in_advance(now, "awaiting"),
    "the transfer has paid the order": lambda now: _in_advance(now, "paid"),
    "the deadline has canceled the order": lambda now: _in_advance(now, "canceled"),
    "the parcel has left": lambda now: _shipped(now, 0),
    "the copies have come back": lambda now: _shipped(now, 1),
    "the total is held": _held,
    "the parcel is charged": _charged,
    "the order is owed": _owed,
    "the gift card has paid a part": _redeemed,
}


# These are true right after the restart, before the shop continues its work.
_SO_FROM_THE_START = (
    "nothing has begun",
    "the order is unchanged",
    "the order waits for its transfer",
    "the total is held",
    "the parcel has left",
)


@dataclass(frozen=True)
class EndState:
    """An end state in words, and the breach that it declares: kind and reason."""

    said: str
    leaves: tuple[str, str] | None = None

    def reached(self, now: CustomerState) -> bool:
        """Whether the customer is in this state."""
        return ENDS[self.said](now)


def stays(world: World, end: EndState) -> None:
    """Raise AssertionError where a state that was true from the start is false once the shop is idle."""
    if end.said in _SO_FROM_THE_START:
        world.wait_until_idle()
        now = customer_state(world)
        assert end.reached(now), f"{end.said}, but then the shop went on: {in_words(now)}"


_TWICE = " and its mail is sent twice"
_COPY = ("mail twice", "a copy is better than no mail")


def end(text: str) -> EndState:
    """`the order is made`, `... and its mail is sent twice`; ValueError lists the known end states."""
    said = text.removesuffix(_TWICE)
    if said not in ENDS:
        raise ValueError(f"there is no end {text!r}; there are: {', '.join(ENDS)}")
    return EndState(said, _COPY if said != text else None)
