"""A quote that has redeemed a discount code with one more use, and the rates that quotes are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api, bearer
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_FAR_AWAY = "2100-01-01T00:00:00Z"
_RATE = {"rate": "0.05", "mode": "added"}


def contested_quote(world: World, _: OperationPair) -> ContestedObject:
    """A new quote, and the rates of a country as they were at first."""
    put_on_sale(world, "Dune", Money(950, "USD"))
    api, staff = world.shop.sent_by("staff", "pricing"), world.actors.staff()
    checkout = bearer(world.service_tokens.token("checkout", "pricing"))
    sku, quote, code = world.catalog.sku("Dune"), str(uuid4()), f"ONCE{uuid4().hex[:8].upper()}"
    world.shop.pricing.offer_code(staff, code, _terms(2))
    _restore_rates(api, staff, sku)
    asked: dict[str, Any] = {
        "currency": "USD",
        "lines": [{"sku": sku, "quantity": 1}],
        "destination": {"country": "US"},
        "discount_codes": [code],
        "email": "ada@readers.example",
    }
    api.call("PUT", f"/quotes/{quote}", checkout, {**asked, "binding": True})
    return ContestedObject(
        "pricing",
        parameters={
            "quote_id": quote,
            "sku": sku,
            "currency": "USD",
            "country": "CA",
            "method": "express",
            "region": "QC",
            "code": code,
            "group": "students",
            "customer_id": "someone",
        },
        own_parameters={"cart: quote": {"quote_id": ""}, "checkout: binding quote": {"quote_id": ""}},
        bodies=_bodies(asked),
        credentials={"staff": staff},
        names=(code,),
    )


def _bodies(asked: dict[str, Any]) -> Mapping[str, Callable[[int], dict[str, Any]]]:
    """The body of each request at its place in a pair."""
    return {
        "staff: price": lambda place: {"amount": 950 + place},
        "staff: sale price": lambda place: {"amount": 900 + place, "valid_until": _FAR_AWAY},
        "staff: group price": lambda place: {"amount": 800 + place},
        "staff: group": lambda place: {"group": f"group {place}"},
        "staff: weight": lambda place: {"grams": 500 + place},
        "staff: tax rate": lambda place: {**_RATE, "rate": f"0.1{place}"},
        "staff: regional tax rate": lambda place: {**_RATE, "rate": f"0.1{place}"},
        "staff: tax class": lambda place: {"tax_class": ("full", "reduced")[place % 2]},
        "staff: tax exemption": lambda place: {"certificate": f"MTC-{place}"},
        "staff: shipping rate": lambda place: {"amount": 100 + place},
        "staff: shipping method": lambda place: {"amount": 100 + place},
        "staff: discount code": lambda place: _terms(2 + place),
        "cart: quote": lambda _: asked,
        "checkout: binding quote": lambda _: {**asked, "binding": True},
    }


def _restore_rates(api: Api, staff: Mapping[str, str], sku: str) -> None:
    for rate in ("/tax-rates/CA", "/tax-rates/CA/QC"):
        api.call("PUT", rate, staff, _RATE)
    for rate in ("/shipping-rates/CA/USD", "/shipping-rates/CA/USD/express"):
        api.call("PUT", rate, staff, {"amount": 100})
    api.call("PUT", f"/prices/{sku}/USD", staff, {"amount": 950})
    api.call("PUT", f"/sale-prices/{sku}/USD", staff, {"amount": 900, "valid_until": _FAR_AWAY})
    api.call("PUT", f"/weights/{sku}", staff, {"grams": 500})
    api.call("PUT", f"/group-prices/{sku}/USD/students", staff, {"amount": 800})
    api.call("PUT", "/customers/someone/group", staff, {"group": "students"})
    api.call("PUT", f"/tax-classes/{sku}", staff, {"tax_class": "full"})
    api.call("PUT", "/customers/someone/tax-exemption", staff, {"certificate": "MTC-0"})


def _terms(limit: int) -> dict[str, Any]:
    return {"kind": "percent", "percent": "10", "limit": limit}
