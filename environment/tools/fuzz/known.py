"""What there is in the shop that a request can name, so that not all of them end at "there is no such"."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from environment.tools.fuzz.sense import sensible_body
from steps.tasks.shopping import buy, fill_cart, put_on_sale
from steps.vocabulary.money import Money
from steps.world.actors import ADDRESS, Actor
from steps.world.catalog import isbn_of
from steps.world.world import World

_PRICE = Money.parse("$9.50")
_CARD = "visa"
_OFTEN, _SENSIBLE = 0.75, 0.5
_EVENTS = ["payment_intent.succeeded", "payment_intent.payment_failed", "charge.refunded", "refund.updated"]


@dataclass
class Known:
    """The values of this moment, by the names that paths and fields have for them.

    Some stand for the same thing in every request line: `names` has them, so that a line can be sent again.
    """

    world: World
    chance: random.Random
    customer: Actor
    guest: Actor
    turn: int = 0
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, seed: int) -> Known:
        """Titles on the shelf, a customer and a guest with filled carts, and an order."""
        customer, guest = world.actors.customer("customer"), world.actors.guest()
        known = cls(world, random.Random(seed), customer, guest)
        known.renew()
        return known

    def renew(self) -> None:
        """Make a new cart, order and title, since the old ones get bought, canceled and withdrawn."""
        self.turn += 1
        title = f"Dune, volume {self.turn}"
        put_on_sale(self.world, title, _PRICE, copies=1000)
        self.customer.begin_another_visit()
        order = buy(self.world, self.customer, {title: 1})
        for person in (self.customer, self.guest):
            person.cart_id = None
            fill_cart(self.world, person, {title: 1})
        token = self.world.shop.gateway.tokenize(_CARD)
        self.names = {
            "cart_id": self.customer.cart,
            "guests_cart_id": self.guest.cart,
            "cart_token": self.guest.credentials["cart-token"],
            "checkout_id": order.checkout_id,
            "order_number": order.order_number,
            "customer_id": str(self.customer.customer_id),
            "token": token,
            "sku": isbn_of(title),
        }
        self.values = self._values()

    def _values(self) -> dict[str, list[Any]]:
        named = self.names
        carts, checkouts = [named["cart_id"], named["guests_cart_id"]], [named["checkout_id"], str(uuid4())]
        total = {"amount": 950, "currency": "USD"}
        return {
            "cart_id": carts,
            "checkout_id": checkouts,
            "quote_id": checkouts,
            "refund_id": checkouts,
            "receipt_id": checkouts,
            "order_number": [named["order_number"]],
            "cart-token": [named["cart_token"]],
            "idempotency-key": [uuid4],
            "sku": [named["sku"]],
            "currency": ["USD", "JPY"],
            "country": ["CA"],  # what the staff sets there does not change what the customer pays
            "ship_to": [ADDRESS],
            "destination": [{"country": "US"}],
            "payment": [{"method": "card", "token": named["token"]}],
            "token": [named["token"]],
            "expected_total": [total],
            "code": ["SPRING"],
            "customer": [named["customer_id"]],
            "captured": [950],
            "type": _EVENTS,
            "metadata": [{"checkout_id": named["checkout_id"]}],
        }

    def often(self, name: str, generated: Any) -> Any:
        """Mostly something that is known by this name, where there is anything."""
        known = self.values.get(name.lower())
        if not known or self.chance.random() > _OFTEN:
            return generated
        found = self.chance.choice(known)
        return str(found()) if callable(found) else found

    def woven_in(self, value: Any) -> Any:
        """The same JSON, with what is known in the fields that have a name for it."""
        if isinstance(value, Mapping):
            return {name: self.often(name, self.woven_in(inner)) for name, inner in value.items()}
        return [self.woven_in(inner) for inner in value] if isinstance(value, list) else value

    def sensible(self, label: str, generated: Any) -> Any:
        """Now and then a whole body that makes sense, mostly with one field as it was generated."""
        sense = sensible_body(label, self.names)
        if sense is None or self.chance.random() > _SENSIBLE:
            return generated
        odd = [name for name in sense if isinstance(generated, dict) and name in generated]
        if odd and self.chance.random() < _OFTEN:
            name = self.chance.choice(odd)
            return {**sense, name: generated[name]}
        return sense

    def hidden(self, text: str) -> str:
        """What differs from run to run as `<name>`."""
        for name, value in self.names.items():
            text = text.replace(value, f"<{name}>")
        return text

    def shown(self, text: str) -> str:
        """The reverse."""
        for name, value in self.names.items():
            text = text.replace(f"<{name}>", value)
        return text
