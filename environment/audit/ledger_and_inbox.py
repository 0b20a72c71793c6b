"""What the gateway's ledger and the inbox of the mail server say, as rows of the books."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from environment.audit.snapshot import Charge, Mail, Refund

# The Message-ID names what a mail is about, in whatever language it is written.
_ABOUT = re.compile(r"<(?P<number>BK-[0-9A-Z]{4}-[0-9A-Z]{4})\.(?P<kind>[a-z-]+)(?:\.[0-9a-f-]+)?@")
# "Grand total" in the languages that mails are written in.
_TOTAL = re.compile(r"^(?:Grand total|Gesamtbetrag|Total|合計): (?P<money>.*\d.*?)\s*$", re.MULTILINE)


def charges(ledger: Mapping[str, Any]) -> tuple[Charge, ...]:
    """Every payment of the ledger, oldest first (source: Stripe API reference, PaymentIntent)."""
    refunded: Counter[str] = Counter()
    for refund in ledger["refunds"]:
        if refund["status"] not in ("failed", "canceled"):
            refunded[refund["payment_intent"]] += refund["amount"]
    return tuple(
        Charge(
            payment_id=intent["id"],
            checkout_id=intent["metadata"].get("checkout_id"),
            status=intent["status"],
            currency=intent["currency"].upper(),
            amount=intent["amount"],
            held=intent["amount_capturable"],
            captured=intent["amount_received"],
            refunded=refunded[intent["id"]],
        )
        for intent in ledger["payment_intents"]
    )


def refunds(ledger: Mapping[str, Any]) -> tuple[Refund, ...]:
    """Every refund of the ledger, oldest first (source: Stripe API reference, Refund)."""
    return tuple(
        Refund(
            payment_id=refund["payment_intent"],
            asked_as=refund["metadata"].get("refund_id"),
            currency=refund["currency"].upper(),
            amount=refund["amount"],
            status=refund["status"],
        )
        for refund in ledger["refunds"]
    )


def mail(found: Mapping[str, Any]) -> Mail:
    """A mail of the inbox."""
    number, kind = about(found["message_id"])
    return Mail(
        order_number=number,
        kind=kind,
        recipients=tuple(found["recipients"]),
        subject=found["subject"],
        total=total_stated(found["text"]),
    )


def about(message_id: str) -> tuple[str | None, str | None]:
    """The order and the kind that a mail names by its Message-ID."""
    found = _ABOUT.match(message_id)
    return (found["number"], found["kind"]) if found else (None, None)


def total_stated(text: str) -> int | None:
    """The grand total of a mail in minor units, or None where it states none.

    An amount is written with all decimals of its currency, so its digits are its minor units, whatever signs
    the reader's country sets between them.
    """
    found = _TOTAL.search(text)
    return int("".join(sign for sign in found["money"] if sign.isdecimal())) if found else None
