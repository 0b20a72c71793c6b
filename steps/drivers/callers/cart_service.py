"""The cart service, as the driver in the place of the checkout reads and closes its carts."""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.callers.cart import CollectedCart
from steps.drivers.callers.cart_owner import CartOwner
from steps.drivers.callers.requests import CallerRequests


@dataclass(frozen=True)
class CartsOfService:
    """Carts that a real cart service keeps."""

    requests: CallerRequests

    def look(self, cart_id: str, buyer: CartOwner) -> CollectedCart:
        """The cart of this buyer. Raises Refused."""
        found = self.requests.call("cart", "GET", f"/carts/{cart_id}", headers=buyer.headers)
        return CollectedCart(
            cart_id,
            buyer,
            found["currency"],
            {line["sku"]: line["quantity"] for line in found["lines"]},
            {line["sku"]: line["title"] for line in found["lines"]},
            {line["sku"]: line["kind"] for line in found["lines"]},
            tuple(found["discount_codes"]),
            found["version"],
        )

    def close(self, cart: CollectedCart, checkout_id: str) -> None:
        """The cart was bought by this checkout."""
        body = {"checkout_id": checkout_id, "lines": cart.lines(), "discount_codes": list(cart.codes)}
        self.requests.call("cart", "POST", f"/carts/{cart.cart_id}/closing", body)
