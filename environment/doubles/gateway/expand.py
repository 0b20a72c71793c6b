"""`expand`: ids replaced by the objects they name (https://docs.stripe.com/api/expanding_objects)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from environment.doubles.gateway.errors import JsonObject, invalid
from environment.doubles.gateway.ledger import Ledger

_DEEPEST = 4
_Find = Callable[[Ledger, str], Any]
_FIND: dict[str, _Find] = {
    "latest_charge": lambda ledger, identity: ledger.charges.get(identity),
    "charge": lambda ledger, identity: ledger.charges.get(identity),
    "payment_intent": lambda ledger, identity: ledger.payment_intents.get(identity),
    "payment_method": lambda ledger, identity: ledger.payment_methods.get(identity),
    "customer": lambda ledger, identity: ledger.customers.get(identity),
}
_EXPANDABLE = {
    "payment_intent": frozenset({"latest_charge", "payment_method", "customer"}),
    "charge": frozenset({"payment_intent", "customer"}),
    "refund": frozenset({"charge", "payment_intent"}),
    "payment_method": frozenset({"customer"}),
}


def expand(ledger: Ledger, wire: JsonObject, paths: list[str]) -> JsonObject:
    """A copy of the answer with every path expanded. Raises Refusal for a property that cannot be."""
    for path in paths:
        segments = path.split(".")
        if len(segments) > _DEEPEST:
            raise invalid(f"You cannot expand more than {_DEEPEST} levels of a property.", param="expand")
        wire = _expanded(ledger, wire, segments, path)
    return wire


def _expanded(ledger: Ledger, wire: JsonObject, segments: list[str], path: str) -> JsonObject:
    if not segments:
        return wire
    head, rest = segments[0], segments[1:]
    if wire["object"] == "list":
        if head != "data":
            raise _impossible(path)
        return wire | {"data": [_expanded(ledger, row, rest, path) for row in wire["data"]]}
    if wire["object"] == "charge" and head == "refunds":
        return wire | {"refunds": _refunds(ledger, wire["id"])}
    if head not in _EXPANDABLE.get(wire["object"], ()):
        raise _impossible(path)
    value = wire[head]
    if isinstance(value, str):
        found = _FIND[head](ledger, value)
        value = found.to_json() if found is not None else value
    if isinstance(value, dict):
        value = _expanded(ledger, value, rest, path)
    return wire | {head: value}


def _refunds(ledger: Ledger, charge: str) -> JsonObject:
    refunds = [refund.to_json() for refund in reversed(ledger.refunds.found(charge=charge))]
    return {"object": "list", "data": refunds, "has_more": False, "url": f"/v1/charges/{charge}/refunds"}


def _impossible(path: str) -> Exception:
    return invalid(f"This property cannot be expanded ({path}).", param="expand")
