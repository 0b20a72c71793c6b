"""The traffic of a purchase by a guest, as the proxy exports it, without a breach."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from environment.doubles.mail.inbox_client import DeliveredMail
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.traffic.breach import ScenarioTraffic

CHECKOUT, CART = "5f0c7a55-92f4-4d0e-8a3c-07f1c2ab9d11", "0b9d9b9e-6f5e-4f3a-9a55-1c2d3e4f5a6b"
NUMBER = "BK-7Q2M-4HXW"
ADDRESS = {
    "name": "Rene\u0301e Reader-1a2b",
    "line1": "12 Library Lane",
    "line2": "Apartment 1a2b",
    "city": "Portland",
    "region": "OR",
    "postal_code": "97201",
    "country": "US",
}
ORDER: dict[str, Any] = {"email": "guest-1a2b@readers.example", "locale": "en-US-x-1a2b", "ship_to": ADDRESS}
_CLEAN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def message(head: str, body: object = None, **headers: str) -> RecordedMessage:
    """A request or an answer; a body that is no text is written as JSON."""
    text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return RecordedMessage(head, named, text, len(text))


def answer(status: str, body: object = None, **headers: str) -> RecordedMessage:
    """An answer with the headers that every answer of a service has."""
    made = message(f"HTTP/1.1 {status}", body, **headers)
    return replace(made, headers=(*made.headers, *_CLEAN.items()))


def call(
    edge: str, summary: str, answered: RecordedMessage, body: object = None, number: int = 1
) -> Exchange:
    """A call that no fault touched."""
    request = message(f"{summary} HTTP/1.1", body)
    return Exchange(
        *(number, edge, "http", 1, 1000.0 + number, 1000.1 + number, None, summary, (), ""),
        *(1, request, answered, answered),
    )


def mail(**changes: str) -> DeliveredMail:
    """The confirmation of the order."""
    block = "\n".join(ADDRESS[part] for part in ("name", "line1", "line2")) + "\nPortland, OR 97201\n"
    texts = {"text": block, "html": f"<p>{block}</p>"} | changes
    return DeliveredMail(
        number=1,
        received_at=datetime(2026, 1, 31, tzinfo=UTC),
        sender="shop@bookstore.example",
        recipients=(ORDER["email"],),
        message_id=f"<{NUMBER}.confirmation@bookstore.example>",
        from_header="",
        to_header="",
        subject=f"Your order {NUMBER} is confirmed",
        headers=(),
        size=1,
        **texts,
    )


def delivery(**changes: Any) -> dict[str, Any]:
    """The fields of the order, some of them changed; None leaves one out."""
    own: dict[str, Any] = {name: changes.pop(name) for name in ("email", "locale") if name in changes}
    ship_to = {name: value for name, value in (ADDRESS | changes).items() if value is not None}
    return {**ORDER, **own, "ship_to": ship_to}


def purchase(
    *,
    order: dict[str, Any] = ORDER,
    event: dict[str, Any] = ORDER,
    mails: tuple[DeliveredMail, ...] = (),
    submission: dict[str, Any] = ORDER,
) -> ScenarioTraffic:
    """A purchase: the submission, the order, the event about it, and the mails."""
    placed, told = {"order_number": NUMBER}, {"order_number": NUMBER, "checkout_id": CHECKOUT}
    return ScenarioTraffic(
        [
            call(
                "customer -> checkout",
                "POST /checkouts",
                answer("201 Created", {"checkout_id": CHECKOUT, **placed}),
                {"cart_id": CART, **submission},
            ),
            call(
                "checkout -> orders",
                f"PUT /checkouts/{CHECKOUT}/order",
                answer("201 Created", placed),
                order,
                2,
            ),
            call(
                "orders -> notifications",
                "POST /events",
                answer("202 Accepted", {"id": "1"}),
                {"data": told | event},
                3,
            ),
        ],
        mails=mails or (mail(),),
    )
