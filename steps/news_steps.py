"""Sentences about what the gateway tells the shop by itself, and what others tell in its name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.shopping import wait_for_outcome
from steps.vocabulary.capabilities import Capability, needs
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_ARRIVES_WITHIN = 10.0  # seconds
_DISPUTE = "charge.dispute.created"
_MATTERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "a payment that nobody knows": (
        "payment_intent.succeeded",
        {"id": "pi_unknown", "metadata": {"checkout_id": str(uuid4())}},
    ),
    "a payment of another shop": ("payment_intent.succeeded", {"id": "pi_other", "metadata": {}}),
    "the customer's payment in another currency": ("payment_intent.succeeded", {"currency": "eur"}),
    "the customer's payment, which it calls canceled": ("payment_intent.canceled", {"status": "canceled"}),
    "something the shop has no use for": ("customer.created", {"id": "cus_1", "object": "customer"}),
}


def _dispute(context: Context) -> dict[str, Any]:
    """A dispute about the customer's charge."""
    customer = context.world.actors.customer("customer")
    payment = context.world.shop.gateway.payment_of(customer.checkout_ids)
    return {"id": "du_1", "object": "dispute", "payment_intent": payment, "metadata": {}}


def _tell(context: Context, doing: Any) -> None:
    context.world.actors.customer("somebody").last_reply = Attempt.at("telling the shop", doing)


@given("the gateway tells everything {count:Count} times")
@needs(Capability.SANDBOX)
def tells_several_times(context: Context, count: int) -> None:
    context.world.shop.sandbox.webhooks("copies", copies=count)


@given("the gateway keeps its news back")
@needs(Capability.SANDBOX)
def keeps_news_back(context: Context) -> None:
    context.world.shop.sandbox.webhooks("hold")


@given("{who:Who} has confirmed the payment, and {minutes:Count} minutes have passed")
@needs(Capability.CLOCK, Capability.SANDBOX)
def has_confirmed_minutes_ago(context: Context, who: str, minutes: int) -> None:
    actor = context.world.actors.named(who)
    context.world.shop.sandbox.answer_challenge(actor.checkout_ids, "passed")
    context.world.clock.advance(timedelta(minutes=minutes))


@when("the gateway tells its news, the last first")
@needs(Capability.SANDBOX)
def tells_the_last_first(context: Context) -> None:
    context.world.shop.sandbox.webhooks("release", order="reversed")


@when("the {name:Service} comes back, and the gateway tells its news again")
@needs(Capability.PARTS, Capability.SANDBOX)
def service_comes_back_and_is_told(context: Context, name: str) -> None:
    context.world.services[name].start()
    context.world.shop.sandbox.webhooks("retry")


@when("{who:Who} fails the bank's check and never comes back")
@needs(Capability.SANDBOX)
def fails_and_stays_away(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    context.world.shop.sandbox.answer_challenge(actor.checkout_ids, "failed")
    wait_for_outcome(context.world, actor)


@when("somebody tells the shop of a dispute without a signature")
@needs(Capability.WEBHOOKS)
def tells_without_signature(context: Context) -> None:
    subject = _dispute(context)
    _tell(context, lambda: context.world.shop.webhooks.send(_DISPUTE, subject, None))


@when("somebody tells the shop of a dispute with a signature of their own")
@needs(Capability.WEBHOOKS)
def tells_with_forged_signature(context: Context) -> None:
    world, subject = context.world, _dispute(context)
    forged, now = "whsec_somebody_elses", context.world.clock.now()
    _tell(context, lambda: world.shop.webhooks.send_signed(_DISPUTE, subject, now, forged))


@when("somebody tells the shop of a dispute with a signature of an hour ago")
@needs(Capability.WEBHOOKS)
def tells_with_old_signature(context: Context) -> None:
    world, subject = context.world, _dispute(context)
    old = world.clock.now() - timedelta(hours=1)
    _tell(context, lambda: world.shop.webhooks.send_signed(_DISPUTE, subject, old))


@when("somebody tells the shop of a dispute with the gateway's signature of other news")
@needs(Capability.WEBHOOKS)
def tells_with_borrowed_signature(context: Context) -> None:
    world, subject = context.world, _dispute(context)
    other = {**subject, "object": "payment_intent"}
    _tell(context, lambda: world.shop.webhooks.send_changed(_DISPUTE, subject, other, world.clock.now()))


@when("the gateway tells that the customer disputes the charge")
@needs(Capability.WEBHOOKS)
def tells_of_a_dispute(context: Context) -> None:
    world = context.world
    world.shop.webhooks.send_signed(_DISPUTE, _dispute(context), world.clock.now())


@given("the gateway has told of {matter}")
@when("the gateway tells of {matter}")
@needs(Capability.WEBHOOKS)
def tells_of_something_else(context: Context, matter: str) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    own = {
        "id": world.shop.gateway.payment_of(customer.checkout_ids),
        "metadata": {"checkout_id": customer.last_checkout_id},
    }
    kind, changed = _MATTERS[matter]
    subject = {"object": "payment_intent", "status": "succeeded", **own, **changed}
    world.shop.webhooks.send_signed(kind, subject, world.clock.now())


@then("the shop does not believe it")
def does_not_believe_it(context: Context) -> None:
    somebody: Actor = context.world.actors.customer("somebody")
    assert somebody.last_reply is not None, "nobody has told the shop anything in this scenario"
    assert somebody.last_reply.refused().slug == "signature-not-valid", (
        f"the shop said {somebody.last_reply.outcome}"
    )


@then("the order is not marked")
def order_is_not_marked(context: Context) -> None:
    world = context.world
    checkout_id = world.actors.customer("customer").last_checkout_id
    found = world.shop.refunds.flag(world.actors.staff(), checkout_id)
    assert found is None, f"the order should not be marked, but is: {found}"


@then("the shop has taken all news")
@needs(Capability.SANDBOX)
def has_taken_all_news(context: Context) -> None:
    eventually(
        context.world.shop.sandbox.undelivered,
        until=lambda left: left == 0,
        within=_ARRIVES_WITHIN,
        what="the shop has taken every event of the gateway",
    )
