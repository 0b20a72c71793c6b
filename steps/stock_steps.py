"""Sentences about what is on the shelf."""

from behave import given, then

from steps.drivers.money import Money
from steps.drivers.shopping import put_on_sale
from steps.drivers.world import Context


@given("the shop has {copies:Copies} at {price:Money}")
def shop_has(context: Context, copies: dict[str, int], price: Money) -> None:
    for title, count in copies.items():
        put_on_sale(context.world, title, price, count)


@given("the shop has {count:Count} copy of {titles:Titles} each at {price:Money}")
@given("the shop has {count:Count} copies of {titles:Titles} each at {price:Money}")
def shop_has_each(context: Context, count: int, titles: list[str], price: Money) -> None:
    shop_has(context, dict.fromkeys(titles, count), price)


@then("{copies:Copies} are left")
@then("{copies:Copies} is left")
def copies_are_left(context: Context, copies: dict[str, int]) -> None:
    world, staff = context.world, context.world.people.staff()
    for title, expected in copies.items():
        found = world.shop.inventory.availability(staff, world.catalog.sku(title))
        assert (found.available, found.reserved) == (expected, 0), (
            f'{expected} copies of "{title}" should be left and none reserved, but inventory says {found}'
        )


@then("no copies of {titles:Titles} are left")
def no_copies_are_left(context: Context, titles: list[str]) -> None:
    copies_are_left(context, dict.fromkeys(titles, 0))
