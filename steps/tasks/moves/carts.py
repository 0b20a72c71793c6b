"""Carts: empty, filled, at the limit of copies, with a code, bought and merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation, nothing
from steps.tasks.requests.repeatable_ids import id_of

_LIMIT = 10  # copies of one title
_CODE = "SPRING"


@dataclass(frozen=True)
class GuestCart:
    """A guest's cart with its token, and a customer who may claim it."""

    bench: Bench
    cart_id: str
    token: str

    @classmethod
    def begun(cls, bench: Bench, state: str) -> GuestCart:
        """A new cart; none with its token where it is not to exist."""
        if state == NONE:
            return cls(bench, str(uuid4()), "the token of no cart")
        cart_id, token = bench.calls.world.shop.cart.open({}, "USD")
        return cls(bench, cart_id, str(token))

    def asked_by_guest(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The answer to the holder of the token."""
        return self._call(method, path, {"cart-token": self.token}, body)

    def add(self, copies: int) -> Any:
        """Add copies of the title."""
        return self.asked_by_guest("POST", "/lines", {"sku": self.bench.sku, "quantity": copies})

    def enter_code(self) -> Any:
        """Enter a discount code; pricing says later whether it applies."""
        return self.asked_by_guest("POST", "/discount-codes", {"code": _CODE})

    def claim(self) -> Any:
        """The customer claims the cart with its token."""
        customer = self.bench.calls.world.actors.customer("customer").credentials
        return self._call("POST", "/claim", {**customer, "cart-token": self.token}, None)

    def close(self, checkout: str) -> Any:
        """A checkout has bought the cart."""
        body = {"checkout_id": id_of(self.cart_id, checkout)}
        return self.bench.calls.by("checkout", "cart", "POST", f"/carts/{self.cart_id}/closing", body)

    def state(self) -> str:
        """The state as the holder of the token sees it."""
        try:
            seen = self.asked_by_guest("GET", "")
        except Refused:
            return NONE
        if seen["state"] == "closed":
            return "closed"
        copies = sum(line["quantity"] for line in seen["lines"])
        filled = {0: "empty", _LIMIT: "at the limit"}.get(copies, "filled")
        return f"{filled}, with a code" if seen["discount_codes"] else filled

    def _call(
        self, method: str, path: str, credentials: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> Any:
        api = self.bench.calls.world.shop.direct_apis["cart"]
        return api.call(method, f"/carts/{self.cart_id}{path}", credentials, body)


def _asked(
    request: str, body: Callable[[GuestCart], Mapping[str, Any]] | None = None
) -> TriedOperation[GuestCart]:
    """A request of the guest; `request` is the method and the path after the cart's id."""
    method, _, path = request.partition(" ")

    def make(cart: GuestCart) -> object:
        return cart.asked_by_guest(
            method, path.replace("{sku}", cart.bench.sku), body(cart) if body else None
        )

    return TriedOperation(f"cart: {method} /carts/{{cart_id}}{path.partition('?')[0]}", make)


def _closing(checkout: str) -> TriedOperation[GuestCart]:
    return TriedOperation("cart: POST /carts/{cart_id}/closing", lambda cart: cart.close(checkout))


def _after(*acts: Callable[[GuestCart], object]) -> Callable[[GuestCart], None]:
    def bring(cart: GuestCart) -> None:
        cart.add(1)
        for act in acts:
            act(cart)

    return bring


_ITS, _ANOTHER = "the checkout", "another checkout"


def _buy(cart: GuestCart) -> object:
    return cart.close(_ITS)


CART = Machine(
    begin=GuestCart.begun,
    states={
        NONE: nothing,
        "empty": nothing,
        "filled": _after(),
        "at the limit": lambda cart: cart.add(_LIMIT),
        "filled, with a code": _after(GuestCart.enter_code),
        "bought": _after(_buy),
        "merged": _after(GuestCart.claim),
        "merged and bought": _after(GuestCart.claim, _buy),
    },
    operations={
        "look": _asked("GET "),
        "availability": _asked("GET /availability"),
        "total": _asked("GET /quote?country=US&region=OR"),
        "addition": TriedOperation("cart: POST /carts/{cart_id}/lines", lambda cart: cart.add(1)),
        "change": _asked("PUT /lines/{sku}", lambda _: {"quantity": 2}),
        "removal": _asked("DELETE /lines/{sku}"),
        "discount code": TriedOperation("cart: POST /carts/{cart_id}/discount-codes", GuestCart.enter_code),
        "removal of the discount code": _asked(f"DELETE /discount-codes?code={_CODE}"),
        "claim": TriedOperation("cart: POST /carts/{cart_id}/claim", GuestCart.claim),
        "closing": _closing(_ITS),
        "closing by another checkout": _closing(_ANOTHER),
    },
    state_of=GuestCart.state,
    end=nothing,
    shown_as=dict.fromkeys(("bought", "merged", "merged and bought"), "closed"),
)
