"""The port of orders as the staff sees them: refunds, addresses, erasures, and marks on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from steps.drivers.orders import Order

Credentials = Mapping[str, str]


class RefundsPort(Protocol):
    """Orders, as the staff sees them, and refunds."""

    def refund(self, staff: Credentials, order_number: str, wish: Mapping[str, Any]) -> str:
        """Refund `amount` (minor units), once for each `refund_id`; its state. Raises Refused."""
        ...

    def order_of(self, staff: Credentials, checkout_id: str) -> Order | None:
        """The order of this checkout; None where it has none."""
        ...

    def has_order(self, staff: Credentials, checkout_id: str) -> bool:
        """Whether this checkout has an order, in any state."""
        ...

    def erase(self, staff: Credentials, order_number: str) -> bool:
        """Erase the personal data of this order, for a buyer without an account; whether all of it is done.

        Harmless when repeated. Raises Refused: order-not-found, and orders-open where the order still needs
        its person.
        """
        ...

    def send_to(self, staff: Credentials, order_number: str, address: Mapping[str, Any]) -> None:
        """Send the order to another address, as its buyer may. Raises Refused as there."""
        ...

    def flag(self, staff: Credentials, checkout_id: str) -> str | None:
        """The mark for the staff on the checkout's order, or None."""
        ...

    def for_staff(self, staff: Credentials, checkout_id: str) -> Mapping[str, str]:
        """What a person has to do about the checkout's order, in a sentence for each thing, by a word for it.

        The words: refused, too-large, not-refundable, gift-card-spent, not-credited and sent-back for why a
        refund has failed; any other is the mark of the order.
        """
        ...
