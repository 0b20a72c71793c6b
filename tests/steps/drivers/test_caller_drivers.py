"""A driver asks what its service would ask, in that order, and undoes what a refusal has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from steps.drivers.api import Refused, ScenarioCorrelation
from steps.drivers.callers.cart import CartCaller
from steps.drivers.callers.checkout import CheckoutCaller
from steps.drivers.callers.orders import OrdersCaller
from steps.drivers.callers.requests import CallerRequests
from steps.drivers.checkout import ChallengeRequired
from steps.world.addresses import own_address

SKU, KEY = "9780441172719", "a-key"
QUOTE = {
    "quote_id": "q",
    "currency": "USD",
    "lines": [
        {
            "sku": SKU,
            "kind": "printed",
            "quantity": 2,
            "unit_price": 950,
            "line_total": 1900,
            "discount": 0,
            "tax": 0,
            "tax_mode": "added",
            "list_price": 950,
        }
    ],
    **{"subtotal": 1900, "discount": 0, "shipping": 0, "tax": 0, "tax_mode": "added", "grand_total": 1900},
    "shipping_method": "standard",
    "shipping_methods": [{"method": "standard", "amount": 0}],
    "discount_codes": [],
}


class AnsweringServices:
    """Answers the requests of drivers from a table, and keeps what was asked."""

    def __init__(self, answers: Mapping[str, Any] | None = None) -> None:
        self.asked: list[str] = []
        self.bodies: list[Any] = []
        self.traces: list[str] = []
        self.answers: dict[str, Any] = {
            "GET /availability": {"titles": [{"sku": SKU, "title": "Dune", "kind": "printed"}]},
            "PUT /quotes": QUOTE,
            "PUT /payments": {"status": "authorized", "decline": None},
            "capture": {"status": "captured"},
            "return": {"status": "voided"},
            "inquiry": {"status": "authorized"},
            "/order": {"order_number": "BK-1"},
            **(answers or {}),
        }

    def api(self, caller: str, callee: str) -> Any:
        """Stands for the API of a callee."""
        return _Api(self, f"{caller} -> {callee}")

    def token(
        self, caller: str, callee: str, *, life: timedelta = timedelta(), signed_by: str | None = None
    ) -> str:
        """The token of a caller."""
        return f"{caller} for {callee}"

    def answer(self, arrow: str, asked: str, body: Any, headers: Mapping[str, str]) -> dict[str, Any]:
        """The first answer in the table whose name the request has."""
        caller, _, callee = arrow.partition(" -> ")
        assert headers["authorization"] == f"Bearer {caller} for {callee}"
        method, *path = asked.split("/")
        self.asked.append(f"{callee}: {method}{path[-1] if len(path) > 2 else path[0]}")
        self.bodies.append(body)
        self.traces.append(headers.get("traceparent", ""))
        found: Any = next((value for name, value in self.answers.items() if name in asked), {})
        if isinstance(found, Refused):
            raise found
        return dict(found)


class _Api:
    def __init__(self, services: AnsweringServices, arrow: str) -> None:
        self._services, self._arrow = services, arrow

    def call(
        self, method: str, path: str, credentials: Mapping[str, str], body: Any = None, **query: str
    ) -> dict[str, Any]:
        return self._services.answer(self._arrow, f"{method} {path}", body, credentials)


def drivers(services: AnsweringServices, *, tells: bool = False) -> tuple[CartCaller, CheckoutCaller]:
    """The drivers of a cart and of a checkout, over these services."""

    def requests(caller: str) -> CallerRequests:
        return CallerRequests(caller, services.api, services, ScenarioCorrelation("a scenario"))

    cart = CartCaller(requests("cart"))
    told: Callable[[Any], None] = lambda _: None  # noqa: E731
    if tells:
        told = OrdersCaller(requests("orders"), lambda: datetime(2026, 1, 31, tzinfo=UTC)).paid
    return cart, CheckoutCaller(requests("checkout"), cart, told)


def submission(cart: CartCaller, method: str = "card") -> tuple[dict[str, str], dict[str, Any]]:
    """A guest's credentials, and the submission of a cart with 2 copies."""
    cart_id, token = cart.open({}, "USD")
    guest = {"cart-token": str(token)}
    cart.add(guest, cart_id, SKU, 2)
    return guest, {
        "cart_id": cart_id,
        "email": "guest@readers.example",
        "locale": "en-US",
        "ship_to": own_address(),
        "payment": {"method": method, "token": "pm_1"},
        "expected_total": {"amount": 1900, "currency": "USD"},
        "cart_version": 2,
    }


