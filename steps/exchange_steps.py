"""Sentences about copies that replace others, which came back."""

from uuid import uuid4

from behave import given, then, when

from steps.tasks.exchanges import exchange, exchange_with_answer, wait_until_exchanged
from steps.tasks.mail_arrival import settled_mails, wait_until_mail_is_sent
from steps.tasks.retrying import retry_until_answered
from steps.tasks.returns import take_back
from steps.tasks.shipments import ship
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context


def _exchange(context: Context, copies: dict[str, int], answer: str) -> None:
    found = exchange_with_answer(context.world, copies)
    assert found == answer, f"the exchange was to be {answer}, but it is {found}"


@given("the customer has sent back {copies:Copies} of the order, which came damaged")
def has_sent_back(context: Context, copies: dict[str, int]) -> None:
    """They have left, and came back; every mail about that was sent."""
    world = context.world
    ship(world, copies).succeeded()
    take_back(world, {}, damaged=copies).succeeded()
    wait_until_mail_is_sent(world)


@given("the staff has exchanged {copies:Copies} of the order")
@needs(Capability.DATABASES)
def has_exchanged(context: Context, copies: dict[str, int]) -> None:
    _exchange(context, copies, "sold")


@given("the staff could not exchange {copies:Copies} of the order, since none was left")
@needs(Capability.DATABASES)
def could_not_exchange(context: Context, copies: dict[str, int]) -> None:
    _exchange(context, copies, "sold-out")


@given("the staff has asked for the same exchange of {copies:Copies} twice")
def has_asked_twice(context: Context, copies: dict[str, int]) -> None:
    exchange_id = str(uuid4())
    for _ in range(2):
        exchange(context.world, copies, exchange_id).succeeded()


@when("the staff exchanges {copies:Copies} of the order")
def exchanges(context: Context, copies: dict[str, int]) -> None:
    exchange(context.world, copies)


@when("the staff exchanges {copies:Copies} of the order, retrying until it is answered")
def exchanges_until_answered(context: Context, copies: dict[str, int]) -> None:
    world, exchange_id = context.world, str(uuid4())
    retry_until_answered(lambda: exchange(world, copies, exchange_id), world.shop.answers_within)


@then("the staff is told that {copies:Copies} can be exchanged at most")
def is_told_how_many_can_be_exchanged(context: Context, copies: dict[str, int]) -> None:
    refusal = context.world.actors.customer("staff").refusal("more-than-came-back")
    (expected,) = copies.values()
    found = refusal.members.get("exchangeable")
    assert found == expected, f"{in_words(copies)} can be exchanged, but the staff was told {refusal}"


@then("the staff is told that others were exchanged, and {copies:Copies} can be refunded")
def is_told_how_many_can_be_refunded(context: Context, copies: dict[str, int]) -> None:
    refusal = context.world.actors.customer("staff").refusal("copies-exchanged")
    (expected,) = copies.values()
    found = refusal.members.get("refundable")
    assert found == expected, f"{in_words(copies)} can be refunded, but the staff was told {refusal}"


@then("the staff is told that the order is not shipped any more")
def is_told_not_shipped(context: Context) -> None:
    context.world.actors.customer("staff").refusal("not-shippable")


@then("{who:Who} sees {copies:Copies} in exchange")
def sees_what_was_exchanged(context: Context, who: str, copies: dict[str, int]) -> None:
    wait_until_exchanged(context.world, context.world.actors.named(who), copies)


@then("{who:Who} gets one mail about each exchange")
@needs(Capability.MAIL)
def gets_a_mail_about_each_exchange(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(world, actor) if mail.kind == "exchange"]
    made = len(world.shop.orders.numbered(actor.credentials, actor.order_number).exchanged)
    assert len(found) == len(set(found)) == made, (
        f"mails about {made} exchanges were expected for {who}, but the inbox has {in_words(found)}"
    )
