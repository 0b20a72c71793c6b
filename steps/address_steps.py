"""Sentences about the address an order is shipped to."""

from behave import given, then

from steps.vocabulary.in_words import in_words
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
