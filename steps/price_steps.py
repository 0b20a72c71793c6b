"""Sentences about prices, tax and totals, and what becomes of them between a look and a checkout."""

from dataclasses import replace
from decimal import Decimal

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.tasks.shopping import check_out, fill_cart, read_quote, ship_to
from steps.vocabulary.business_phrases import edge_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import takes_off
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.money import Money
from steps.world.actors import ADDRESSES, Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_CODE = "SPRING"
_FORGOTTEN_WITHIN = 5.0  # seconds


@given('tax of {percent}% is added in "{region}"')
@needs(Capability.RESET)
def tax_is_added(context: Context, percent: str, region: str) -> None:
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_tax(staff, region, str(Decimal(percent) / 100))


@given('tax of {percent}% is added in "{region}", also on shipping')
@needs(Capability.RESET)
def tax_is_added_on_shipping(context: Context, percent: str, region: str) -> None:
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_tax(staff, region, str(Decimal(percent) / 100), on_shipping=True)


@given("{who:Who} has bought {copies:Copies} with a discount of {discount:Money}")
@when("{who:Who} buys {copies:Copies} with a discount of {discount:Money}")
@needs(Capability.RESET)
def has_bought_with_discount(context: Context, who: str, copies: dict[str, int], discount: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.pricing.offer_code(world.actors.staff(), _CODE, takes_off(str(discount)))
    fill_cart(world, actor, copies)
    world.shop.cart.enter_code(actor.credentials, actor.cart, _CODE)
    check_out(world, actor).succeeded()


@given("the price of {title:Title} has changed to {price:Money}")
def price_has_changed(context: Context, title: str, price: Money) -> None:
    world = context.world
    world.shop.pricing.set_price(world.actors.staff(), world.catalog.sku(title), price)


@given("shipping to {country:Country} costs {rate:Money}")
@needs(Capability.RESET)
def shipping_costs(context: Context, country: str, rate: Money) -> None:
    world = context.world
    world.shop.pricing.set_shipping(world.actors.staff(), country, rate)
    world.catalog.shipping_rates[country, rate.currency] = rate


@given("the prices in {country:Country} include {percent}% tax")
@needs(Capability.RESET)
def prices_include_tax(context: Context, country: str, percent: str) -> None:
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_included_tax(staff, country, str(Decimal(percent) / 100))


@given("{who:Who} lives in {country:Country}")
def lives_in(context: Context, who: str, country: str) -> None:
    lives_where_no_rate_is_set(context, who, country)
    ship_to(context.world, country)


@given("{who:Who} lives in {country:Country}, and no shipping rate is set for it")
def lives_where_no_rate_is_set(context: Context, who: str, country: str) -> None:
    actor = context.world.actors.named(who)
    actor.address = {**ADDRESSES[country], "name": actor.address["name"]}


@given("{who:Who} has seen a total of {total:Money}")
def has_seen(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    actor.last_quote = read_quote(context.world, actor)
    assert actor.last_quote.total == total, (
        f"{who} should have seen {total}, but saw {actor.last_quote.total}"
    )


@given("{who:Who} has been told of the new total")
def has_been_told(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    check_out(context.world, actor).refused()
    _new_total(actor)


@given("the first checkout has failed because pricing was away")
@needs(Capability.FAULTS)
def checkout_has_failed(context: Context) -> None:
    world, name = context.world, "pricing is away"
    world.faults.inject(FaultSpec(name, CallPattern(edge_to("pricing")), "refused"))
    check_out(world, world.actors.customer("customer")).refused()
    world.faults.heal(name)


@when("{who:Who} looks at the total")
def looks_at_the_total(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = Attempt.at("looking at the total", lambda: read_quote(context.world, actor))


@then("{who:Who} is told that {title:Title} has no price in the currency of the cart")
def is_told_no_price(context: Context, who: str, title: str) -> None:
    found = context.world.actors.named(who).refusal("title-not-priced").members["skus"]
    expected = [context.world.catalog.sku(title)]
    assert found == expected, f"{title} ({expected}) should have been named, but {found} were"


@when("{who:Who} accepts the new total")
def accepts(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    assert actor.last_quote, f"{who} has seen no total before in this scenario"
    actor.last_quote = replace(actor.last_quote, total=_new_total(actor))
    check_out(context.world, actor)


@then("{who:Who} is told that the total is {total:Money} now")
def is_told_new_total(context: Context, who: str, total: Money) -> None:
    found = _new_total(context.world.actors.named(who))
    assert found == total, f"{who} should have been told a total of {total}, but was told {found}"


@then("{who:Who} is told that the cart has been changed")
def is_told_cart_changed(context: Context, who: str) -> None:
    context.world.actors.named(who).refusal("cart-changed")


def _new_total(actor: Actor) -> Money:
    return Money.read(actor.refusal("total-changed").members["grand_total"])


def _last_order(context: Context) -> Order:
    buyer = context.world.actors.buyer()
    return context.world.shop.orders.numbered(buyer.credentials, buyer.order_number)


@then("the lines of the order sum to its total")
def lines_sum_to_total(context: Context) -> None:
    order = _last_order(context)
    found = sum(line.paid for line in order.lines) + order.shipping.amount
    assert found == order.grand_total.amount, f"{order} costs {order.grand_total}, its lines sum to {found}"


@then("no line of the order costs less than nothing")
def no_negative_line(context: Context) -> None:
    below = [line for line in _last_order(context).lines if line.paid < 0]
    assert not below, f"these lines cost less than nothing: {below}"


@then("the total that {who:Who} saw is forgotten")
@needs(Capability.RESET)
def seen_total_is_forgotten(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    assert actor.last_quote, f"{who} has seen no total in this scenario"
    quote_id = actor.last_quote.quote_id
    eventually(
        lambda: world.shop.pricing.keeps(world.actors.staff(), quote_id),
        until=lambda kept: not kept,
        within=_FORGOTTEN_WITHIN,
        what=f"pricing has forgotten the quote {quote_id}, which was only shown",
    )


@then("the price that was bound for the order is kept")
@needs(Capability.RESET)
def bound_price_is_kept(context: Context) -> None:
    world = context.world
    quote_id = world.actors.buyer().last_checkout_id
    assert world.shop.pricing.keeps(world.actors.staff(), quote_id), f"pricing has forgotten {quote_id}"
