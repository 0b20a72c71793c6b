"""What a caller leaves out has its default in the answer of a stub, as of its service: drivers send less."""

from __future__ import annotations

from uuid import uuid4

from environment.evidence.contract.document import OpenApiDocument
from environment.stubs.stub import document_of
from tests.environment.stubs.asking import AskedStub

SKU = "9780441172719"
LINE = {"sku": SKU, "quantity": 1, "unit_price": 950, "line_total": 950, "discount": 0, "tax": 0}
PLACE = {"name": "Paul", "line1": "1 Main St", "city": "Bend", "postal_code": "97701", "country": "US"}
BOUGHT = {"subtotal": 950, "discount": 0, "shipping": 0, "tax": 0, "grand_total": 950}
ORDER = {
    "customer_id": "paul",
    "guest_token_hash": None,
    "email": "paul@arrakis.example",
    "locale": "en-US",
    "ship_to": PLACE,
    "shipping_method": "standard",
    "lines": [{**LINE, "title": "Dune"}],
    "currency": "USD",
    **BOUGHT,
    "tax_mode": "added",
    "discount_codes": [],
    "payment_method": "card",
}
QUOTE = {"lines": [{"sku": SKU, "quantity": 1}], "currency": "USD", "destination": {"country": "US"}}


def required(service: str, schema: str) -> set[str]:
    """The fields that a request of this schema must have."""
    return {*document_of(service)["components"]["schemas"][schema]["required"]}


def undocumented(service: str, method: str, path: str, status: int, body: object) -> list[str]:
    """What does not fit in an answer, by the document of the service."""
    document = OpenApiDocument(service, document_of(service))
    found = document.path(path)
    answer = found and found[0].operations[method].answer(status)
    assert answer, f"{method} {path} is not documented with {status}"
    return [str(error) for place in answer.schemas.values() for error in document.errors(place, body)]


def test_an_order_of_required_fields_alone_is_shown_as_documented() -> None:
    assert ORDER.keys() == required("orders", "OrderBody")  # no more than that
    stub, checkout = AskedStub("orders"), uuid4()
    assert stub.by("checkout", f"PUT /checkouts/{checkout}/order", ORDER).status == 201
    status = stub.by("payments", f"GET /checkouts/{checkout}/order")
    assert undocumented("orders", "GET", f"/checkouts/{checkout}/order", 200, status.body) == []
    token = stub.identity.token("paul", "paul@arrakis.example")
    shown = stub.ask("GET /orders", None, {"authorization": f"Bearer {token}"})
    assert len(shown.body["orders"]) == 1
    assert undocumented("orders", "GET", "/orders", 200, shown.body) == []


def test_a_quote_of_required_fields_alone_is_shown_as_documented() -> None:
    assert QUOTE.keys() == required("pricing", "QuoteRequest")
    stub, quote = AskedStub("pricing"), uuid4()
    stub.by("staff", f"PUT /prices/{SKU}/USD", {"amount": 950})
    stub.by("staff", "PUT /shipping-rates/US/USD", {"amount": 0})
    made = stub.by("cart", f"PUT /quotes/{quote}", QUOTE)
    assert made.status == 201, made.body
    assert undocumented("pricing", "PUT", f"/quotes/{quote}", 201, made.body) == []
