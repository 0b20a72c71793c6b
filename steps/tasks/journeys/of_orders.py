"""Journeys about an order that was made: it is canceled, refunded, reconciled or looked at."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.journeys.of_checkouts import COPIES, PRICE, TITLE, is_bought, mailed, shopper
from steps.tasks.journeys.unfinished import refuse_once
from steps.tasks.shopping import check_out, fill_cart
from steps.tasks.webhook_events import dispute_of
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import takes_off
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.journey import JourneyRun, single_request
from steps.world.world import World

_CODE = "SPRING"
_REFUND = 500  # minor units
_DAY = timedelta(days=1)
_THREE_WEEKS = timedelta(days=21)
_WITHIN = 15.0  # seconds


def _buyer(world: World) -> Actor:
    """A customer with an order that used a discount code, is paid, and whose confirmation has been sent."""
    actor = shopper(world)
    world.shop.pricing.offer_code(world.actors.staff(), _CODE, takes_off("$2.00"))
    fill_cart(world, actor, {TITLE: COPIES})
    world.shop.cart.enter_code(actor.credentials, actor.cart, _CODE)
    check_out(world, actor).succeeded()
    eventually(
        lambda: is_bought(world, actor), bool, _WITHIN, "the order before the journey is paid and confirmed"
    )
    eventually(
        world.shop.sandbox.undelivered, lambda left: left == 0, _WITHIN, "the shop has accepted every webhook"
    )
    return actor


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL)
def cancellation(world: World) -> JourneyRun:
    actor, orders = _buyer(world), world.shop.orders
    number = actor.order_number

    def reached() -> bool:
        state = orders.numbered(actor.credentials, number).state
        return state == "canceled" and mailed(world, actor, "cancellation")

    return single_request(actor, lambda: orders.cancel(actor.credentials, number), reached)


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL, Capability.FAULTS)
def cancellation_with_refused_restock(world: World) -> JourneyRun:
    """Inventory refuses the first restock: orders reads the reservation, and retries."""
    journey_run = cancellation(world)
    refuse_once(world, "the restock from orders to inventory")
    return journey_run


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL, Capability.WEBHOOKS)
def dispute(world: World) -> JourneyRun:
    """The gateway reports that the customer disputes the charge."""
    actor = _buyer(world)

    def is_complete() -> bool:
        return world.shop.refunds.flag(world.actors.staff(), actor.last_checkout_id) is not None

    return single_request(actor, lambda: report_dispute(world, actor), is_complete)


@needs(Capability.WEBHOOKS)
def report_dispute(world: World, actor: Actor) -> None:
    """The gateway sends a webhook: the actor disputes the charge of their order."""
    world.shop.webhooks.send_signed("charge.dispute.created", dispute_of(world, actor), world.clock.now())


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL)
def refund(world: World) -> JourneyRun:
    actor = _buyer(world)
    number, wish = actor.order_number, {"refund_id": str(uuid4()), "amount": _REFUND}
    submit = lambda: world.shop.refunds.refund(world.actors.staff(), number, wish)  # noqa: E731

    def reached() -> bool:
        refunds = world.shop.orders.numbered(actor.credentials, number).refunds
        return [(each.amount.amount, each.state) for each in refunds] == [(_REFUND, "refunded")] and mailed(
            world, actor, "refund"
        )

    return single_request(actor, submit, reached)


@needs(Capability.RESET, Capability.SETTINGS, Capability.CLOCK, Capability.SANDBOX, Capability.MAIL)
def comparison(world: World) -> JourneyRun:
    """The gateway has charged an unknown checkout: reconciliation refunds it."""
    actor, shop = _buyer(world), world.shop
    shop.gateway.charge_at_dashboard(str(uuid4()), PRICE, captured=True)
    world.clock.advance(timedelta(hours=1))

    return single_request(
        actor,
        lambda: _reconcile_the_last_day(world),
        lambda: shop.sandbox.all_refunds() == ((PRICE.amount, "succeeded"),),
    )


@needs(Capability.RESET, Capability.SETTINGS, Capability.CLOCK, Capability.SANDBOX, Capability.MAIL)
def comparison_after_lost_refund(world: World) -> JourneyRun:
    """The webhook about a refund at the dashboard is lost: reconciliation learns of the refund."""
    actor, shop, refunded = _buyer(world), world.shop, Money(400, PRICE.currency)
    shop.sandbox.webhooks("hold")
    world.declared_breaches["webhook waiting"] = "the webhook about the refund is lost"
    world.clock.advance(_THREE_WEEKS)
    shop.gateway.refund_at_dashboard(actor.checkout_ids, refunded)
    world.clock.advance(timedelta(hours=1))
    world.actors.sign_in_again()

    def is_complete() -> bool:
        found = shop.orders.numbered(actor.credentials, actor.order_number).refunds
        return [(each.amount, each.state) for each in found] == [(refunded, "refunded")]

    return single_request(actor, lambda: _reconcile_the_last_day(world), is_complete)


def _reconcile_the_last_day(world: World) -> None:
    now = world.clock.now()
    world.shop.payments.reconcile(world.actors.staff(), now - _DAY, now)


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL)
def order_seen(world: World) -> JourneyRun:
    actor, orders = _buyer(world), world.shop.orders
    return single_request(actor, lambda: orders.numbered(actor.credentials, actor.order_number), lambda: True)


@needs(Capability.SETTINGS, Capability.SANDBOX, Capability.MAIL)
def mails_seen(world: World) -> JourneyRun:
    actor, staff, mails = _buyer(world), world.actors.staff(), world.shop.notifications
    number = actor.order_number
    return single_request(
        actor, lambda: mails.states(staff, number), lambda: mails.states(staff, number) == ("sent",)
    )
