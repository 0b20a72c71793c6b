"""Nothing that a customer submitted is lost or changed on its way to the order, its events and its mails.

Checkout documents what it reads: a blank optional field as one left out, and of a locale its language tag.
All other text stays as it was typed, in the same form of Unicode. The gateway is told none of these fields.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

from environment.doubles.mail.inbox_client import DeliveredMail
from environment.evidence.recording.exchange import PEOPLE, Exchange, RecordedMessage
from environment.evidence.recording.json_value import json_object
from environment.evidence.recording.masking import MASK
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach, Where

_WAY = "shipping_method"
_FIELDS: Mapping[str, str] = {
    "email": "the mail address",
    "locale": "the locale",
    "name": "the name",
    "line1": "the street",
    "line2": "the second line of the address",
    "city": "the city",
    "region": "the region",
    "postal_code": "the postal code",
    "country": "the country",
    _WAY: "the way of shipping",
}
_BILL_TO = "bill_to "  # before the name of a field of the billing address
_IN_BILLS = ("name", "line1", "line2", "city", "region", "postal_code", "country")
_SAID: Mapping[str, str] = {
    **_FIELDS,
    **{_BILL_TO + name: f"{_FIELDS[name]} of the billing address" for name in _IN_BILLS},
}
_BESIDE_THE_ADDRESS = ("email", "locale", _WAY)
_OPTIONAL = frozenset({"line2", "city", "region", "postal_code"})
_IN_MAILS = ("name", "line1", "line2", "city", "region", "postal_code")
_BILLED_IN_MAILS = tuple(_BILL_TO + name for name in _IN_MAILS)
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LONGEST_TAG = 35  # characters; RFC 5646, section 4.4.1
_ORDER_OF = re.compile(r"PUT /checkouts/([0-9a-f-]{36})/order$")
_QUOTE_OF = re.compile(r"PUT /quotes/([0-9a-f-]{36})$")  # a checkout's quote has its id
_ADDRESS = re.compile(r"PUT /orders/([0-9A-Za-z-]+)/address$")
_ERASURE = re.compile(r"POST /(personal-data|orders/[^/]+)/erasure$")
_REPORT = "bounce"

Delivery = Mapping[str, str | None]


@dataclass(frozen=True)
class _Seen:
    """The fields of one order as one message has them."""

    checkout: str
    delivery: Delivery
    where: Where
    only: str | None = None
    """The one field that such a message has, None where it has all."""
    nothing_shipped: bool = False
    """Whether it places an order of which nothing is shipped: then no way of shipping matters."""


def nothing_is_lost(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """Each message about an order has the fields that its customer submitted."""
    # A submission that was repeated, since its answer was lost, may be answered after the order was placed.
    submissions = [seen for exchange in traffic.exchanges if (seen := _submitted(exchange))]
    orders = {seen.checkout: _Order(seen.delivery) for seen in reversed(submissions)}
    numbers: dict[str, str] = {}
    erased = False
    for exchange in traffic.exchanges:
        erased = erased or _has_erased(exchange)
        if (changed := _changed(exchange, numbers)) and changed.checkout in orders:
            orders[changed.checkout].may_go_to(changed.delivery)
        for number, seen in _passed_on(exchange, numbers):
            if erased and seen.where == "response" and not seen.delivery.get("email"):
                continue  # an erased order has no mail address: what it shows is the audit's business
            if order := orders.get(seen.checkout):
                if seen.nothing_shipped:
                    order.ship_nothing()
                for sentence in order.wrong_in(seen, exchange.edge):
                    yield TrafficBreach(exchange.edge, sentence, seen.where, exchange.number)
                if number:
                    numbers[number] = seen.checkout
    for mail in traffic.mails:
        number = next((number for number in numbers if number in mail.message_id), None)
        if number and _REPORT not in mail.message_id:
            yield from _in_mail(mail, orders[numbers[number]])


@dataclass
class _Order:
    """What was submitted, and of each field the request in which it was last right, while it is right."""

    submitted: Delivery
    right: dict[str, str] = field(init=False)
    in_mails: tuple[str, ...] = (*_IN_MAILS, *_BILLED_IN_MAILS)
    changed: list[Delivery] = field(default_factory=list)
    """What is submitted with the addresses to which it was changed afterwards."""

    def __post_init__(self) -> None:
        self.right = dict.fromkeys(self.submitted, "from the customer to checkout")

    def ship_nothing(self) -> None:
        """Nothing is shipped: the way that was chosen is dropped, and mails have the address of the bill."""
        self.right.pop(_WAY, None)
        self.in_mails = _BILLED_IN_MAILS if _BILL_TO + "name" in self.submitted else _IN_MAILS

    def may_go_to(self, address: Delivery) -> None:
        """It goes to this address from now on, or never, where the request is lost: mails may have either."""
        named = {name: address.get(name) for name in _IN_BILLS}
        self.changed.append({**self.submitted, **named})

    def meant(self, wrong_in: Callable[[Delivery], Sequence[str]]) -> Delivery:
        """What was submitted, with the address of which the fewest fields are wrong."""
        return min((*self.changed[::-1], self.submitted), key=lambda known: len(wrong_in(known)))

    def wrong_in(self, seen: _Seen, edge: str) -> list[str]:
        """A sentence for each field that is wrong here first."""
        sentences = []
        found_in = seen.delivery.get
        meant = self.meant(lambda known: [name for name in self.right if found_in(name) != known[name]])
        for name in tuple(self.right):
            submitted, found = meant[name], found_in(name)
            if seen.only not in (None, name):
                continue
            if found != submitted:
                said = _difference(_SAID[name], submitted, found)
                sentences.append(f"{said}; it was right {self.right.pop(name)}")
            elif seen.where == "request":
                self.right[name] = f"from {edge.replace(' -> ', ' to ')}"
        return sentences


def _has_erased(exchange: Exchange) -> bool:
    """Whether a person has asked orders for an erasure; the answer may be lost, and the person be erased."""
    return exchange.callee == "orders" and _ERASURE.match(exchange.summary) is not None


def _changed(exchange: Exchange, numbers: Mapping[str, str]) -> _Seen | None:
    """The address that an order is to go to from now on; none where the request was refused."""
    named = _ADDRESS.match(exchange.summary) if exchange.callee == "orders" else None
    checkout = named and next((numbers[each] for each in numbers if _same_number(each, named[1])), None)
    if not checkout:
        return None
    if exchange.answered is not None and (exchange.answered.status or 200) in range(400, 500):
        return None
    return _Seen(checkout, _delivery({"ship_to": _json(exchange.request)}, as_read=True), "request")


def _same_number(number: str, typed: str) -> bool:
    """Whether a person has typed this number, in letters of any case, with its dashes or without."""
    return number.replace("-", "").upper() == typed.replace("-", "").upper()


def _submitted(exchange: Exchange) -> _Seen | None:
    """A submission of a checkout, as checkout documents that it reads it."""
    if exchange.callee != "checkout" or exchange.summary != "POST /checkouts" or exchange.answered is None:
        return None
    body, answer = _json(exchange.request), _json(exchange.answered)
    if exchange.answered.status not in (201, 202) or "ship_to" not in body:
        return None
    return _Seen(str(answer.get("checkout_id")), _delivery(body, as_read=True), "request")


def _passed_on(exchange: Exchange, numbers: Mapping[str, str]) -> Iterator[tuple[str | None, _Seen]]:
    """The fields of an order that this exchange carries, with the order number where it names one.

    A person who asks as a service would does not pass on what a customer has submitted.
    """
    if exchange.caller in PEOPLE and not exchange.summary.startswith("GET "):
        return
    if found := _ORDER_OF.match(exchange.summary):
        body = _json(exchange.request)
        if "ship_to" in body:
            number = _json(exchange.answered).get("order_number")
            nothing = body.get(_WAY) is None
            yield number, _Seen(found[1], _delivery(body), "request", nothing_shipped=nothing)
    elif found := _QUOTE_OF.match(exchange.summary):
        yield from ((None, seen) for seen in _quoted(found[1], _json(exchange.request)))
    elif exchange.callee == "notifications" and exchange.summary.startswith("POST "):
        data = _json(exchange.request).get("data")
        if isinstance(data, dict) and "ship_to" in data:
            seen = _Seen(str(data.get("checkout_id")), _delivery(data), "request")
            yield data.get("order_number"), seen
    elif exchange.callee == "orders" and exchange.summary.startswith("GET "):
        answer = _json(exchange.answered)
        orders = answer.get("orders", [answer])
        for order in orders if isinstance(orders, list) else ():
            if isinstance(order, dict) and "ship_to" in order and order.get("order_number") in numbers:
                seen = _Seen(numbers[order["order_number"]], _delivery(order), "response")
                yield None, seen


def _quoted(checkout: str, body: Mapping[str, Any]) -> Iterator[_Seen]:
    """What a quote is made for: the way of shipping, and of both addresses what a tax depends on."""
    asked: dict[str, str | None] = {_WAY: body.get(_WAY)}
    for part, before in (("destination", ""), ("billing", _BILL_TO)):
        address = body.get(part) or {}
        asked |= {before + name: address.get(name) for name in ("country", "region")}
    yield from (_Seen(checkout, asked, "request", only=name) for name in asked)


def _delivery(body: Mapping[str, Any], *, as_read: bool = False) -> Delivery:
    address = body.get("ship_to") if isinstance(body.get("ship_to"), dict) else {}
    found = {name: body[name] for name in _BESIDE_THE_ADDRESS if name in body} | dict(address or {})
    if as_read:
        if found.get(_WAY) is None:
            found.pop(_WAY, None)  # then the cheapest one is meant
        locale = str(found.get("locale", ""))
        if not _TAG.fullmatch(locale) or len(locale) > _LONGEST_TAG:
            found.pop("locale", None)  # checkout reads the tag at its start, or falls back
        blank = [name for name in _OPTIONAL if _is_blank(found.get(name))]
        found |= dict.fromkeys(blank)
    delivered = {name: found.get(name) for name in _FIELDS if name in found or name in _OPTIONAL}
    return {**delivered, **_billed(body.get("bill_to"), as_read=as_read)}


def _billed(address: object, *, as_read: bool) -> Delivery:
    """The fields of the billing address; none where there is none."""
    if not isinstance(address, dict):
        return {}
    found = {name: address.get(name) for name in _IN_BILLS}
    blank = [name for name in _OPTIONAL if as_read and _is_blank(found[name])]
    return {_BILL_TO + name: None if name in blank else text for name, text in found.items()}


def _is_blank(text: object) -> bool:
    return isinstance(text, str) and not any(unicodedata.category(one)[0] in "LNPS" for one in text)


def _difference(said: str, submitted: str | None, found: str | None) -> str:
    """What is wrong with a field; neither value is repeated, since both are personal data."""
    if found is None:
        return f"{said} is missing"
    if submitted is None:
        return f"{said} was left out, and is there"
    if unicodedata.normalize("NFC", submitted) == unicodedata.normalize("NFC", found):
        return f"{said} is in another form of Unicode than submitted"
    return f"{said} is another than submitted"


def _in_mail(mail: DeliveredMail, order: _Order) -> Iterator[TrafficBreach]:
    for kind, body, written in (("text", mail.text, str), ("html", mail.html, escape)):
        missing = partial(_missing_in, body, written, order)
        for name in missing(order.meant(missing)):
            said = f"{_SAID[name]} is not in the {kind} of a mail as submitted"
            sentence = f"{said}; it was right {order.right[name]}"
            yield TrafficBreach("notifications -> mail", sentence, "request")


def _missing_in(body: str, written: Callable[[str], str], order: _Order, known: Delivery) -> list[str]:
    """The fields that a mail about the order has to have, and whose values are not in this text of it."""
    said = {name: " ".join((known.get(name) or "").split()) for name in order.in_mails if name in order.right}
    values = {name: value for name, value in said.items() if value and MASK not in value}
    return [name for name, value in values.items() if not _has(body, written(value))]


def _has(body: str, value: str) -> bool:
    """Whether the text has the value by itself and not as a part of a longer word."""
    before = r"(?<!\w)" if value[0].isalnum() else ""
    after = r"(?!\w)" if value[-1].isalnum() else ""
    return value in body and re.search(f"{before}{re.escape(value)}{after}", body) is not None


def _json(message: RecordedMessage | None) -> dict[str, Any]:
    return (json_object(message.body) if message else None) or {}
