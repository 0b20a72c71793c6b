"""Wherever an order is shown, it is the order that was placed: each line, each total and each refund.

An invoice shows an order, and its credit notes what was given back.

The audit holds the order as it is stored to the binding quote. This check holds the answers that customers,
staff and services have received to what the checkout has placed; it makes no request of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.reckoning.bill import Bill, bill_of
from environment.reckoning.refund import HOLD, RefundShare
from environment.reckoning.wording import differences
from steps.vocabulary.money import Money

_SHOW_ORDERS = ("orders", "checkout")
_PLACES = re.compile(r"PUT /checkouts/[^/]+/order$")
_PAID_OUT = ("pending", "refunded")
_FACTS: Mapping[str, str] = {
    "payment_method": "payment method",
    "shipping_method": "shipping method",
}

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class _PlacedOrder:
    """The request that placed an order, and its bill."""

    request: Answer
    bill: Bill


def orders_are_shown_as_placed(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each thing in an answer that the order does not have; each comes once on an arrow."""
    placed, said_before = dict(_placed(traffic)), set[tuple[str, str]]()
    for exchange in traffic.exchanges:
        for shown in _shown_in(exchange) if placed else ():
            number = str(shown["order_number"])
            for wrong in _wrong_with(shown, placed[number]) if number in placed else ():
                said = (exchange.edge, f"order {number}, as {exchange.callee} shows it, {wrong}")
                if said not in said_before:
                    said_before.add(said)
                    yield TrafficBreach(*said, exchange=exchange.number)


def _placed(traffic: ScenarioTraffic) -> Iterator[tuple[str, _PlacedOrder]]:
    """The orders by number. A request that was refused, or whose answer is unknown, has placed none."""
    for exchange in traffic.exchanges:
        places = exchange.callee == "orders" and _PLACES.match(exchange.summary)
        number = _accepted(exchange.answered).get("order_number") if places else None
        if number and exchange.request:
            request = json.loads(exchange.request.body)
            yield str(number), _PlacedOrder(request, bill_of(request, request["lines"]))


def _shown_in(exchange: Exchange) -> Iterator[Answer]:
    """The orders in an answer: one, or a list of them."""
    if exchange.callee in _SHOW_ORDERS:
        answer = _accepted(exchange.answered)
        listed = answer.get("orders")
        for order in listed if isinstance(listed, list) else [answer]:
            if isinstance(order, dict) and order.get("order_number") and order.get("grand_total") is not None:
                yield order


def _accepted(answered: RecordedMessage | None) -> Answer:
    """The answer to an accepted request; empty where it is refused, or is about no order."""
    if answered is None or (answered.status or 500) >= 300 or '"order_number"' not in answered.body:
        return {}
    found = json.loads(answered.body)
    return found if isinstance(found, dict) else {}


def _wrong_with(shown: Answer, placed: _PlacedOrder) -> Iterator[str]:
    """In full, or, where only the state of an order is shown, its total."""
    if "lines" in shown:
        stated = bill_of(shown, shown["lines"])
        yield from differences(stated, placed.bill, {})
        yield from _wrong_titles(stated, placed.bill)
        if "credit_notes" in shown:
            yield from _wrong_credit_notes(shown)
            return
        yield from _wrong_facts(shown, placed.request)
        yield from _wrong_refunds(shown)
    else:
        total, due = _total(shown, placed.bill), Money(placed.bill.grand_total, placed.bill.currency)
        if total != due:
            yield f"states {total} as its grand total, expected {due}"
    yield from _wrong_payment(shown, placed)


