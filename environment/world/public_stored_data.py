"""Reads stored data from the public APIs of the services, for a target whose databases cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import requests

from steps.drivers.api import Refused
from steps.drivers.checkout import OrderConfirmation
from steps.drivers.orders import Order
from steps.vocabulary.capabilities import Capability, UnsupportedCapability
from steps.vocabulary.lookup import lookup
from steps.vocabulary.policies import Policy
from steps.world.actors import Actor, Actors
from steps.world.world import Shop

_QUEUED = "queued"
_MAILS_OF_ORDER = {"placed": 0, "paid": 1, "canceling": 2, "canceled": 2}
_MAILS_OF_ORDER_BY_TRANSFER = {
    "placed": 0,
    "awaiting": 1,
    "owed": 1,
    "paid": 2,
    "canceling": 2,
    "canceled": 2,
}
"""One asks for the transfer. One that was canceled may have been paid before: that mail is not waited for."""
_CANCELED = frozenset({"canceling", "canceled"})
"""A refund of a canceled order may be part of its cancellation, or older: no mail is waited for."""
_MAILS_OF_REFUND = {"asked": 0, "pending": 1, "refunded": 1, "failed": 1}


@dataclass(frozen=True)
class PublicStoredData:
    """The orders and mails of the actors of one scenario, as they and the staff may see them.

    `why_not_all` is the reason for which not all databases can be read; `not_held` are the policies that the
    shop does not have. `unsent_in_databases` counts what those databases that can be read have still to send;
    nothing else is waited for where the target does not send mails.
    """

    shop: Shop
    actors: Actors
    why_not_all: str
    not_held: Collection[Policy] = ()
    unsent_in_databases: Callable[[], int] = int
    sends_mails: bool = True

    def contents(self) -> Mapping[str, str]:
        """Raises UnsupportedCapability: no API shows everything that is stored."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def messages_tried(self, service: str) -> int:
        """Raises UnsupportedCapability: no API shows how often a message was tried."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def rows(self, service: str) -> Sequence[str]:
        """Raises UnsupportedCapability: no API shows everything that is stored."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def texts(self) -> Mapping[str, Sequence[str]]:
        """Raises UnsupportedCapability: no API shows everything that is stored."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def unsent_on(self) -> str:
        """Empty: no API shows where a message waits."""
        return ""

    def unsettled_payments(self) -> int:
        """Raises UnsupportedCapability: no API shows which payments are still to be asked about."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def lock_waits(self, service: str) -> int:
        """Raises UnsupportedCapability: no API shows the locks of a database."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def empty(self, service: str) -> None:
        """Raises UnsupportedCapability: no API removes everything that is stored."""
        raise UnsupportedCapability(Capability.DATABASES, self.why_not_all)

    def unsent_messages(self) -> int:
        """The number of mails about these orders that are not sent, or whose event has not arrived yet.

        At least one where a service that was killed does not answer yet.
        """
        if not self.sends_mails:
            return self.unsent_in_databases()
        try:
            orders = [order for actor in self.actors.known.values() for order in self._orders(actor)]
            unsent = sum(map(self._unsent, orders))
        except requests.ConnectionError:
            return 1
        return unsent or self.unsent_in_databases()

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """The number of these checkouts that have an order, in any state."""
        staff = self.actors.staff()
        return sum(self.shop.refunds.has_order(staff, checkout_id) for checkout_id in checkout_ids)

    def _orders(self, actor: Actor) -> tuple[Order, ...]:
        bought = {found.outcome for found in actor.attempts if isinstance(found.outcome, OrderConfirmation)}
        try:
            return tuple(self.shop.orders.numbered(actor.credentials, each.order_number) for each in bought)
        except Refused:
            return ()  # no mail is due for an order that is lost: the audit reports it

    def _unsent(self, order: Order) -> int:
        states = self.shop.notifications.states(self.actors.staff(), order.order_number)
        refunds = () if Policy.MAILS_REFUNDS in self.not_held else order.refunds
        state = order.state
        if Policy.MAILS_CANCELLATIONS in self.not_held and state in _CANCELED:
            state = "paid"
        due = mails_due(state, (refund.state for refund in refunds), by_transfer=order.by_transfer)
        return max(due - len(states), 0) + states.count(_QUEUED)


def mails_due(state: str, refunds: Iterable[str], *, by_transfer: bool = False) -> int:
    """The number of mails that an order in this state has caused at least, with refunds in these states.

    `by_transfer`: its customer was asked to transfer the money.

    Raises ValueError for a state that is not known: a mail that is still to come would not be waited for.
    """
    known = _MAILS_OF_ORDER_BY_TRANSFER if by_transfer else _MAILS_OF_ORDER
    due = lookup("state of an order", state, known)
    of_refunds = sum(lookup("state of a refund", each, _MAILS_OF_REFUND) for each in refunds)
    return due if state in _CANCELED else due + of_refunds
