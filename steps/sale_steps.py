"""Sentences about sales: titles that cost less for a time."""

from datetime import timedelta
from typing import Any

from behave import given

from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context, World


def _set_sale_price(world: World, title: str, price: Money, times: dict[str, Any]) -> None:
    world.set_once.claim(f'the sale of "{title}"')
    world.shop.pricing.set_sale_price(world.actors.staff(), world.catalog.sku(title), price, times)


@given("{title:Title} is on sale for {price:Money}, and the sale ends in {duration:Duration}")
@needs(Capability.SETTINGS)
def is_on_sale(context: Context, title: str, price: Money, duration: timedelta) -> None:
    world = context.world
    ends = (world.clock.now() + duration).isoformat()
    _set_sale_price(world, title, price, {"valid_until": ends})


@given("a sale of {title:Title} for {price:Money} begins in {duration:Duration}")
@needs(Capability.SETTINGS)
def sale_begins(context: Context, title: str, price: Money, duration: timedelta) -> None:
    world = context.world
    begins = world.clock.now() + duration
    times = {"valid_from": begins.isoformat(), "valid_until": (begins + timedelta(days=30)).isoformat()}
    _set_sale_price(world, title, price, times)
