"""What everybody may see of a scenario's checkouts: for a target whose databases cannot be read.

Customers look at their orders, the gateway's account at its payments, and whoever got mail at the mail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass

from environment.audit import outside
from environment.audit.snapshot import Books, Charge, Checkout, Mail, Order, Told
from steps.drivers.api import Refused
from steps.drivers.checkout import PlacedOrder
from steps.drivers.orders import Order as OrderSeen
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import World

READ = frozenset({"checkouts", "orders", "charges"})
_TOLD = ("pending", "refunded", "failed")  # the money went out, also if it came back
_WAITING, _UNKNOWN = "waiting", "unknown"
_FINISHED = {"running": False, "compensating": False, "completed": True, "refused": True}


def told(world: World) -> tuple[Told, ...]:
    """Every order of which a person of the scenario was told by a checkout."""
    return tuple(
        Told(attempt.outcome.checkout_id, attempt.outcome.order_number)
        for actor in world.actors.known.values()
        for attempt in (*actor.past, *actor.attempts)
        if isinstance(attempt.outcome, PlacedOrder)
    )


@dataclass(frozen=True)
class _Seen:
    """One checkout of one person, as far as anybody outside sees it."""

    actor: Actor
    checkout_id: str
    state: str
    bought: PlacedOrder | None
    order: OrderSeen | None

    @property
    def agreed(self) -> Money:
        """The total that the person saw when they submitted last."""
        return Money.read(self.actor.submissions[-1][1]["expected_total"])


@dataclass(frozen=True)
class PublicBooks:
    """The books of one scenario, as far as its people see them."""

    world: World
    with_mails: bool

    def __call__(self) -> Books:
        """As they are now. Raises what the drivers raise when somebody does not answer."""
        actors = [*self.world.actors.known.values()]
        begun = [self._seen(actor, *each) for actor in actors for each in _begun(actor).items()]
        # The bank's word is awaited, maybe for good: what is held meanwhile is held rightly.
        judged = [each for each in begun if each.state != _WAITING]
        return Books(
            checkouts=tuple(_checkout(each) for each in judged if each.state in _FINISHED),
            orders=tuple(_row(each, each.order) for each in judged if each.order),
            charges=tuple(self._charges({each.checkout_id for each in judged})),
            mails=tuple(self._mails(actors)) if self.with_mails else (),
            now=self.world.clock.now(),
        )

    def _seen(self, actor: Actor, checkout_id: str, bought: PlacedOrder | None) -> _Seen:
        """Not only what the customer was told at once: a checkout may end well after they have left."""
        state = "completed"
        if bought is None:
            state, bought = self._progress(actor, checkout_id)
        order = self._order(actor, checkout_id, bought)
        if state == _UNKNOWN and order:
            state, bought = "completed", PlacedOrder(checkout_id, order.order_number, order.grand_total)
        return _Seen(actor, checkout_id, state, bought, order)

    def _progress(self, actor: Actor, checkout_id: str) -> tuple[str, PlacedOrder | None]:
        try:
            found = self.world.shop.checkout.progress(actor.credentials, checkout_id)
        except Refused:
            return _UNKNOWN, None
        return found.state, found.bought

    def _order(self, actor: Actor, checkout_id: str, bought: PlacedOrder | None) -> OrderSeen | None:
        """As the person sees it, else as the staff does: a guest has other rights with each cart."""
        if bought:
            with suppress(Refused):
                return self.world.shop.orders.numbered(actor.credentials, bought.order_number)
        return self.world.shop.refunds.order_of(self.world.actors.staff(), checkout_id)

    def _charges(self, ids: Collection[str]) -> Iterator[Charge]:
        for place, found in enumerate(self.world.shop.gateway.charges(ids)):
            yield Charge(
                payment_id=f"payment {place + 1}",
                checkout_id=found.checkout_id,
                status=found.status,
                currency=found.currency,
                amount=found.amount,
                held=found.held,
                captured=found.captured,
                refunded=found.refunded,
            )

    def _mails(self, actors: list[Actor]) -> Iterator[Mail]:
        for actor in actors:
            for found in self.world.shop.inbox.of(actor.email):
                about = outside.about(found.message_id)
                total = outside.total_stated(found.text)
                yield Mail(*about, (actor.email,), found.subject, total)


def _begun(actor: Actor) -> dict[str, PlacedOrder | None]:
    """Every checkout of the person that the shop has named, with what they know to have bought by it."""
    begun: dict[str, PlacedOrder | None] = {}
    for outcome in (attempt.outcome for attempt in (*actor.past, *actor.attempts)):
        if isinstance(outcome, PlacedOrder):
            begun[outcome.checkout_id] = outcome
        elif checkout_id := outcome.members.get("checkout_id"):
            begun.setdefault(str(checkout_id), None)
    return begun


def _checkout(seen: _Seen) -> Checkout:
    total = seen.bought.grand_total if seen.bought else seen.agreed
    return Checkout(
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


def _row(seen: _Seen, order: OrderSeen) -> Order:
    return Order(
        checkout_id=seen.checkout_id,
        number=order.order_number,
        state=order.state,
        email=seen.actor.email,
        currency=order.grand_total.currency,
        grand_total=order.grand_total.amount,
        paid=order.state != "placed",
        mismatched_capture=None,
        discount_code=None,
        refunds=sum(refund.state in _TOLD for refund in order.refunds),
        failed_refunds=sum(refund.state == "failed" for refund in order.refunds),
        given_back=sum(refund.amount.amount for refund in order.refunds if refund.state != "failed"),
    )
