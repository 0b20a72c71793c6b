"""The driver of the other cart: what a team writes when the API of its cart differs from ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steps.drivers.cart import CappedCopies, CartDriver, MergedCart, ShownQuote
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class BasketDriver(CartDriver):
    """Fills and reads baskets. The methods that are not here are used by no scenario of this team."""

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        found = self.api.call("POST", "/baskets", credentials, {"currency": currency})
        return str(found["basket_id"]), found.get("secret")

    def add(
        self, credentials: Credentials, cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        headers = {**credentials, "Idempotency-Key": key} if key else credentials
        self.api.call("POST", f"/baskets/{cart_id}/items", headers, {"isbn": sku, "count": copies})

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        found = self.api.call("GET", f"/baskets/{cart_id}", credentials)
        return {item["isbn"]: item["count"] for item in found["items"]}

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        self.api.call("DELETE", f"/baskets/{cart_id}/items/{sku}", credentials)

    def claim(self, customer: Credentials, guest: Credentials, cart_id: str) -> MergedCart:
        found = self.api.call("POST", f"/baskets/{cart_id}/claim", {**customer, **guest})
        capped = {
            one["isbn"]: CappedCopies(one["wanted"], one["count"], one["reason"]) for one in found["capped"]
        }
        return MergedCart(str(found["basket_id"]), capped)

    def enter_code(self, credentials: Credentials, cart_id: str, code: str) -> None:
        self.api.call("POST", f"/baskets/{cart_id}/vouchers", credentials, {"code": code})

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        query = {key: address[key] for key in ("country", "region") if address.get(key)}
        price = self.api.call("GET", f"/baskets/{cart_id}/price", credentials, None, **query)
        vouchers = {each["code"]: each["reason"] for each in price["discount_codes"]}
        total = Money(price["grand_total"], price["currency"])
        return ShownQuote(price["quote_id"], total, price["cart_version"], vouchers)
