"""The use cases of quotes: give one, show one, release one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.money import Money, zero
from bookstore.pricing import catalog_store, store
from bookstore.pricing.discounts import (
    CodeOutcome,
    CodeRefusal,
    DiscountCode,
    canonical_code,
    canonical_customer,
)
from bookstore.pricing.errors import AlreadyReleased, ConflictingRequest, NoSuchQuote, TitleNotPriced
from bookstore.pricing.model import LineToPrice, Quote, price_lines, subtotal
from bookstore.pricing.schemas import QuoteRequest
from bookstore.pricing.tax import canonical_region

_DELETION_INTERVAL = 60.0  # seconds
_DELETED_AT_ONCE = 500  # quotes: a short transaction, whatever has gathered


@dataclass(frozen=True)
class QuoteService:
    """Gives quotes that are valid for `life` and keeps them."""

    database: Database
    clock: Clock
    life: timedelta

    def put(self, quote_id: UUID, request: QuoteRequest) -> tuple[Quote, bool]:
        """The quote for this request, and whether it is new; a binding one redeems its discount code.

        Raises TitleNotPriced, ConflictingRequest, AlreadyReleased.
        """
        asked = fingerprint(request)
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            kept = store.find(connection, quote_id)
            if kept is not None:
                return _repeated(kept, asked), False
            quote = self._new(connection, quote_id, request)
            store.insert(connection, quote, asked)
            if quote.binding and quote.code_outcome and quote.code_outcome.applied:
                store.redeem(connection, quote, quote.code_outcome.code, _customer(request))
        return quote, True

    def get(self, quote_id: UUID) -> Quote:
        """The quote as it was given. Raises NoSuchQuote."""
        with self.database.transaction() as connection:
            kept = store.find(connection, quote_id)
        if kept is None or kept.quote is None:
            raise NoSuchQuote(f"there is no quote {quote_id}")
        return kept.quote

    def release(self, quote_id: UUID) -> None:
        """Give a redeemed code back, exactly once; an id that never was can be no quote any more."""
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            store.release(connection, quote_id, self.clock.now())

    def order_canceled(self, quote_id: UUID) -> bool:
        """The order that was made of the quote was canceled; whether it still counts as a use of its code."""
        with self.database.transaction() as connection:
            store.lock(connection, quote_id)
            return store.order_canceled(connection, quote_id, self.clock.now())

    def run_deletion(self) -> float:
        """Forget what was only shown and has expired; the seconds until the next look (a worker's act)."""
        with self.database.transaction() as connection:
            deleted = store.delete_expired(connection, self.clock.now(), _DELETED_AT_ONCE)
        return 0.0 if deleted == _DELETED_AT_ONCE else _DELETION_INTERVAL

    def _new(self, connection: Connection, quote_id: UUID, request: QuoteRequest) -> Quote:
        wanted = _wanted(connection, request)
        now = self.clock.now()
        code_outcome, discount = _discount(connection, request, subtotal(wanted, request.currency), now)
        country, region = request.destination.country, canonical_region(request.destination.region or "")
        shipping = catalog_store.shipping_rate(connection, country, request.currency)
        tax_rate = catalog_store.tax_rate(connection, country, region)
        priced_cart = price_lines(wanted, discount, shipping, tax_rate)
        return Quote(quote_id, request.binding, priced_cart, code_outcome, now, now + self.life)


def _repeated(kept: store.StoredQuote, asked: str) -> Quote:
    if kept.quote is not None and kept.fingerprint != asked:
        raise ConflictingRequest("this quote was given for another request")
    if kept.quote is None or kept.released:
        raise AlreadyReleased("this quote was released; its id cannot be used again")
    return kept.quote


def _customer(request: QuoteRequest) -> str | None:
    return canonical_customer(request.customer) if request.customer is not None else None


def _wanted(connection: Connection, request: QuoteRequest) -> list[LineToPrice]:
    skus = [line.sku for line in request.lines]
    prices = catalog_store.list_prices(connection, request.currency, skus)
    missing = [sku for sku in skus if sku not in prices]
    if missing:
        detail = f"no price in {request.currency} for {', '.join(missing)}"
        raise TitleNotPriced(detail, skus=missing)
    return [LineToPrice(line.sku, line.quantity, prices[line.sku]) for line in request.lines]


def _discount(
    connection: Connection, request: QuoteRequest, on: Money, now: datetime
) -> tuple[CodeOutcome | None, Money]:
    """What became of the discount code, and what it takes off this subtotal."""
    nothing = zero(on.currency)
    if request.discount_code is None:
        return None, nothing
    code = canonical_code(request.discount_code)
    known = catalog_store.find_code(connection, code, lock=request.binding)
    if known is None:
        return CodeOutcome(code, CodeRefusal.UNKNOWN), nothing
    reason = known.refusal(on, now, _uses(connection, known, request))
    return CodeOutcome(code, reason), nothing if reason else known.discount_on(on)


def _uses(connection: Connection, code: DiscountCode, request: QuoteRequest) -> int:
    """How often the customer has redeemed it. Nobody known may see it applied, but cannot bind it."""
    customer = _customer(request)
    if customer is not None:
        return store.uses(connection, code.code, customer)
    return (code.limits.per_customer or 0) if request.binding else 0
