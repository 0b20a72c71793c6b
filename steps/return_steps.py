"""Sentences about copies of an order that come back to the warehouse."""

from collections import Counter
from uuid import uuid4

from behave import given, then, when

from steps.tasks.mail_arrival import settled_mails
from steps.tasks.retrying import retry_until_answered, without_retry
from steps.tasks.returns import take_back
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context


@given("the warehouse has reported that {copies:Copies} of the order came back")
def has_reported_returned_copies(context: Context, copies: dict[str, int]) -> None:
    take_back(context.world, copies).succeeded()


@given("the warehouse has reported that {copies:Copies} of the order came back damaged")
def has_reported_damaged_copies(context: Context, copies: dict[str, int]) -> None:
    take_back(context.world, {}, damaged=copies).succeeded()


@given("the warehouse has reported the same return of {copies:Copies} twice")
def has_reported_twice(context: Context, copies: dict[str, int]) -> None:
    return_id = str(uuid4())
    for _ in range(2):
        take_back(context.world, copies, return_id).succeeded()


@when("the warehouse reports that {copies:Copies} of the order came back")
def reports_returned_copies(context: Context, copies: dict[str, int]) -> None:
    take_back(context.world, copies)


@when("the warehouse reports that {copies:Copies} of the order, counted before, came back")
def reports_counted_copies(context: Context, copies: dict[str, int]) -> None:
    take_back(context.world, copies, counted=True)


@when("the warehouse reports that {copies:Copies} of the order came back damaged")
def reports_damaged_copies(context: Context, copies: dict[str, int]) -> None:
    take_back(context.world, {}, damaged=copies)


@when("the warehouse reports that {copies:Copies} of the order came back, retrying until it is answered")
def reports_returned_copies_until_answered(context: Context, copies: dict[str, int]) -> None:
    world, return_id = context.world, str(uuid4())
    retry_until_answered(lambda: take_back(world, copies, return_id), world.shop.answers_within)


@when("the warehouse reports once that {copies:Copies} of the order came back, and does not retry")
def reports_returned_copies_once(context: Context, copies: dict[str, int]) -> None:
    without_retry(lambda: take_back(context.world, copies))


@then("the warehouse is told that {copies:Copies} can come back at most")
def is_told_how_many_can_come_back(context: Context, copies: dict[str, int]) -> None:
    refusal = context.world.actors.customer("warehouse").refusal("more-than-shipped")
    (expected,) = copies.values()
    found = refusal.members.get("returnable")
    assert found == expected, f"{in_words(copies)} can come back, but the warehouse was told {refusal}"


@then("{who:Who} sees that {copies:Copies} came back")
def sees_what_came_back(context: Context, who: str, copies: dict[str, int]) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    seen = orders.numbered(actor.credentials, actor.order_number).came_back
    found = sum((Counter(each) for each in seen), Counter[str]())
    assert found == +Counter(copies), f"{in_words(copies)} came back, but {who} sees {in_words(seen)}"


@then("{who:Who} gets one mail about each return")
@needs(Capability.MAIL)
def gets_a_mail_about_each_return(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(world, actor) if mail.kind == "return"]
    made = len(world.shop.orders.numbered(actor.credentials, actor.order_number).came_back)
    assert len(found) == len(set(found)) == made, (
        f"mails about {made} returns were expected for {who}, but the inbox has {in_words(found)}"
    )
