"""The stub of pricing: prices and rates that the staff sets, and quotes that record 5 makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from environment.reckoning.bill import reckoned
from environment.reckoning.discounts import BillCode
from environment.reckoning.shipping import STANDARD, goods_in_parcel
from environment.stubs.code_list import StubbedCodes
from environment.stubs.price_list import StubbedPriceList
from environment.stubs.stub import Answer, Stub, StubCall, StubRefusal, iso, offers
from environment.stubs.stubbed_quote import StubbedQuote, repeated, shown

_LIFE = timedelta(seconds=600)
_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("customer", "email", "account_email", "shipping_method", "billing")),
    "discount_codes": (),
    "binding": False,
}


class PricingStub(Stub):
    """Pricing in memory."""

    service = "pricing"

    def forget(self) -> None:
        self._list = StubbedPriceList()
        self._codes = StubbedCodes()
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
        rate = self._list.taxes.set_rate(call.path["country"], "", call.body)
        return 200, {"country": call.path["country"], "region": None, **rate}

    @offers("PUT /tax-rates/{country}/{region}")
    def put_regional_tax_rate(self, call: StubCall) -> Answer:
        country = call.path["country"]
        region = self._list.taxes.region(country, call.path["region"])
        rate = self._list.taxes.set_rate(country, region, call.body)
        return 200, {"country": country, "region": region, **rate}

    @offers("PUT /tax-classes/{sku}")
    def put_tax_class(self, call: StubCall) -> Answer:
        self._list.taxes.set_class(call.path["sku"], call.body["tax_class"])
        return 200, {**call.path, **call.body}

    @offers("PUT /customers/{customer_id}/tax-exemption")
    def exempt(self, call: StubCall) -> Answer:
        return 200, self._exempted(call.path["customer_id"], exempt=True)

    @offers("DELETE /customers/{customer_id}/tax-exemption")
    def end_exemption(self, call: StubCall) -> Answer:
        return 200, self._exempted(call.path["customer_id"], exempt=False)

    def _exempted(self, customer: str, *, exempt: bool) -> Mapping[str, Any]:
        self._list.taxes.set_exempt(customer, exempt=exempt)
        return {"customer": customer, "state": "exempt" if exempt else "taxed"}

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
        return 200, self._codes.set(call.path["code"], call.body)

    @offers("DELETE /discount-codes/{code}")
    def withdraw_code(self, call: StubCall) -> Answer:
        self._codes.withdraw(call.path["code"])
        return 200, {"code": call.path["code"].upper(), "state": "withdrawn"}

    @offers("PUT /quotes/{quote_id}")
    def put_quote(self, call: StubCall) -> Answer:
        request, quote_id = {**_DEFAULTS, **call.body}, call.path["quote_id"]
        needed = "checkout" if request["binding"] else "cart"
        if call.caller.service != needed:
            raise StubRefusal("not-allowed", f"a quote of this kind is for: {needed}")
        known = self._quotes.get(quote_id)
        if known is not None:
            return 200, repeated(known, request)
        quote = StubbedQuote(request, self._priced(quote_id, request))
        self._quotes[quote_id] = quote
        return 201, quote.reply or {}

    @offers("GET /quotes/{quote_id}")
    def quote(self, call: StubCall) -> Answer:
        known = self._quotes.get(call.path["quote_id"], StubbedQuote())
        if not known.is_kept(iso(self.now())):
            raise StubRefusal("not-found", f"there is no quote {call.path['quote_id']}")
        return 200, known.reply or {}

    @offers("POST /quotes/{quote_id}/release")
    def release(self, call: StubCall) -> Answer:
        quote_id = call.path["quote_id"]
        self._quotes.setdefault(quote_id, StubbedQuote()).released = True
        self._codes.release(quote_id)
        return 200, {"quote_id": quote_id, "state": "released"}

    @offers("POST /quotes/{quote_id}/cancellation")
    def cancel(self, call: StubCall) -> Answer:
        quote_id = call.path["quote_id"]
        counts = self._codes.cancel(quote_id)
        return 200, {"quote_id": quote_id, "code_counts": counts}

    def _priced(self, quote_id: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new quote. Raises StubRefusal."""
        facts, taxes = self._list.facts(request, self.now())
        bare = reckoned(facts, shipping_taxed=False)
        codes = self._codes.on(quote_id, request, bare, self.now())
        applied = tuple(
            BillCode(each["code"], each["discount"], each["skus"]) for each in codes if each["applied"]
        )
        goods = goods_in_parcel(
            request["lines"], reckoned(replace(facts, codes=applied), shipping_taxed=False)
        )
        way, ways = self._list.shipping(request, goods)
        given = replace(facts, codes=applied, shipping=way["amount"])
        bill = reckoned(given, shipping_taxed=next(iter(taxes.values()))["on_shipping"])
        totals = {name: getattr(bill, name) for name in ("subtotal", "discount", "shipping", "tax")}
        now = self.now()
        return {
            **totals,
            "quote_id": quote_id,
            "currency": bill.currency,
            "lines": [
                shown(
                    line,
                    self._list.taxes.shown_rate(taxes[line.kind], line.sku, line.kind),
                    self._list.list_price(line.sku, bill.currency),
                )
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
