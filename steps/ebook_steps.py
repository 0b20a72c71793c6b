"""Sentences about titles that are not shipped."""

from behave import given, then

from steps.vocabulary.in_words import in_words
from steps.world.world import Context


@given("{title:Title} is an e-book")
def is_an_ebook(context: Context, title: str) -> None:
    world, catalog = context.world, context.world.catalog
    assert title not in catalog.prices, f'this scenario sells "{title}" already, as a printed title'
    catalog.ebooks.add(title)
    world.shop.inventory.offer_ebook(world.actors.staff(), catalog.sku(title), title)


@then("nothing of the order is shipped")
def nothing_is_shipped(context: Context) -> None:
    buyer = context.world.actors.buyer()
    order = context.world.shop.orders.numbered(buyer.credentials, buyer.order_number)
    found = (order.shipped_by, order.shipping.amount)
    assert found == ("", 0), (
        f"an order of which nothing is shipped was expected, but it goes by {in_words(order.shipped_by)} "
        f"for {in_words(order.shipping)}"
    )


@then("{who:Who} is told that a cart holds an e-book once")
def is_told_that_a_cart_holds_an_ebook_once(context: Context, who: str) -> None:
    found = context.world.actors.named(who).refusal("limit-per-title").members["limit"]
    assert found == 1, f"{who} should have been told that a cart holds 1 e-book, not {in_words(found)}"
