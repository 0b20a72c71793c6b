"""Sentences about requests that are retried until they are answered, under the same idempotency key."""

from typing import Any
from uuid import uuid4

from behave import given, then, when

from steps.drivers.cart import ShownQuote
from steps.tasks.retrying import expect_no_answer, retried
from steps.tasks.shopping import check_out, submit_until_answered
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import Context


def _last_answer(actor: Actor) -> Any:
    """The answer to the actor's last request. Raises AssertionError where there was none, or a refusal."""
    if actor.last_reply is None:
        raise AssertionError(f"{actor.role} has looked at nothing in this scenario")
    return actor.last_reply.succeeded()


@given("{who:Who} has checked out and seen only an error page")
@needs(Capability.FAULTS)
def has_seen_only_an_error_page(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    submission = parse_calls("the submission from customer to checkout")
    world.faults.inject(FaultSpec("the answer to the submission is lost", submission, "answer lost"))
    expect_no_answer(lambda: check_out(world, actor))


@given("{who:Who} checks out, retrying until it is answered")
@when("{who:Who} checks out, retrying until it is answered")
def checks_out_until_answered(context: Context, who: str) -> None:
    submit_until_answered(context.world, context.world.actors.named(who))


@when("{who:Who} adds {copies:Copies}, retrying until it is answered")
def adds_copies_until_answered(context: Context, who: str, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    ((title, count),) = copies.items()
    addition = (actor.credentials, actor.cart, world.catalog.sku(title), count, str(uuid4()))
    actor.last_reply = retried("adding to the cart", lambda: world.shop.cart.add(*addition))


@when("{who:Who} looks at the total, retrying until it is answered")
def looks_at_total_until_answered(context: Context, who: str) -> None:
    cart, actor = context.world.shop.cart, context.world.actors.named(who)
    actor.last_reply = retried(
        "looking at the total", lambda: cart.total(actor.credentials, actor.cart, actor.address)
    )


@when("{who:Who} looks at the order, retrying until it is answered")
def looks_at_order_until_answered(context: Context, who: str) -> None:
    orders, actor = context.world.shop.orders, context.world.actors.named(who)
    number = actor.order_number
    actor.last_reply = retried("looking at the order", lambda: orders.numbered(actor.credentials, number))


@when("the staff looks at the mails of {who:Who}'s order, retrying until it is answered")
def staff_looks_at_mails_until_answered(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    staff, number = world.actors.staff(), actor.order_number
    actor.last_reply = retried("looking at the mails", lambda: world.shop.notifications.states(staff, number))


@when("the warehouse receives {copies:Copies}, retrying until it is answered")
def warehouse_receives_until_answered(context: Context, copies: dict[str, int]) -> None:
    world = context.world
    ((title, count),) = copies.items()
    delivery = (world.actors.staff(), world.catalog.sku(title), str(uuid4()), count)
    retried("receiving copies", lambda: world.shop.inventory.book(*delivery)).succeeded()


@when("the shop sets the price of {title:Title} to {price:Money}, retrying until it is answered")
def shop_sets_price_until_answered(context: Context, title: str, price: Money) -> None:
    world = context.world
    staff, sku = world.actors.staff(), world.catalog.sku(title)
    retried("setting the price", lambda: world.shop.pricing.set_price(staff, sku, price)).succeeded()


@then("{who:Who} sees a total of {total:Money}")
def sees_a_total(context: Context, who: str, total: Money) -> None:
    answer = _last_answer(context.world.actors.named(who))
    found = answer.total if isinstance(answer, ShownQuote) else answer
    assert found == total, (
        f"a total of {total} was expected for {who}, but the cart answered {in_words(found)}"
    )


@then("{who:Who} sees an order of {total:Money}")
def sees_an_order(context: Context, who: str, total: Money) -> None:
    found = _last_answer(context.world.actors.named(who)).grand_total
    assert found == total, f"an order of {total} was expected for {who}, but orders answered {found}"


@then("the staff sees one mail of {who:Who}'s order")
def staff_sees_one_mail(context: Context, who: str) -> None:
    found = _last_answer(context.world.actors.named(who))
    assert len(found) == 1, (
        f"one mail of the order was expected, but notifications answered {in_words(found)}"
    )
