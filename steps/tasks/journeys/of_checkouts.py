"""Journeys that buy a cart: by card, by wallet, with a decline, with 3-D Secure."""

from __future__ import annotations

from collections.abc import Callable

from steps.drivers.api import Refused
from steps.drivers.checkout import ChallengeRequired, OrderConfirmation, PaymentChoice
from steps.tasks.shopping import (
    fill_cart,
    new_submission,
    open_checkout_page,
    put_on_sale,
    return_from_bank,
    submit,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.journey import JourneyRun, in_turn
from steps.world.world import World

TITLE, PRICE, COPIES = "Dune", Money(950, "USD"), 2


def _said(attempt: Attempt[OrderConfirmation], *, wanted: type[Refused] | str | None = None) -> None:
    """Raise the refusal, unless it is the expected end of the journey."""
    if isinstance(wanted, str) and attempt.refused().slug == wanted:
        return
    if isinstance(wanted, type) and isinstance(attempt.outcome, wanted):
        return
    if isinstance(attempt.outcome, Refused):
        raise attempt.outcome


def shopper(world: World) -> Actor:
    """A customer, and a title of which enough copies are available."""
    put_on_sale(world, TITLE, PRICE)
    return world.actors.customer("customer")


def submission(world: World, actor: Actor, wanted: type[Refused] | str | None = None) -> Callable[[], None]:
    """Read the total, tokenize the card, and submit the cart, under one idempotency key."""
    written: list[tuple[str, dict[str, object]]] = []
    return in_turn(
        lambda: written.append(_filled_in(world, actor)),
        lambda: _said(submit(world, actor, *written[-1]), wanted=wanted),
    )


def _filled_in(world: World, actor: Actor) -> tuple[str, dict[str, object]]:
    """The form of a page that was opened for this submission."""
    open_checkout_page(actor)
    return new_submission(world, actor)


def checkout(pays: PaymentChoice) -> Callable[[World], JourneyRun]:
    @needs(Capability.MAIL)
    def begin(world: World) -> JourneyRun:
        actor = shopper(world)
        actor.pays = pays
        fill_cart(world, actor, {TITLE: COPIES})
        return JourneyRun(
            actor, submission(world, actor), submission(world, actor), lambda: is_bought(world, actor)
        )

    return begin


def is_bought(world: World, actor: Actor) -> bool:
    """Whether the order is paid, its total captured, and its confirmation mailed."""
    if not actor.attempts or not actor.last_attempt.accepted:
        return False
    order = world.shop.orders.numbered(actor.credentials, actor.order_number)
    return (
        order.state == "paid"
        and _captured(world, actor) == [order.grand_total]
        and mailed(world, actor, "confirmation")
    )


def _captured(world: World, actor: Actor) -> list[Money]:
    charges = world.shop.gateway.charges(actor.checkout_ids)
    return [charge.line.charged for charge in charges if charge.line.charged.amount]


def mailed(world: World, actor: Actor, kind: str) -> bool:
    return any(f".{kind}" in mail.message_id for mail in world.shop.inbox.of(actor.email))


def declined(world: World) -> JourneyRun:
    actor = shopper(world)
    actor.pays = PaymentChoice("card", "generic decline")
    fill_cart(world, actor, {TITLE: COPIES})
    wanted = "payment-declined"

    def reached() -> bool:
        staff, sku = world.actors.staff(), world.catalog.sku(TITLE)
        told = bool(actor.attempts) and actor.last_attempt.refused().slug == wanted
        return told and world.shop.inventory.availability(staff, sku).reserved == 0

    return JourneyRun(actor, submission(world, actor, wanted), submission(world, actor, wanted), reached)


@needs(Capability.SANDBOX, Capability.MAIL)
def challenged(world: World) -> JourneyRun:
    actor = shopper(world)
    actor.pays = PaymentChoice("card", "asks for confirmation")
    fill_cart(world, actor, {TITLE: COPIES})

    def asking() -> Callable[[], None]:
        return in_turn(
            submission(world, actor, ChallengeRequired),
            lambda: world.shop.sandbox.answer_challenge(actor.checkout_ids, "passed"),
            lambda: _said(return_from_bank(world, actor)),
        )

    return JourneyRun(actor, asking(), asking(), lambda: is_bought(world, actor))
