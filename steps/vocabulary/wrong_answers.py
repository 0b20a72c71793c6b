"""Wrong answers of the gateway to each of its operations: unreadable, foreign, or contradictory.

Foreign and contradictory answers have the form of true ones: nothing but the wrong fact in them tells that
they are no answer. They quote the request (see environment/faults/protocols/quoted_request.py): what it is
about is not known when the fault is injected.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from environment.topology import topology
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.lookup import lookup

GATEWAY = "payments -> gateway"
Body = dict[str, Any]
_ANOTHER_CHECKOUT = "0b5c0f5e-6f0c-4b7e-9d53-1f6f8f3c7a11"
_LONG_AGO = 86_400  # Unix seconds: the second of January 1970
_ASKED_INTENT, _ASKED_AMOUNT = "{path 3}", "{form amount}"
_ASKED_REFUND = {"refund_id": "{form metadata[refund_id]}"}
# What the journeys of the table pay, with and without a code: no wrong amount gives an answer away.
_TOTAL, _UNPAID_TOTAL = 1900, 1700  # minor units


class WrongAnswer(StrEnum):
    """What is wrong with an answer; the words of the table."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    CONTRADICTORY = "contradictory"


def _intent(identity: str, status: str, received: object = 0, **differing: object) -> Body:
    """A payment intent of another checkout and another time, but for the fields that differ."""
    return {
        "id": identity,
        "object": "payment_intent",
        "status": status,
        "amount": _TOTAL,
        "amount_received": received,
        "currency": "usd",
        "created": _LONG_AGO,
        "metadata": {"checkout_id": _ANOTHER_CHECKOUT},
        "client_secret": f"{identity}_secret_1",
        **differing,
    }


def _refund(of: str, amount: object = 500, **differing: object) -> Body:
    return {
        "id": "re_another",
        "object": "refund",
        "status": "succeeded",
        "amount": amount,
        "currency": "usd",
        "created": _LONG_AGO,
        "payment_intent": of,
        "metadata": {},
        **differing,
    }


def _list(*data: Body, has_more: bool = False) -> Body:
    return {"object": "list", "url": "/v1/any", "has_more": has_more, "data": list(data)}


_AUTHORIZED = {"amount": _ASKED_AMOUNT, "currency": "{form currency}"}
_ANOTHERS = _intent("pi_another", "succeeded", received=_TOTAL)

FOREIGN: Mapping[str, Body] = {
    "authorization": _intent("pi_another", "requires_capture", **_AUTHORIZED),
    "search": _list(_ANOTHERS),
    "look": _ANOTHERS,
    "capture": _ANOTHERS,
    "void": _intent("pi_another", "canceled", amount=_UNPAID_TOTAL),
    "refund": _refund("pi_another", _ASKED_AMOUNT, metadata=_ASKED_REFUND),
    "look at the refunds": _list(_refund("pi_another")),
    "look at a refund": _refund("pi_another"),
}
"""By operation, the answer to the same request about another payment, or about another time."""

CONTRADICTORY: Mapping[str, Body] = {
    # Received in full, and still to be captured.
    "authorization": _intent(
        "pi_ours",
        "requires_capture",
        received=_ASKED_AMOUNT,
        metadata={"checkout_id": "{form metadata[checkout_id]}"},
        **_AUTHORIZED,
    ),
    "search": _list(has_more=True),  # nothing, and more of it
    "look": _intent(_ASKED_INTENT, "succeeded", received=0),
    "capture": _intent(_ASKED_INTENT, "succeeded", received=0),
    "void": _intent(_ASKED_INTENT, "canceled", received=_UNPAID_TOTAL, amount=_UNPAID_TOTAL),
    "refund": _refund("{form payment_intent}", 0, metadata=_ASKED_REFUND),
    "look at the refunds": _list(has_more=True),
    "look at a refund": _refund("pi_another", 0),
}
"""By operation, an answer about the right payment, whose parts cannot be true together."""

_OUR_REFUND = "{form payment_intent}"
WRONG_REFUNDS: Mapping[str, Body] = {
    "a refund of another amount": _refund(_OUR_REFUND, 499, metadata=_ASKED_REFUND),
    "a refund in another currency": _refund(
        _OUR_REFUND, _ASKED_AMOUNT, currency="eur", metadata=_ASKED_REFUND
    ),
}
"""Answers to a refund that differ from a true one in one fact, while nothing is refunded."""


def wrong_answer(operation: str, answer: WrongAnswer, *, after_work: bool) -> FaultSpec:
    """The fault that gives the next of these requests this answer; ValueError lists the operations."""
    row = topology().point(GATEWAY).operation(operation)
    moment = "after" if after_work else "before"
    name = f"a {answer} answer to the {operation}, {moment} the work"
    calls = CallPattern(GATEWAY, row.method, row.path_pattern, next=1, text=f"the {operation}")
    if answer is WrongAnswer.UNREADABLE:
        return FaultSpec(name, calls, "malformed json", {"after_work": after_work})
    bodies = FOREIGN if answer is WrongAnswer.FOREIGN else CONTRADICTORY
    body = lookup("wrong answer to the operation", operation, bodies)
    return FaultSpec(name, calls, "status", {"code": 200, "body": body, "after_work": after_work})
