"""Sample exchanges, as the proxy exports them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage

T0 = 1_700_000_000.0


def request(call: str, body: object = None, trace: str = "a") -> RecordedMessage:
    """A request with a trace id made of one hexadecimal digit."""
    text = "" if body is None else json.dumps(body)
    return RecordedMessage(
        f"{call} HTTP/1.1", (("traceparent", f"00-{trace * 32}-{'1' * 16}-01"),), text, len(text)
    )


def answer(status: int | None, body: object = None) -> RecordedMessage | None:
    """An answer; None for a status of None."""
    text = "" if body is None else json.dumps(body)
    return None if status is None else RecordedMessage(f"HTTP/1.1 {status}", (), text, len(text))


def exchange(
    number: int,
    edge: str,
    call: str,
    status: int | None = 200,
    *,
    at: float = 0.0,
    took: float | None = 5.0,
    trace: str = "a",
    request_body: object = None,
    answer_body: object = None,
    **more: Any,
) -> Exchange:
    """An HTTP exchange that began `at` ms after T0 and took `took` ms; None: it has no end."""
    given = answer(status, answer_body)
    known: dict[str, Any] = {
        "protocol": "http",
        "connection": 1,
        "correlation": "scenario",
        "faults": (),
        "outcome": str(status),
        "deliveries": 1,
        "answered": given,
        "answer": given,
    }
    return Exchange(
        number=number,
        edge=edge,
        started=T0 + at / 1000,
        ended=None if took is None else T0 + (at + took) / 1000,
        summary=call,
        request=request(call, request_body, trace),
        **(known | more),
    )


@dataclass
class RecordedCheckout:
    """The exchanges of a checkout without a fault. `change` replaces the fields of the call on one arrow."""

    changes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def change(self, call: str, **changed: Any) -> RecordedCheckout:
        return RecordedCheckout({**self.changes, call: changed})

    def without(self, call: str) -> RecordedCheckout:
        return RecordedCheckout({**self.changes, call: {"absent": True}})

    def exchanges(self) -> list[Exchange]:
        calls: list[tuple[str, str, int, float, float]] = [
            ("staff -> inventory", "PUT /titles/9784117738711", 200, 0, 4),
            ("customer -> checkout", "POST /checkouts", 201, 10, 80),
            ("checkout -> inventory", f"PUT /reservations/{_uuid('1')}", 201, 15, 5),
            ("checkout -> pricing", f"PUT /quotes/{_uuid('1')}", 201, 25, 5),
            ("checkout -> payments", f"PUT /payments/{_uuid('1')}", 201, 35, 20),
            ("payments -> gateway", "POST /v1/payment_intents", 200, 40, 5),
            ("checkout -> orders", f"PUT /checkouts/{_uuid('1')}/order", 201, 60, 10),
            ("customer -> orders", "GET /orders", 200, 95, 5),
        ]
        found = []
        for number, (edge, call, status, at, took) in enumerate(calls, 1):
            changed = self.changes.get(edge, {})
            if "absent" not in changed:
                given: dict[str, Any] = {
                    "status": status,
                    "at": at,
                    "took": took,
                    "answer_body": {"amount": 1900},
                }
                found.append(exchange(number, edge, call, **(given | changed)))
        return found


def _uuid(digit: str) -> str:
    return "-".join(digit * length for length in (8, 4, 4, 4, 12))
