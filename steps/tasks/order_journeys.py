"""Errands about an order that is there: canceled, refunded, compared with the gateway's books, looked at."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.checkout_journeys import COPIES, PRICE, TITLE, is_bought, mailed, shopper
from steps.tasks.journey import Errand, simple
from steps.tasks.shopping import check_out, fill_cart
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import takes_off
from steps.world.actors import Person
from steps.world.world import World

_CODE = "SPRING"
_REFUND = 500  # minor units
_DAY = timedelta(days=1)
_WITHIN = 15.0  # seconds


def _buyer(world: World) -> Person:
    """A customer with an order that used a discount code, is paid, and whose confirmation has been sent."""
    person = shopper(world)
    world.shop.pricing.offer_code(world.people.staff(), _CODE, takes_off("$2.00"))
    fill_cart(world, person, {TITLE: COPIES})
    world.shop.cart.enter_code(person.credentials, person.cart, _CODE)
    check_out(world, person).succeeded()
    eventually(
        lambda: is_bought(world, person), bool, _WITHIN, "the order before the journey is paid and confirmed"
    )
    eventually(
        world.shop.sandbox.undelivered, lambda left: left == 0, _WITHIN, "the gateway has told its news"
    )
    return person


@needs(Capability.RESET, Capability.SANDBOX, Capability.MAIL)
def cancellation(world: World) -> Errand:
    person, orders = _buyer(world), world.shop.orders
    number = person.order_number

    def reached() -> bool:
        state = orders.numbered(person.credentials, number).state
        return state == "canceled" and mailed(world, person, "cancellation")

    return simple(person, lambda: orders.cancel(person.credentials, number), reached)


@needs(Capability.RESET, Capability.SANDBOX, Capability.MAIL)
def refund(world: World) -> Errand:
    person = _buyer(world)
    number, wish = person.order_number, {"refund_id": str(uuid4()), "amount": _REFUND}
    ask = lambda: world.shop.refunds.refund(world.people.staff(), number, wish)  # noqa: E731

    def reached() -> bool:
        refunds = world.shop.orders.numbered(person.credentials, number).refunds
        return [(each.amount.amount, each.state) for each in refunds] == [(_REFUND, "refunded")] and mailed(
            world, person, "refund"
        )

    return simple(person, ask, reached)


@needs(Capability.RESET, Capability.CLOCK, Capability.SANDBOX, Capability.MAIL)
def comparison(world: World) -> Errand:
    """The gateway has taken money for nobody: the comparison gives it back."""
    person, shop = _buyer(world), world.shop
    shop.gateway.charge_by_hand(str(uuid4()), PRICE, captured=True)
    world.clock.advance(timedelta(hours=1))

    def ask() -> None:
        now = world.clock.now()
        shop.payments.reconcile(world.people.staff(), now - _DAY, now)

    return simple(person, ask, lambda: shop.sandbox.all_refunds() == ((PRICE.amount, "succeeded"),))


@needs(Capability.RESET, Capability.SANDBOX, Capability.MAIL)
def order_seen(world: World) -> Errand:
    person, orders = _buyer(world), world.shop.orders
    return simple(person, lambda: orders.numbered(person.credentials, person.order_number), lambda: True)


@needs(Capability.RESET, Capability.SANDBOX, Capability.MAIL)
def mails_seen(world: World) -> Errand:
    person, staff, mails = _buyer(world), world.people.staff(), world.shop.notifications
    number = person.order_number
    return simple(
        person, lambda: mails.states(staff, number), lambda: mails.states(staff, number) == ("sent",)
    )
