"""Ways of shipping: what staff offers, and what a customer chooses."""

from __future__ import annotations

from steps.drivers.cart import ShownQuote
from steps.drivers.pricing import ShippingTerms
from steps.world.actors import Actor
from steps.world.chosen import ChosenShipping
from steps.world.world import World

STANDARD = "standard"


def offer_shipping(world: World, country: str, terms: ShippingTerms) -> None:
    """The staff offers a way of shipping to the country. Raises SetTwice."""
    world.set_once.claim(f"the {terms.rate.currency} rate for {terms.way} shipping to {country}")
    world.shop.pricing.set_shipping_by(world.actors.staff(), country, terms)
    world.catalog.shipping_rates[country, terms.rate.currency] = terms.rate


def weigh(world: World, title: str, grams: int) -> None:
    """The staff sets the weight of one copy."""
    world.shop.pricing.set_weight(world.actors.staff(), world.catalog.sku(title), grams)


def withdraw_shipping(world: World, country: str, way: str) -> None:
    """The staff offers the way of shipping no longer, in no currency."""
    for _, currency in [key for key in world.catalog.shipping_rates if key[0] == country]:
        world.shop.pricing.withdraw_shipping(world.actors.staff(), country, currency, way)


def choose_shipping(world: World, actor: Actor, way: str) -> None:
    """The actor chooses the way of shipping on the page that shows the total."""

    def read() -> ShownQuote:
        return world.shop.cart.quote_by(actor.credentials, actor.cart, actor.addresses, way)

    actor.shipping = ChosenShipping(way, read)
