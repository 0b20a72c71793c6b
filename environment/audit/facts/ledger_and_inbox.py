"""Turns the gateway's ledger and the inbox of the mail server into rows of the snapshot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from environment.audit.facts.mail_rows import ReceivedMailRow
from environment.audit.facts.order_content import Letter
from environment.audit.facts.snapshot import ChargeRow, RefundRow

# The Message-ID names the order and the kind of a mail. It is the same in every language.
_MESSAGE_ID = re.compile(
    r"<(?P<number>BK-[0-9A-Z]{4}-[0-9A-Z]{4})\.(?P<kind>[a-z-]+)(?:\.(?P<about>[0-9a-f-]+))?@"
)
# "Grand total" in the languages that mails are written in.
_TOTAL = re.compile(r"^(?:Grand total|Gesamtbetrag|Total|合計): (?P<money>.*\d.*?)\s*$", re.MULTILINE)


def charges(ledger: Mapping[str, Any]) -> tuple[ChargeRow, ...]:
    """Every payment of the ledger, oldest first (source: Stripe API reference, PaymentIntent)."""
    refunded: Counter[str] = Counter()
    for refund in ledger["refunds"]:
        if refund["status"] not in ("failed", "canceled"):
            refunded[refund["payment_intent"]] += refund["amount"]
    return tuple(
        ChargeRow(
            payment_id=intent["id"],
            checkout_id=intent["metadata"].get("checkout_id"),
            status=intent["status"],
            currency=intent["currency"].upper(),
            amount=intent["amount"],
            held=intent["amount_capturable"],
            captured=intent["amount_received"],
            refunded=refunded[intent["id"]],
            in_parts=_asks_for_several_captures(intent),
        )
        for intent in ledger["payment_intents"]
    )


def _asks_for_several_captures(intent: Mapping[str, Any]) -> bool:
    """Source: Stripe API reference, PaymentIntent, payment_method_options.card.request_multicapture."""
    card = (intent.get("payment_method_options") or {}).get("card") or {}
    return bool(card.get("request_multicapture") == "if_available")


def refunds(ledger: Mapping[str, Any]) -> tuple[RefundRow, ...]:
    """Every refund of the ledger, oldest first (source: Stripe API reference, Refund)."""
    return tuple(
        RefundRow(
            payment_id=refund["payment_intent"],
            refund_id=refund["metadata"].get("refund_id"),
            currency=refund["currency"].upper(),
            amount=refund["amount"],
            status=refund["status"],
        )
        for refund in ledger["refunds"]
    )


def mail(found: Mapping[str, Any]) -> ReceivedMailRow:
    """A mail of the inbox."""
    number, kind = order_and_kind(found["message_id"])
    return ReceivedMailRow(
        order_number=number,
        kind=kind,
        recipients=tuple(found["recipients"]),
        subject=found["subject"],
        total=stated_total(found["text"]),
    )


def letters(found: Mapping[str, Any]) -> Iterator[Letter]:
    """The words of a mail of the inbox about an order; none of a mail whose Message-ID names no order."""
    if named := _MESSAGE_ID.match(found["message_id"]):
        headers = {name.lower(): value for name, value in found["headers"]}
        language = headers.get("content-language", "")
        words = found["subject"], language, found["text"], found["html"]
        yield Letter(named["number"], named["kind"], named["about"] or "", *words)


def order_and_kind(message_id: str) -> tuple[str | None, str | None]:
    """The order number and the kind of a mail, from its Message-ID; None and None without them."""
    found = _MESSAGE_ID.match(message_id)
    return (found["number"], found["kind"]) if found else (None, None)


def stated_total(text: str) -> int | None:
    """The grand total of a mail in minor units, or None where it states none.

    An amount is written with all decimals of its currency, so its digits are its minor units. The signs
    between the digits differ from country to country.
    """
    found = _TOTAL.search(text)
    return int("".join(sign for sign in found["money"] if sign.isdecimal())) if found else None
