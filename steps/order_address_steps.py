"""Sentences about another address for an order that was placed, and of which nothing has left."""

from behave import given, then, when

from steps.tasks.at_the_page import send_elsewhere_with_keyboard
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.order_addresses import (
    another_address,
    keep_address,
    send_elsewhere,
    send_elsewhere_as_staff,
    send_elsewhere_until_answered,
)
from steps.tasks.shipments import ship, unpaid_order
from steps.tasks.shopping import run_concurrently, ship_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.addresses import PLACES, STATES
from steps.world.world import Context

_PLACES = {**PLACES, **STATES}


@given("{who:Who} has had the order sent to another address")
def has_had_order_sent_elsewhere(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    send_elsewhere(context.world, actor, another_address(actor)).succeeded()


@given("{who:Who} has had the order sent back to the first address")
def has_had_order_sent_to_first(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    send_elsewhere(context.world, actor, actor.former_addresses[0]).succeeded()


@when("{who:Who} sends the order to another address")
def sends_order_elsewhere(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    send_elsewhere(context.world, actor, another_address(actor))


@when("{who:Who} sends the unpaid order to another address")
def sends_unpaid_order_elsewhere(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    send_elsewhere(world, actor, another_address(actor), unpaid_order(world))


@when("{who:Who} sends the order to another address, retrying until it is answered")
def sends_order_elsewhere_until_answered(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    send_elsewhere_until_answered(context.world, actor, another_address(actor))


@when("{who:Who} sends the order to another address in {place:Place}")
def sends_order_to_place(context: Context, who: str, place: str) -> None:
    actor = context.world.actors.named(who)
    ship_to(context.world, place.partition("-")[0])
    send_elsewhere(context.world, actor, another_address(actor, _PLACES[place]))


@when("{who:Who} sends the order to another address without its {part:AddressPart}")
def sends_order_without_part(context: Context, who: str, part: str) -> None:
    actor = context.world.actors.named(who)
    address = another_address(actor)
    address.pop(part)
    send_elsewhere(context.world, actor, address)


@when("the staff sends {who:Who}'s order to another address")
def staff_sends_order_elsewhere(context: Context, who: str) -> None:
    owner = context.world.actors.named(who)
    send_elsewhere_as_staff(context.world, owner, another_address(owner))


@when("{who:Who} sends {other:Who}'s order to another address")
def sends_order_of_other(context: Context, who: str, other: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    number = world.actors.named(other).last_order.order_number
    send_elsewhere(world, actor, another_address(actor), number)


@when("{who:Who} sends the order to another address at the moment the warehouse ships {copies:Copies} of it")
def sends_elsewhere_as_the_warehouse_ships(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.actors.customer("warehouse")  # before the threads share it
    address = another_address(actor)
    run_concurrently([lambda: ship(world, copies), lambda: send_elsewhere(world, actor, address)])


@when("{who:Who} sends the order to another street with the keyboard alone")
@needs(Capability.BROWSER)
def sends_elsewhere_with_keyboard(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    street = another_address(actor)["line1"]
    send_elsewhere_with_keyboard(context.world, actor, street)
    keep_address(actor, {**actor.address, "line1": street})


@then("the order of {who:Who} goes to the other address")
def order_goes_elsewhere(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    assert actor.former_addresses, f"the order of {who} was sent to no other address in this scenario"
    _demand_address(context, who)


@then("the order of {who:Who} goes to the first address")
def order_goes_to_first(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    assert not actor.former_addresses, f"the order of {who} was sent to another address in this scenario"
    _demand_address(context, who)


def _demand_address(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    seen = context.world.shop.orders.delivery(actor.credentials, actor.last_order.order_number)
    found = {name: text for name, text in seen["ship_to"].items() if text}
    wanted = {name: text for name, text in actor.address.items() if text}
    assert found == wanted, f"the order goes to {in_words(found)}, expected {in_words(wanted)}"


@then("the bill of {who:Who}'s order goes to the first address")
def bill_goes_to_first_address(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.shop.orders.invoice(actor.credentials, actor.order_number).bill_to
    first = (*actor.former_addresses, actor.address)[0]
    wanted = {name: text for name, text in first.items() if text}
    billed = {name: text for name, text in found.items() if text}
    assert billed == wanted, f"the bill goes to {in_words(billed)}, expected {in_words(wanted)}"


@then("{who:Who} gets one mail about each other address")
@needs(Capability.MAIL)
def gets_mail_about_each_address(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(world, actor) if mail.kind == "address-change"]
    changes = len(actor.former_addresses)
    assert len(found) == len(set(found)) == changes, (
        f"mails about {changes} other addresses were expected for {who}, but the inbox has {in_words(found)}"
    )


@then("the parcel of {who:Who} goes where the order goes")
@needs(Capability.MAIL)
def parcel_goes_where_order_goes(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    mails = [mail for mail in settled_mails(world, actor) if mail.kind == "shipment"]
    assert mails, f"{who} has got no mail about a parcel"
    street = str(actor.address["line1"])
    elsewhere = [mail.subject for mail in mails if street not in mail.text]
    assert not elsewhere, f"the parcels of {in_words(elsewhere)} go to another street than {in_words(street)}"


@then("{who:Who} is told that the order was priced for {place:Place}")
def is_told_of_the_priced_place(context: Context, who: str, place: str) -> None:
    told = context.world.actors.named(who).refusal("other-destination").members
    found = "-".join(filter(None, (told.get("country"), told.get("region"))))
    assert found in (place, ""), f"{who} was told of a price for {in_words(found)}, expected {place}"


@then("{who:Who} is told that no parcel of the order is to be sent")
def is_told_that_nothing_is_sent(context: Context, who: str) -> None:
    context.world.actors.named(who).refusal("nothing-to-ship")
