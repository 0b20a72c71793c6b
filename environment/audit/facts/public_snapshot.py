"""A snapshot from public APIs, for a target whose databases cannot be read.

Customers read their checkouts, their orders and their mails; the gateway's account lists its payments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from environment.audit.facts.mail_rows import ReceivedMailRow
from environment.audit.facts.snapshot import (
    AnnouncedOrder,
    ChargeRow,
    CheckoutRow,
    OrderRow,
    Snapshot,
)
from steps.drivers.api import NotOffered, Refused
from steps.drivers.checkout import ChallengeRequired, OrderConfirmation
from steps.drivers.orders import Order, Refund
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import World

PUBLIC_PARTS = frozenset({"checkouts", "orders", "charges"})
_ORDERS_NEED = "refunds.order_of"
_PAID_OUT = ("pending", "refunded", "failed")  # refunds whose money went out, including those that came back
_WAITING, _UNKNOWN = "waiting", "unknown"
_FINISHED = {"running": False, "compensating": False, "completed": True, "refused": True}


def readable_parts(not_offered: Collection[str]) -> frozenset[str]:
    """The parts that the ports of a shop show. Without an order of each checkout its orders are not known."""
    return PUBLIC_PARTS - ({"orders"} if _ORDERS_NEED in not_offered else set())


def announced_orders(world: World) -> tuple[AnnouncedOrder, ...]:
    """Every order number that a checkout has given to a customer of the scenario."""
    return tuple(
        AnnouncedOrder(attempt.outcome.checkout_id, attempt.outcome.order_number)
        for actor in world.actors.known.values()
        for attempt in (*actor.past, *actor.attempts)
        if isinstance(attempt.outcome, OrderConfirmation)
    )


@dataclass(frozen=True)
class _SeenCheckout:
    """One checkout of one customer, as public APIs show it."""

    actor: Actor
    checkout_id: str
    state: str
    bought: OrderConfirmation | None
    order: Order | None

    @property
    def agreed(self) -> Money:
        """The total that the customer saw at the last submission."""
        return Money.read(self.actor.submissions[-1][1]["expected_total"])


@dataclass(frozen=True)
class PublicSnapshot:
    """Reads the snapshot of one scenario through public APIs."""

    world: World
    with_mails: bool
    waiting: set[str] = field(default_factory=set)
    """The checkouts that wait for their customer's bank, as of the last snapshot: their holds are right."""

    def __call__(self, stored: Collection[OrderRow] = ()) -> Snapshot:
        """A new snapshot. Raises the errors of the drivers when a service does not answer.

        `stored` are orders that were found otherwise: of a guest whose answer was lost no API tells.
        """
        actors = [*self.world.actors.known.values()]
        begun = [self._seen(actor, *each) for actor in actors for each in self._begun(actor, stored).items()]
        # A checkout that waits for the customer's bank may wait permanently.
        seen = [each for each in begun if each.state != _WAITING]
        self.waiting.clear()
        self.waiting.update(each.checkout_id for each in begun if each.state == _WAITING)
        charges = tuple(self._charges({each.checkout_id for each in seen}))
        captured = {(each.checkout_id, each.captured) for each in charges}
        return Snapshot(
            checkouts=tuple(_checkout(each) for each in seen if each.state in _FINISHED),
            orders=tuple(_order(each, each.order, captured) for each in seen if each.order),
            charges=charges,
            mails=tuple(self._mails(actors)) if self.with_mails else (),
            now=self.world.clock.now(),
        )

    def _begun(self, actor: Actor, stored: Collection[OrderRow]) -> dict[str, OrderConfirmation | None]:
        """Every checkout of the customer: those that an answer named, and those whose answers were lost."""
        begun = _begun(actor)
        for row in stored:
            if row.email == actor.email:
                begun.setdefault(row.checkout_id, None)
        if actor.customer_id is not None and actor.submissions:
            with suppress(Refused, NotOffered):
                for order in self.world.shop.orders.of(actor.credentials):
                    if order.checkout_id:
                        begun.setdefault(order.checkout_id, None)
        return begun

    def _seen(self, actor: Actor, checkout_id: str, bought: OrderConfirmation | None) -> _SeenCheckout:
        """The present state: a checkout may complete after its customer has received an answer."""
        state = "completed"
        if bought is None:
            state, bought = self._progress(actor, checkout_id)
        order = self._order(actor, checkout_id, bought)
        if state == _UNKNOWN and order:
            state, bought = "completed", OrderConfirmation(checkout_id, order.order_number, order.grand_total)
        return _SeenCheckout(actor, checkout_id, state, bought, order)

    def _progress(self, actor: Actor, checkout_id: str) -> tuple[str, OrderConfirmation | None]:
        try:
            found = self.world.shop.checkout.progress(actor.credentials, checkout_id)
        except Refused:
            return _UNKNOWN, None
        except NotOffered:
            return (_WAITING if _was_sent_to_the_bank(actor, checkout_id) else _UNKNOWN), None
        return found.state, found.bought

    def _order(self, actor: Actor, checkout_id: str, bought: OrderConfirmation | None) -> Order | None:
        """As the customer reads it, else as the staff does: a guest has other rights with each cart."""
        if bought:
            with suppress(Refused, NotOffered):
                return self.world.shop.orders.numbered(actor.credentials, bought.order_number)
        with suppress(NotOffered):
            return self.world.shop.refunds.order_of(self.world.actors.staff(), checkout_id)
        return None

    def _charges(self, ids: Collection[str]) -> Iterator[ChargeRow]:
        for place, found in enumerate(self.world.shop.gateway.charges(ids)):
            yield ChargeRow(
                payment_id=f"payment {place + 1}",
                checkout_id=found.checkout_id,
                status=found.status,
                currency=found.amount.currency,
                amount=found.amount.amount,
                held=found.line.held.amount,
                captured=found.line.charged.amount,
                refunded=found.line.refunded.amount,
            )

    def _mails(self, actors: list[Actor]) -> Iterator[ReceivedMailRow]:
        for actor in actors:
            for found in self.world.shop.inbox.of(actor.email):
                number, kind = found.order_number or None, found.kind or None
                yield ReceivedMailRow(number, kind, (actor.email,), found.subject, found.stated_total)


