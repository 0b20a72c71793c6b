"""The inventory service, as the warehouse uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api


@dataclass(frozen=True)
class Availability:
    """Copies of one title."""

    on_hand: int
    reserved: int
    available: int


@dataclass(frozen=True)
class InventoryDriver:
    """Receives and counts copies."""

    api: Api

    def receive(self, staff: Mapping[str, str], sku: str, title: str, copies: int) -> None:
        """Put the title on sale and receive copies of it."""
        self.api.call("PUT", f"/titles/{sku}", staff, {"title": title})
        self.book(staff, sku, str(uuid4()), copies)

    def offer_ebook(self, staff: Mapping[str, str], sku: str, title: str) -> None:
        """Put an e-book on sale. Raises Refused where the title is known as a printed one."""
        self.api.call("PUT", f"/titles/{sku}", staff, {"title": title, "kind": "ebook"})

    def offer_gift_card(self, staff: Mapping[str, str], sku: str, title: str) -> None:
        """Put a gift card on sale. Raises Refused where the title is known as one of another kind."""
        self.api.call("PUT", f"/titles/{sku}", staff, {"title": title, "kind": "gift_card"})

    def book(self, staff: Mapping[str, str], sku: str, receipt_id: str, copies: int) -> None:
        """Receive the copies of one delivery, once for each receipt id."""
        receipt = {"receipt_id": receipt_id, "copies": copies}
        self.api.call("POST", f"/titles/{sku}/receipts", staff, receipt)

    def withdraw(self, staff: Mapping[str, str], sku: str) -> None:
        """Take the title off sale."""
        self.api.call("POST", f"/titles/{sku}/withdrawal", staff)

    def put_back_on_sale(self, staff: Mapping[str, str], sku: str) -> None:
        """Put a withdrawn title back on sale."""
        self.api.call("DELETE", f"/titles/{sku}/withdrawal", staff)

    def count(self, staff: Mapping[str, str], sku: str, copies: int) -> Availability:
        """Set the copies on hand after a stock count. Raises Refused where more copies are reserved."""
        return _availability(self.api.call("PUT", f"/titles/{sku}/on-hand", staff, {"copies": copies}))

    def availability(self, staff: Mapping[str, str], sku: str) -> Availability:
        """The copies on hand, reserved and available of this title."""
        return _availability(self.api.call("GET", "/availability", staff, None, sku=sku)["titles"][0])


def _availability(body: Mapping[str, Any]) -> Availability:
    return Availability(body["on_hand"], body["reserved"], body["available"])
