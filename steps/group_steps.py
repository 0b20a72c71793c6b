"""Sentences about groups of customers, whose members pay prices of their own."""

from behave import given

from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context


@given("{title:Title} costs {price:Money} for {group:Group}")
@needs(Capability.SETTINGS)
def costs_for_group(context: Context, title: str, price: Money, group: str) -> None:
    world = context.world
    world.set_once.claim(f'the price of "{title}" for {group}')
    world.shop.pricing.set_group_price(world.actors.staff(), world.catalog.sku(title), price, group)


@given("{who:Who} is one of {group:Group}")
@needs(Capability.SETTINGS)
def is_in_group(context: Context, who: str, group: str) -> None:
    staff, customer_id = context.world.actors.staff(), context.world.actors.named(who).account
    context.world.shop.pricing.join_group(staff, customer_id, group)


@given("{who:Who} is no longer one of {group:Group}")
@needs(Capability.SETTINGS)
def is_no_longer_in_group(context: Context, who: str, group: str) -> None:
    staff, customer_id = context.world.actors.staff(), context.world.actors.named(who).account
    context.world.shop.pricing.leave_group(staff, customer_id)