def _wrong_payment(shown: Answer, placed: _PlacedOrder) -> Iterator[str]:
    """A paid order was charged but for what gift cards gave, and one that is not paid was not charged.

    What refunds have taken off an invoice before it was paid was never charged. An order whose card is
    charged at shipment was charged what its parcels say.
    """
    redeemed = placed.request.get("redeemed", 0)
    reduced = shown.get("reduced", 0) if placed.request.get("payment_method") == "invoice" else 0
    charged = placed.bill.grand_total - redeemed - reduced if shown.get("paid_at") else 0
    if placed.request.get("payment_method") == "card_on_shipment":
        charged = _charged_for_parcels(shown)
    for name, word, due in (
        ("captured", "charged", charged),
        ("redeemed", "redeemed", redeemed),
        ("reduced", "not owed any more", reduced),
    ):
        if shown.get(name, due) != due:
            stated, expected = (Money(amount, placed.bill.currency) for amount in (shown[name], due))
            yield f"states {stated} as {word}, expected {expected}"


def _charged_for_parcels(shown: Answer) -> int:
    """What the parcels of the order have charged; where they are not shown, what it says itself."""
    parcels = shown.get("shipments")
    if parcels is None:
        return int(shown.get("captured", 0))
    return sum(parcel["charge"] for parcel in parcels if parcel["charge_state"] == "charged")


def _total(shown: Answer, bill: Bill) -> Money:
    """The grand total: an amount with its currency, or a number beside the currency, if it has any."""
    total = shown["grand_total"]
    if isinstance(total, dict):
        return Money(total["amount"], total["currency"])
    return Money(total, shown.get("currency", bill.currency))


def _wrong_titles(stated: Bill, placed: Bill) -> Iterator[str]:
    names = {line.sku: line.title for line in placed.lines}
    for line in stated.lines:
        if line.title != names.get(line.sku, line.title):
            yield f'names a title "{line.title}", expected "{names[line.sku]}"'


def _wrong_facts(shown: Answer, placed: Answer) -> Iterator[str]:
    for name, word in _FACTS.items():
        if shown.get(name) != placed.get(name):
            yield f"names {shown.get(name) or 'no'} {word}, expected {placed.get(name) or 'none'}"
    codes, expected = shown.get("discount_codes") or [], placed.get("discount_codes") or []
    if codes != expected:
        told, placed_with = (", ".join(each) or "none" for each in (codes, expected))
        yield f"names {told} as its discount codes, expected {placed_with}"


def _wrong_credit_notes(invoice: Answer) -> Iterator[str]:
    """Each credit note is the sum of its shares, and all together are at most what the invoice charges."""
    currency, notes = invoice["currency"], invoice["credit_notes"]
    for note in notes:
        summed = _summed(note["shares"], invoice)
        if summed != note["amount"]:
            amount = Money(note["amount"], currency)
            yield f"lists a credit note of {amount}, whose shares sum to {Money(summed, currency)}"
    credited = sum(note["amount"] for note in notes)
    if credited > invoice["grand_total"]:
        amounts = (Money(amount, currency) for amount in (credited, invoice["grand_total"]))
        yield "credits {} of an invoice over {}".format(*amounts)


def _summed(shares: Sequence[Answer], shown: Answer) -> int:
    bill = bill_of(shown, shown["lines"])
    return sum(RefundShare(**share).amount(bill.mode_of(share["part"])) for share in shares)


def _wrong_refunds(shown: Answer) -> Iterator[str]:
    """Each refund is the sum of its shares, and the refunded amount the sum of those that are paid out.

    What was still owed does not go back: it is a sum of its own.
    """
    currency, refunds = shown["currency"], shown["refunds"]
    for refund in refunds:
        summed = _summed(refund["shares"], shown)
        if summed != refund["amount"]:
            amount = Money(refund["amount"], currency)
            yield f"lists a refund of {amount}, whose shares sum to {Money(summed, currency)}"
    made = [refund for refund in refunds if refund["state"] in _PAID_OUT]
    reduced = sum(refund.get("reduced", 0) for refund in refunds)
    to_buyer = (each for each in made if each.get("destination") != HOLD)
    paid_out = sum(each["amount"] - each.get("reduced", 0) for each in to_buyer)
    for name, word, due in (("refunded", "refunded", paid_out), ("reduced", "not owed any more", reduced)):
        if shown.get(name, due) != due:
            stated, expected = (Money(amount, currency) for amount in (shown[name], due))
            yield f"states {stated} as {word}, but its refunds sum to {expected}"
