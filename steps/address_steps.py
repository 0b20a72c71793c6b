"""Sentences about the address an order is shipped to."""

from decimal import Decimal

from behave import given, then

from steps.tasks.choices import claim_choice
from steps.tasks.shopping import ship_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.addresses import PLACES, STATES, own_address
from steps.world.world import Context


@given('{who:Who} writes the {part:AddressPart} of the address as "{text}"')
def writes_part(context: Context, who: str, part: str, text: str) -> None:
    context.world.actors.named(who).address[part] = text


@given("{who:Who} leaves the {part:AddressPart} of the address out")
def leaves_part_out(context: Context, who: str, part: str) -> None:
    context.world.actors.named(who).address.pop(part, None)


@given("{who:Who} fills the {part:AddressPart} of the address with {blanks:Blanks}")
def fills_part_with(context: Context, who: str, part: str, blanks: str) -> None:
    context.world.actors.named(who).address[part] = blanks


@given("{who:Who} sends it as a gift to a friend in {country:Country}")
def sends_gift(context: Context, who: str, country: str) -> None:
    actor = claim_choice(context.world, who, "delivery address")
    claim_choice(context.world, who, "billing address")
    actor.billing = actor.address
    actor.address = {**own_address(), **PLACES[country]}
    ship_to(context.world, country)


@given("the bill of {who:Who} goes to {place:Place}")
def bill_goes_to(context: Context, who: str, place: str) -> None:
    actor = claim_choice(context.world, who, "billing address")
    actor.billing = {**own_address(), **{**PLACES, **STATES}[place]}


@given("the prices in {country:Country}, where the bill of {who:Who} goes, include {percent:Percent}% tax")
@needs(Capability.SETTINGS)
def prices_include_tax_at_bill(context: Context, country: str, who: str, percent: Decimal) -> None:
    bill_goes_to(context, who, country)
    context.world.set_once.claim(f"the tax in the country {country}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_included_tax(staff, country, str(percent))


@given("{who:Who} leaves the {part:AddressPart} of the billing address out")
def leaves_billing_part_out(context: Context, who: str, part: str) -> None:
    billing = context.world.actors.named(who).billing
    if billing is None:
        raise AssertionError(f"{who} has no billing address: say first where the bill goes")
    billing.pop(part, None)


@then("the order goes to the friend of {who:Who}, and the bill to {billed:Who}")
def order_goes_to_friend(context: Context, who: str, billed: str) -> None:
    actor, payer = context.world.actors.named(who), context.world.actors.named(billed)
    seen = context.world.shop.orders.delivery(actor.credentials, actor.order_number)
    for part, expected in (("ship_to", actor.address), ("bill_to", payer.billing)):
        found = {name: text for name, text in (seen.get(part) or {}).items() if text}
        assert expected, f"{who} has sent nothing as a gift in this scenario"
        wanted = {name: text for name, text in expected.items() if text}
        assert found == wanted, f"the order has {in_words(found)}, expected {in_words(wanted)}"


@then("{who:Who} is asked for the {part:AddressPart} of the address")
def is_asked_for_part(context: Context, who: str, part: str) -> None:
    refusal = context.world.actors.named(who).refusal("invalid-request")
    found = [error["field"].rpartition(".")[2] for error in refusal.members["errors"]]
    assert found == [part], f"the {part} of the address should be asked for, not {in_words(found)}"


@then("{who:Who} is asked for the region that the tax depends on")
def is_asked_for_region(context: Context, who: str) -> None:
    known = context.world.actors.named(who).refusal("region-needed").members["regions"]
    assert "OR" in known, (
        f"Oregon should be among the regions to choose from, but there are {in_words(known)}"
    )


@then("{who:Who} is told that nothing is shipped to {country:Country}")
def is_told_nothing_is_shipped(context: Context, who: str, country: str) -> None:
    found = context.world.actors.named(who).refusal("no-shipping-rate").members["country"]
    assert found == country, (
        f"{who} should have been told about {country}, but was told about {in_words(found)}"
    )
