"""Errands before an order: the cart is filled, a total seen, a card given away, copies and prices set."""

from __future__ import annotations

from uuid import uuid4

from steps.tasks.checkout_journeys import COPIES, PRICE, TITLE, shopper
from steps.tasks.journey import Errand, simple
from steps.tasks.shopping import fill_cart
from steps.vocabulary.money import Money
from steps.world.world import World


def addition(world: World) -> Errand:
    person, cart = shopper(world), world.shop.cart
    fill_cart(world, person, {TITLE: 1})
    sku, key = world.catalog.sku(TITLE), str(uuid4())
    return simple(
        person,
        lambda: cart.add(person.credentials, person.cart, sku, COPIES, key),
        lambda: cart.lines(person.credentials, person.cart) == {sku: 1 + COPIES},
    )


def total_seen(world: World) -> Errand:
    person, cart = shopper(world), world.shop.cart
    fill_cart(world, person, {TITLE: COPIES})
    seen: list[Money] = []
    look = lambda: seen.append(cart.total(person.credentials, person.cart, person.address))  # noqa: E731
    return simple(person, look, lambda: seen[-1:] == [Money(PRICE.amount * COPIES, PRICE.currency)])


def card_given(world: World) -> Errand:
    tokens: list[str] = []
    give = lambda: tokens.append(world.shop.gateway.tokenize("visa"))  # noqa: E731
    return simple(world.people.customer("customer"), give, lambda: bool(tokens))


def delivery(world: World) -> Errand:
    person, staff, inventory = shopper(world), world.people.staff(), world.shop.inventory
    sku, receipt = world.catalog.sku(TITLE), str(uuid4())
    before = inventory.availability(staff, sku).on_hand
    return simple(
        person,
        lambda: inventory.book(staff, sku, receipt, COPIES),
        lambda: inventory.availability(staff, sku).on_hand == before + COPIES,
    )


def price_set(world: World) -> Errand:
    person, staff = shopper(world), world.people.staff()
    fill_cart(world, person, {TITLE: 1})
    sku, price, shop = world.catalog.sku(TITLE), Money(800, "USD"), world.shop
    return simple(
        person,
        lambda: shop.pricing.set_price(staff, sku, price),
        lambda: shop.cart.total(person.credentials, person.cart, person.address) == price,
    )
