"""Sentences about carts and their content."""

from functools import partial

from behave import given, then, when

from steps.tasks.shopping import add, fill_cart, next_cart, put_on_sale, run_concurrently
from steps.tasks.two_tabs import TabAdditions, add_under_one_key, copies_in_cart
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.chosen import Addition
from steps.world.world import Context


@given("{who:Who}'s cart holds {copies:Copies}")
def cart_holds(context: Context, who: str, copies: dict[str, int]) -> None:
    fill_cart(context.world, context.world.actors.named(who), copies)


@given("{who:Who}'s cart holds {copies:Copies} at {price:Money}")
def cart_holds_at_price(context: Context, who: str, copies: dict[str, int], price: Money) -> None:
    for title in copies:
        put_on_sale(context.world, title, price)
    fill_cart(context.world, context.world.actors.named(who), copies)


@given("{who:Who}'s cart holds 1 copy each of {number:Count} other titles")
def cart_holds_each_of(context: Context, who: str, number: int) -> None:
    titles = [f"Volume {place}" for place in range(1, number + 1)]
    for title in titles:
        put_on_sale(context.world, title, Money.parse("$1.00"))
    fill_cart(context.world, context.world.actors.named(who), dict.fromkeys(titles, 1))


@given("{who:Who}'s cart holds {count:Count} of the shop's {copies:Copies} at {price:Money}")
def cart_holds_some_of(context: Context, who: str, count: int, copies: dict[str, int], price: Money) -> None:
    for title, on_hand in copies.items():
        put_on_sale(context.world, title, price, on_hand)
    fill_cart(context.world, context.world.actors.named(who), dict.fromkeys(copies, count))


@given("{number:Count} customers each have {copies:Copies} in the cart")
def customers_each_have(context: Context, number: int, copies: dict[str, int]) -> None:
    for place in range(1, number + 1):
        fill_cart(context.world, context.world.actors.customer(f"customer {place}"), copies)


@given("{number:Count} customers each have {titles:Titles} in the cart, in alternating order")
def customers_each_have_in_alternating_order(context: Context, number: int, titles: list[str]) -> None:
    for place in range(1, number + 1):
        ordered = titles if place % 2 else titles[::-1]
        actor = context.world.actors.customer(f"customer {place}")
        fill_cart(context.world, actor, dict.fromkeys(ordered, 1))


@given("{who:Who}'s cart has been changed in a second tab to {copies:Copies}")
def cart_has_been_changed(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    for title, count in copies.items():
        world.shop.cart.put(actor.credentials, actor.cart, world.catalog.sku(title), count)


@when("{who:Who} adds {copies:Copies}")
def adds_copies(context: Context, who: str, copies: dict[str, int]) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = Attempt.at(
        f"adding to the cart of {who}", lambda: fill_cart(context.world, actor, copies)
    )


@given("the browser has added {copies:Copies}")
def browser_has_added(context: Context, copies: dict[str, int]) -> None:
    add(context.world, context.world.actors.customer("customer"), _addition(context, copies))


@when("the browser repeats the addition")
def browser_repeats_addition(context: Context) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    repeated = customer.last_addition
    customer.last_reply = Attempt.at("the repeated addition", lambda: add(world, customer, repeated))


@then("the addition is accepted")
def addition_is_accepted(context: Context) -> None:
    reply = context.world.actors.customer("customer").last_reply
    assert reply is not None, "no addition has been repeated in this scenario"
    reply.succeeded()


@when("a double click adds {copies:Copies}")
def double_click_adds(context: Context, copies: dict[str, int]) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    run_concurrently([partial(add, world, customer, _addition(context, copies))] * 2)


@when(
    "two tabs add {first:Count} and {second:Count} copies of {title:Title} under one key at the same moment"
)
def two_tabs_add(context: Context, first: int, second: int, title: str) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    sku, copies = world.catalog.sku(title), (first, second)
    customer.last_reply = Attempt.at(
        "the additions of two tabs", lambda: add_under_one_key(world, customer, sku, copies)
    )


@then("one tab has added its copies, and the other is refused because {reason:RefusalReason}")
def one_tab_has_added(context: Context, reason: tuple[str, str]) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    tabs: TabAdditions = customer.reply("two tabs add copies")
    refused = [each.refused().slug for each in tabs.refused]
    assert refused == [reason[0]], (
        f"of two additions under one key, one was expected to be refused as {in_words(reason[0])}, but the "
        f"refusals are: {in_words(refused)}"
    )
    found = copies_in_cart(world, customer, tabs.sku)
    assert found == tabs.copies, (
        f"{in_words(tabs.copies)} copies were expected in the cart, but it holds {in_words(found)}"
    )


def _addition(context: Context, copies: dict[str, int]) -> Addition:
    ((title, count),) = copies.items()
    return Addition(context.world.catalog.sku(title), count)


@given("{who:Who} has removed {title:Title} from the cart")
@when("{who:Who} removes {title:Title} from the cart")
def removes_title(context: Context, who: str, title: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.cart.remove(actor.credentials, actor.cart, world.catalog.sku(title))


@then("{who:Who}'s cart holds {copies:Copies}")
def cart_is_seen_to_hold(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.catalog.by_title(world.shop.cart.lines(actor.credentials, actor.cart))
    assert found == copies, (
        f"{in_words(copies)} was expected in the cart of {who}, but it has {in_words(found)}"
    )


@then("{who:Who}'s next cart holds {copies:Copies}")
def next_cart_holds(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.catalog.by_title(world.shop.cart.lines(actor.credentials, next_cart(world, actor)))
    assert found == copies, f"{who}'s next cart should hold {in_words(copies)}, but holds {in_words(found)}"


@then("{who:Who} has no next cart")
def has_no_next_cart(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = context.world.shop.cart.next_cart(actor.credentials, actor.cart)
    assert found is None, (
        f"no next cart was expected for {who}, but {in_words(actor.cart)} is followed by {in_words(found)}"
    )


@then("{who:Who} is asked to pay {total:Money}")
def is_asked_to_pay(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = context.world.shop.cart.total(actor.credentials, actor.cart, actor.address)
    assert found == total, f"a total of {total} was expected for the cart of {who}, but it costs {found}"
