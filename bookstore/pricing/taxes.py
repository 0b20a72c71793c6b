"""The use cases of staff about taxes. A repeated request changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bookstore.platform.database import Database
from bookstore.pricing import tax_store
from bookstore.pricing.tax import TaxClass, TaxRate


@dataclass(frozen=True)
class TaxService:
    """Tax rates, the classes of titles, and customers who are exempt."""

    database: Database

    def set_rate(self, country: str, region: str, rate: TaxRate, begins_at: datetime | None) -> None:
        """Set the rate of a region from a moment on, or since ever; an empty region is the country itself."""
        with self.database.transaction() as connection:
            tax_store.set_rate(connection, country, region, rate, begins_at)

    def set_class(self, sku: str, tax_class: TaxClass) -> None:
        """Set the tax class of a title."""
        with self.database.transaction() as connection:
            tax_store.set_class(connection, sku, tax_class)

    def exempt(self, customer: str, certificate: str) -> None:
        """Exempt the customer from tax that is added to prices."""
        with self.database.transaction() as connection:
            tax_store.exempt(connection, customer, certificate)

    def end_exemption(self, customer: str) -> None:
        """Tax the customer again."""
        with self.database.transaction() as connection:
            tax_store.end_exemption(connection, customer)
