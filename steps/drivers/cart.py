"""The cart service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api
from steps.drivers.money import Money


@dataclass(frozen=True)
class CartDriver:
    """Fills and reads carts."""

    api: Api

    def open(self, credentials: Mapping[str, str], currency: str) -> tuple[str, str | None]:
        """A cart in this currency: its id, and the cart token when a guest opened it."""
        found = self.api.call("POST", "/carts", credentials, {"currency": currency})
        return str(found["cart_id"]), found.get("cart_token")

    def add(
        self, credentials: Mapping[str, str], cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Add copies, with an idempotency key once; raises Refused when there are not enough, or too many."""
        headers = {**credentials, "Idempotency-Key": key} if key else credentials
        self.api.call("POST", f"/carts/{cart_id}/lines", headers, {"sku": sku, "quantity": copies})

    def lines(self, credentials: Mapping[str, str], cart_id: str) -> dict[str, int]:
        """Copies by SKU."""
        found = self.api.call("GET", f"/carts/{cart_id}", credentials)
        return {line["sku"]: line["quantity"] for line in found["lines"]}

    def enter_code(self, credentials: Mapping[str, str], cart_id: str, code: str) -> None:
        """Type a discount code in."""
        self.api.call("PUT", f"/carts/{cart_id}/discount-code", credentials, {"code": code})

    def total(self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total the customer sees before the checkout."""
        destination = {"country": address["country"], "region": address.get("region") or ""}
        query = {key: value for key, value in destination.items() if value}
        quote = self.api.call("GET", f"/carts/{cart_id}/quote", credentials, None, **query)
        return Money(quote["grand_total"], quote["currency"])
