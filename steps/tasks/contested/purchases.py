"""A purchase that two requests contend for; it stays at the stage to which it was brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from uuid import uuid4

from steps.drivers.api import bearer
from steps.drivers.eventually import eventually
from steps.tasks.contested.requests import Body, ContestedObject
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.ebooks import links_in
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import offer_ebook, offer_gift_card, put_on_sale
from steps.tasks.sold_gift_cards import codes_in
from steps.vocabulary.money import Money
from steps.world.world import World

A_PART = 100  # of $9.50
MORE_THAN_HALF = 600  # of $9.50: two refunds of it are too much
_EBOOK, _GIFT_CARD = "Emma", "Card for readers"
_SETTLES_WITHIN = 15.0  # seconds


def new_purchase(
    world: World,
    card: str = "visa",
    *,
    by_transfer: bool = False,
    on_shipment: bool = False,
    on_invoice: bool = False,
) -> PurchaseByCalls:
    """A purchase of one copy of which nothing was requested yet."""
    put_on_sale(world, "Dune", Money(950, "USD"))
    calls = DirectCalls(world, world.service_tokens, world.clock.advance)
    customer_id = str(world.actors.customer("customer").customer_id)
    sku = world.catalog.sku("Dune")
    return PurchaseByCalls(
        calls,
        sku,
        customer_id,
        card,
        by_transfer=by_transfer,
        on_shipment=on_shipment,
        on_invoice=on_invoice,
    )


def new_ebook_purchase(world: World) -> PurchaseByCalls:
    """A purchase of one e-book of which nothing was requested yet."""
    offer_ebook(world, _EBOOK)
    put_on_sale(world, _EBOOK, Money(950, "USD"))
    purchase = new_purchase(world)
    return replace(purchase, sku=world.catalog.sku(_EBOOK), kind="ebook", checkout_id=str(uuid4()))


def bought_gift_card(world: World) -> PurchaseByCalls:
    """A paid purchase of one gift card, with the code that the mail about it has."""
    offer_gift_card(world, _GIFT_CARD)
    put_on_sale(world, _GIFT_CARD, Money(950, "USD"))
    sku, kind = world.catalog.sku(_GIFT_CARD), "gift_card"
    purchase = replace(new_purchase(world), sku=sku, kind=kind, checkout_id=str(uuid4())).up_to(Stage.PAID)
    settle(world)
    mail = next(each for each in world.shop.inbox.all() if each.order_number == purchase.order_number)
    (purchase.gift_card,) = codes_in(mail)
    return purchase


def token_of(world: World, order_number: str) -> str:
    """The token of the link to the e-book of an order, as the mail about it has it."""
    mail = next(each for each in world.shop.inbox.all() if each.order_number == order_number)
    return links_in(mail)[0].rpartition("token=")[2]


def contested_purchase(
    world: World,
    service: str,
    purchase: PurchaseByCalls,
    bodies: Mapping[str, Body],
    of_buyers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    **named: str,
) -> ContestedObject:
    """The purchase as what this service has of it; `named`: further parameters of paths.

    `of_buyers`: by operation, the credentials of its buyer, where it is not the customer who asks.
    """

    def undo() -> None:
        purchase.calls.renew_tokens()
        purchase.undo()

    return ContestedObject(
        service,
        parameters={"checkout_id": purchase.checkout_id, "order_number": purchase.order_number} | named,
        own_parameters={
            "payments: refund notice": {"refund_id": ""},
            "staff: shipment": {"shipment_id": ""},
            "staff: return": {"return_id": ""},
            "orders: capture of a parcel": {"capture_id": ""},
            "staff: exchange": {"exchange_id": ""},
            "staff: transfer": {"bank_id": ""},
        },
        bodies=bodies,
        own_credentials={"orders: event": _of_events(world), **of_buyers},
        credentials={
            "staff": world.actors.staff(),
            "customer": world.actors.customer("customer").credentials,
        },
        told_by_rows=("checkout: capture",),
        by_timer=("reconciliations",),
        busy=("refunds-under-way", "still-on-its-way", "mail-under-way", "orders-open"),
        settle=partial(settle, world),
        undo=undo,
    )


def _of_events(world: World) -> dict[str, str]:
    orders = bearer(world.service_tokens.token("orders", "notifications"))
    return {**orders, "content-type": "application/cloudevents+json"}


def settle(world: World) -> None:
    """Return when what follows from the requests is done; an order may stay unpaid, its checkout unknown."""
    stored, sandbox = world.stored, world.shop.sandbox
    sandbox.webhooks("release")
    with world.clock.quickly():
        eventually(
            lambda: stored.unsettled_payments() + stored.unsent_messages() + sandbox.undelivered(),
            lambda left: left == 0,
            _SETTLES_WITHIN,
            "payments are settled, and messages, mails and webhooks are delivered",
            stored.unsent_on,
        )
