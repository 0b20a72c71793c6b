"""The use cases of quotes: give, read and release a quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TitleToQuote
from bookstore.pricing import catalog_store, store
from bookstore.pricing.destinations import shipping_to, taxes_of
from bookstore.pricing.discounting import CartDiscount, CodeOutcome, discount_by
from bookstore.pricing.discounts import CodeRefusal, DiscountCode, canonical_code
from bookstore.pricing.errors import AlreadyReleased, ConflictingRequest, NoSuchQuote, TitleNotPriced
from bookstore.pricing.model import LineToPrice, price_lines
from bookstore.pricing.prices import PricedTitle
from bookstore.pricing.quote import Quote
from bookstore.pricing.schemas import QuoteRequest
from bookstore.pricing.shipping import NOTHING_SHIPPED, Parcel, ShippingChoice

_DELETION_INTERVAL = 60.0  # seconds
_DELETED_AT_ONCE = 500  # quotes of one transaction, which keeps it short


@dataclass(frozen=True)
class QuoteService:
    """Gives quotes that are valid for `life`, and stores them."""

    database: Database
    clock: Clock
    life: timedelta

    def put(self, quote_id: UUID, request: QuoteRequest) -> tuple[Quote, bool]:
        """The quote for this request; True where it is new. A binding quote redeems its discount codes.

        Raises TitleNotPriced, NoShippingRate, MethodNotOffered, RegionNeeded, ConflictingRequest,
        AlreadyReleased.
        """
        requested = fingerprint(request)
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            stored = store.find(connection, quote_id)
            if stored is not None:
                return _repeated(stored, requested), False
            quote = self._new(connection, quote_id, request)
            store.insert(connection, quote, requested)
            if quote.binding:
                store.redeem(connection, quote, request.redeemer)
        return quote, True

    def get(self, quote_id: UUID) -> Quote:
        """The quote as it was given. Raises NoSuchQuote."""
        with self.database.reading() as connection:
            stored = store.find(connection, quote_id)
        if stored is None or stored.quote is None:
            raise NoSuchQuote(f"there is no quote {quote_id}")
        return stored.quote

    def release(self, quote_id: UUID) -> None:
        """Release the quote and its discount codes, once; an unknown id can never become a quote."""
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            store.release(connection, quote_id, self.clock.now())

    def order_canceled(self, quote_id: UUID) -> bool:
        """Cancel the order of the quote; whether it still counts as a redemption of a code."""
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            return store.order_canceled(connection, quote_id, self.clock.now())

    def erase(self, quote_id: UUID) -> None:
        """Forget which persons have redeemed the quote's codes; an unknown id has none."""
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            store.erase(connection, quote_id)

    def run_deletion(self) -> float:
        """Delete expired quotes that were only for display; the seconds until the next run."""
        with self.database.single_statement() as connection:
            deleted = store.delete_expired(connection, self.clock.now(), _DELETED_AT_ONCE)
        return 0.0 if deleted == _DELETED_AT_ONCE else _DELETION_INTERVAL

    def _new(self, connection: Connection, quote_id: UUID, request: QuoteRequest) -> Quote:
        now = self.clock.now()
        lines_to_price = _lines_to_price(connection, request, now)
        discount = _discount(connection, request, lines_to_price, now)
        parcel = Parcel.of(lines_to_price, discount.by_line, request.currency)
        shipping = _shipping(connection, request, parcel)
        cost = Money(shipping.cost, request.currency)
        taxes = taxes_of(connection, request, now, shipped=parcel is not None)
        priced_cart = price_lines(lines_to_price, discount.by_line, cost, *taxes)
        return Quote(
            quote_id, request.binding, priced_cart, discount.outcomes, shipping, now, now + self.life
        )


def _repeated(stored: store.StoredQuote, requested: str) -> Quote:
    if stored.quote is not None and stored.fingerprint != requested:
        raise ConflictingRequest("this quote was given for another request")
    if stored.quote is None or stored.released:
        raise AlreadyReleased("this quote was released; its id cannot be used again")
    return stored.quote


def _lines_to_price(connection: Connection, request: QuoteRequest, now: datetime) -> list[LineToPrice]:
    skus = [line.sku for line in request.lines]
    prices = catalog_store.priced_titles(connection, request.currency, skus, now, request.customer)
    missing = [line.sku for line in request.lines if not _is_priced(line, prices, request.currency)]
    if missing:
        detail = f"no price in {request.currency} for {', '.join(missing)}"
        raise TitleNotPriced(detail, skus=missing)
    return [prices[line.sku].copies(line.sku, line.quantity, line.kind) for line in request.lines]


def _is_priced(line: TitleToQuote, prices: Mapping[str, PricedTitle], currency: Currency) -> bool:
    """Whether it can be sold. The price of a gift card is what it holds: an amount that can be paid out."""
    price = prices.get(line.sku)
    if price is None or not line.kind.is_money:
        return price is not None
    return price.list_price > 0 and price.list_price % currency.step == 0


def _shipping(connection: Connection, request: QuoteRequest, parcel: Parcel | None) -> ShippingChoice:
    """How the parcel is shipped; where there is none, a way that was chosen earlier does not matter."""
    if parcel is None:
        return NOTHING_SHIPPED
    return shipping_to(connection, request.destination, parcel, request.shipping_method)


def _discount(
    connection: Connection, request: QuoteRequest, lines: Sequence[LineToPrice], now: datetime
) -> CartDiscount:
    """What became of the discount codes, and what they take off each line."""
    typed = dict.fromkeys(canonical_code(each) for each in request.discount_codes)
    known = catalog_store.find_codes(connection, list(typed), lock=request.binding) if typed else []
    found = discount_by(known, lines, request.currency, now, _uses(connection, known, request))
    names = {code.code for code in known}
    unknown = (CodeOutcome(code, CodeRefusal.UNKNOWN) for code in typed if code not in names)
    return replace(found, outcomes=(*found.outcomes, *unknown))


def _uses(connection: Connection, codes: Sequence[DiscountCode], request: QuoteRequest) -> Mapping[str, int]:
    """How often the customer has redeemed each code. An unknown customer sees it applied, but cannot bind."""
    redeemer = request.redeemer
    if codes and redeemer.known:
        return store.uses(connection, [code.code for code in codes], redeemer)
    return {code.code: code.limits.per_customer or 0 for code in codes} if request.binding else {}
