"""What exists in the shop, so that generated requests can name it and do not all end with a 404."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from environment.tools.fuzz.valid_bodies import valid_body
from steps.tasks.shopping import buy, fill_cart, put_on_sale
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.addresses import ADDRESS
from steps.world.catalog import isbn_of
from steps.world.world import World

_PRICE = Money.parse("$9.50")
_CARD = "visa"
_SHARE_OF_EXISTING, _SHARE_OF_VALID = 0.75, 0.5
_EVENTS = ["payment_intent.succeeded", "payment_intent.payment_failed", "charge.refunded", "refund.updated"]


@dataclass
class SeedData:
    """Values that exist in the shop at present, by the names that parameters and fields have for them.

    `names` has those that differ from stack to stack. A request line holds their names, so that it can be
    sent in another stack.
    """

    world: World
    random: random.Random
    customer: Actor
    guest: Actor
    turn: int = 0
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def create(cls, world: World, seed: int) -> SeedData:
        """A title on sale, a customer and a guest with filled carts, and an order."""
        customer, guest = world.actors.customer("customer"), world.actors.guest()
        created = cls(world, random.Random(seed), customer, guest)
        created.renew()
        return created

    def renew(self) -> None:
        """Create all anew: by now carts are bought, orders canceled and titles withdrawn."""
        self.turn += 1
        title = f"Dune, volume {self.turn}"
        put_on_sale(self.world, title, _PRICE, copies=1000)
        # A new customer each time: a customer keeps an open cart, with lines of titles that may be withdrawn.
        people = self.world.actors
        self.customer, self.guest = (
            people.customer(f"customer {self.turn}"),
            people.guest(f"guest {self.turn}"),
        )
        order = buy(self.world, self.customer, {title: 1})
        self.customer.cart_id = None
        for person in (self.customer, self.guest):
            fill_cart(self.world, person, {title: 1})
        self.names = {
            "cart_id": self.customer.cart,
            "guests_cart_id": self.guest.cart,
            "cart_token": self.guest.credentials["cart-token"],
            "checkout_id": order.checkout_id,
            "order_number": order.order_number,
            "customer_id": str(self.customer.customer_id),
            "token": self.world.shop.gateway.tokenize(_CARD),
            "sku": isbn_of(title),
        }
        self.values = self._values()

    def _values(self) -> dict[str, list[Any]]:
        names = self.names
        carts, checkouts = [names["cart_id"], names["guests_cart_id"]], [names["checkout_id"], self.new_id]
        return {
            "cart_id": carts,
            "checkout_id": checkouts,
            "quote_id": checkouts,
            "refund_id": checkouts,
            "shipment_id": checkouts,
            "return_id": checkouts,
            "exchange_id": checkouts,
            "receipt_id": checkouts,
            "order_number": [names["order_number"]],
            "cart-token": [names["cart_token"]],
            "idempotency-key": [self.new_id],
            "sku": [names["sku"]],
            "currency": ["USD", "JPY"],
            "country": ["CA"],  # the staff's settings for Canada do not change what the customer pays
            "ship_to": [dict(ADDRESS)],
            "destination": [{"country": "US"}],
            "payment": [{"method": "card", "token": names["token"]}],
            "token": [names["token"]],
            "expected_total": [{"amount": 950, "currency": "USD"}],
            "code": ["SPRING"],
            "customer": [names["customer_id"]],
            "captured": [950],
            "type": _EVENTS,
            "metadata": [{"checkout_id": names["checkout_id"]}],
        }

    def new_id(self) -> str:
        """A UUID that comes from the seed, so that a campaign can be repeated."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def replace_often(self, name: str, generated: Any) -> Any:
        """Mostly an existing value of this name, where there is one; otherwise the generated value."""
        existing = self.values.get(name.lower())
        if not existing or self.random.random() > _SHARE_OF_EXISTING:
            return generated
        found = self.random.choice(existing)
        return found() if callable(found) else found

    def with_existing_values(self, value: Any) -> Any:
        """The same JSON, with existing values in the fields whose names are known."""
        if isinstance(value, Mapping):
            fields = {name: self.with_existing_values(inner) for name, inner in value.items()}
            return {name: self.replace_often(name, inner) for name, inner in fields.items()}
        return [self.with_existing_values(inner) for inner in value] if isinstance(value, list) else value

    def mix_with_valid(self, label: str, generated: Any) -> Any:
        """Half of the time a valid body of this operation, mostly with one field as it was generated."""
        valid = valid_body(label, self.names, self.new_id)
        if valid is None or self.random.random() > _SHARE_OF_VALID:
            return generated
        shared = [name for name in valid if isinstance(generated, dict) and name in generated]
        if shared and self.random.random() < _SHARE_OF_EXISTING:
            name = self.random.choice(shared)
            return {**valid, name: generated[name]}
        return valid

    def with_placeholders(self, text: str) -> str:
        """The text with `<name>` for each value that differs from stack to stack."""
        for name, value in self.names.items():
            text = text.replace(value, f"<{name}>")
        return text

    def with_values(self, text: str) -> str:
        """The reverse of `with_placeholders`."""
        for name, value in self.names.items():
            text = text.replace(f"<{name}>", value)
        return text
