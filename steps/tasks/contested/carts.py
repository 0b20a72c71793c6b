"""The cart of a guest, who may sign in as a customer."""

from __future__ import annotations

from uuid import uuid4

from steps.tasks.contested.requests import ContestedObject
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_CLAIM = "customer: claim"


def contested_cart(world: World, pair: OperationPair) -> ContestedObject:
    """A new cart with two copies."""
    put_on_sale(world, "Dune", Money(950, "USD"))
    sku, customer = world.catalog.sku("Dune"), world.actors.customer(f"customer {uuid4().hex[:6]}")
    cart_id, token = world.shop.cart.open({}, "USD")
    guest = {"cart-token": str(token)}
    claimed_by_two = pair.first == pair.second == _CLAIM
    another = world.actors.customer(f"customer {uuid4().hex[:6]}") if claimed_by_two else customer
    world.shop.cart.add(guest, cart_id, sku, 2)
    world.shop.cart.enter_code(guest, cart_id, "SPRING1")
    return ContestedObject(
        "cart",
        parameters={"cart_id": cart_id, "sku": sku},
        bodies={
            "customer: opening": lambda _: {"currency": "USD"},
            "customer: addition": lambda place: {"sku": sku, "quantity": place},
            "customer: change": lambda place: {"quantity": 3 + place},
            "customer: discount code": lambda place: {"code": f"SPRING{place}"},
            "checkout: closing": lambda _: {
                "checkout_id": str(uuid4()),
                "lines": [{"sku": sku, "quantity": 2}],
            },
        },
        queries={"customer: removal of the discount code": "code=SPRING1"},
        credentials={"customer": guest},
        own_credentials={
            "customer: opening": customer.credentials,
            _CLAIM: {**customer.credentials, **guest},
        },
        of_another={_CLAIM: {**another.credentials, **guest}},
        names=(str(customer.customer_id), str(another.customer_id), str(token)),
    )
