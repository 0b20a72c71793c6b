"""Port methods that follow from others, for adapters to inherit: an adapter writes what is its shop's own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from steps.drivers.api import Refused
from steps.drivers.cart import ShownQuote
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, OrderConfirmation
from steps.drivers.eventually import NotInTime, eventually
from steps.drivers.orders import Order
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class CartDefaults(ABC):
    """`remove` by `put`, `total` by `quote`."""

    @abstractmethod
    def put(self, credentials: Credentials, cart_id: str, sku: str, copies: int) -> None:
        """Set the number of copies of a title; zero removes it."""

    @abstractmethod
    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """What the customer is shown before the last click."""

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        """Remove a title."""
        self.put(credentials, cart_id, sku, 0)

    def total(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        return self.quote(credentials, cart_id, address).total


class CheckoutDefaults(ABC):
    """`outcome` and `return_from_bank` by asking `progress` until the checkout has ended."""

    ends_within: ClassVar[float] = 15.0
    """Seconds in which a checkout ends that goes on in the background."""
    bank_tells_within: ClassVar[float] = 4.0
    """Seconds for which the page waits to which the bank sends the customer back."""

    @abstractmethod
    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """The present state: running, waiting, completed or refused."""

    def outcome(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """Wait until the checkout is completed. Raises Refused where it is refused."""
        return self._ended(credentials, checkout_id, self.ends_within)

    def return_from_bank(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """The same; a checkout that the bank has said nothing about asks the customer again."""
        try:
            return self._ended(credentials, checkout_id, self.bank_tells_within)
        except NotInTime:
            named = {"checkout_id": checkout_id}
            raise ChallengeRequired("confirmation-needed", "confirm the payment", 202, named) from None

    def _ended(self, credentials: Credentials, checkout_id: str, within: float) -> OrderConfirmation:
        found = eventually(
            lambda: self.progress(credentials, checkout_id),
            lambda seen: seen.state in ("completed", "refused"),
            within,
            f"the checkout {checkout_id} has ended",
        )
        if found.bought is None:
            named = {"checkout_id": checkout_id}
            raise Refused("payment-declined", "the payment was declined", 409, named)
        return found.bought


class RefundDefaults(ABC):
    """`has_order` by `order_of`."""

    @abstractmethod
    def order_of(self, staff: Credentials, checkout_id: str) -> Order | None:
        """The order of this checkout; None where it has none."""

    def has_order(self, staff: Credentials, checkout_id: str) -> bool:
        """Whether this checkout has an order."""
        return self.order_of(staff, checkout_id) is not None
