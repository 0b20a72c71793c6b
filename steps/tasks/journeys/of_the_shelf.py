"""Journeys before an order: a cart is filled, a total read, a card tokenized, copies and prices are set."""

from __future__ import annotations

from uuid import uuid4

from steps.tasks.journeys.of_checkouts import COPIES, PRICE, TITLE, shopper
from steps.tasks.shopping import fill_cart
from steps.vocabulary.money import Money
from steps.world.journey import JourneyRun, single_request
from steps.world.world import World


def addition(world: World) -> JourneyRun:
    actor, cart = shopper(world), world.shop.cart
    fill_cart(world, actor, {TITLE: 1})
    sku, key = world.catalog.sku(TITLE), str(uuid4())
    return single_request(
        actor,
        lambda: cart.add(actor.credentials, actor.cart, sku, COPIES, key),
        lambda: cart.lines(actor.credentials, actor.cart) == {sku: 1 + COPIES},
    )


def total_seen(world: World) -> JourneyRun:
    actor, cart = shopper(world), world.shop.cart
    fill_cart(world, actor, {TITLE: COPIES})
    seen: list[Money] = []
    look = lambda: seen.append(cart.total(actor.credentials, actor.cart, actor.address))  # noqa: E731
    return single_request(actor, look, lambda: seen[-1:] == [Money(PRICE.amount * COPIES, PRICE.currency)])


def card_given(world: World) -> JourneyRun:
    tokens: list[str] = []
    give = lambda: tokens.append(world.shop.gateway.tokenize("visa"))  # noqa: E731
    return single_request(world.actors.customer("customer"), give, lambda: bool(tokens))


def delivery(world: World) -> JourneyRun:
    actor, staff, inventory = shopper(world), world.actors.staff(), world.shop.inventory
    sku, receipt = world.catalog.sku(TITLE), str(uuid4())
    before = inventory.availability(staff, sku).on_hand
    return single_request(
        actor,
        lambda: inventory.book(staff, sku, receipt, COPIES),
        lambda: inventory.availability(staff, sku).on_hand == before + COPIES,
    )


def price_set(world: World) -> JourneyRun:
    actor, staff = shopper(world), world.actors.staff()
    fill_cart(world, actor, {TITLE: 1})
    sku, price, shop = world.catalog.sku(TITLE), Money(800, "USD"), world.shop
    return single_request(
        actor,
        lambda: shop.pricing.set_price(staff, sku, price),
        lambda: shop.cart.total(actor.credentials, actor.cart, actor.address) == price,
    )
