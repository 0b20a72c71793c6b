"""Sentences about prices and shipping."""

from behave import given, when

from steps.tasks.choices import claim_choice
from steps.tasks.discount_codes import enter_code, offer_code
from steps.tasks.shopping import check_out, fill_cart, ship_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import takes_off
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.addresses import PLACES
from steps.world.world import Context

_CODE = "SPRING"


@given("shipping to {country:Country}, where {who:Who} lives, costs {rate:Money}")
@needs(Capability.SETTINGS)
def shipping_costs(context: Context, country: str, who: str, rate: Money) -> None:
    address = context.world.actors.named(who).address
    assert address["country"] == country, (
        f"{who} was expected to live in {country}, but lives in {in_words(address)}"
    )
    world = context.world
    world.set_once.claim(f"the {rate.currency} rate for shipping to {country}")
    world.shop.pricing.set_shipping(world.actors.staff(), country, rate)
    world.catalog.shipping_rates[country, rate.currency] = rate


@given("{who:Who} lives in {country:Country}")
def lives_in_country(context: Context, who: str, country: str) -> None:
    _move(context, who, country)
    ship_to(context.world, country)


@given("{who:Who} lives in {country:Country}, and no shipping rate is set for it")
@needs(Capability.RESET)
def lives_where_no_rate_is_set(context: Context, who: str, country: str) -> None:
    context.world.catalog.demand_no_shipping_rate(country)
    _move(context, who, country)


def _move(context: Context, who: str, country: str) -> None:
    actor = claim_choice(context.world, who, "country")
    actor.address = {**actor.address, **PLACES[country]}


@given("the price of {title:Title} has changed to {price:Money}")
def price_has_changed(context: Context, title: str, price: Money) -> None:
    world = context.world
    world.shop.pricing.set_price(world.actors.staff(), world.catalog.sku(title), price)


@given("{who:Who} has bought {copies:Copies} with a discount of {discount:Money}")
@when("{who:Who} buys {copies:Copies} with a discount of {discount:Money}")
@needs(Capability.SETTINGS)
def buys_with_discount(context: Context, who: str, copies: dict[str, int], discount: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    offer_code(world, _CODE, takes_off(str(discount)))
    fill_cart(world, actor, copies)
    enter_code(world, actor, _CODE)
    check_out(world, actor).succeeded()
