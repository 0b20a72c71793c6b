"""Journeys after a checkout: a parcel is charged, copies come back or are exchanged, a transfer arrives."""

from __future__ import annotations

from uuid import uuid4

from steps.drivers.checkout import PaymentChoice
from steps.drivers.shipments_port import CameBack
from steps.drivers.transfers import ReportedTransfer
from steps.tasks.journeys.of_checkouts import COPIES, PRICE, TITLE, mailed, shopper
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.returns import take_back
from steps.tasks.shipments import ship
from steps.tasks.shopping import buy
from steps.tasks.transfers import IN_ADVANCE, awaited_transfer
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.journey import JourneyRun, single_request
from steps.world.world import World

_TOTAL = Money(COPIES * PRICE.amount, PRICE.currency)
_ALL = {TITLE: COPIES}


def _ordered(world: World, pays: PaymentChoice | None = None) -> Actor:
    """A customer with an order of two copies; every message about it has been sent."""
    actor = shopper(world)
    if pays is not None:
        actor.pays = pays
    buy(world, actor, {TITLE: COPIES})
    wait_until_mail_is_sent(world)
    return actor


@needs(Capability.MAIL)
def charged_parcel(world: World) -> JourneyRun:
    """All copies of an order that is charged at shipment leave in one parcel."""
    actor = _ordered(world, world.shop.shipments.paid_as_parcels_leave())
    shipments, number = world.shop.shipments, actor.order_number
    copies, named = {world.catalog.sku(TITLE): COPIES}, str(uuid4())

    def is_complete() -> bool:
        order = world.shop.orders.numbered(actor.credentials, number)
        return order.charges == (_TOTAL,) and mailed(world, actor, "shipment")

    return single_request(
        actor, lambda: shipments.ship(world.actors.staff(), number, copies, named), is_complete
    )


@needs(Capability.MAIL)
def returned_copies(world: World) -> JourneyRun:
    """All copies of an order come back unharmed."""
    actor = _ordered(world)
    ship(world, _ALL).succeeded()
    wait_until_mail_is_sent(world)
    on_hand, shipments, number = _on_hand(world), world.shop.shipments, actor.order_number
    copies, named = {world.catalog.sku(TITLE): CameBack(COPIES, 0)}, str(uuid4())

    return single_request(
        actor,
        lambda: shipments.take_back(world.actors.staff(), number, copies, named),
        lambda: _on_hand(world) == on_hand + COPIES and mailed(world, actor, "return"),
    )


@needs(Capability.MAIL)
def exchanged_copies(world: World) -> JourneyRun:
    """All copies of an order came back damaged, and are exchanged."""
    actor = _ordered(world)
    ship(world, _ALL).succeeded()
    take_back(world, {}, damaged={TITLE: COPIES}).succeeded()
    wait_until_mail_is_sent(world)
    on_hand, shipments, number = _on_hand(world), world.shop.shipments, actor.order_number
    copies, named = {world.catalog.sku(TITLE): COPIES}, str(uuid4())

    def is_complete() -> bool:
        order = world.shop.orders.numbered(actor.credentials, number)
        sold = order.exchanged == ({TITLE: COPIES},) and _on_hand(world) == on_hand - COPIES
        return sold and mailed(world, actor, "exchange")

    return single_request(
        actor, lambda: shipments.exchange(world.actors.staff(), number, copies, named), is_complete
    )


@needs(Capability.MAIL)
def arriving_transfer(world: World) -> JourneyRun:
    """The whole sum of an order in advance is transferred."""
    actor = _ordered(world, IN_ADVANCE)
    reference = awaited_transfer(world, actor).reference
    told = ReportedTransfer(str(uuid4()), _TOTAL, reference, world.clock.now())
    world.transfers.append(told)
    sku, report = world.catalog.sku(TITLE), world.shop.transfers.report

    def is_complete() -> bool:
        order = world.shop.orders.numbered(actor.credentials, actor.order_number)
        reserved = world.shop.inventory.availability(world.actors.staff(), sku).reserved
        return order.state == "paid" and not reserved and mailed(world, actor, "confirmation")

    return single_request(actor, lambda: report(world.actors.staff(), told), is_complete)


def _on_hand(world: World) -> int:
    return world.shop.inventory.availability(world.actors.staff(), world.catalog.sku(TITLE)).on_hand
