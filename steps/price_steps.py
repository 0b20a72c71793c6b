"""Sentences about tax and discounts."""

from decimal import Decimal

from behave import given

from steps.drivers.codes import takes_off
from steps.drivers.money import Money
from steps.drivers.shopping import check_out, fill_cart
from steps.drivers.world import Context

_CODE = "SPRING"


@given('tax of {percent}% is added in "{region}"')
def tax_is_added(context: Context, percent: str, region: str) -> None:
    pricing, staff = context.world.shop.pricing, context.world.people.staff()
    pricing.set_tax(staff, region, str(Decimal(percent) / 100))


@given("{who:Who} has bought {copies:Copies} with a discount of {discount:Money}")
def has_bought_with_discount(context: Context, who: str, copies: dict[str, int], discount: Money) -> None:
    world, person = context.world, context.world.people.named(who)
    world.shop.pricing.offer_code(world.people.staff(), _CODE, takes_off(str(discount)))
    fill_cart(world, person, copies)
    world.shop.cart.enter_code(person.credentials, person.cart, _CODE)
    check_out(world, person).succeeded()
