"""Buying on invoice: the staff allows it, and customers owe what they have bought."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from environment.topology import topology
from steps.drivers.api import Refused
from steps.drivers.eventually import eventually
from steps.tasks.contested.purchases import new_purchase
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import buy
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import World

_WITHIN = 15.0  # seconds
_ADDS_UP = r"FROM expected_transfers WHERE owed_by"
"""The statement by which payments adds up what a customer owes."""


def may_owe(world: World, actor: Actor, limit: Money) -> None:
    """The staff allows the customer to owe so much."""
    world.shop.transfers.set_credit_limit(world.actors.staff(), actor.account, limit)


def buy_on_invoice(world: World, actor: Actor, copies: Mapping[str, int]) -> None:
    """Buy these copies. Raises AssertionError where the order is not owed: a shop may have charged it."""
    buy(world, actor, copies)
    found = world.shop.orders.numbered(actor.credentials, actor.order_number).state
    assert found == "owed", f"an order that is owed was expected, but it is {found}"


def owed_by(world: World, actor: Actor, currency: str) -> Money:
    """What the customer owes in this currency."""
    accounts = world.shop.transfers.credit(world.actors.staff(), actor.account)
    owed = (account.owed for account in accounts if account.owed.currency == currency)
    return next(owed, Money(0, currency))


def wait_until_owed(world: World, actor: Actor, amount: Money) -> None:
    """Wait until the customer owes so much."""
    eventually(
        lambda: owed_by(world, actor, amount.currency),
        until=lambda owed: owed == amount,
        within=_WITHIN,
        what=f"{actor.role} owes {amount}",
    )


@dataclass(frozen=True)
class MetAtLimit:
    """How many checkouts were allowed an invoice, what the others were told, and what is owed for them."""

    allowed: int
    told: tuple[str, ...]
    owed: Money


def meet_at_limit(world: World, actor: Actor, number: int) -> MetAtLimit:
    """So many checkouts of the customer ask payments for an invoice at once.

    Each is held when payments adds up what the customer owes. Where payments lets one at a time come so far,
    the others wait for a lock, and the first goes on. A customer has one cart at a time in a currency, so
    the requests are made without carts, and are undone.
    """
    bought = [replace(new_purchase(world, by_transfer=True), on_invoice=True) for _ in range(number)]
    for purchase in bought:
        purchase.up_to(Stage.QUOTED)
    arrow = topology().database_of("payments").arrow
    held = FaultSpec("held at the limit", CallPattern(arrow, matching=_ADDS_UP, next=number), "barrier")
    world.faults.inject(held)
    with ThreadPoolExecutor(number) as clients:
        asked = [clients.submit(_ask, purchase) for purchase in bought]
        try:
            _until_all_have_come(world, held.name, number)
        finally:
            world.faults.release(held.name)
        told = [each.result() for each in asked]
    world.faults.heal(held.name)
    owed = owed_by(world, actor, "USD")
    for purchase in bought:
        purchase.undo()
    return MetAtLimit(told.count(""), tuple(filter(None, told)), owed)


def _until_all_have_come(world: World, held: str, number: int) -> None:
    eventually(
        lambda: (
            world.faults.holds(held, number)
            or (world.faults.holds(held, 1) and world.stored.lock_waits("payments") == number - 1)
        ),
        bool,
        _WITHIN,
        "the checkouts have come to the limit",
    )


def _ask(purchase: PurchaseByCalls) -> str:
    """What payments said to an expected transfer; "" for yes."""
    try:
        purchase.authorize()
    except Refused as refused:
        return refused.slug
    return ""
