"""The parameter `expand`: replaces an id by its object (https://docs.stripe.com/api/expanding_objects)."""

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


def expand(ledger: Ledger, found: JsonObject, paths: list[str]) -> JsonObject:
    """A copy of the object or list with every path expanded.

    Raises:
        GatewayRefusal: a property cannot be expanded, or a path is too deep.
    """
    for path in paths:
        segments = path.split(".")
        if len(segments) > _DEEPEST:
            raise invalid(f"You cannot expand more than {_DEEPEST} levels of a property.", param="expand")
        found = _expanded(ledger, found, segments, path)
    return found


def _expanded(ledger: Ledger, found: JsonObject, segments: list[str], path: str) -> JsonObject:
    if not segments:
        return found
    head, rest = segments[0], segments[1:]
    if found["object"] == "list":
        if head != "data":
            raise _impossible(path)
        return found | {"data": [_expanded(ledger, row, rest, path) for row in found["data"]]}
    if found["object"] == "charge" and head == "refunds":
        return found | {"refunds": _refunds(ledger, found["id"])}
    if head not in _EXPANDABLE.get(found["object"], ()):
        raise _impossible(path)
    value = found[head]
    if isinstance(value, str):
        referenced = _FIND[head](ledger, value)
        value = referenced.to_json() if referenced is not None else value
    if isinstance(value, dict):
        value = _expanded(ledger, value, rest, path)
    return found | {head: value}


def _refunds(ledger: Ledger, charge: str) -> JsonObject:
    refunds = [refund.to_json() for refund in reversed(ledger.refunds.find(charge=charge))]
    return {"object": "list", "data": refunds, "has_more": False, "url": f"/v1/charges/{charge}/refunds"}


def _impossible(path: str) -> Exception:
    return invalid(f"This property cannot be expanded ({path}).", param="expand")
