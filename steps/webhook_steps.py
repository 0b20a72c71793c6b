"""Sentences about webhooks: how the gateway delivers them, and what an attacker sends in its name."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.webhook_events import deliver_nested_content, report_event, report_flawed_dispute
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context

_ARRIVES_WITHIN = 10.0  # seconds
_WEBHOOKS = "gateway -> payments"


@given("the gateway delivers every webhook {times:Times}")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def gateway_delivers_every_webhook(context: Context, times: int) -> None:
    context.world.shop.sandbox.webhooks("copies", copies=times)


@given("the gateway withholds its webhooks")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def gateway_withholds_webhooks(context: Context) -> None:
    context.world.shop.sandbox.webhooks("hold")


@given("the gateway's webhooks are lost")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def webhooks_are_lost(context: Context) -> None:
    context.world.shop.sandbox.webhooks("hold")
    context.world.declared_breaches["webhook waiting"] = "the webhooks of this scenario are lost"


@when("the gateway delivers its webhooks in reverse order")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def gateway_delivers_in_reverse_order(context: Context) -> None:
    context.world.shop.sandbox.webhooks("release", order="reversed")


@when("the gateway delivers its webhooks again")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def gateway_delivers_again(context: Context) -> None:
    context.world.shop.sandbox.webhooks("retry")


@given("the gateway has reported {event:WebhookEvent}")
@when("the gateway reports {event:WebhookEvent}")
@needs(Capability.WEBHOOKS, arrows=(_WEBHOOKS,))
def gateway_reports_event(context: Context, event: str) -> None:
    report_event(context.world, event)


@when("the gateway delivers a webhook whose content is nested too deeply")
@needs(Capability.WEBHOOKS, Capability.DATABASES, arrows=(_WEBHOOKS,))
def gateway_delivers_nested_content(context: Context) -> None:
    deliver_nested_content(context.world)


@when("an attacker reports a dispute {flaw:SignatureFlaw}")
@needs(Capability.WEBHOOKS, arrows=(_WEBHOOKS,))
def attacker_reports_dispute(context: Context, flaw: str) -> None:
    report_flawed_dispute(context.world, flaw)


@then("the shop rejects the webhook")
def shop_rejects_webhook(context: Context) -> None:
    context.world.actors.customer("attacker").refusal("signature-not-valid")


@then("the shop has accepted every webhook")
@needs(Capability.SANDBOX, arrows=(_WEBHOOKS,))
def shop_has_accepted_every_webhook(context: Context) -> None:
    eventually(
        context.world.shop.sandbox.undelivered,
        until=lambda left: left == 0,
        within=_ARRIVES_WITHIN,
        what="the shop has accepted every event of the gateway",
    )
