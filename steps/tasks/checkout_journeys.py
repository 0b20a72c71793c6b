"""Errands that buy a cart: by card, by wallet, with a decline, with a bank that asks the customer."""

from __future__ import annotations

from collections.abc import Callable

from steps.drivers.api import Refused
from steps.drivers.checkout import Bought, ChallengeAsked, PaymentChoice
from steps.tasks.journey import Errand, in_turn
from steps.tasks.shopping import come_back, fill_cart, new_submission, put_on_sale, submit
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Person
from steps.world.attempt import Attempt
from steps.world.world import World

TITLE, PRICE, COPIES = "Dune", Money(950, "USD"), 2


def _said(attempt: Attempt[Bought], *, wanted: type[Refused] | str | None = None) -> None:
    """Raise the refusal, unless it is what the journey is about."""
    if isinstance(wanted, str) and attempt.refused().slug == wanted:
        return
    if isinstance(wanted, type) and isinstance(attempt.outcome, wanted):
        return
    if isinstance(attempt.outcome, Refused):
        raise attempt.outcome


def shopper(world: World) -> Person:
    """A customer, and a title with enough copies."""
    put_on_sale(world, TITLE, PRICE)
    return world.people.customer("customer")


def _submitting(
    world: World, person: Person, wanted: type[Refused] | str | None = None
) -> Callable[[], None]:
    """The total is looked at, the card given to the gateway, and the cart submitted: all under one name."""
    written: list[tuple[str, dict[str, object]]] = []
    return in_turn(
        lambda: written.append(new_submission(world, person)),
        lambda: _said(submit(world, person, *written[-1]), wanted=wanted),
    )


def checkout(pays: PaymentChoice) -> Callable[[World], Errand]:
    @needs(Capability.MAIL)
    def begin(world: World) -> Errand:
        person = shopper(world)
        person.pays = pays
        fill_cart(world, person, {TITLE: COPIES})
        return Errand(
            person, _submitting(world, person), _submitting(world, person), lambda: is_bought(world, person)
        )

    return begin


def is_bought(world: World, person: Person) -> bool:
    """The order is paid, the money taken, and the customer told."""
    if not person.attempts or not person.last_attempt.accepted:
        return False
    order = world.shop.orders.numbered(person.credentials, person.order_number)
    return (
        order.state == "paid"
        and _captured(world, person) == [order.grand_total.amount]
        and mailed(world, person, "confirmation")
    )


def _captured(world: World, person: Person) -> list[int]:
    charges = world.shop.gateway.charges(person.checkout_ids)
    return [charge.captured for charge in charges if charge.captured]


def mailed(world: World, person: Person, kind: str) -> bool:
    return any(f".{kind}" in mail.message_id for mail in world.shop.inbox.of(person.email))


def declined(world: World) -> Errand:
    person = shopper(world)
    person.pays = PaymentChoice("card", "generic decline")
    fill_cart(world, person, {TITLE: COPIES})
    wanted = "payment-declined"

    def reached() -> bool:
        staff, sku = world.people.staff(), world.catalog.sku(TITLE)
        told = bool(person.attempts) and person.last_attempt.refused().slug == wanted
        return told and world.shop.inventory.availability(staff, sku).reserved == 0

    return Errand(person, _submitting(world, person, wanted), _submitting(world, person, wanted), reached)


@needs(Capability.SANDBOX, Capability.MAIL)
def challenged(world: World) -> Errand:
    person = shopper(world)
    person.pays = PaymentChoice("card", "asks for confirmation")
    fill_cart(world, person, {TITLE: COPIES})

    def asking() -> Callable[[], None]:
        return in_turn(
            _submitting(world, person, ChallengeAsked),
            lambda: world.shop.sandbox.answer_challenge(person.checkout_ids, "passed"),
            lambda: _said(come_back(world, person)),
        )

    return Errand(person, asking(), asking(), lambda: is_bought(world, person))
