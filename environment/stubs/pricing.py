"""The stub of pricing: prices and rates that the staff sets, and quotes that record 5 makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from environment.reckoning.bill import Bill, BillLine, reckoned
from environment.reckoning.discounts import BillCode, GoodsLeft
from environment.reckoning.shipping import STANDARD
from environment.stubs.discount_codes import QuoteToDiscount, StubbedCode, StubbedRedeemer, refused_code
from environment.stubs.price_list import StubbedPriceList
from environment.stubs.stub import Answer, Stub, StubCall, StubRefusal, iso, offers

_LIFE = timedelta(seconds=600)
_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("customer", "email", "account_email", "shipping_method")),
    "discount_codes": (),
    "binding": False,
}


@dataclass
class StubbedQuote:
    """A quote and its request; both are None where it was released before it was given."""

    request: Mapping[str, Any] | None = None
    reply: Mapping[str, Any] | None = None
    released: bool = False


class PricingStub(Stub):
    """Pricing in memory."""

    service = "pricing"

    def forget(self) -> None:
        self._list = StubbedPriceList()
        self._codes: dict[str, StubbedCode] = {}
        self._quotes: dict[str, StubbedQuote] = {}

    @offers("PUT /prices/{sku}/{currency}")
    def put_price(self, call: StubCall) -> Answer:
        self._list.set_price(call.path["sku"], call.path["currency"], call.body["amount"])
        return 200, {**call.path, "amount": call.body["amount"]}

    @offers("PUT /sale-prices/{sku}/{currency}")
    def put_sale_price(self, call: StubCall) -> Answer:
        self._list.set_sale(call.path["sku"], call.path["currency"], call.body)
        return 200, {"valid_from": None, **call.path, **call.body}

    @offers("PUT /group-prices/{sku}/{currency}/{group}")
    def put_group_price(self, call: StubCall) -> Answer:
        self._list.set_group_price(**call.path, amount=call.body["amount"])
        return 200, {**call.path, "amount": call.body["amount"]}

    @offers("PUT /customers/{customer_id}/group")
    def put_group(self, call: StubCall) -> Answer:
        self._list.set_group(call.path["customer_id"], call.body["group"])
        return 200, {"customer": call.path["customer_id"], "group": call.body["group"]}

    @offers("DELETE /customers/{customer_id}/group")
    def leave_group(self, call: StubCall) -> Answer:
        self._list.set_group(call.path["customer_id"], None)
        return 200, {"customer": call.path["customer_id"], "state": "in no group"}

    @offers("PUT /weights/{sku}")
    def put_weight(self, call: StubCall) -> Answer:
        self._list.set_weight(call.path["sku"], call.body["grams"])
        return 200, {**call.path, "grams": call.body["grams"]}

    @offers("GET /prices/{sku}")
    def prices(self, call: StubCall) -> Answer:
        return 200, {"sku": call.path["sku"], "prices": self._list.prices(call.path["sku"])}

    @offers("PUT /tax-rates/{country}")
    def put_tax_rate(self, call: StubCall) -> Answer:
        rate = self._list.set_tax(call.path["country"], "", call.body)
        return 200, {"country": call.path["country"], "region": None, **rate}

    @offers("PUT /tax-rates/{country}/{region}")
    def put_regional_tax_rate(self, call: StubCall) -> Answer:
        country = call.path["country"]
        region = self._list.region(country, call.path["region"])
        return 200, {"country": country, "region": region, **self._list.set_tax(country, region, call.body)}

    @offers("PUT /shipping-rates/{country}/{currency}")
    def put_shipping_rate(self, call: StubCall) -> Answer:
        return 200, self._list.set_shipping(call.path, STANDARD, call.body)

    @offers("PUT /shipping-rates/{country}/{currency}/{method}")
    def put_method(self, call: StubCall) -> Answer:
        return 200, self._list.set_shipping(call.path, call.path["method"], call.body)

    @offers("DELETE /shipping-rates/{country}/{currency}/{method}")
    def withdraw_method(self, call: StubCall) -> Answer:
        self._list.withdraw_shipping(**call.path)
        return 200, {**call.path, "state": "withdrawn"}

    @offers("PUT /discount-codes/{code}")
    def put_code(self, call: StubCall) -> Answer:
        name = call.path["code"].upper()
        code = self._codes.get(name, StubbedCode(name, {}))
        code.set(call.body)
        self._codes[name] = code
        return 200, code.shown()

    @offers("DELETE /discount-codes/{code}")
    def withdraw_code(self, call: StubCall) -> Answer:
        name = call.path["code"].upper()
        if name in self._codes:
            self._codes[name].withdrawn = True
        return 200, {"code": name, "state": "withdrawn"}

    @offers("PUT /quotes/{quote_id}")
    def put_quote(self, call: StubCall) -> Answer:
        request, quote_id = {**_DEFAULTS, **call.body}, call.path["quote_id"]
        needed = "checkout" if request["binding"] else "cart"
        if call.caller.service != needed:
            raise StubRefusal("not-allowed", f"a quote of this kind is for: {needed}")
        known = self._quotes.get(quote_id)
        if known is not None:
            return 200, _repeated(known, request)
        quote = StubbedQuote(request, self._priced(quote_id, request))
        self._quotes[quote_id] = quote
        return 201, quote.reply or {}

    @offers("GET /quotes/{quote_id}")
    def quote(self, call: StubCall) -> Answer:
        known = self._quotes.get(call.path["quote_id"], StubbedQuote())
        if known.reply is None:
            raise StubRefusal("not-found", f"there is no quote {call.path['quote_id']}")
        return 200, known.reply

    @offers("POST /quotes/{quote_id}/release")
    def release(self, call: StubCall) -> Answer:
        quote_id = call.path["quote_id"]
        self._quotes.setdefault(quote_id, StubbedQuote()).released = True
        for code in self._codes.values():
            code.redeemed_by.pop(quote_id, None)
        return 200, {"quote_id": quote_id, "state": "released"}

    @offers("POST /quotes/{quote_id}/cancellation")
    def cancel(self, call: StubCall) -> Answer:
        quote_id = call.path["quote_id"]
        for code in self._codes.values():
            if not code.terms["canceled_orders_count"]:
                code.redeemed_by.pop(quote_id, None)
        counts = any(quote_id in code.redeemed_by for code in self._codes.values())
        return 200, {"quote_id": quote_id, "code_counts": counts}

    def _priced(self, quote_id: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new quote. Raises StubRefusal."""
        facts, tax = self._list.facts(request, self.now())
        bare = reckoned(facts, shipping_taxed=False)
        codes = self._discounts(quote_id, request, bare)
        applied = tuple(
            BillCode(each["code"], each["discount"], each["skus"]) for each in codes if each["applied"]
        )
        way, ways = self._list.shipping(request, bare.subtotal - sum(each.discount for each in applied))
        given = replace(facts, codes=applied, shipping=way["amount"])
        bill = reckoned(given, shipping_taxed=tax["on_shipping"])
        totals = {name: getattr(bill, name) for name in ("subtotal", "discount", "shipping", "tax")}
        now = self.now()
        return {
            **totals,
            "quote_id": quote_id,
            "currency": bill.currency,
            "lines": [
                _shown(line, tax["rate"], self._list.list_price(line.sku, bill.currency))
                for line in bill.lines
            ],
            "shipping_method": way["method"],
            "shipping_methods": ways,
            "shipping_tax": bill.shipping_tax,
            "tax_mode": bill.tax_mode,
            "grand_total": bill.grand_total,
            "discount_codes": codes,
            "created_at": iso(now),
            "valid_until": iso(now + _LIFE),
        }

    def _discounts(self, quote_id: str, request: Mapping[str, Any], bare: Bill) -> list[Mapping[str, Any]]:
        """What became of each code; a binding quote redeems those that apply."""
        names = dict.fromkeys(code.strip().upper() for code in request["discount_codes"])
        known = [self._codes[name] for name in names if name in self._codes]
        goods = GoodsLeft(
            [line.sku for line in bare.lines], [line.line_total for line in bare.lines], bare.currency
        )
        quote = QuoteToDiscount(goods, self.now(), StubbedRedeemer.of(request), binding=request["binding"])
        judged = [code.judged(quote) for code in sorted(known, key=lambda each: each.place)]
        for each in judged:
            if each["applied"] and request["binding"]:
                self._codes[each["code"]].redeemed_by[quote_id] = quote.redeemer
        unknown = [refused_code(name, "unknown") for name in names if name not in self._codes]
        return sorted([*judged, *unknown], key=lambda each: not each["applied"])


def _repeated(known: StubbedQuote, request: Mapping[str, Any]) -> Mapping[str, Any]:
    if known.request is not None and known.request != request:
        raise StubRefusal("conflicting-request", "this quote was given for another request")
    if known.reply is None or known.released:
        raise StubRefusal("already-released", "this quote was released; its id cannot be used again")
    return known.reply


def _shown(line: BillLine, rate: str, list_price: int) -> Mapping[str, Any]:
    amounts = {name: getattr(line, name) for name in ("sku", "quantity", "unit_price", "line_total")}
    return {
        **amounts,
        "list_price": list_price,
        "discount": line.discount,
        "tax": line.tax,
        "tax_rate": rate,
    }
