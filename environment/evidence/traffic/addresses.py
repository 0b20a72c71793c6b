"""The address that a customer has written reaches the order, and from there the mail, unchanged."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach

_SUBMITTED = "customer -> checkout"
_PASSED_ON = ("checkout -> orders", "orders -> notifications")
_WORDS = {"line1": "street", "line2": "second line", "postal_code": "postal code"}
_ORDER = re.compile(r"PUT /checkouts/([0-9a-f-]{36})/order ")
_NOT_ANSWERED = ""
Address = Mapping[str, str]


def addresses_arrive_unchanged(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """Every order, and every event about one, has the address of its submission, field by field."""
    written = _written(traffic)
    for exchange in traffic.exchanges:
        if exchange.edge in _PASSED_ON and (found := _passed_on(exchange)):
            checkout_id, address = found
            # Two tabs may submit one cart, and the answer that tells which of them began it may be lost.
            possible = [*written.get(checkout_id, ()), *written.get(_NOT_ANSWERED, ())]
            if possible and address not in possible:
                names = " and ".join(_WORDS.get(name, name) for name in _differing(possible[0], address))
                sentence = f"the address has another {names} than the customer wrote"
                yield TrafficBreach(exchange.edge, sentence, "request", exchange.number)


def _written(traffic: ScenarioTraffic) -> Mapping[str, list[Address]]:
    """The addresses of all submissions by the checkout that they were answered with."""
    written: defaultdict[str, list[Address]] = defaultdict(list)
    for exchange in traffic.exchanges:
        request = exchange.request
        if exchange.edge == _SUBMITTED and request and request.head.startswith("POST /checkouts "):
            body, answer = _json(request.body), _json(exchange.answered.body if exchange.answered else "")
            if isinstance(body.get("ship_to"), dict):
                written[str(answer.get("checkout_id", _NOT_ANSWERED))].append(_plain(body["ship_to"]))
    return written


def _passed_on(exchange: Exchange) -> tuple[str, Address] | None:
    """The checkout and the address in an order or in an event; None in any other request."""
    request = exchange.request
    if request is None or '"ship_to"' not in request.body:
        return None
    body, order = _json(request.body), _ORDER.match(request.head)
    if order:
        return order[1], _plain(body["ship_to"])
    return str(body["data"]["checkout_id"]), _plain(body["data"]["ship_to"])


def _plain(address: Mapping[str, Any]) -> Address:
    """The address without empty fields; blanks around a field are not part of it."""
    texts = {name: str(text).strip() for name, text in address.items() if text is not None}
    return {name: text for name, text in texts.items() if text}


def _differing(one: Address, other: Address) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
