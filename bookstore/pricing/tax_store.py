"""Tax rates, the classes of titles, and customers exempt from tax, in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from bookstore.platform.schemas import TaxMode
from bookstore.pricing.tax import NO_TAX, TaxClass, TaxRate

_SET_RATE = text("""
    INSERT INTO tax_rates (country, region, rate, mode, on_shipping, reduced, ebooks, begins_at)
    VALUES (:country, :region, :rate, :mode, :on_shipping, :reduced, :ebooks,
            COALESCE(CAST(:begins_at AS timestamptz), '-infinity'))
    ON CONFLICT (country, region, begins_at) DO UPDATE SET rate = excluded.rate, mode = excluded.mode,
        on_shipping = excluded.on_shipping, reduced = excluded.reduced, ebooks = excluded.ebooks""")
_RATE = text("""
    SELECT region, rate, mode, on_shipping, reduced, ebooks,
        EXISTS (SELECT FROM tax_exemptions WHERE customer = :customer) AS exempt
    FROM tax_rates WHERE country = :country AND region IN ('', :region) AND begins_at <= :now
    ORDER BY region DESC, begins_at DESC LIMIT 1""")
_TAXED_REGIONS = text("""
    SELECT DISTINCT region FROM tax_rates WHERE country = :country AND region <> '' AND begins_at <= :now""")
_SET_CLASS = text("""
    INSERT INTO tax_classes (sku, tax_class) VALUES (:sku, :tax_class)
    ON CONFLICT (sku) DO UPDATE SET tax_class = excluded.tax_class""")
_EXEMPT = text("""
    INSERT INTO tax_exemptions (customer, certificate) VALUES (:customer, :certificate)
    ON CONFLICT (customer) DO UPDATE SET certificate = excluded.certificate""")
_END_EXEMPTION = text("DELETE FROM tax_exemptions WHERE customer = :customer")


def set_rate(
    connection: Connection, country: str, region: str, rate: TaxRate, begins_at: datetime | None
) -> None:
    """Set the rate of a region, with an empty one that of the country, from a moment on; None: since ever."""
    place = {"country": country, "region": region, "begins_at": begins_at}
    connection.execute(_SET_RATE, {**place, **vars(rate)})


def rate_of(
    connection: Connection, country: str, region: str, now: datetime, customer: str | None
) -> TaxRate:
    """The rate of the region, else of the country, else no tax, as it holds for the customer now."""
    asked = {"country": country, "region": region, "now": now, "customer": customer}
    row = connection.execute(_RATE, asked).first()
    if row is None:
        return NO_TAX
    place = f"{country}-{row.region}" if row.region else country
    rate = TaxRate(row.rate, TaxMode(row.mode), row.on_shipping, row.reduced, row.ebooks, place)
    return rate.exempt if row.exempt else rate


def taxed_regions(connection: Connection, country: str, now: datetime) -> frozenset[str]:
    """The regions of the country that have a tax rate of their own at the moment."""
    return frozenset(connection.execute(_TAXED_REGIONS, {"country": country, "now": now}).scalars())


def set_class(connection: Connection, sku: str, tax_class: TaxClass) -> None:
    """Set the tax class of a title."""
    connection.execute(_SET_CLASS, {"sku": sku, "tax_class": tax_class})


def exempt(connection: Connection, customer: str, certificate: str) -> None:
    """Exempt the customer from tax that is added to prices."""
    connection.execute(_EXEMPT, {"customer": customer, "certificate": certificate})


def end_exemption(connection: Connection, customer: str) -> None:
    """Tax the customer again; harmless where they were not exempt."""
    connection.execute(_END_EXEMPTION, {"customer": customer})
