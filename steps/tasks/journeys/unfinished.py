"""Journeys of checkouts that end without their customer: compensated, confirmed at the bank, never paid."""

from __future__ import annotations

from datetime import timedelta

from steps.drivers.checkout import ChallengeRequired, PaymentChoice
from steps.tasks.journeys.abandoned_checkout import abandon_checkout, check_out_up_to
from steps.tasks.journeys.of_checkouts import COPIES, TITLE, is_bought, shopper, submission
from steps.tasks.shopping import fill_cart, wait_for_outcome
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import takes_off
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.world.actors import Actor
from steps.world.journey import JourneyRun, in_turn, single_request
from steps.world.world import World

_CODE = "SPRING"
_REFUSED = 409
_UNPAID = timedelta(days=4)  # an unpaid order is canceled after three


@needs(Capability.FAULTS)
def refuse_once(world: World, calls: str) -> None:
    """The next of these calls is refused, and does no work."""
    world.faults.inject(FaultSpec(f"{calls} is refused", parse_calls(calls), "status", {"code": _REFUSED}))


@needs(Capability.FAULTS)
def compensated(world: World) -> JourneyRun:
    """Orders refuses the payment notice: a checkout whose copies are sold and whose card is charged ends."""
    actor, wanted = shopper(world), "try-again"
    fill_cart(world, actor, {TITLE: COPIES})
    on_hand = _on_hand(world)
    refuse_once(world, "the payment notice from checkout to orders")

    def is_complete() -> bool:
        refused = bool(actor.attempts) and actor.last_attempt.refused().slug == wanted
        return refused and _nothing_is_kept(world, actor, on_hand)

    return JourneyRun(actor, submission(world, actor, wanted), submission(world, actor, wanted), is_complete)


@needs(Capability.SANDBOX, Capability.MAIL)
def confirmed_without_return(world: World) -> JourneyRun:
    """The customer confirms the payment at the bank's page, and never comes back to the shop."""
    actor = shopper(world)
    actor.pays = PaymentChoice("card", "asks for confirmation")
    fill_cart(world, actor, {TITLE: COPIES})

    submit = in_turn(
        submission(world, actor, ChallengeRequired),
        lambda: world.shop.sandbox.answer_challenge(actor.checkout_ids, "passed"),
        lambda: wait_for_outcome(world, actor).succeeded(),
    )

    return JourneyRun(actor, submit, submit, lambda: is_bought(world, actor))


@needs(Capability.SETTINGS, Capability.FAULTS, Capability.PARTS, Capability.CLOCK)
def unpaid_order(world: World) -> JourneyRun:
    """The checkout service is killed before the capture, and stays down until the order is canceled."""
    actor = shopper(world)
    world.shop.pricing.offer_code(world.actors.staff(), _CODE, takes_off("$2.00"))
    fill_cart(world, actor, {TITLE: COPIES})
    world.shop.cart.enter_code(actor.credentials, actor.cart, _CODE)
    on_hand = _on_hand(world)
    check_out_up_to(world, actor, parse_calls("the capture from checkout to payments"))
    abandon_checkout(world)

    def let_days_pass() -> None:
        world.clock.advance(_UNPAID)
        world.actors.sign_in_again()

    return single_request(actor, let_days_pass, lambda: _nothing_is_kept(world, actor, on_hand))


def _on_hand(world: World) -> int:
    return world.shop.inventory.availability(world.actors.staff(), world.catalog.sku(TITLE)).on_hand


def _nothing_is_kept(world: World, actor: Actor, on_hand: int) -> bool:
    """No order of the actor is active, no money is held or captured, and all copies are available."""
    active = [order for order in world.shop.orders.of(actor.credentials) if order.state != "canceled"]
    charges = world.shop.gateway.charges(actor.checkout_ids)
    kept = [charge for charge in charges if not charge.line.is_reversed]
    now = world.shop.inventory.availability(world.actors.staff(), world.catalog.sku(TITLE))
    return not active and not kept and now.on_hand == on_hand and not now.reserved
