"""Sentences about carts, and what is in them."""

from behave import given, then, when

from steps.drivers.attempt import Attempt
from steps.drivers.money import Money
from steps.drivers.shopping import fill_cart, put_on_sale
from steps.drivers.world import Context


@given("{who:Who}'s cart holds {copies:Copies}")
def cart_holds(context: Context, who: str, copies: dict[str, int]) -> None:
    fill_cart(context.world, context.world.people.named(who), copies)


@given("{who:Who}'s cart holds {copies:Copies} at {price:Money}")
def cart_holds_at_price(context: Context, who: str, copies: dict[str, int], price: Money) -> None:
    for title in copies:
        put_on_sale(context.world, title, price)
    fill_cart(context.world, context.world.people.named(who), copies)


@given("{who:Who}'s cart holds {count:Count} of the shop's {copies:Copies} at {price:Money}")
def cart_holds_some_of(context: Context, who: str, count: int, copies: dict[str, int], price: Money) -> None:
    for title, on_hand in copies.items():
        put_on_sale(context.world, title, price, on_hand)
    fill_cart(context.world, context.world.people.named(who), dict.fromkeys(copies, count))


@given("{who:Who}'s cart holds {count:Count} copy of {titles:Titles} each")
def cart_holds_each(context: Context, who: str, count: int, titles: list[str]) -> None:
    fill_cart(context.world, context.world.people.named(who), dict.fromkeys(titles, count))


@given("{who:Who}'s cart holds first {first:Title} and then {second:Title}")
def cart_holds_in_order(context: Context, who: str, first: str, second: str) -> None:
    fill_cart(context.world, context.world.people.named(who), {first: 1, second: 1})


@given("{number:Count} customers each have {copies:Copies} in the cart")
def customers_each_have(context: Context, number: int, copies: dict[str, int]) -> None:
    for place in range(1, number + 1):
        fill_cart(context.world, context.world.people.customer(f"customer {place}"), copies)


@when("{who:Who} adds {copies:Copies}")
def add_to_cart(context: Context, who: str, copies: dict[str, int]) -> None:
    person = context.world.people.named(who)
    person.told = Attempt.at(f"adding to the cart of {who}", lambda: fill_cart(context.world, person, copies))


@then("{who:Who}'s cart still holds {copies:Copies}")
def cart_still_holds(context: Context, who: str, copies: dict[str, int]) -> None:
    world, person = context.world, context.world.people.named(who)
    expected = {world.catalog.sku(title): count for title, count in copies.items()}
    found = world.shop.cart.lines(person.credentials, person.cart)
    assert found == expected, f"{who}'s cart should hold {expected} (copies by SKU), but holds {found}"


@then("{who:Who}'s cart still holds {count:Count} copy of {titles:Titles} each")
def cart_still_holds_each(context: Context, who: str, count: int, titles: list[str]) -> None:
    cart_still_holds(context, who, dict.fromkeys(titles, count))


@then("{who:Who} is asked to pay {total:Money}")
def is_asked_to_pay(context: Context, who: str, total: Money) -> None:
    person = context.world.people.named(who)
    found = context.world.shop.cart.total(person.credentials, person.cart, person.address)
    assert found == total, f"{who} should be asked to pay {total}, but the cart costs {found}"
