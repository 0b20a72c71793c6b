"""The checkout service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api, Refused
from steps.drivers.eventually import eventually
from steps.drivers.money import Money

_SETTLES_WITHIN = 15.0  # seconds


@dataclass(frozen=True)
class PaymentChoice:
    """How somebody pays: card or wallet, and the test card of the gateway behind it."""

    method: str = "card"
    card: str = "visa"


@dataclass(frozen=True)
class Bought:
    """A checkout that was accepted."""

    checkout_id: str
    order_number: str
    grand_total: Money


@dataclass(frozen=True)
class CheckoutDriver:
    """Submits carts."""

    api: Api

    def submit(self, credentials: Mapping[str, str], key: str, submission: Mapping[str, Any]) -> Bought:
        """Submit once, and ask until the outcome is there; raises Refused."""
        headers = {**credentials, "Idempotency-Key": key}
        first = self.api.call("POST", "/checkouts", headers, submission)
        return self._outcome(credentials, first)

    def _outcome(self, credentials: Mapping[str, str], first: dict[str, Any]) -> Bought:
        path = f"/checkouts/{first['checkout_id']}"
        if first["state"] != "completed":
            first = eventually(
                lambda: self.api.call("GET", path, credentials),
                until=lambda seen: seen["state"] in ("completed", "refused"),
                within=_SETTLES_WITHIN,
                what="the checkout comes to an end",
            )
        if first["state"] == "refused":
            raise Refused(first["reason"], "the checkout ended without an order", 409, first)
        return Bought(first["checkout_id"], first["order_number"], Money.read(first["grand_total"]))
