"""What the addresses decide: the shipping methods and their rates, and by their regions the tax rates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bookstore.platform.countries import country_of
from bookstore.pricing import catalog_store, tax_store
from bookstore.pricing.errors import MethodNotOffered, NoShippingRate, RegionNeeded, UnknownRegion
from bookstore.pricing.schemas import Destination, QuoteRequest
from bookstore.pricing.shipping import Parcel, ShippingChoice, offered
from bookstore.pricing.tax import NO_TAX, TaxRate

_SHIP_TO, _BILL_TO = "ship_to", "bill_to"  # as a submission names the addresses


def shipping_to(
    connection: Connection, destination: Destination, parcel: Parcel, method: str | None
) -> ShippingChoice:
    """How the parcel is shipped there: by the method, or where none is named by the cheapest.

    Free shipping is a set rate of 0, or one that ends at a total. Raises NoShippingRate where there is no
    method, and MethodNotOffered where there are others than the named one.
    """
    country, currency = destination.country, parcel.goods.currency
    rates = catalog_store.shipping_rates(connection, country, currency)
    methods = offered(rates, parcel.goods, parcel.grams)
    if not methods:
        detail = f"no shipping rate is set for {country} in {currency}"
        if rates:
            detail = f"nothing of {parcel.grams} g is shipped to {country}"
        raise NoShippingRate(detail, country=country, currency=currency)
    chosen = methods[0] if method is None else next((one for one in methods if one.method == method), None)
    if chosen is None:
        names = [one.method for one in methods]
        detail = f"{method} shipping is not offered; choose one of: {', '.join(names)}"
        raise MethodNotOffered(detail, shipping_method=method, shipping_methods=names)
    return ShippingChoice(chosen, methods)


def taxes_of(
    connection: Connection, request: QuoteRequest, now: datetime, *, shipped: bool
) -> tuple[TaxRate, TaxRate]:
    """The tax rate of copies and that of e-books at the moment, for this customer; raises RegionNeeded.

    Where nothing is shipped, or all has one address, one place is looked up: a plain purchase asks for no
    more. The rate of e-books that nobody buys is that of the copies. Gift cards alone have no place.
    """

    def at(destination: Destination, address: str) -> TaxRate:
        country = destination.country
        region = taxable_region(destination, tax_store.taxed_regions(connection, country, now), address)
        return tax_store.rate_of(connection, country, region, now, request.customer)

    billing, has_ebooks = request.billing, any(line.kind.by_link for line in request.lines)
    if not shipped and not has_ebooks:
        return NO_TAX, NO_TAX
    if not shipped:
        ebooks = at(billing or request.destination, _BILL_TO if billing else _SHIP_TO)
        return ebooks, ebooks
    copies = at(request.destination, _SHIP_TO)
    if billing is None or billing == request.destination or not has_ebooks:
        return copies, copies
    return copies, at(billing, _BILL_TO)


def taxable_region(destination: Destination, taxed: frozenset[str], address: str = _SHIP_TO) -> str:
    """The code of the destination's region; empty where it is not known and no tax depends on it.

    `taxed` are the regions of the country with a rate of their own. Raises RegionNeeded, which names the
    address, where there are some, and the destination names no known region. Where no list of regions is
    known, the taxed ones are.
    """
    country, text = destination.country, destination.region or ""
    region, regions = known_region(country, text), regions_of(country)
    if taxed and (region is None or region not in (regions or taxed)):
        named = f"and {text!r} is none that is known" if text else "which was left out"
        detail = f"the tax in {country} depends on the region, {named}"
        raise RegionNeeded(detail, country=country, regions=regions or sorted(taxed), address=address)
    return region or ""


def region_to_tax(country: str, text: str) -> str:
    """The code of the region that is named so; raises UnknownRegion."""
    region = known_region(country, text)
    if region is None:
        raise UnknownRegion(f"{country} has no region {text!r}", regions=regions_of(country))
    return region


def known_region(country: str, text: str) -> str | None:
    """The code of the region that is named so, by its code or a known name; None where there is none."""
    rules = country_of(country)
    return (rules.region(text) or None) if rules else None


def regions_of(country: str) -> list[str]:
    """The codes of the country's regions; empty where they are not known."""
    rules = country_of(country)
    return sorted(set(rules.regions.values())) if rules else []