def _begun(actor: Actor) -> dict[str, OrderConfirmation | None]:
    """Every checkout id that the shop has given to the customer, with the order that was announced."""
    begun: dict[str, OrderConfirmation | None] = {}
    for outcome in (attempt.outcome for attempt in (*actor.past, *actor.attempts)):
        if isinstance(outcome, OrderConfirmation):
            begun[outcome.checkout_id] = outcome
        elif checkout_id := outcome.members.get("checkout_id"):
            begun.setdefault(str(checkout_id), None)
    return begun


def _was_sent_to_the_bank(actor: Actor, checkout_id: str) -> bool:
    """Whether the last answer about this checkout was that the bank asks the customer."""
    outcomes = [attempt.outcome for attempt in (*actor.past, *actor.attempts)]
    own = [
        each
        for each in outcomes
        if isinstance(each, Refused) and each.members.get("checkout_id") == checkout_id
    ]
    return bool(own) and isinstance(own[-1], ChallengeRequired)


def _checkout(seen: _SeenCheckout) -> CheckoutRow:
    total = seen.bought.grand_total if seen.bought else seen.agreed
    return CheckoutRow(
        checkout_id=seen.checkout_id,
        cart_id=seen.actor.cart_id or "",
        state=seen.state,
        step="",
        attempts=1,
        finished=_FINISHED[seen.state],
        order_number=seen.bought.order_number if seen.bought else None,
        agreed=total.amount,
        currency=total.currency,
    )


def _order(seen: _SeenCheckout, order: Order, captured: Collection[tuple[str | None, int]]) -> OrderRow:
    """`captured`: by checkout, the amounts that were taken; an order may be canceled before it is paid."""
    was_paid = (seen.checkout_id, order.grand_total.amount) in captured
    return OrderRow(
        checkout_id=seen.checkout_id,
        number=order.order_number,
        state=order.state,
        email=seen.actor.email,
        currency=order.grand_total.currency,
        grand_total=order.grand_total.amount,
        paid=order.state == "paid" or (order.state != "placed" and was_paid),
        mismatched_capture=None,
        discount_codes=(),
        refunds=sum(refund.state in _PAID_OUT for refund in order.refunds if _given_back(refund)),
        failed_refunds=sum(refund.state == "failed" for refund in order.refunds),
        refunded=sum(map(_given_back, (each for each in order.refunds if each.state != "failed"))),
        reduced=sum(refund.reduced for refund in order.refunds),
        reductions=sum(refund.reduced > 0 for refund in order.refunds),
    )


def _given_back(refund: Refund) -> int:
    """What of it its customer had paid; the rest was owed."""
    return refund.amount.amount - refund.reduced
