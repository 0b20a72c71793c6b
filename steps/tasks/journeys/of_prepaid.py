"""Journeys of money that is no card: a checkout in advance, gift cards that pay, give back and are sold."""

from __future__ import annotations

from collections.abc import Callable

from steps.tasks.gift_cards import give_gift_card
from steps.tasks.journeys.of_checkouts import COPIES, PRICE, TITLE, is_bought, mailed, shopper, submission
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.shopping import buy, fill_cart, offer_gift_card, put_on_sale
from steps.tasks.transfers import IN_ADVANCE
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.journey import JourneyRun, single_request
from steps.world.world import World

_SOLD = "Card for readers"
_GIFT = Money(PRICE.amount, PRICE.currency)
"""Half of what two copies cost: the card pays the rest."""
_NOTHING = Money(0, PRICE.currency)


def _submitted(world: World, actor: Actor, is_complete: Callable[[], bool]) -> JourneyRun:
    return JourneyRun(actor, submission(world, actor), submission(world, actor), is_complete)


def _is_accepted(actor: Actor) -> bool:
    return bool(actor.attempts) and actor.last_attempt.accepted


@needs(Capability.MAIL)
def in_advance(world: World) -> JourneyRun:
    """The order waits for a transfer, and its customer is asked for it."""
    actor = shopper(world)
    actor.pays = IN_ADVANCE
    fill_cart(world, actor, {TITLE: COPIES})

    def is_complete() -> bool:
        return _is_accepted(actor) and _state(world, actor) == "awaiting" and mailed(world, actor, "transfer")

    return _submitted(world, actor, is_complete)


@needs(Capability.MAIL)
def with_gift_card(world: World) -> JourneyRun:
    """A gift card pays one half, and the card the other."""
    actor = shopper(world)
    give_gift_card(world, actor, _GIFT)
    fill_cart(world, actor, {TITLE: COPIES})
    return _submitted(world, actor, lambda: _is_accepted(actor) and _is_paid_by_both(world, actor))


def _is_paid_by_both(world: World, actor: Actor) -> bool:
    charged = [each.line.charged for each in world.shop.gateway.charges(actor.checkout_ids)]
    paid = _state(world, actor) == "paid" and _GIFT in charged and _left(world, actor) == _NOTHING
    return paid and mailed(world, actor, "confirmation")


@needs(Capability.MAIL)
def canceled_with_gift_card(world: World) -> JourneyRun:
    """An order that a gift card has paid in part is canceled: it has its money again."""
    actor = shopper(world)
    give_gift_card(world, actor, _GIFT)
    buy(world, actor, {TITLE: COPIES})
    wait_until_mail_is_sent(world)
    orders, number = world.shop.orders, actor.order_number

    def is_complete() -> bool:
        canceled = _state(world, actor) == "canceled" and mailed(world, actor, "cancellation")
        return canceled and _left(world, actor) == _GIFT

    return single_request(actor, lambda: orders.cancel(actor.credentials, number), is_complete)


@needs(Capability.MAIL)
def sale_of_gift_cards(world: World) -> JourneyRun:
    """Two gift cards are bought: they are issued before the confirmation with their codes."""
    actor = world.actors.customer("customer")
    offer_gift_card(world, _SOLD)
    put_on_sale(world, _SOLD, PRICE)
    fill_cart(world, actor, {_SOLD: COPIES})
    return _submitted(world, actor, lambda: is_bought(world, actor))


def _state(world: World, actor: Actor) -> str:
    return world.shop.orders.numbered(actor.credentials, actor.order_number).state


def _left(world: World, actor: Actor) -> Money:
    return world.shop.checkout.gift_card_balance(actor.credentials, actor.prepaid.code(0))
