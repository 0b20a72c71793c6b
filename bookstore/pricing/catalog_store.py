"""Prices, rates and discount codes in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from bookstore.platform.money import Currency, Money
from bookstore.pricing.discounts import DiscountCode, Fixed, Percent, RedemptionLimits
from bookstore.pricing.prices import PricedTitle, SalePrice
from bookstore.pricing.shipping import ShippingRate
from bookstore.pricing.tax import TaxClass

_SET_PRICE = text("""
    INSERT INTO prices (sku, currency, amount) VALUES (:sku, :currency, :amount)
    ON CONFLICT (sku, currency) DO UPDATE SET amount = excluded.amount""")
_PRICES_OF_TITLE = text("SELECT currency, amount FROM prices WHERE sku = :sku ORDER BY currency")
_PRICES = text("""
    SELECT sku, prices.amount AS list_price, COALESCE(grams, 0) AS grams,
        COALESCE(tax_class, 'full') AS tax_class,
        CASE WHEN COALESCE(valid_from <= :now, true) AND valid_until > :now THEN sale_prices.amount END
            AS sale_price,
        (SELECT amount FROM group_prices JOIN group_members USING (customer_group)
         WHERE customer = :customer
             AND group_prices.sku = prices.sku AND group_prices.currency = prices.currency) AS group_price
    FROM prices LEFT JOIN weights USING (sku) LEFT JOIN tax_classes USING (sku)
        LEFT JOIN sale_prices USING (sku, currency)
    WHERE currency = :currency AND sku = ANY(:skus)""")
_SET_GROUP_PRICE = text("""
    INSERT INTO group_prices (sku, currency, customer_group, amount)
    VALUES (:sku, :currency, :customer_group, :amount)
    ON CONFLICT (sku, currency, customer_group) DO UPDATE SET amount = excluded.amount""")
_JOIN_GROUP = text("""
    INSERT INTO group_members (customer, customer_group) VALUES (:customer, :customer_group)
    ON CONFLICT (customer) DO UPDATE SET customer_group = excluded.customer_group""")
_LEAVE_GROUP = text("DELETE FROM group_members WHERE customer = :customer")
_SET_SALE = text("""
    INSERT INTO sale_prices (sku, currency, amount, valid_from, valid_until)
    VALUES (:sku, :currency, :amount, :valid_from, :valid_until)
    ON CONFLICT (sku, currency) DO UPDATE SET
        amount = excluded.amount, valid_from = excluded.valid_from, valid_until = excluded.valid_until""")
_SET_WEIGHT = text("""
    INSERT INTO weights (sku, grams) VALUES (:sku, :grams)
    ON CONFLICT (sku) DO UPDATE SET grams = excluded.grams""")
_SET_SHIPPING = text("""
    INSERT INTO shipping_rates (country, currency, method, amount, free_from, per_kilogram, heaviest)
    VALUES (:country, :currency, :method, :amount, :free_from, :per_kilogram, :heaviest)
    ON CONFLICT (country, currency, method) DO UPDATE SET
        amount = excluded.amount, free_from = excluded.free_from,
        per_kilogram = excluded.per_kilogram, heaviest = excluded.heaviest""")
_WITHDRAW_SHIPPING = text("""
    DELETE FROM shipping_rates WHERE country = :country AND currency = :currency AND method = :method""")
_SHIPPING = text("""
    SELECT method, amount, free_from, per_kilogram, heaviest FROM shipping_rates
    WHERE country = :country AND currency = :currency""")
_CODES = "SELECT * FROM discount_codes WHERE code = ANY(:codes) ORDER BY code"
_SET_CODE = text("""
    INSERT INTO discount_codes (code, percent, amount, currency, minimum, valid_from, valid_until,
                                limit_in_all, limit_per_customer, canceled_orders_count, skus)
    VALUES (:code, :percent, :amount, :currency, :minimum, :valid_from, :valid_until,
            :limit_in_all, :limit_per_customer, :canceled_orders_count, :skus)
    ON CONFLICT (code) DO UPDATE SET
        percent = excluded.percent, amount = excluded.amount, currency = excluded.currency,
        minimum = excluded.minimum, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
        limit_in_all = excluded.limit_in_all, limit_per_customer = excluded.limit_per_customer,
        canceled_orders_count = excluded.canceled_orders_count, skus = excluded.skus, withdrawn = false
    RETURNING *""")
_WITHDRAW_CODE = text("UPDATE discount_codes SET withdrawn = true WHERE code = :code")


def set_price(connection: Connection, sku: str, price: Money) -> None:
    """Set the list price of one copy."""
    connection.execute(_SET_PRICE, {"sku": sku, "currency": price.currency, "amount": price.amount})


def prices_of_title(connection: Connection, sku: str) -> list[Money]:
    """The list prices of the title, one per currency."""
    rows = connection.execute(_PRICES_OF_TITLE, {"sku": sku})
    return [Money(row.amount, Currency(row.currency)) for row in rows]


def priced_titles(
    connection: Connection, currency: Currency, skus: Sequence[str], now: datetime, customer: str | None
) -> dict[str, PricedTitle]:
    """The titles by SKU, with the prices of this moment for the customer, None for anybody.

    One without a price in the currency is missing.
    """
    asked = {"currency": currency, "skus": list(skus), "now": now, "customer": customer}
    rows = connection.execute(_PRICES, asked)
    return {
        row.sku: PricedTitle(
            row.list_price, row.sale_price, row.group_price, row.grams, TaxClass(row.tax_class)
        )
        for row in rows
    }


def set_group_price(connection: Connection, sku: str, group: str, price: Money) -> None:
    """Set the price of one copy for the members of a group."""
    named = {"sku": sku, "customer_group": group, "currency": price.currency, "amount": price.amount}
    connection.execute(_SET_GROUP_PRICE, named)


def join_group(connection: Connection, customer: str, group: str) -> None:
    """Put the customer into this group, out of any other."""
    connection.execute(_JOIN_GROUP, {"customer": customer, "customer_group": group})


def leave_group(connection: Connection, customer: str) -> None:
    """Take the customer out of the group; harmless where there is none."""
    connection.execute(_LEAVE_GROUP, {"customer": customer})


def set_sale_price(connection: Connection, sku: str, sale: SalePrice) -> None:
    """Set the price of one copy for a time, in place of an earlier one."""
    price = {"sku": sku, "currency": sale.price.currency, "amount": sale.price.amount}
    times = {"valid_from": sale.valid_from, "valid_until": sale.valid_until}
    connection.execute(_SET_SALE, {**price, **times})


def set_weight(connection: Connection, sku: str, grams: int) -> None:
    """Set the weight of one copy."""
    connection.execute(_SET_WEIGHT, {"sku": sku, "grams": grams})


def set_shipping_rate(connection: Connection, country: str, currency: Currency, rate: ShippingRate) -> None:
    """Set the cost of shipping an order by a method."""
    connection.execute(_SET_SHIPPING, {"country": country, "currency": currency, **vars(rate)})


def withdraw_shipping(connection: Connection, country: str, currency: Currency, method: str) -> None:
    """Ship nothing more by this method; harmless where nothing was."""
    connection.execute(_WITHDRAW_SHIPPING, {"country": country, "currency": currency, "method": method})


def shipping_rates(connection: Connection, country: str, currency: Currency) -> list[ShippingRate]:
    """The rate of each method; none at all is not the same as free shipping."""
    rows = connection.execute(_SHIPPING, {"country": country, "currency": currency})
    return [ShippingRate(*row) for row in rows]


def find_codes(connection: Connection, codes: Sequence[str], *, lock: bool) -> list[DiscountCode]:
    """Those of the codes, in canonical spelling, that are known.

    With `lock` their rows are locked until the transaction ends, one after the other by their letters.
    """
    query = text(_CODES + " FOR UPDATE") if lock else text(_CODES)
    return [_code(row) for row in connection.execute(query, {"codes": list(codes)}).mappings()]


def set_code(connection: Connection, code: DiscountCode) -> DiscountCode:
    """Offer the code on these terms; the count of its redemptions stays."""
    values = {
        "code": code.code,
        "percent": code.takes_off.percent if isinstance(code.takes_off, Percent) else None,
        "amount": code.takes_off.amount if isinstance(code.takes_off, Fixed) else None,
        "currency": code.currency,
        "minimum": code.minimum,
        "valid_from": code.valid_from,
        "valid_until": code.valid_until,
        "limit_in_all": code.limits.in_all,
        "limit_per_customer": code.limits.per_customer,
        "canceled_orders_count": code.limits.canceled_orders_count,
        "skus": sorted(code.skus),
    }
    return _code(connection.execute(_SET_CODE, values).mappings().one())


def withdraw_code(connection: Connection, code: str) -> None:
    """Offer the code no longer; harmless where it is not known."""
    connection.execute(_WITHDRAW_CODE, {"code": code})


def _code(row: Mapping[Any, Any]) -> DiscountCode:
    return DiscountCode(
        row["code"],
        Percent(row["percent"]) if row["amount"] is None else Fixed(row["amount"]),
        Currency(row["currency"]) if row["currency"] else None,
        row["minimum"],
        row["valid_from"],
        row["valid_until"],
        RedemptionLimits(row["limit_in_all"], row["limit_per_customer"], row["canceled_orders_count"]),
        row["redeemed"],
        frozenset(row["skus"]),
        row["withdrawn"],
    )
