"""The driver in the place of orders: it tells notifications of a paid order, which the stub does not."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from steps.drivers.callers.checkout import DrivenPurchase
from steps.drivers.callers.requests import CallerRequests

_NAMESPACE = UUID("d7a6f3f0-6a2c-4f4c-9f5e-0f4a5a2b7c10")
_PAID = "order.paid"
_NOT_IN_EVENT = ("customer_id", "guest_token_hash")


@dataclass(frozen=True)
class OrdersCaller:
    """Sends the event of a paid order (CloudEvents 1.0.2, JSON format)."""

    requests: CallerRequests
    now: Callable[[], datetime]

    def paid(self, purchase: DrivenPurchase) -> None:
        """Tell of the order of this purchase; repeated, it has the same id."""
        now = self.now().isoformat().replace("+00:00", "Z")
        bought = {name: value for name, value in purchase.order.items() if name not in _NOT_IN_EVENT}
        event = {
            "specversion": "1.0",
            "id": str(uuid5(_NAMESPACE, f"{_PAID} {purchase.checkout_id}")),
            "source": "/bookstore/orders",
            "type": _PAID,
            "subject": purchase.order_number,
            "time": now,
            "datacontenttype": "application/json",
            "data": {
                **bought,
                "order_number": purchase.order_number,
                "checkout_id": purchase.checkout_id,
                "placed_at": now,
                "captured": purchase.captured,
                **_downloads(purchase),
            },
        }
        headers = {"content-type": "application/cloudevents+json"}
        self.requests.call("notifications", "POST", "/events", event, headers)


def _downloads(purchase: DrivenPurchase) -> dict[str, object]:
    """The links to its e-books, which nobody can open here; the same whenever the event is repeated."""
    ebooks = [line["sku"] for line in purchase.order["lines"] if line["kind"] == "ebook"]
    links = [{"sku": sku, "token": _token(f"{purchase.checkout_id} {sku}")} for sku in ebooks]
    return {"downloads": links} if links else {}


def _token(link: str) -> str:
    """256 bits as the token of a link has them."""
    return urlsafe_b64encode(sha256(link.encode()).digest()).decode().rstrip("=")
