"""Sentences about totals: those that a cart shows, that a checkout names as new, and that an order has."""

from dataclasses import replace

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.tasks.shopping import check_out, read_quote
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_DELETED_WITHIN = 5.0  # seconds


def _new_total(actor: Actor) -> Money:
    """The total that the refusal of the last checkout names."""
    return Money.read(actor.refusal("total-changed").members["grand_total"])


def _last_order(context: Context) -> Order:
    buyer = context.world.actors.buyer()
    return context.world.shop.orders.numbered(buyer.credentials, buyer.order_number)


@given("{who:Who} has seen a total of {total:Money}")
def has_seen_total(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    actor.last_quote = read_quote(context.world, actor)
    found = actor.last_quote.total
    assert found == total, f"a total of {total} was expected for the cart of {who}, but it costs {found}"


@given("{who:Who} has been told of the new total")
def has_been_told_of_new_total(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    check_out(context.world, actor).refused()
    _new_total(actor)


@when("{who:Who} looks at the total")
def looks_at_total(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = Attempt.at("looking at the total", lambda: read_quote(context.world, actor))


@when("{who:Who} accepts the new total")
def accepts_new_total(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    assert actor.last_quote, f"{who} has seen no total in this scenario"
    actor.last_quote = replace(actor.last_quote, total=_new_total(actor))
    check_out(context.world, actor)


@then("{who:Who} is told that the total is {total:Money} now")
def is_told_new_total(context: Context, who: str, total: Money) -> None:
    found = _new_total(context.world.actors.named(who))
    assert found == total, f"a new total of {total} was expected for {who}, but the checkout answered {found}"


@then("{who:Who} is told that {title:Title} has no price in the currency of the cart")
def is_told_title_has_no_price(context: Context, who: str, title: str) -> None:
    found = context.world.actors.named(who).refusal("title-not-priced").members["skus"]
    named = [context.world.catalog.title(sku) for sku in found]
    assert named == [title], f'"{title}" was expected without a price, but the cart named {in_words(named)}'


@then("the lines of the order sum to its total")
def lines_sum_to_total(context: Context) -> None:
    order = _last_order(context)
    found = sum(line.paid for line in order.lines) + order.shipping.amount
    assert found == order.grand_total.amount, (
        f"lines and shipping of {order.grand_total} were expected, "
        f"but sum to {in_words(found)} minor units: {in_words(order)}"
    )


@then("no line of the order is negative")
def no_line_is_negative(context: Context) -> None:
    negative = [line for line in _last_order(context).lines if line.paid < 0]
    assert not negative, f"no negative line was expected in the order, but it has {in_words(negative)}"


@then("the quote that {who:Who} saw is deleted")
@needs(Capability.RESET)
def seen_quote_is_deleted(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    assert actor.last_quote, f"{who} has seen no total in this scenario"
    quote_id = actor.last_quote.quote_id
    eventually(
        lambda: world.shop.pricing.keeps(world.actors.staff(), quote_id),
        until=lambda kept: not kept,
        within=_DELETED_WITHIN,
        what=f"pricing has deleted the quote {quote_id}, to which no order is bound",
        on_arrow="inside pricing",
    )


@then("the binding quote of the order is kept")
@needs(Capability.RESET)
def binding_quote_is_kept(context: Context) -> None:
    world = context.world
    quote_id = world.actors.buyer().last_checkout_id
    kept = world.shop.pricing.keeps(world.actors.staff(), quote_id)
    assert kept, f"the binding quote {quote_id} was expected in pricing, but it is deleted"
