"""Sentences about parcels: what has left the warehouse, and what the customer sees of it."""

from collections import Counter
from uuid import uuid4

from behave import given, then, when

from steps.tasks.mail_arrival import settled_mails, wait_until_mail_is_sent
from steps.tasks.refunds import customers_order
from steps.tasks.retrying import retry_until_answered, without_retry
from steps.tasks.shipments import cancel_order, ship, unpaid_order, who_came_too_late
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context


@given("the warehouse has shipped {copies:Copies} of the order")
def has_shipped(context: Context, copies: dict[str, int]) -> None:
    ship(context.world, copies).succeeded()


@given("{who:Who} has got {copies:Copies} of the order")
def has_got_copies(context: Context, who: str, copies: dict[str, int]) -> None:
    """The parcel has left, and every mail about the order was sent."""
    world = context.world
    ship(world, copies, of_order=world.actors.named(who).last_order.order_number).succeeded()
    wait_until_mail_is_sent(world)


@given("the warehouse has reported the same parcel with {copies:Copies} of the order twice")
def has_reported_the_same_parcel_twice(context: Context, copies: dict[str, int]) -> None:
    parcel = str(uuid4())
    for _ in range(2):
        ship(context.world, copies, parcel).succeeded()


@when("the warehouse ships {copies:Copies} of the order")
def ships(context: Context, copies: dict[str, int]) -> None:
    ship(context.world, copies)


@when("the warehouse ships {copies:Copies} of the unpaid order")
def ships_of_unpaid_order(context: Context, copies: dict[str, int]) -> None:
    ship(context.world, copies, of_order=unpaid_order(context.world))


@when("the warehouse ships {copies:Copies} of the order, retrying until it is answered")
def ships_until_answered(context: Context, copies: dict[str, int]) -> None:
    world, parcel = context.world, str(uuid4())
    retry_until_answered(lambda: ship(world, copies, parcel), world.shop.answers_within)


@when("the warehouse ships {copies:Copies} of the order once and does not retry")
def ships_once(context: Context, copies: dict[str, int]) -> None:
    without_retry(lambda: ship(context.world, copies))


@when("{who:Who} cancels the order at the moment the warehouse ships {copies:Copies} of it")
def cancels_as_the_warehouse_ships(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.actors.customer("warehouse")  # before the threads share it
    run_concurrently([lambda: ship(world, copies), lambda: cancel_order(world, actor)])


@then("{who:Who} sees {parcels:Parcels} with {copies:Copies} in all")
def sees_parcels(context: Context, who: str, parcels: int, copies: dict[str, int]) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    seen = orders.numbered(actor.credentials, actor.order_number).parcels
    found = sum((Counter(parcel) for parcel in seen), Counter[str]())
    assert (len(seen), found) == (parcels, +Counter(copies)), (
        f"{parcels} parcels with {in_words(copies)} were expected, but {who} sees {in_words(seen)}"
    )


@then("{who:Who} sees no parcels")
def sees_no_parcels(context: Context, who: str) -> None:
    sees_parcels(context, who, 0, {})


@then("{who:Who} gets one mail about each parcel")
@needs(Capability.MAIL)
def gets_a_mail_about_each_parcel(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(world, actor) if mail.kind == "shipment"]
    sent = len(world.shop.orders.numbered(actor.credentials, actor.order_number).parcels)
    assert len(found) == len(set(found)) == sent, (
        f"mails about {sent} parcels were expected for {who}, but the inbox has {in_words(found)}"
    )


@then("either the order is canceled, or a parcel is under way, and not both")
def is_canceled_or_under_way(context: Context) -> None:
    order = customers_order(context.world)
    canceled = order.state in ("canceling", "canceled")
    assert canceled is not bool(order.parcels), (
        f"a canceled order or a parcel was expected, but it is {order.state} with {in_words(order.parcels)}"
    )


@then("the other of the two was told so")
def loser_was_told(context: Context) -> None:
    loser, slug = who_came_too_late(context.world)
    loser.refusal(slug)


@then("the warehouse is told that {copies:Copies} can be shipped at most")
def is_told_what_is_left(context: Context, copies: dict[str, int]) -> None:
    refusal = context.world.actors.customer("warehouse").refusal("more-than-left")
    (expected,) = copies.values()
    found = refusal.members.get("shippable")
    assert found == expected, f"{in_words(copies)} can be shipped, but the warehouse was told {refusal}"


@then("the warehouse is told to keep the copies")
def is_told_to_keep_the_copies(context: Context) -> None:
    context.world.actors.customer("warehouse").refusal("not-shippable")


@then("{who:Who} is told that the order is under way")
def is_told_that_it_is_under_way(context: Context, who: str) -> None:
    context.world.actors.named(who).refusal("already-shipped")