def test_a_purchase_asks_for_each_step_in_the_order_of_a_checkout() -> None:
    services = AnsweringServices()
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    bought = checkout.submit(guest, KEY, submitted)
    assert str(bought.grand_total) == "$19.00"
    assert services.asked == [
        "inventory: GET availability",
        "inventory: PUT reservations",
        "pricing: PUT quotes",
        "payments: PUT payments",
        "orders: PUT order",
        "payments: POST capture",
        "inventory: POST confirmation",
        "orders: POST payment",
    ]
    assert len({*services.traces[1:]}) == 1, "one checkout is one trace"


def test_an_order_is_what_pricing_has_bound_with_the_titles_of_the_cart() -> None:
    services = AnsweringServices()
    cart, checkout = drivers(services)
    guest, submitted = submission(cart, "wallet")
    checkout.submit(guest, KEY, submitted)
    order = services.bodies[services.asked.index("orders: PUT order")]
    assert order["lines"][0]["title"] == "Dune"
    assert "list_price" not in order["lines"][0]
    assert (order["grand_total"], order["payment_method"], order["customer_id"]) == (1900, "wallet", None)
    assert order["guest_token_hash"]
    assert "payments: POST capture" not in services.asked


def test_a_declined_payment_is_passed_on_and_what_was_done_before_is_undone() -> None:
    decline = {"code": "generic_decline", "message": "Your bank declined the payment."}
    services = AnsweringServices({"PUT /payments": {"status": "declined", "decline": decline}})
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            checkout.submit(guest, KEY, submitted)
        assert (refused.value.slug, refused.value.status) == ("payment-declined", 402)
        assert refused.value.members["decline_code"] == "generic_decline"
    undone = ["payments: POST return", "pricing: POST release", "inventory: POST release"]
    assert services.asked[-3:] == undone
    assert services.asked.count("payments: POST return") == 1, "a refusal is kept"


def test_copies_that_cannot_be_confirmed_are_restocked_and_the_customer_is_told_they_are_sold_out() -> None:
    services = AnsweringServices(
        {"confirmation": Refused("reservation-expired", "too late", 409, {"missing": []})}
    )
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    with pytest.raises(Refused) as refused:
        checkout.submit(guest, KEY, submitted)
    assert refused.value.slug == "out-of-stock"
    assert services.asked[-4:] == [
        "payments: POST return",
        "orders: POST cancellation",
        "pricing: POST release",
        "inventory: POST restock",
    ]


def test_a_repeated_submission_asks_every_service_again_under_the_same_id() -> None:
    services = AnsweringServices()
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    once, again = checkout.submit(guest, KEY, submitted), checkout.submit(guest, KEY, submitted)
    assert once.checkout_id == again.checkout_id
    assert services.asked.count("inventory: PUT reservations") == 2
    assert checkout.submit(guest, "another key", submitted).checkout_id != once.checkout_id


def test_a_checkout_that_waits_for_the_bank_goes_on_when_its_customer_comes_back() -> None:
    action = {"status": "action_required", "action": {"url": "https://bank.example"}}
    services = AnsweringServices({"PUT /payments": action})
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    with pytest.raises(ChallengeRequired) as challenge:
        checkout.submit(guest, KEY, submitted)
    bought = checkout.return_from_bank(guest, challenge.value.members["checkout_id"])
    assert bought.order_number == "BK-1"
    assert "payments: POST inquiry" in services.asked


def test_a_new_submission_of_the_cart_undoes_the_one_that_waits() -> None:
    action = {"status": "action_required", "action": {"url": "https://bank.example"}}
    services = AnsweringServices({"PUT /payments": action})
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    for key in ("one", "another"):
        with pytest.raises(ChallengeRequired):
            checkout.submit(guest, key, submitted)
    assert services.asked.count("payments: POST return") == 1


def test_the_driver_of_orders_tells_of_a_paid_order_once_with_everything_a_mail_needs() -> None:
    services = AnsweringServices()
    cart, checkout = drivers(services, tells=True)
    guest, submitted = submission(cart)
    bought = checkout.submit(guest, KEY, submitted)
    event = services.bodies[services.asked.index("notifications: POST events")]
    assert (event["type"], event["subject"]) == ("order.paid", "BK-1")
    assert event["data"]["checkout_id"] == bought.checkout_id
    assert "guest_token_hash" not in event["data"]


def test_the_driver_of_a_cart_adds_once_for_each_key_and_asks_inventory_for_the_title() -> None:
    services = AnsweringServices()
    cart, checkout = drivers(services)
    guest, submitted = submission(cart)
    for _ in range(2):
        cart.add(guest, submitted["cart_id"], SKU, 1, "one click")
    cart.enter_code(guest, submitted["cart_id"], "SPRING")
    shown = cart.quote(guest, submitted["cart_id"], own_address())
    assert (str(shown.total), shown.version) == ("$19.00", 4)
    asked = services.bodies[-1]
    assert asked["lines"] == [{"sku": SKU, "quantity": 3, "kind": "printed"}]
    assert asked["discount_codes"] == ["SPRING"]
    assert services.asked.count("inventory: GET availability") == 2
    assert checkout is not None
