"""Sentences about what is changed while the gateway is being asked for money."""

from collections.abc import Callable

from behave import when

from steps.drivers.faults import Calls, Mishap
from steps.drivers.money import Money
from steps.drivers.shopping import check_out, fill_cart, side_by_side
from steps.drivers.world import Context


def _meanwhile(context: Context, who: str, deed: Calls, change: Callable[[], None]) -> None:
    """The person checks out; the request to the gateway is kept back until the change is made."""
    world, person = context.world, context.world.people.named(who)
    name = f"{deed.said} is kept back until something else has changed"
    world.faults.put(name, deed, Mishap("barrier"))

    def change_and_go_on() -> None:
        world.faults.wait_until_held(name, 1)
        change()
        world.faults.release(name)

    side_by_side([lambda: check_out(world, person), change_and_go_on])


@when("{who:Who} checks out, and {title:Title} costs {price:Money} before the request to {deed:Deed} arrives")
def price_changes_meanwhile(context: Context, who: str, title: str, price: Money, deed: Calls) -> None:
    world = context.world
    pricing, staff, sku = world.shop.pricing, world.people.staff(), world.catalog.sku(title)
    _meanwhile(context, who, deed, lambda: pricing.set_price(staff, sku, price))


@when("{who:Who} checks out, and a second tab adds {copies:Copies} before the request to {deed:Deed} arrives")
def cart_changes_meanwhile(context: Context, who: str, copies: dict[str, int], deed: Calls) -> None:
    world, person = context.world, context.world.people.named(who)
    _meanwhile(context, who, deed, lambda: fill_cart(world, person, copies))
