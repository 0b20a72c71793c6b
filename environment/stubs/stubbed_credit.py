"""Credit limits, as the stub of payments keeps and shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from environment.stubs.stub import StubRefusal

_STATEMENT = timedelta(days=1)


class OwedSum(Protocol):
    """What one checkout is owed, as its request said, in minor units."""

    @property
    def request(self) -> Mapping[str, Any]: ...

    @property
    def owed(self) -> int: ...


@dataclass
class StubbedCredit:
    """By customer and currency, how much they may owe in minor units."""

    now: Callable[[], datetime]
    limits: dict[tuple[str, str], int] = field(default_factory=dict)

    def set(self, customer_id: str, limit: Mapping[str, Any], sums: Collection[OwedSum]) -> Mapping[str, Any]:
        """The account after the staff has set this limit."""
        self.limits[customer_id, limit["currency"]] = limit["amount"]
        return self._account(customer_id, limit["currency"], sums)

    def accounts(self, customer_id: str, sums: Collection[OwedSum]) -> list[Mapping[str, Any]]:
        """The customer's account in each currency in which a limit was set."""
        mine = sorted(currency for owner, currency in self.limits if owner == customer_id)
        return [self._account(customer_id, currency, sums) for currency in mine]

    def limits_of(self, customer_id: str | None) -> list[Mapping[str, Any]]:
        """How much the customer may owe, in each currency in which that is something."""
        mine = [(currency, limit) for (owner, currency), limit in self.limits.items() if owner == customer_id]
        return [{"amount": limit, "currency": currency} for currency, limit in sorted(mine) if limit]

    def demand(self, sums: Collection[OwedSum], body: Mapping[str, Any]) -> None:
        """Raises StubRefusal where the customer may not owe so much beside these sums."""
        if (customer_id := body.get("owed_by")) is None:
            return
        account = self._account(customer_id, body["amount"]["currency"], sums)
        if account["limit"]["amount"] == 0:
            raise StubRefusal("not-on-invoice", "You cannot pay on invoice: choose another way to pay.")
        if account["overdue"]:
            raise StubRefusal("invoice-overdue", "An earlier invoice is overdue: pay it first.")
        if body["amount"]["amount"] > account["limit"]["amount"] - account["owed"]:
            raise StubRefusal("credit-limit-exceeded", "This order is too much: choose another way to pay.")

    def _account(self, customer_id: str, currency: str, sums: Collection[OwedSum]) -> Mapping[str, Any]:
        mine = [each for each in sums if each.request.get("owed_by") == customer_id and each.owed]
        owed = sum(each.owed for each in mine if each.request["amount"]["currency"] == currency)
        limit = self.limits.get((customer_id, currency), 0)
        late = self.now() - _STATEMENT
        overdue = any(datetime.fromisoformat(each.request["due_at"]) <= late for each in mine)
        shown = {"amount": limit, "currency": currency}
        return {"limit": shown, "owed": owed, "left": max(0, limit - owed), "overdue": overdue}
