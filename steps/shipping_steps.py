"""Sentences about ways of shipping: what each costs, which are offered, and which a customer chooses."""

from behave import given, then, when

from steps.drivers.pricing import ShippingTerms
from steps.tasks.shipping import STANDARD, choose_shipping, offer_shipping, weigh, withdraw_shipping
from steps.tasks.shopping import check_out, read_quote
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context

_NOT_OFFERED = "shipping-method-not-offered"


@given("shipping to {country:Country} costs {rate:Money}, and nothing from {total:Money} on")
@needs(Capability.SETTINGS)
def shipping_is_free_from(context: Context, country: str, rate: Money, total: Money) -> None:
    offer_shipping(context.world, country, ShippingTerms(STANDARD, rate, free_from=total))


@given("shipping to {country:Country} costs {rate:Money}, and {more:Money} for each kilogram")
@needs(Capability.SETTINGS)
def shipping_costs_by_kilogram(context: Context, country: str, rate: Money, more: Money) -> None:
    offer_shipping(context.world, country, ShippingTerms(STANDARD, rate, per_kilogram=more))


@given("{way:ShippingWay} shipping to {country:Country} costs {rate:Money}")
@needs(Capability.SETTINGS)
def shipping_by_way_costs(context: Context, way: str, country: str, rate: Money) -> None:
    offer_shipping(context.world, country, ShippingTerms(way, rate))


@given(
    "{way:ShippingWay} shipping to {country:Country} costs {rate:Money}, and nothing from {total:Money} on"
)
@needs(Capability.SETTINGS)
def shipping_by_way_is_free_from(context: Context, way: str, country: str, rate: Money, total: Money) -> None:
    offer_shipping(context.world, country, ShippingTerms(way, rate, free_from=total))


@given("{way:ShippingWay} shipping to {country:Country} costs {rate:Money} for at most {most:Count} g")
@needs(Capability.SETTINGS)
def shipping_by_way_carries(context: Context, way: str, country: str, rate: Money, most: int) -> None:
    offer_shipping(context.world, country, ShippingTerms(way, rate, heaviest=most))


@given("a copy of {title:Title} weighs {grams:Count} g")
@needs(Capability.SETTINGS)
def copy_weighs(context: Context, title: str, grams: int) -> None:
    weigh(context.world, title, grams)


@given("{way:ShippingWay} shipping to {country:Country} is offered no longer")
@needs(Capability.SETTINGS)
def shipping_by_way_is_withdrawn(context: Context, way: str, country: str) -> None:
    withdraw_shipping(context.world, country, way)


@given("{way:ShippingWay} shipping to {country:Country} costs {rate:Money} now")
@needs(Capability.SETTINGS)
def shipping_by_way_costs_now(context: Context, way: str, country: str, rate: Money) -> None:
    world = context.world
    world.shop.pricing.set_shipping_by(world.actors.staff(), country, ShippingTerms(way, rate))


@given("{who:Who} has chosen {way:ShippingWay} shipping")
def has_chosen_shipping(context: Context, who: str, way: str) -> None:
    choose_shipping(context.world, context.world.actors.named(who), way)


@given("{who:Who} has chosen {way:ShippingWay} shipping, and has seen a total of {total:Money}")
def has_chosen_shipping_and_seen_total(context: Context, who: str, way: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    choose_shipping(context.world, actor, way)
    actor.last_quote = read_quote(context.world, actor)
    found = actor.last_quote.total
    assert found == total, f"a total of {total} was expected for {way} shipping, but it costs {found}"


@when("{who:Who} chooses {way:ShippingWay} shipping and checks out")
def chooses_shipping_and_checks_out(context: Context, who: str, way: str) -> None:
    actor = context.world.actors.named(who)
    choose_shipping(context.world, actor, way)
    actor.last_quote = None
    check_out(context.world, actor)


@then("{who:Who} can choose {way:ShippingWay} shipping for {cost:Money}")
def can_choose_shipping_for(context: Context, who: str, way: str, cost: Money) -> None:
    found = read_quote(context.world, context.world.actors.named(who)).ways
    assert found.get(way) == cost, (
        f"{who} should have been offered {way} shipping for {cost}, but was offered {in_words(found)}"
    )


@then("{who:Who} is told that {way:ShippingWay} shipping is not offered, but {other:ShippingWay} is")
def is_told_shipping_is_not_offered(context: Context, who: str, way: str, other: str) -> None:
    members = context.world.actors.named(who).refusal(_NOT_OFFERED).members
    found = (members["shipping_method"], members["shipping_methods"])
    assert found == (way, [other]), (
        f"{who} should have been told that {way} is not offered, but {other} is; was told {in_words(found)}"
    )


@then("the order is shipped by {way:ShippingWay}")
def order_is_shipped_by(context: Context, way: str) -> None:
    buyer = context.world.actors.buyer()
    found = context.world.shop.orders.numbered(buyer.credentials, buyer.order_number).shipped_by
    assert found == way, f"an order shipped by {way} was expected, but it is shipped by {in_words(found)}"
