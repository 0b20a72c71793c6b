"""What has been stored, asked by the services' own APIs: for a target whose databases cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steps.drivers.api import Refused
from steps.drivers.checkout import PlacedOrder
from steps.drivers.orders import Order
from steps.vocabulary.capabilities import Capability, Lacking
from steps.world.actors import Actor, Actors
from steps.world.world import Shop

_WAITING = "queued"
_TOLD_OF_REFUND = ("pending", "refunded", "failed")


@dataclass(frozen=True)
class PublicFacts:
    """The orders and mails of one scenario's people, as the staff and they themselves may see them."""

    shop: Shop
    actors: Actors
    why_not_all: str

    def contents(self) -> Mapping[str, str]:
        """Raises Lacking: nobody sees everything that is stored."""
        raise Lacking(Capability.DATABASES, self.why_not_all)

    def messages_tried(self, service: str) -> int:
        """Raises Lacking: nobody outside counts attempts."""
        raise Lacking(Capability.DATABASES, self.why_not_all)

    def unsent_messages(self) -> int:
        """Mails of these people's orders that notifications has not sent, or has not heard of yet."""
        return sum(
            self._unsent(order) for actor in self.actors.known.values() for order in self._orders(actor)
        )

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """How many of these checkouts have an order, in whatever state."""
        staff = self.actors.staff()
        return sum(self.shop.refunds.has_order(staff, checkout_id) for checkout_id in checkout_ids)

    def _orders(self, actor: Actor) -> tuple[Order, ...]:
        bought = {found.outcome for found in actor.attempts if isinstance(found.outcome, PlacedOrder)}
        try:
            return tuple(self.shop.orders.numbered(actor.credentials, each.order_number) for each in bought)
        except Refused:
            return ()  # what is lost is not on its way

    def _unsent(self, order: Order) -> int:
        states = self.shop.notifications.states(self.actors.staff(), order.order_number)
        return max(_mails_due(order) - len(states), 0) + states.count(_WAITING)


def _mails_due(order: Order) -> int:
    """How many mails the order's story asks for: paid, canceled, and each refund."""
    due = {"paid": 1, "canceling": 2, "canceled": 2}.get(order.state, 0)
    return due + sum(refund.state in _TOLD_OF_REFUND for refund in order.refunds)
