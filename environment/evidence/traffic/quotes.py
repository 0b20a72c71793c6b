"""Every quote is what record 5 makes of the prices, rates and codes that the staff has set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.quoted_codes import QuotedCodes
from environment.evidence.traffic.quoted_shipping import QuotedShipping
from environment.evidence.traffic.quoted_tax import QuotedTax
from environment.evidence.traffic.settings import QuoteTime, StaffSettings
from environment.reckoning.bill import Bill, BillLine, bill_of, reckoned
from environment.reckoning.prices import unit_price
from environment.reckoning.shipping import goods_in_parcel
from environment.reckoning.wording import differences
from steps.vocabulary.money import Money

_GIVEN = ("cart -> pricing", "checkout -> pricing")
_SHOWN = "customer -> cart"


@dataclass(frozen=True)
class _GivenQuote:
    """A quote, its request, and the time in which pricing may have made it."""

    exchange: Exchange
    since: float
    request: Mapping[str, Any]
    reply: Mapping[str, Any]

    @property
    def until(self) -> float:
        return self.exchange.started if self.exchange.ended is None else self.exchange.ended

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.reply["created_at"])


def quotes_follow_the_settings(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """Every quote has the prices, rates and discount that the staff has set, and the sums that follow."""
    quotes = list(_given(traffic))
    settings = StaffSettings(traffic.exchanges) if quotes else None
    for quote in quotes:
        if settings is not None:
            for wrong in _wrong_with(quote, settings, traffic.titles):
                sentence = f"the quote {wrong}"
                yield TrafficBreach(quote.exchange.edge, sentence, exchange=quote.exchange.number)


def quotes_are_shown_as_given(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """Every quote that a customer sees in the cart is the one that pricing gave."""
    given = {quote.reply["quote_id"]: quote.reply for quote in _given(traffic)}
    for exchange in traffic.exchanges:
        shown = _answer(exchange) if exchange.edge == _SHOWN and _has_quote(exchange) else None
        if shown and shown["quote_id"] in given:
            reply = given[shown["quote_id"]]
            for wrong in (
                *differences(_quoted(shown), _quoted(reply), traffic.titles),
                *_other_list_prices(shown, reply),
                *_other_words(shown, reply),
            ):
                yield TrafficBreach(_SHOWN, f"the cart's quote {wrong}", exchange=exchange.number)


def _other_words(shown: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    for name, said in (
        ("shipping_method", "ships by"),
        ("shipping_methods", "offers for shipping"),
        ("discount_codes", "says of the codes"),
    ):
        if shown.get(name) != given.get(name):
            yield f"{said} {shown.get(name)}, expected {given.get(name)}"


def _other_list_prices(shown: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    told, expected = ([line["list_price"] for line in each["lines"]] for each in (shown, given))
    if told != expected:
        yield f"has the list prices {told} in minor units, expected {expected}"


def _quoted(reply: Mapping[str, Any]) -> Bill:
    """The bill in a quote as pricing and cart answer it."""
    return bill_of(reply, [{**line, "tax_rate": Fraction(line["tax_rate"])} for line in reply["lines"]])


def _given(traffic: ScenarioTraffic) -> Iterator[_GivenQuote]:
    first: dict[str, float] = {}
    for exchange in traffic.exchanges:
        if exchange.edge in _GIVEN and exchange.request and exchange.request.head.startswith("PUT /quotes/"):
            since = first.setdefault(exchange.request.head, exchange.started)
            if _has_quote(exchange) and (reply := _answer(exchange)):
                yield _GivenQuote(exchange, since, json.loads(exchange.request.body), reply)


def _has_quote(exchange: Exchange) -> bool:
    answered = exchange.answered
    return answered is not None and answered.status in (200, 201) and '"valid_until"' in answered.body


def _answer(exchange: Exchange) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = json.loads(exchange.answered.body) if exchange.answered else None
    return found if found and "quote_id" in found else None


def _wrong_with(quote: _GivenQuote, settings: StaffSettings, titles: Mapping[str, str]) -> Iterator[str]:
    stated = _quoted(quote.reply)
    wanted = [(line["sku"], line["quantity"]) for line in quote.request["lines"]]
    if [(line.sku, line.quantity) for line in stated.lines] != wanted:
        yield "is not for the copies in its request"
        return
    at = QuoteTime(quote.since, quote.until, quote.made)
    tax = QuotedTax.of(settings, at, quote.request, stated)
    yield from tax.wrong_places(stated, titles)
    facts = replace(
        stated,
        currency=quote.request["currency"],
        tax_mode=tax.mode,
        lines=tuple(
            replace(
                _priced(quote, settings, line), tax_rate=owed.rate, tax_mode=owed.mode, tax_place=owed.place
            )
            for line, owed in zip(stated.lines, tax.lines, strict=True)
        ),
        shipping=0,
        discount=0,
        codes=(),
    )
    bare = reckoned(facts, shipping_taxed=False).lines
    totals = [0 if line.is_money else line.line_total for line in bare]
    given = (settings, quote.since, quote.until, quote.request, quote.reply)
    codes = QuotedCodes(*given, [line.sku for line in facts.lines], totals)
    yield from codes.wrong()
    applied = codes.applied
    discounted = reckoned(replace(facts, codes=applied), shipping_taxed=False)
    shipping = QuotedShipping(*given, goods=goods_in_parcel(quote.request["lines"], discounted))
    yield from shipping.wrong()
    expected = replace(facts, codes=applied, shipping=shipping.cost)
    yield from differences(stated, reckoned(expected, shipping_taxed=tax.on_shipping), titles)
    yield from _wrong_list_prices(quote, settings, titles)


def _wrong_list_prices(
    quote: _GivenQuote, settings: StaffSettings, titles: Mapping[str, str]
) -> Iterator[str]:
    """No sum has the list price of a copy: it is what a sale or a group is compared with."""
    currency = quote.request["currency"]
    for line in quote.reply["lines"]:
        known = settings.possible(("prices", line["sku"], currency), quote.since, quote.until)
        possible = [each["amount"] for each in known]
        if possible and line["list_price"] not in possible:
            stated, title = Money(line["list_price"], currency), titles.get(line["sku"], line["sku"])
            wanted = Money(possible[-1], currency)
            yield f'has {stated} as the list price of one copy of "{title}", expected {wanted}'


def _priced(quote: _GivenQuote, settings: StaffSettings, line: BillLine) -> BillLine:
    """The line at a price that may have held; where none is known, at the price that is stated."""
    place, at = (line.sku, quote.request["currency"]), (quote.since, quote.until)
    prices = [each["amount"] for each in settings.possible(("prices", *place), *at)]
    made = quote.made
    sales: list[Mapping[str, Any] | None] = [*settings.possible(("sale-prices", *place), *at)]
    grouped = list(_group_prices(quote, settings, line.sku))
    if line.is_money:  # it costs what it holds
        sales, grouped = [], [None]
    possible = [
        unit_price(price, sale, made, group)
        for price in prices
        for sale in sales or [None]
        for group in grouped
    ]
    known = not possible or line.unit_price in possible
    return line if known else replace(line, unit_price=possible[-1])


def _group_prices(quote: _GivenQuote, settings: StaffSettings, sku: str) -> Iterator[int | None]:
    """The prices that may have held for the group of the quote's customer; None for no such price."""
    customer, at = str(quote.request.get("customer")), (quote.since, quote.until)
    for member in settings.possible(("customers", customer, "group"), *at) or [{}]:
        key = ("group-prices", sku, quote.request["currency"], member.get("group", ""))
        found = settings.possible(key, *at)
        yield from [each["amount"] for each in found] or [None]
