"""The use cases of credit limits: one transaction each, harmless when repeated."""

from __future__ import annotations

from dataclasses import dataclass

from bookstore.payments.credit import store
from bookstore.payments.credit.model import CreditAccount
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.money import Money


@dataclass(frozen=True)
class CreditService:
    """How much customers may owe on invoice."""

    database: Database
    clock: Clock

    def set_limit(self, customer_id: str, limit: Money) -> CreditAccount:
        """The customer's account after the staff has set this limit. What is owed already stays owed."""
        now = self.clock.now()
        with self.database.transaction() as connection:
            store.set_limit(connection, customer_id, limit, now)
            return store.account(connection, customer_id, limit, now)

    def limits(self, customer_id: str) -> list[Money]:
        """How much the customer may owe, in each currency in which that is something."""
        with self.database.reading() as connection:
            return [limit for limit in store.limits(connection, customer_id) if limit.amount]

    def accounts(self, customer_id: str) -> list[CreditAccount]:
        """The customer's account in each currency in which a limit was set."""
        now = self.clock.now()
        with self.database.reading() as connection:
            limits = store.limits(connection, customer_id)
            return [store.account(connection, customer_id, limit, now) for limit in limits]
